"""`import-duties`: takes in what units are there for, from a table or a government document, or writes the list out."""

import argparse
from pathlib import Path

from bot.cli import prepared
from bot.config import Config
from bot.intake.plain_text import text_in
from bot.routing.duties import write_duties
from bot.services import duties as lists
from bot.services.duties import TakenDuties


def take_in(asked: argparse.Namespace) -> int:
    """Do what was asked for; 1 if some lines could not be taken in."""
    config = prepared.settings(asked)
    if asked.export is not None:
        return _write_out(config, asked.export)
    text = text_in(asked.file.read_bytes())
    with prepared.turn(config) as turn:
        taken = lists.take_in(turn, text, asked.file.name, keep=not asked.dry_run)
    print(_sentence(taken))
    return 1 if taken.errors or taken.unknown else 0


def _write_out(config: Config, file: Path) -> int:
    with prepared.turn(config) as turn:
        listed = lists.list_in_use(turn)
    file.write_text(write_duties(listed), encoding="utf-8-sig")
    print(f"Duties written to {file}: {len(listed)}.")
    return 0


def _sentence(taken: TakenDuties) -> str:
    told = [f"{error.line:6}: {error}" for error in taken.errors]
    told += [f"{name} is no unit of the office, and no kind of unit." for name in taken.unknown]
    quotable = f" Passages to be quoted: {taken.passages}." if taken.passages else ""
    return "\n".join([f"Duties: {taken.duties}, of units: {taken.units}.{quotable}", *told])
