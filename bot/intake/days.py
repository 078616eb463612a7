"""Days of a calendar as people type them: one line each, a day or a run of days, and what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.errors import Unreadable
from bot.intake.lines import flattened

LONGEST = 31  # days in one run; more is a slip of the pen

_DAY = r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
_LINE = re.compile(
    rf"{_DAY}(?:\s*(?:至|到|~|～|—+|–|--?)\s*(?:{_DAY}|(\d{{1,2}})\s*[日号]))?\s*[:：,，]?\s*(\S+)\s*(.*)"
)
_KINDS = {
    "放假": "off",
    "休息": "off",
    "休": "off",
    "off": "off",
    "holiday": "off",
    "上班": "work",
    "调休上班": "work",
    "补班": "work",
    "班": "work",
    "work": "work",
    "恢复": "official",
    "official": "official",
}


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day and what it is to be: ``off``, ``work``, or ``official`` for what the official calendar has."""

    day: date
    kind: str
    note: str = ""


def days_in(text: str, today: date) -> list[SetDay]:
    """The days of a message, in order; of a day named twice the later line holds.

    Raises:
        Unreadable: ``not_days`` with the line that cannot be read.
    """
    found: dict[date, SetDay] = {}
    for line in filter(None, map(str.strip, flattened(text).splitlines())):
        found |= {one.day: one for one in _line(line, today)}
    if not found:
        raise Unreadable("not_days", line=text)
    return [found[day] for day in sorted(found)]


def _line(line: str, today: date) -> Iterator[SetDay]:
    match = _LINE.fullmatch(line)
    kind = _KINDS.get(match[8].lower()) if match is not None else None
    if match is None or kind is None:
        raise Unreadable("not_days", line=line)
    try:
        first = date(int(match[1] or today.year), int(match[2]), int(match[3]))
        if match[7]:
            last = first.replace(day=int(match[7]))
        elif match[5]:
            last = date(int(match[4] or first.year), int(match[5]), int(match[6]))
        else:
            last = first
    except ValueError:
        raise Unreadable("not_days", line=line) from None
    count = (last - first).days
    if not 0 <= count < LONGEST:
        raise Unreadable("not_days", line=line)
    return (SetDay(first + timedelta(days=n), kind, match[9].strip()) for n in range(count + 1))
