"""What a spreadsheet is made of, known without the library that writes it, which takes a while to load."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the heading of each column, and rows of as many values."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
