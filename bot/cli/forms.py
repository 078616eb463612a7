"""`forms`: writes the forms of documents out to be changed, or says what is wrong with the office's own."""

import argparse
from pathlib import Path

from bot.cli.prepared import Trouble
from bot.documents import forms as known


def forms(asked: argparse.Namespace) -> int:
    """Do what was asked for; 1 if one of the office's files cannot be filled in."""
    return _write(asked.write) if asked.write is not None else _check(asked.check)


def check(folder: str) -> None:
    """Trouble with the first fault, if the office's folder has one, or is not there."""
    if folder and not Path(folder).is_dir():
        raise Trouble(f"documents.forms: there is no folder {folder}.")
    faults = known.check(Path(folder)) if folder else []
    if faults:
        raise Trouble(f"documents.forms: {faults[0]}")


def _write(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    kept = [name for name in known.FORMS if (folder / f"{name}.docx").exists()]
    if kept:
        raise Trouble(f"{folder / kept[0]}.docx is there already, and is not written over.")
    for name in known.FORMS:
        (folder / f"{name}.docx").write_bytes(known.built_in(name))
        print(f"{name}.docx  {known.title_of(name)}: {', '.join(known.places(name))}")
    return 0


def _check(folder: Path) -> int:
    if not folder.is_dir():
        raise Trouble(f"There is no folder {folder}.")
    found = sorted(path.name for path in folder.glob("*.docx"))
    faults = known.check(folder)
    print("\n".join(faults) or f"Forms that can be filled in: {', '.join(found) or 'none'}.")
    return 1 if faults else 0
