"""Tomorrow's mail, today: what reminders will say on a day to come, to whom and why, before anybody hears it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.calendar import Calendar, add_workdays
from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.domain.reminders import DutyKind
from bot.services import dates, hours, life, planning, reminding
from bot.services.planning import Call
from bot.services.reminding import Line
from bot.turn import Turn
from store import digests, marks, people, planned, proposals
from store.tables import Proposal

LINES = 10  # in the letter, and on a page of the list
EVERYTHING = "all"
EVERY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be said to somebody, or will not until a day, since the office holds it."""

    call: Call
    until: date | None

    @property
    def key(self) -> str:
        """As a button names it: the person, the kind and the id of the duty."""
        return f"{self.call.to.id}-{self.call.owing.kind.value}-{self.call.owing.id}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a list: what is said (``line``), to whom and of which unit he is, until when it is held."""

    line: Line
    to: str
    unit: str
    until: date | None
    key: str


def next_day(turn: Turn, calendar: Calendar | None = None) -> date:
    """The next working day."""
    return add_workdays(turn.today, 1, calendar or dates.calendar(turn))


def of_day(turn: Turn, day: date) -> list[Planned]:
    """All that will be said on a day to come as things stand, letter by letter; what the office holds is among it.

    What is not handed in yet is no business of the office's, and so not among it.
    """
    calendar = dates.calendar(turn)
    calls = [call for call in planning.calls(turn, day, calendar) if call.owing.kind is not DutyKind.SIGN]
    found = planning.unsaid(turn, calls, day, held=True)
    sooner = _still_today(turn, calendar)
    back = planned.holds(turn.work, day)
    letters = planning.by_taker(call for call in found if call.key not in sooner)
    return [Planned(call, back.get(call.subject)) for letter in letters.values() for call in letter]


def _still_today(turn: Turn, calendar: Calendar) -> set[str]:
    """What is said before the day is over, to those whose hour has not come yet."""
    if not calendar.is_workday(turn.today):
        return set()
    wait = digests.waiting(turn.work, turn.today)
    calls = [call for call in planning.calls(turn, turn.today, calendar) if call.taker.id in wait] if wait else []
    return {call.key for call in planning.unsaid(turn, calls, turn.today)}


def say(turn: Turn) -> None:
    """In the afternoon of a working day the office sees what will be said on the next; if it is nothing, nothing."""
    at = turn.config.reminders.preview_at
    if at is None or turn.now.astimezone(turn.config.zone).time() < at or not hours.within(turn):
        return
    calendar = dates.calendar(turn)
    if not calendar.is_workday(turn.today) or not marks.take(turn.work, "preview", turn.now, EVERY):
        return
    day = next_day(turn, calendar)
    found = of_day(turn, day)
    if found:
        office = people.with_role(turn.work, Role.OFFICE)
        turn.tell(office, "plans/tomorrow", once=f"preview:{day.isoformat()}", **_summary(turn, day, found))


def show(turn: Turn, day: date | None) -> None:
    """The same whenever the office asks for it; None is the next working day."""
    check_office(turn)
    day = day or next_day(turn)
    check_to_come(turn, day)
    turn.answer("plans/tomorrow", **_summary(turn, day, of_day(turn, day)))


def _summary(turn: Turn, day: date, found: Sequence[Planned]) -> dict[str, Any]:
    said = [one for one in found if one.until is None]
    counts = Counter(one.call.owing.kind for one in said)
    return {
        "day": day,
        "hearers": len({one.call.taker.id for one in said}),
        "count": len(said),
        "held": len(found) - len(said),
        "kinds": [(kind, counts[kind]) for kind in DutyKind if counts[kind]],
        "lines": _shown(turn, day, found[:LINES]),
        "more": max(0, len(found) - LINES),
        "stamp": f"{day:%Y%m%d}",
    }


