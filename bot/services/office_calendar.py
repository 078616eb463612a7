"""The office's own calendar: looked at, changed after a rehearsal, and an alarm when dates lie beyond what is known."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bot.domain.calendar import Calendar, Override
from bot.domain.errors import Refused
from bot.domain.lives import ReplyState, Role
from bot.intake.days import SetDay
from bot.services import chain, dates, hours, rehearsal
from bot.services.calendar import official
from bot.services.rehearsal import Moved
from bot.turn import Turn
from store import countersigns, holidays, marks, open_dates, people
from store.people import Who
from store.tables import Assignment, CalendarChange, Reply

AHEAD = timedelta(days=400)  # of the office's own days that are shown
SHOWN = 12  # dates in one letter; how many there are besides is said
CHANGES = 5
EVERY = timedelta(hours=6)


def show(turn: Turn, *, edit: bool = False) -> None:
    """What is known, what the office set itself, and the last changes."""
    _check_office(turn)
    calendar = dates.calendar(turn)
    last = open_dates.last(turn.work)
    turn.answer(
        "calendar/shown",
        edit=edit,
        years=sorted(calendar.years)[-3:],
        own=holidays.between(turn.work, turn.today, turn.today + AHEAD)[:40],
        changes=holidays.changes(turn.work, CHANGES),
        unknown=_unknown(calendar, turn.today, last),
    )


def rehearse(turn: Turn, days: Iterable[SetDay]) -> None:
    """Show which open dates a change would move, with the buttons that do it or drop it."""
    _check_office(turn)
    kept = [{"day": one.day.isoformat(), "kind": one.kind, "note": one.note} for one in days]
    by = turn.who.id if turn.who else None
    change = holidays.propose(turn.work, CalendarChange(days=kept, state="proposed", by=by, at=turn.now, moved=0))
    turn.note("rehearse_calendar", change=change.id)
    turn.answer("calendar/preview", **_outcome(turn, change, rehearsal.moves(turn, _with(turn, change))))


def apply(turn: Turn, change_id: int) -> None:
    """Change the calendar; whoever's open date moves is told, and nobody else."""
    change = _proposed(turn, change_id)
    calendar = _with(turn, change)
    moved = rehearsal.moves(turn, calendar)
    days = holidays.as_days(change)
    holidays.remove(turn.work, [day for day, one in days.items() if one["kind"] == "official"])
    holidays.put(
        turn.work,
        {day: (one["kind"] == "off", one["note"]) for day, one in days.items() if one["kind"] != "official"},
    )
    change.state, change.version, change.settled_at = "applied", holidays.version(turn.work) + 1, turn.now
    change.moved = len(moved)
    turn.work.flush()
    rehearsal.carry_out(turn, moved, dates.calendar(turn))
    turn.note("change_calendar", change=change.id, version=change.version, moved=len(moved))
    _tell(turn, change, moved)
    turn.answer("calendar/applied", edit=True, **_outcome(turn, change, moved))


def drop(turn: Turn, change_id: int) -> None:
    """Leave the calendar as it is."""
    change = _proposed(turn, change_id)
    change.state, change.settled_at = "dropped", turn.now
    turn.note("drop_calendar", change=change.id)
    turn.answer("calendar/dropped", edit=True)


def warn(turn: Turn) -> None:
    """Tell the office, once a month for each year, that dates lie in a year whose days off are not published yet."""
    if not hours.within(turn) or not marks.take(turn.work, "calendar", turn.now, EVERY):
        return
    calendar = dates.calendar(turn)
    for year in _unknown(calendar, turn.today, open_dates.last(turn.work)):
        office = people.with_role(turn.work, Role.OFFICE)
        turn.tell(office, "calendar/unknown_year", once=f"unknown_year:{year}:{turn.today:%Y-%m}", year=year)


def _unknown(calendar: Calendar, today: date, last: date | None) -> list[int]:
    return [year for year in range(today.year, (last or today).year + 1) if year not in calendar.years]


def _with(turn: Turn, change: CalendarChange) -> Calendar:
    """The calendar as the change would have it."""
    own = {day: Override.OFF if off else Override.WORK for day, off in holidays.all_days(turn.work).items()}
    for day, one in holidays.as_days(change).items():
        own.pop(day, None)
        if one["kind"] != "official":
            own[day] = Override.OFF if one["kind"] == "off" else Override.WORK
    return official(own, holidays.version(turn.work) + 1)


def _proposed(turn: Turn, change_id: int) -> CalendarChange:
    _check_office(turn)
    change = holidays.to_settle(turn.work, change_id)
    if change is None or change.state != "proposed":
        raise Refused("old_button")
    return change


def _outcome(turn: Turn, change: CalendarChange, moved: list[Moved]) -> dict[str, Any]:
    return {
        "change": change,
        "days": [(day, one["kind"], one["note"]) for day, one in holidays.as_days(change).items()],
        "moved": moved[:SHOWN],
        "count": len(moved),
        "late": sum(one.turns(turn.today) == "late" for one in moved),
        "in_time": sum(one.turns(turn.today) == "in_time" for one in moved),
    }


def _tell(turn: Turn, change: CalendarChange, moved: list[Moved]) -> None:
    by_person: dict[int, tuple[Who, list[Moved]]] = {}
    for one in moved:
        for person in _whose(turn, one):
            by_person.setdefault(person.id, (person, []))[1].append(one)
    for person, own in by_person.values():
        once = f"calendar:{change.id}"
        turn.tell([person], "calendar/moved", once=once, moved=own[:SHOWN], count=len(own))


def _whose(turn: Turn, moved: Moved) -> list[Who]:
    """Those who have to keep the date; the office sees its own in the answer."""
    row = moved.row
    if moved.what in ("returned", "extension"):
        return []
    if moved.what == "question":
        return people.proposers(turn.work, moved.proposal.id)
    if isinstance(row, Assignment):
        return people.of_unit(turn.work, row.unit_id, Role.LIAISON)
    return _readers(turn, row) if isinstance(row, Reply) else people.by_ids(turn.work, [row.person_id])


def _readers(turn: Turn, reply: Reply) -> list[Who]:
    """Those with whom a reply lies: the co-units that have not signed it, or who holds the step of the chain."""
    if reply.state is ReplyState.AT_LEADER:
        return chain.holders(turn, reply)
    if reply.state is not ReplyState.AT_UNITS:
        return []
    signed = countersigns.signed(turn.work, reply)
    units = [unit.id for unit in countersigns.units(turn.work, reply.assignment) if unit.id not in signed]
    return [person for unit in units for person in people.of_unit(turn.work, unit, Role.LIAISON)]


def _check_office(turn: Turn) -> None:
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
