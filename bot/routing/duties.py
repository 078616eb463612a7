"""What units answer for, as a table that an office edits in a spreadsheet: duties.csv, read and written.

    unit, weight, duties

A unit is a unit's name, or one of the kinds of ``kinds.csv`` that every city has; a row may hold many duties,
separated by 、 or |. The weight is 3 for what is theirs, 2 for what mostly is, 1 for what touches them; 0 takes a duty
of the starter list away.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.routing.wording import plain

COLUMNS = ("unit", "weight", "duties")
# fmt: off
HEADINGS: dict[str, str] = {
    # as written -> column
    "unit": "unit",      "单位": "unit",     "承办单位": "unit",  "单位名称": "unit",  "kind": "unit",
    "weight": "weight",  "权重": "weight",
    "duties": "duties",  "duty": "duties",   "职责": "duties",    "关键词": "duties",  "事项": "duties",
}
# fmt: on
STRONG = 3.0
LONGEST = 200
_WRONG = {
    "no_unit": "no unit",
    "no_duty": "no duty of {value}",
    "bad_weight": "a weight is a number from 0 to 9, not {value}",
}
_BETWEEN = re.compile(r"[、|｜;；\n]")


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a unit answers for; ``source`` is starter, local, document or learned."""

    unit: str
    text: str
    weight: float = STRONG
    source: str = "local"


@dataclass(frozen=True, slots=True)
class DutyError:
    """What is wrong with a line, counted from 1: ``no_unit``, ``no_duty``, ``bad_weight``."""

    line: int
    reason: str
    value: str = ""

    def __str__(self) -> str:
        return _WRONG[self.reason].format(value=self.value)


def is_table(text: str) -> bool:
    """Whether the first line names a column of units and one of duties."""
    heads = _heads(next(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")), []))
    return "unit" in heads and "duties" in heads


def read_duties(text: str, source: str = "local") -> tuple[tuple[Duty, ...], tuple[DutyError, ...]]:
    """The duties of a table, and what is wrong with lines that hold none."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    heads = _heads(next(reader, []))
    found: list[Duty] = []
    errors: list[DutyError] = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            row = dict(zip(heads, (cell.strip() for cell in cells), strict=False))
            wrong = _wrong(row, reader.line_num)
            errors.extend([wrong] if wrong else [])
            found.extend([] if wrong else _of_row(row, source))
    return tuple(found), tuple(errors)


def write_duties(duties: Iterable[Duty]) -> str:
    """The same table, a row for each unit and weight."""
    rows: dict[tuple[str, float], list[str]] = {}
    for duty in duties:
        rows.setdefault((duty.unit, duty.weight), []).append(duty.text)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for (unit, weight), texts in rows.items():
        writer.writerow((unit, f"{weight:g}", "、".join(texts)))
    return sheet.getvalue()


def _heads(cells: list[str]) -> list[str]:
    return [HEADINGS.get(plain(cell), "") for cell in cells]


def _wrong(row: dict[str, str], line: int) -> DutyError | None:
    if not row.get("unit"):
        return DutyError(line, "no_unit")
    if not _BETWEEN.sub("", row.get("duties", "")):
        return DutyError(line, "no_duty", row["unit"])
    weight = row.get("weight", "")
    if weight and not re.fullmatch(r"\d(?:\.\d+)?", weight):
        return DutyError(line, "bad_weight", weight)
    return None


def _of_row(row: dict[str, str], source: str) -> Iterator[Duty]:
    weight = float(row.get("weight") or STRONG)
    for text in _BETWEEN.split(row["duties"]):
        if text.strip():
            yield Duty(row["unit"], text.strip()[:LONGEST], weight, source)
