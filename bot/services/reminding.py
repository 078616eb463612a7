"""Whatever is owed by now is said to whoever owes it: once each, inside office hours, only while it is still true."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain import deadlines, reminders
from bot.domain.calendar import ONE_DAY, Calendar, add_workdays
from bot.domain.lives import Role
from bot.domain.reminders import REMINDERS, Duty, DutyKind, Owed, Side
from bot.services import chain, dates, hours, life
from bot.turn import Turn
from store import duties, marks, people, replies
from store.duties import Owing
from store.people import Who
from store.tables import Assignment

EVERY = timedelta(minutes=15)  # what comes up meanwhile was told of when it came up
AT_ONCE = 300  # letters in one transaction; the next strike of the clock writes the others
_MARK = "reminders"

_HORIZON: Mapping[DutyKind, int] = {
    kind: max(row.when.workdays for row in REMINDERS if row.duty is kind and row.when.side is Side.BEFORE)
    for kind in DutyKind
}


@dataclass(frozen=True, slots=True)
class _Call:
    """One step of one duty for one person."""

    owing: Owing
    step: Owed
    to: Who

    @property
    def key(self) -> str:
        return f"{self.step.once}:{self.to.id}"


def say_due(turn: Turn) -> None:
    """Say every step that has been reached and was not said; asked again it says nothing twice.

    A step missed in an outage, at night or on a holiday is said at the next office hour, if it is still the latest.
    """
    if not hours.within(turn) or not marks.take(turn.work, _MARK, turn.now, EVERY):
        return
    calendar = dates.calendar(turn)
    if not calendar.is_workday(turn.today):
        return
    calls = list(_calls(turn, calendar))
    said = duties.said(turn.work, (call.key for call in calls))
    unsaid = [call for call in calls if call.key not in said]
    if len(unsaid) > AT_ONCE:
        marks.give_back(turn.work, _MARK)
    _say(turn, calendar, unsaid[:AT_ONCE])


def steps(owing: Owing, turn: Turn, calendar: Calendar) -> list[Owed]:
    """The steps a duty has reached today."""
    since = owing.since.astimezone(turn.config.zone).date()
    return reminders.owed(Duty(owing.kind, owing.id, owing.due, since), turn.today, calendar)


def reaches(person: Who) -> bool:
    """Whether a letter to this person would be written at all."""
    return person.chat_id is not None and person.reachable


def _calls(turn: Turn, calendar: Calendar) -> Iterator[_Call]:
    audience = _Audience(turn)
    for kind in DutyKind:
        for owing in duties.near(turn.work, kind, _until(kind, turn.today, calendar), turn.today):
            for step in steps(owing, turn, calendar):
                meant = audience.of(step.row.to, owing.whose)
                if kind is DutyKind.APPROVAL and step.row.to is Role.LEADER:
                    meant = _of_step(turn, owing.id, meant)
                yield from (_Call(owing, step, person) for person in meant)


def _of_step(turn: Turn, reply_id: int, leaders: list[Who]) -> list[Who]:
    """Those of a unit's leaders who hold the step of the approval chain at which a reply is."""
    reply = replies.by_id(turn.work, reply_id)
    return [person for person in leaders if reply is not None and chain.holds(turn, reply, person)]


def _until(kind: DutyKind, today: date, calendar: Calendar) -> date:
    """The last due date whose first reminder may have come; days off belong to the working day before them."""
    return add_workdays(today, _HORIZON[kind] + 1, calendar) - ONE_DAY


def _say(turn: Turn, calendar: Calendar, calls: Iterable[_Call]) -> None:
    by_kind: dict[DutyKind, list[_Call]] = {}
    for call in calls:
        by_kind.setdefault(call.owing.kind, []).append(call)
    for kind, some in by_kind.items():
        rows = {row.id: row for row in duties.rows(turn.work, kind, {call.owing.id for call in some})}
        for call in some:
            if (row := rows.get(call.owing.id)) is not None:
                turn.tell([call.to], call.step.row.message, once=call.step.once, **_facts(turn, calendar, call, row))


def _facts(turn: Turn, calendar: Calendar, call: _Call, row: duties.Subject) -> dict[str, Any]:
    """What a reminder shows: the case, its date, what is left of it, and where the draft of an answer lies."""
    due = call.owing.due
    about = life.around(row) | {"due": due, "left": deadlines.days_left(due, turn.today, calendar)}
    if call.owing.kind is DutyKind.DRAFT and isinstance(row, Assignment):
        about["drafted"] = row.reply.state if row.reply is not None else None
    return about


class _Audience:
    """Who hears of a step, each role asked of the database once."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._roles: dict[Role, list[Who]] = {}

    def of(self, role: Role, whose: int) -> list[Who]:
        """The office; or the deputy whose id it is; or those of this role in the unit whose id it is."""
        if role not in self._roles:
            self._roles[role] = [person for person in people.with_role(self._turn.work, role) if reaches(person)]
        everybody = self._roles[role]
        if role is Role.OFFICE:
            return everybody
        return [person for person in everybody if whose == (person.id if role is Role.DEPUTY else person.unit_id)]
