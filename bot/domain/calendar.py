"""Which days are worked: weekends, holidays, and the weekend days worked in exchange (调休).

Swapped days come only from the yearly notice of the State Council office, so a calendar knows certain years and no
others (domain notes, 5.4 and 5.5). Outside them it counts weekends alone and says that it did not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayKind(StrEnum):
    """What a day is. SWAPPED is a weekend day that is worked in exchange for a holiday."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED = "swapped_workday"


class Override(StrEnum):
    """What the office's own table may say of a day."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Why:
    """Why a day is worked or not; `name` is a holiday's code or empty, `known` is False in a year without a notice."""

    kind: DayKind
    name: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that differ from plain weekends.

    `off` gives each day off the code of its holiday (empty when it has none), `worked` are weekend days worked, `years`
    are those a notice was published for. `version` changes whenever the days do. Raises ValueError if a day is both off
    and worked.
    """

    off: Mapping[date, str] = field(hash=False)
    worked: frozenset[date]
    years: frozenset[int]
    version: str

    def __post_init__(self) -> None:
        both = self.worked & self.off.keys()
        if both:
            raise ValueError(f"A day cannot be both off and worked: {min(both)}.")
        object.__setattr__(self, "off", MappingProxyType(dict(self.off)))

    def knows(self, day: date) -> bool:
        """Whether the day's year was published, or the day itself was set by the office."""
        return day.year in self.years or day in self.off or day in self.worked

    def why(self, day: date) -> Why:
        """What the day is and for what reason."""
        known, weekend = self.knows(day), day.weekday() >= SATURDAY
        if day in self.off:
            return Why(DayKind.HOLIDAY, self.off[day], known)
        if weekend and day in self.worked:
            return Why(DayKind.SWAPPED, "", known)
        return Why(DayKind.WEEKEND if weekend else DayKind.WORKDAY, "", known)

    def is_workday(self, day: date) -> bool:
        """Whether the day counts as 工作日 (行政许可法 Art. 82: holidays do not)."""
        return day not in self.off and (day.weekday() < SATURDAY or day in self.worked)

    def under(self, overrides: Mapping[date, Override], version: str) -> "Calendar":
        """This calendar with the office's own days laid over it; a day set there counts as known."""
        off = {day: name for day, name in self.off.items() if day not in overrides}
        off |= {day: self.off.get(day, "") for day, kind in overrides.items() if kind is Override.OFF}
        worked = (self.worked - overrides.keys()) | {day for day, kind in overrides.items() if kind is Override.WORK}
        return Calendar(off, frozenset(worked), self.years, version)

    def without_rest(self) -> "Calendar":
        """A calendar in which every day is worked, for what waits for no Monday."""
        return _WithoutRest(self.off, self.worked, self.years, self.version)


class _WithoutRest(Calendar):
    __slots__ = ()

    def is_workday(self, day: date) -> bool:  # noqa: ARG002 - it is every day
        return True


def add_workdays(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after the day, itself not counted (before it, if negative); 0 gives the day."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_workday(day)
    return day


def workdays_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and including `end`; negative if `end` comes first."""
    if end < start:
        return -workdays_between(end, start, calendar)
    return sum(calendar.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def last_workday(day: date, calendar: Calendar) -> date:
    """The latest working day on or before the day."""
    while not calendar.is_workday(day):
        day -= ONE_DAY
    return day
