"""What people type into the chat, as values: a list of requests, a date, a length of time, a meeting."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import Unreadable
from bot.domain.terms import Term, Unit
from bot.intake.lines import flattened
from bot.intake.numbering import number, ordinal

_PLAIN_STYLES = frozenset(
    {"一、", "(一)", "1.", "(1)", "1)", "①"}
)  # a lone number in another style is part of the words
_DATE = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_LENGTH = re.compile(
    r"(\d{1,4}|[一二两三四五六七八九十百]{1,5})\s*个?\s*"
    r"(工作日|自然日|天|日|月|workdays?|working days?|days?|months?)?后?内?",
    re.IGNORECASE,
)
# fmt: off
_UNITS = {
    "工作日": Unit.WORKDAYS, "workday": Unit.WORKDAYS, "working day": Unit.WORKDAYS,
    "自然日": Unit.DAYS,     "天": Unit.DAYS,          "日": Unit.DAYS,              "day": Unit.DAYS,
    "月": Unit.MONTHS,       "month": Unit.MONTHS,
}
_NAMED = re.compile(r"([^\s:：]{1,8})\s*[:：]\s*(.+)")
_MEETING = {
    "地点": "place",         "place": "place",         "where": "place",
    "参加": "with_whom",     "参加人": "with_whom",     "参加人员": "with_whom",  "人员": "with_whom",
    "people": "with_whom",   "with": "with_whom",
}
# fmt: on


def requests_in(text: str) -> list[str]:
    """The requests of one message: one for each line of a numbered list, else the whole message as one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    heads = [ordinal(flattened(line)) for line in lines]
    first = heads[0] if heads else None
    if first is None:
        return ["\n".join(lines)] if lines else []
    items: list[list[str]] = []
    for line, head in zip(lines, heads, strict=True):
        if head is not None and head.style == first.style and head.number == first.number + len(items):
            items.append([line[head.length :].strip()])
        else:
            items[-1].append(line)
    if len(items) == 1 and first.style not in _PLAIN_STYLES:
        items[0][0] = lines[0]
    return [whole for item in items if (whole := "\n".join(filter(None, item)))]


def unnumbered(text: str, number: int) -> str:
    """A request without the number it was printed with, if that is the one it is shown with anyway."""
    head = ordinal(flattened(text))
    if head is None or head.style not in _PLAIN_STYLES or head.number != number:
        return text
    return text[head.length :].strip() or text


def term_in(text: str, today: date) -> Term:
    """A date, or a number of days, working days or months; a date without a year is the next one to come.

    Raises:
        Unreadable: ``not_a_date`` when it is none of these.
    """
    typed = flattened(text).strip()
    try:
        if found := _DATE.fullmatch(typed):
            return Term(Unit.DATE, on=_next(found, today))
        if found := _LENGTH.fullmatch(typed):
            unit = _UNITS[(found[2] or "day").lower().removesuffix("s")]
            return Term(unit, number(found[1]) or 0)
    except (ValueError, OverflowError):
        pass
    raise Unreadable("not_a_date", text=text)


def past_day_in(text: str, today: date) -> date:
    """A day that has been; without a year the last one of its name.

    Raises:
        Unreadable: ``not_a_date``, or ``day_to_come``.
    """
    found = _DATE.fullmatch(flattened(text).strip())
    if found is None:
        raise Unreadable("not_a_date", text=text)
    year, month, day = found.groups()
    try:
        on = date(int(year or today.year), int(month), int(day))
        on = on if year or on <= today else on.replace(year=today.year - 1)
    except (ValueError, OverflowError):
        raise Unreadable("not_a_date", text=text) from None
    if on > today:
        raise Unreadable("day_to_come", day=on)
    return on


def _next(found: re.Match[str], today: date) -> date:
    year, month, day = found.groups()
    on = date(int(year or today.year), int(month), int(day))
    return on if year or on > today else on.replace(year=today.year + 1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is said of a contact besides how and when: where, with whom, and what was talked about."""

    place: str = ""
    with_whom: str = ""
    note: str = ""


def meeting_in(text: str) -> Meeting:
    """The lines of a message that begin with a word such as 地点 or 参加 and a colon, and all others as the note."""
    found: dict[str, list[str]] = {"place": [], "with_whom": [], "note": []}
    for line in filter(None, map(str.strip, text.splitlines())):
        named = _NAMED.match(line)
        field = _MEETING.get(named[1].lower()) if named is not None else None
        found[field or "note"].append(named[2].strip() if named is not None and field is not None else line)
    return Meeting("，".join(found["place"]), "、".join(found["with_whom"]), "\n".join(found["note"]))
