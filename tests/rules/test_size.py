"""Small pieces: a module is read at one sitting, a function at one glance."""

import ast
from pathlib import Path

from tests.rules.source import ROOT, functions, modules, named, parsed, read

MODULE_LINES = 300
FUNCTION_LINES = 45
REVISIONS = ROOT / "store" / "migrations" / "versions"  # written from the tables, and never changed afterwards


def _read_by_people() -> list[Path]:
    return [path for path in modules("bot", "store", "tests") if not path.is_relative_to(REVISIONS)]


def test_every_module_begins_with_what_it_is_for() -> None:
    silent = [named(path) for path in modules("bot", "store", "tests") if not ast.get_docstring(parsed(path))]
    assert silent == []


def test_no_module_is_longer_than_one_sitting() -> None:
    lengths = {named(path): len(read(path).splitlines()) for path in _read_by_people()}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_one_glance() -> None:
    """Counted from `def` to the last line, tables between `# fmt` marks and all."""
    lengths = {
        f"{named(path, function.lineno)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in _read_by_people()
        for function in functions(path)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
