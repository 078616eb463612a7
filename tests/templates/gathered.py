"""All samples of all subjects, and every message, reason and button that the code names."""

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from bot.domain.lifecycle import LIVES
from bot.domain.reminders import REMINDERS
from bot.voice import TEMPLATES
from tests.rules.source import modules, named, parsed, strings
from tests.templates import cast

HERE = Path(__file__).parent
FOLDERS = {path.name for path in (TEMPLATES / "zh").iterdir() if path.is_dir()} - {"parts"}

Samples = dict[str, dict[str, object]]


def samples() -> Samples:
    """The facts for every message, by its name; one that two subjects bring is an error."""
    return _gathered("tests.templates.sampled")


def long_samples() -> Samples:
    """The same, with as much text wherever somebody wrote something hostile as no single message holds."""
    source = Path(cast.__file__).read_text(encoding="utf-8")
    longer = ModuleType(cast.__name__)
    code = compile(source.replace("\nHOSTILE = ", "\nHOSTILE = 'Long. ' * 800 + "), cast.__file__, "exec")
    exec(code, longer.__dict__)  # noqa: S102 - it is the project's own file
    sys.modules[cast.__name__] = longer
    try:
        return _gathered("tests.templates.sampled_long")
    finally:
        sys.modules[cast.__name__] = cast


def _gathered(package: str) -> Samples:
    found: Samples = {}
    for path in sorted((HERE / "samples").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"{package}.{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        twice = found.keys() & module.SAMPLES.keys()
        assert not twice, f"{path.name} brings again: {sorted(twice)}"
        found |= module.SAMPLES
    return found


def reasons() -> Iterator[tuple[str, str]]:
    """The message of every refusal that is raised by name, and of every guard, with the place."""
    for path in modules("bot"):
        for node in ast.walk(parsed(path)):
            match node:
                case ast.Call(
                    func=ast.Name(id="Refused" | "Unreadable" as kind), args=[ast.Constant(value=str() as reason), *_]
                ):
                    yield f"{'refusals' if kind == 'Refused' else 'unreadable'}/{reason}", named(path, node.lineno)
    for life in LIVES:
        for row in life.moves:
            if row.guard is not None:
                yield f"refusals/{row.guard.__name__}", f"{life.name} {row.at} {row.act}"


def messages() -> Iterator[tuple[str, str]]:
    """Every message that code or a table names, with the place."""
    name = re.compile(rf"({'|'.join(sorted(FOLDERS))})/[a-z_]+")
    for path in modules("bot"):
        for text, line in strings(path):
            if name.fullmatch(text):
                yield text, named(path, line)
    yield from reasons()
    for life in LIVES:
        for row in life.moves:
            for message in row.told.values():
                yield message, f"{life.name} {row.at} {row.act}"
    for reminder in REMINDERS:
        yield reminder.message, "REMINDERS"
