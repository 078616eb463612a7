"""The sheets of a spreadsheet as rows of cells, read as a stream; merged cells are filled with what they show."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from defusedxml import ElementTree

from bot.domain.errors import Unreadable
from bot.intake.archives import DAMAGE, opened
from bot.intake.cells import Cell

MOST_ROWS = 20_000
MOST_COLUMNS = 200
EMPTY_ROWS = 2_000  # below which nothing more is expected
LOOKED_AT_TITLE = 30  # cells of a row above the headings
MOST_MERGED = 50_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its rows from the first, and the day its serial numbers are counted from."""

    name: str
    rows: Sequence[Sequence[Cell]]
    epoch: datetime


def sheets_of(content: bytes) -> list[Sheet]:
    """The visible sheets that hold anything.

    Raises:
        Unreadable: ``broken_file``, ``encrypted``, ``too_much_inside``, or ``too_many_rows`` (with ``limit``).
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a while to load, and few files are spreadsheets

    with opened(content) as archive:
        try:
            merged = _merged(archive)
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            return [sheet for sheet in _sheets(book, merged) if sheet.rows]
        except DAMAGE as error:
            raise Unreadable("broken_file") from error


def _sheets(book: Any, merged: dict[str, list[str]]) -> Iterator[Sheet]:  # noqa: ANN401 - openpyxl's, which its stubs leave open
    for worksheet in book.worksheets:
        if worksheet.sheet_state != "visible":
            continue
        worksheet.reset_dimensions()  # what files say of their size is often wrong
        rows = _rows(worksheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))
        yield Sheet(worksheet.title, _filled(rows, merged.get(worksheet.title, [])), book.epoch)


def _rows(read: Iterator[Sequence[Cell]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    full = 0
    for row in read:
        rows.append(list(row))
        if any(cell is not None and cell != "" for cell in row):
            full = len(rows)
        if full > MOST_ROWS:
            raise Unreadable("too_many_rows", limit=MOST_ROWS)
        if len(rows) - full > EMPTY_ROWS:
            break
    return rows[:full]


def _filled(rows: list[list[Cell]], merged: list[str]) -> list[list[Cell]]:
    """Each merged range is filled with its first cell, so far as there are rows."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - loaded already by who reads the sheet

    for range_ in merged[:MOST_MERGED]:
        left, top, right, bottom = range_boundaries(range_)
        if left is None or top is None or right is None or bottom is None or top > len(rows):
            continue
        first = rows[top - 1]
        shown = first[left - 1] if left <= len(first) else None
        for row in rows[top - 1 : bottom]:
            last = min(right, MOST_COLUMNS)
            row.extend([None] * (last - len(row)))
            row[left - 1 : last] = [shown] * (last - left + 1)
    return rows


def _merged(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """The merged ranges of each sheet by its name: a stream of rows does not tell them."""
    main = next(name for name in archive.namelist() if name.endswith("xl/workbook.xml"))
    folder = posixpath.dirname(main)
    relations = ElementTree.fromstring(archive.read(posixpath.join(folder, "_rels", "workbook.xml.rels")))
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    found: dict[str, list[str]] = {}
    for sheet in ElementTree.fromstring(archive.read(main)).iter():
        target = targets.get(sheet.get(RELATION))
        if sheet.tag.endswith("}sheet") and target:
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path in archive.namelist():
                ranges = MERGED.findall(archive.read(path))
                found[sheet.get("name", "")] = [range_.decode() for range_ in ranges]
    return found


def letter_of(column: int) -> str:
    """A column's letter, the first being 0."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - loaded already by who reads the sheet

    return str(get_column_letter(column + 1))
