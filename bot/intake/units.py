"""The list of units as a table that an office keeps in a spreadsheet: units.csv, read and written.

    name, full_name, aliases, kind, level, active

A unit is known by its name, its full name and its aliases; no two units may share any of these.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Unreadable
from bot.intake.encodings import text_of
from bot.intake.unit_names import plain

COLUMNS = ("name", "full_name", "aliases", "kind", "level", "active")
# fmt: off
HEADINGS: dict[str, str] = {
    # as written -> column
    "name": "name",             "单位": "name",           "单位名称": "name",     "名称": "name",
    "承办单位": "name",         "简称": "name",           "规范名称": "name",     "canonical": "name",
    "full_name": "full_name",   "fullname": "full_name",  "全称": "full_name",    "单位全称": "full_name",
    "aliases": "aliases",       "alias": "aliases",       "别名": "aliases",      "曾用名": "aliases",
    "kind": "kind",             "type": "kind",           "类别": "kind",         "类型": "kind",
    "level": "level",           "级别": "level",          "层级": "level",        "单位类别": "kind",
    "active": "active",         "启用": "active",         "是否启用": "active",   "状态": "active",
}
ACTIVE: dict[str, bool] = {
    "": True,    "1": True,   "yes": True,  "true": True,    "y": True,   "是": True,     "启用": True,    "在用": True,
    "0": False,  "no": False, "n": False,   "false": False,  "否": False, "停用": False,  "撤销": False,
}
# fmt: on
SEPARATORS = str.maketrans("|、;；｜", "\n\n\n\n\n")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the table has it; ``kind`` and ``level`` are the office's own words."""

    name: str
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    active: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """All it is called, its name first."""
        return tuple(dict.fromkeys(name for name in (self.name, self.full_name, *self.aliases) if name))


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a line, counted from 1: ``no_name``, ``bad_active`` or ``name_taken``.

    ``value`` is the word in question; ``other_line`` is the line that has the name already.
    """

    line: int
    reason: str
    value: str = ""
    other_line: int = 0


@dataclass(frozen=True, slots=True)
class UnitTable:
    """What was read: the rows that can be taken, what is wrong with the others, and which columns the table lacks."""

    rows: tuple[UnitRow, ...]
    errors: tuple[RowError, ...]
    lacks: tuple[str, ...] = ()


def read_units(blob: bytes) -> UnitTable:
    """The units in the bytes of a CSV file, in UTF-8 or GB18030, with commas, semicolons or tabs.

    Raises:
        Unreadable: ``not_text`` or ``empty``; ``no_name_column`` when no column is called name or 单位名称.
    """
    text = text_of(blob)
    if not text.strip():
        raise Unreadable("empty")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns: dict[str, int] = {}
    rows: list[UnitRow] = []
    errors: list[RowError] = []
    taken: dict[str, int] = {}
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = _columns(cells)
            continue
        row, wrong = _row(cells, columns, reader.line_num, taken)
        rows.extend([row] if row and not wrong else [])
        errors.extend(wrong)
    return UnitTable(tuple(rows), tuple(errors), tuple(name for name in COLUMNS if name not in columns))


def write_units(rows: Iterable[UnitRow]) -> bytes:
    """The same table as a file that a spreadsheet opens: UTF-8 with a byte order mark."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for row in rows:
        active = "yes" if row.active else "no"
        writer.writerow((row.name, row.full_name, "|".join(row.aliases), row.kind, row.level, active))
    return sheet.getvalue().encode("utf-8-sig")


def from_json(document: Any) -> tuple[UnitRow, ...]:  # noqa: ANN401 - whatever JSON may hold
    """Units from a list, or from what an object has under ``units``: names alone, or objects with the table's columns.

    ``{"units": [{"canonical", "full_name", "aliases": [], "type", "level"}]}``, ``["甲局", "乙局"]``,
    ``[{"name", "aliases": "甲|乙"}]``. What has a name that was said before is left out.

    Raises:
        TypeError: the document holds no list, or what stands in it has no name.
    """
    listed = document.get("units") if isinstance(document, Mapping) else document
    if not isinstance(listed, list):
        raise TypeError("no list of units")
    rows: dict[str, UnitRow] = {}
    for unit in listed:
        row = _of_json(unit)
        rows.setdefault(plain(row.name), row)
    return tuple(rows.values())


def _of_json(unit: object) -> UnitRow:
    told: dict[str, Any] = {}
    for key, value in (unit if isinstance(unit, Mapping) else {"name": unit}).items():
        told.setdefault(HEADINGS.get(plain(str(key)).casefold(), ""), value)
    said = {column: value.strip() for column, value in told.items() if isinstance(value, str)}
    own = (said.get("name", ""), said.get("full_name", ""))
    if not own[0]:
        raise TypeError("a unit without a name")
    others = said["aliases"].translate(SEPARATORS).split("\n") if "aliases" in said else told.get("aliases") or ()
    aliases = _others([one for one in others if isinstance(one, str)], own)
    return UnitRow(*own, aliases, said.get("kind", ""), said.get("level", ""))


def _delimiter(text: str) -> str:
    head = text.lstrip().partition("\n")[0]
    return max(",;\t", key=head.count)


def _columns(cells: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = HEADINGS.get(plain(cell).casefold())
        if column:
            columns.setdefault(column, place)
    if "name" not in columns:
        raise Unreadable("no_name_column", found=", ".join(cell.strip() for cell in cells))
    return columns


def _row(
    cells: list[str], columns: Mapping[str, int], line: int, taken: dict[str, int]
) -> tuple[UnitRow | None, list[RowError]]:
    told = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
    active = ACTIVE.get(plain(told.get("active", "")).casefold())
    if not told.get("name"):
        return None, [RowError(line, "no_name")]
    if active is None:
        return None, [RowError(line, "bad_active", told["active"])]
    own = (told["name"], told.get("full_name", ""))
    aliases = _others(told.get("aliases", "").translate(SEPARATORS).split("\n"), own)
    row = UnitRow(told["name"], own[1], aliases, told.get("kind", ""), told.get("level", ""), active)
    errors = [RowError(line, "name_taken", name, taken[plain(name)]) for name in row.names if plain(name) in taken]
    if not errors:
        taken.update((plain(name), line) for name in row.names)
    return row, errors


def _others(names: Iterable[str], own: tuple[str, str]) -> tuple[str, ...]:
    """Aliases proper: each once, and none that is the name or the full name again."""
    known = {plain(name) for name in own}
    found = {plain(name): name.strip() for name in reversed([*names]) if plain(name) not in known and name.strip()}
    return tuple(reversed(found.values()))
