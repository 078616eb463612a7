"""A due date with the whole way that led to it: stored with an assignment and shown behind "why this date"."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.calendar import DayKind
from bot.domain.terms import Term, Unit


class StepKind(StrEnum):
    """What happened to the date at one step of the reckoning."""

    START = "start_not_counted"
    EXTENDED = "extended"
    FIXED = "fixed_date"
    SKIPPED = "skipped"
    SWAPPED = "worked_weekend"
    PAUSED = "paused"
    COUNTED = "counted"
    CORRESPONDING = "corresponding_day"
    MONTH_END = "month_end"
    PUSHED = "pushed_by_pauses"
    CAPPED = "capped"
    ROLLED = "rolled_forward"


class CautionKind(StrEnum):
    """What the reader of a date must know besides."""

    UNKNOWN_YEAR = "unknown_year"
    BEYOND_CAP = "beyond_cap"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the days from `date` to `until` (a run with one reason), or the `date` that `count` `unit`s lead to.

    `why` tells what kind of day is passed over, `name` the code of its holiday.
    """

    kind: StepKind
    date: dt.date
    until: dt.date
    count: int = 0
    unit: Unit | None = None
    why: DayKind | None = None
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is stored; empty fields are left out."""
        full: dict[str, Any] = {"kind": self.kind.value, "date": self.date.isoformat(), "until": self.until.isoformat()}
        full |= {"count": self.count, "unit": self.unit and self.unit.value}
        full |= {"why": self.why and self.why.value, "name": self.name}
        return {key: value for key, value in full.items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Step":
        """The step `as_json` stored."""
        unit, why = stored.get("unit"), stored.get("why")
        return cls(
            StepKind(stored["kind"]),
            dt.date.fromisoformat(stored["date"]),
            dt.date.fromisoformat(stored["until"]),
            stored.get("count", 0),
            Unit(unit) if unit else None,
            DayKind(why) if why else None,
            stored.get("name", ""),
        )


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning; `year` is the year without a published calendar, else 0."""

    kind: CautionKind
    year: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """The legal date, the internal target (the last working day on or before it), and the whole explanation."""

    date: dt.date
    start: dt.date
    term: Term
    internal_target: dt.date
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]
    calendar_version: str

    def as_json(self) -> dict[str, Any]:
        """What is stored with an assignment and shown behind "why this date"."""
        return {
            "date": self.date.isoformat(),
            "start": self.start.isoformat(),
            "term": str(self.term),
            "rule": self.term.rule,
            "internal_target": self.internal_target.isoformat(),
            "steps": [step.as_json() for step in self.steps],
            "warnings": [{"kind": caution.kind.value, "year": caution.year} for caution in self.warnings],
            "calendar_version": self.calendar_version,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Due":
        """The due date `as_json` stored."""
        return cls(
            date=dt.date.fromisoformat(stored["date"]),
            start=dt.date.fromisoformat(stored["start"]),
            term=Term.parse(stored["term"], stored["rule"]),
            internal_target=dt.date.fromisoformat(stored["internal_target"]),
            steps=tuple(Step.from_json(step) for step in stored["steps"]),
            warnings=tuple(Caution(CautionKind(found["kind"]), found["year"]) for found in stored["warnings"]),
            calendar_version=stored["calendar_version"],
        )
