"""A ledger saved as text, with commas, semicolons or tabs between its cells."""

import csv
import io
from datetime import datetime

from bot.domain.errors import Unreadable
from bot.intake import ledger
from bot.intake.batch import Batch
from bot.intake.encodings import text_of
from bot.intake.headings import headings_in
from bot.intake.workbook import MOST_ROWS, Sheet

HEAD = 20  # rows looked at


def knows(content: bytes) -> bool:
    """Whether the first lines have the headings of a ledger."""
    try:
        return headings_in(_rows(text_of(content), HEAD)) is not None
    except (Unreadable, csv.Error):
        return False


def read(content: bytes) -> Batch:
    """The ledger; Unreadable as ``ledger.read`` says."""
    rows = _rows(text_of(content), MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many_rows", limit=MOST_ROWS)
    return ledger.read_sheets([Sheet("", rows, datetime(1899, 12, 30))])  # noqa: DTZ001 - days have no zone


def _rows(text: str, at_most: int) -> list[list[str | None]]:
    head = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    return [[*row] for _, row in zip(range(at_most), reader, strict=False)]
