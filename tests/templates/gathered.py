"""All samples of all subjects, and every message, reason and button that the code names."""

import ast
import importlib
import re
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import bot.demo.samples
from bot.domain.lifecycle import LIVES
from bot.domain.reminders import REMINDERS
from bot.voice import TEMPLATES
from tests.rules.source import modules, named, parsed, strings

PACKAGE = "bot.demo.samples"
HOSTILE = 'A & B <b>bold</b> <script> &lt; "quoted" [label](act:1) [x](x:y) {{ name }} https://a.example/?x=1&y=2'
AT_LENGTH = {"BACKGROUND", "FIRST_REQUEST", "FIRST_ANSWER", "SECOND_ANSWER", "REASON", "REMARK", "OPINION", "LETTER"}
FOLDERS = {path.name for path in (TEMPLATES / "zh").iterdir() if path.is_dir()} - {"parts"}

Samples = dict[str, dict[str, object]]


def samples() -> Samples:
    """The facts for every message, by its name, with hostile words wherever a person wrote something."""
    return _rewritten(lambda _name, plain: f"{plain} {HOSTILE}")


def long_samples() -> Samples:
    """The same, with as much text wherever somebody wrote at length as no single message holds."""
    return _rewritten(lambda name, plain: f"{plain} {'Long. ' * 800 if name in AT_LENGTH else ''}{HOSTILE}")


def _rewritten(hostile: Callable[[str, str], str]) -> Samples:
    """The samples, made anew from other words; the plain ones are there again afterwards."""
    plain = _taken_out()
    try:
        written = importlib.import_module(f"{PACKAGE}.written")
        for name, text in vars(written).copy().items():
            if name.isupper():
                setattr(written, name, hostile(name, text))
        found: Samples = importlib.import_module(PACKAGE).samples()
        return found
    finally:
        _taken_out()
        sys.modules.update(plain)
        bot.demo.samples = sys.modules[PACKAGE]


def _taken_out() -> dict[str, ModuleType]:
    """The modules of the samples, which will be loaded anew."""
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith(PACKAGE)}


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
            for guard in row.guards:
                yield f"refusals/{guard.__name__}", f"{life.name} {row.at} {row.act}"


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