def within(turn: Turn, day: date, scope: str) -> list[Planned]:
    """The part of a day's mail that a button names: ``all``, ``p<person>``, ``c<case>`` or one line's own key."""
    return _within(turn, of_day(turn, day), scope)


def _within(turn: Turn, found: Sequence[Planned], scope: str) -> list[Planned]:
    if scope == EVERYTHING:
        return list(found)
    if scope[:1] == "p" and (person := number(scope[1:])):
        return [one for one in found if one.call.taker.id == person]
    if scope[:1] == "c" and (case := number(scope[1:])):
        owed = planned.of_case(turn.work, case)
        return [one for one in found if (one.call.owing.kind, one.call.owing.id) in owed]
    return [one for one in found if one.key == scope]


def number(text: str) -> int:
    """A row's id; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 18 else 0  # noqa: PLR2004 - what a column takes


def show_list(turn: Turn, day: date, scope: str, page: int, *, edit: bool = True) -> None:
    """The whole list of a day, or of one person or case on it, page by page; what was pressed is put in its place."""
    check_office(turn)
    check_to_come(turn, day)
    found = within(turn, day, scope)
    pages = max(1, -(-len(found) // LINES))
    page = min(max(page, 1), pages)
    person, case = _about(turn, scope)
    turn.answer(
        "plans/list",
        edit=edit,
        day=day,
        stamp=f"{day:%Y%m%d}",
        scope=scope,
        lines=_shown(turn, day, found[(page - 1) * LINES : page * LINES]),
        page=page,
        pages=pages,
        count=len(found),
        held=sum(one.until is not None for one in found),
        person=person,
        case=case,
        foreword=planned.forewords(turn.work, day).get(number(scope[1:]), "") if person else "",
    )


def _about(turn: Turn, scope: str) -> tuple[str, Proposal | None]:
    """The name of the person, or the case, that a list is about."""
    found = number(scope[1:])
    named = people.by_ids(turn.work, [found]) if scope[:1] == "p" and found else []
    return named[0].name if named else "", proposals.by_id(turn.work, found) if scope[:1] == "c" and found else None


def show_line(turn: Turn, day: date, key: str, *, edit: bool = True) -> None:
    """One line with what can be done about it; Refused("old_button") once it will not be said any more."""
    check_office(turn)
    check_to_come(turn, day)
    found = of_day(turn, day)
    one = next((one for one in found if one.key == key), None)
    shown = _shown(turn, day, [one]) if one is not None else []
    if one is None or not shown:
        raise Refused("old_button")
    line, taker = shown[0], one.call.taker
    turn.answer(
        "plans/line",
        edit=edit,
        day=day,
        stamp=f"{day:%Y%m%d}",
        shown=line,
        taker=taker.id,
        same_letter=sum(other.call.taker.id == taker.id for other in found),
        same_case=len(_within(turn, found, f"c{line.line.proposal.id}")),
        foreword=planned.forewords(turn.work, day).get(taker.id, ""),
    )


def _shown(turn: Turn, day: date, found: Sequence[Planned]) -> list[Shown]:
    rows = reminding.rows_of(turn, (one.call for one in found))
    calendar, shown = dates.calendar(turn), []
    for one in found:
        row = rows.get((one.call.owing.kind, one.call.owing.id))
        if row is not None:
            line = reminding.line(one.call, row, day, calendar)
            share, is_of_unit = life.assignment_of(row), one.call.to.role in (Role.LIAISON, Role.LEADER)
            unit = share.unit.name if share is not None and is_of_unit and not line.unit else ""
            shown.append(Shown(line, one.call.taker.name, unit, one.until, one.key))
    return shown


def check_office(turn: Turn) -> None:
    """Refused("not_yours") for anybody else."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours", life="assignment")


def check_to_come(turn: Turn, day: date) -> None:
    """Refused("old_button") for a day whose mail has been said."""
    if day <= turn.today:
        raise Refused("old_button")


def day_of(text: str) -> date:
    """The day that a button carries, or Refused("old_button")."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Refused("old_button") from None
