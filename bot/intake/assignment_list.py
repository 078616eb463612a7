"""The list of an assignment meeting (交办会): which case goes to which units until when, from text, csv or xlsx."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from bot.domain.errors import Unreadable
from bot.intake.cells import text_of as cell_text
from bot.intake.encodings import text_of
from bot.intake.lines import flattened
from bot.intake.typed import term_in
from bot.intake.workbook import sheets_of

MOST_ROWS = 5_000
# fmt: off
_HEADS = {
    "number":  ("案号", "件号", "编号", "建议号", "提案号", "建议编号", "提案编号", "number", "no", "no."),
    "lead":    ("主办单位", "主办", "承办单位", "牵头单位", "lead", "lead unit"),
    "co":      ("协办单位", "协办", "会办单位", "会办", "co-units", "co units", "co"),
    "term":    ("期限", "办理期限", "主办期限", "答复期限", "due", "term"),
    "co_term": ("协办期限", "会办期限", "co due", "co-unit due"),
}
# fmt: on
_COLUMNS = tuple(_HEADS)
_BETWEEN = re.compile(r"[\s,，、;；|]+")
_UNITS = re.compile(r"[,，、;；|\n]+")
_NUMBER = re.compile(r"\D{0,6}?0*(\d{1,9})\D{0,4}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line, as it is written: its number in the list, the case's number, units by name, and terms."""

    line: int
    number: str
    lead: str
    co: tuple[str, ...] = ()
    term: str = ""
    co_term: str = ""


def number_of(row: Row) -> int | None:
    """The number of the case that a line names."""
    found = _NUMBER.fullmatch(flattened(row.number).strip())
    return int(found[1]) if found else None


def rows_in_text(text: str, today: date) -> list[Row]:
    """Lines such as ``12 市教育局 市财政局 3月31日``: a number, who answers, who assists, and a term if there is one.

    Raises:
        Unreadable: ``no_rows``, or ``too_many_rows`` with ``limit``.
    """
    lines = enumerate(text.splitlines(), start=1)
    return _counted(_of_words(at, _BETWEEN.split(line.strip()), today) for at, line in lines if line.strip())


def rows_in_file(content: bytes, name: str) -> list[Row]:
    """The same from the columns of a spreadsheet, with or without headings.

    Raises:
        Unreadable: as above, and what reading a workbook raises.
    """
    if name.lower().endswith(".xlsx"):
        sheets = sheets_of(content)
        cells = [[cell_text(cell).strip() for cell in row] for row in sheets[0].rows] if sheets else []
    else:
        text = text_of(content)
        tabs = "\t" in text.partition("\n")[0]
        cells = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter="\t" if tabs else ",")]
    return _counted(_of_cells(cells))


def _counted(found: Iterable[Row]) -> list[Row]:
    rows = list(found)
    if not rows:
        raise Unreadable("no_rows")
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many_rows", limit=MOST_ROWS)
    return rows


def _of_words(line: int, words: Sequence[str], today: date) -> Row:
    number, *rest = [word for word in words if word] or [""]
    term = ""
    for taken in (2, 1):  # "30 workdays" are two words
        if not term and len(rest) > taken and _is_term(" ".join(rest[-taken:]), today):
            term, rest = " ".join(rest[-taken:]), rest[:-taken]
    lead, *co = rest or [""]
    return Row(line, number, lead, tuple(co), term)


def _is_term(text: str, today: date) -> bool:
    try:
        term_in(text, today)
    except Unreadable:
        return False
    return True


def _of_cells(cells: Sequence[Sequence[str]]) -> Iterable[Row]:
    head, columns = _columns(cells)
    for at, row in enumerate(cells[head:], start=head + 1):
        told = {name: row[column] for name, column in columns.items() if column < len(row)}
        if any(told.values()):
            co = tuple(name.strip() for name in _UNITS.split(told.get("co", "")) if name.strip())
            yield Row(
                at, told.get("number", ""), told.get("lead", ""), co, told.get("term", ""), told.get("co_term", "")
            )


def _columns(cells: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """How many rows stand above the lines, and which column is which; without headings as in the usual order."""
    for at, row in enumerate(cells[:10]):
        named = [next((name for name, heads in _HEADS.items() if cell.lower() in heads), "") for cell in row]
        if "number" in named and "lead" in named:
            return at + 1, {name: named.index(name) for name in _COLUMNS if name in named}
    return 0, {name: column for column, name in enumerate(_COLUMNS)}
