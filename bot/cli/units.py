"""`units`: takes in the office's list of handling units, or writes it out for a spreadsheet."""

import argparse
import json
from pathlib import Path

from bot.cli import prepared
from bot.cli.prepared import Trouble
from bot.config import Config
from bot.intake.encodings import text_of
from bot.intake.units import UnitTable, from_json, read_units, write_units
from bot.services import units as lists
from bot.services.units import Changes
from store import units as rows


def units(asked: argparse.Namespace) -> int:
    """Do what was asked for; 1 if some lines of the list could not be taken in."""
    config = prepared.settings(asked)
    if asked.export is not None:
        return _write_out(config, asked.export)
    table = _read(asked.file)
    with prepared.turn(config) as turn:
        changes = lists.changes(turn, table) if asked.dry_run else lists.take_in(turn, table)
    print(_sentence(changes))
    return 1 if changes.errors else 0


def _write_out(config: Config, file: Path) -> int:
    with prepared.turn(config) as turn:
        listed = [lists.row_of(unit) for unit in rows.every(turn.work)]
    file.write_bytes(write_units(listed))
    print(f"Units written to {file}: {len(listed)}.")
    return 0


def _read(file: Path) -> UnitTable:
    content = file.read_bytes()
    if file.suffix.lower() != ".json":
        return read_units(content)
    try:
        return UnitTable(from_json(json.loads(text_of(content))), ())
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Trouble(f'{file} is not a list of units: {{"units": [{{"canonical": …, "aliases": […]}}]}}.') from None


def _sentence(changes: Changes) -> str:
    counts = (
        f"New: {len(changes.new)}, changed: {len(changes.changed)}, unchanged: {len(changes.unchanged)},"
        f" lines with errors: {len(changes.errors)}."
    )
    told = [f"{error.line:6}: {_WRONG[error.reason].format(error=error)}" for error in changes.errors]
    return "\n".join([counts, *told])


_WRONG = {
    "no_name": "no name",
    "bad_active": "active is yes or no, not {error.value}",
    "name_taken": "{error.value} is named in line {error.other_line} already",
}
