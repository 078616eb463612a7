"""How long somebody has: a term as the configuration spells it, and what stops or lengthens it.

民法典 Art. 200-204: the wording decides the unit. 月 are calendar months, 日 natural days, 工作日 working days.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_COUNTED = re.compile(r"([0-9]{1,4})\s*(day|workday|month)s?", re.IGNORECASE)
_FIXED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unit(StrEnum):
    """What a term is counted in; DATE is a date fixed beforehand, as "all replies by 30 June"."""

    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time, or a fixed date in `on`. `rule` names its source (a statute, a local rule) in free words."""

    unit: Unit
    count: int = 0
    on: date | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if (self.unit is Unit.DATE) != (self.on is not None):
            raise ValueError("A term has a date if, and only if, it is a fixed date.")
        if (self.unit is Unit.DATE) != (self.count == 0) or self.count < 0:
            raise ValueError("A term counts at least one day or month.")

    @classmethod
    def parse(cls, text: str, rule: str = "") -> "Term":
        """Read "3 months", "15 workdays", "10 days" or "2025-08-31"; the ValueError is a sentence for the operator."""
        wanted = text.strip()
        try:
            if _FIXED.fullmatch(wanted):
                return cls(Unit.DATE, on=date.fromisoformat(wanted), rule=rule)
            if match := _COUNTED.fullmatch(wanted):
                return cls(Unit(match[2].lower() + "s"), int(match[1]), rule=rule)
        except ValueError as error:
            raise ValueError(f'"{text}" is not a term: {error}') from error
        raise ValueError(
            f'"{text}" is not a term: write "3 months", "15 workdays", "10 days" or a date like "2025-08-31".'
        )

    def __str__(self) -> str:
        """The spelling `parse` reads back (the rule goes beside it)."""
        if self.on is not None:
            return self.on.isoformat()
        return f"{self.count} {self.unit.value.removesuffix('s') if self.count == 1 else self.unit.value}"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood: the day it began still counts, the day it ended does not.

    So a question put and answered on one day stops nothing. For a pause that still lasts, give today as its end.
    """

    began: date
    ended: date

    def __post_init__(self) -> None:
        if self.ended < self.began:
            raise ValueError(f"A pause cannot end on {self.ended}, before it began on {self.began}.")


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: `by` adds to the term or names a new date, in which pauses up to the day `granted` are allowed for."""

    by: Term
    granted: date


def add_months(day: date, months: int) -> tuple[date, bool]:
    """The corresponding day so many months on; True with it if that month has no such day and its last one stands in.

    民法典 Art. 202.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day > last
