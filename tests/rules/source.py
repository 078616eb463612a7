"""The project's own files, as the house rules read them."""

import ast
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LEFT_BEHIND = {
    ".git",
    ".venv",
    ".coverage",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
}


def _every() -> list[str]:
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        # An unpacked archive, or no Git on this machine: everything but what tools leave behind.
        paths = (
            path.relative_to(ROOT) for top in ROOT.iterdir() if top.name not in LEFT_BEHIND for path in _below(top)
        )
        listed = [path.as_posix() for path in paths if "__pycache__" not in path.parts]
    return sorted({name for name in listed if (ROOT / name).is_file()})


def _below(top: Path) -> Iterator[Path]:
    return top.rglob("*") if top.is_dir() else iter([top])


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Every file of the project whose name matches one of the patterns (none: every file); `*` crosses folders."""
    return tuple(ROOT / name for name in _every() if not patterns or any(fnmatch(name, p) for p in patterns))


def modules(*folders: str) -> tuple[Path, ...]:
    """Every Python file below these folders."""
    return files(*(f"{folder}/*.py" for folder in folders))


@cache
def read(path: Path) -> str:
    """The text of a file; what is not text is read as far as it goes."""
    return path.read_text(encoding="utf-8", errors="replace")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(read(path), filename=str(path))


def named(path: Path, line: int | None = None) -> str:
    """The name of a place, as a failing test should print it: `bot/turn.py:12`."""
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """The last name of everything a Python file calls, with its line: `session.commit()` is ("commit", 12)."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield name, node.lineno


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a Python file, nested ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """Every string of a Python file with its line, docstrings left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node, clean=False) is not None
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno
