"""Who is to be told of which step on a day: asked by the clock for today, by others for later; writes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.config import Config
from bot.domain import reminders
from bot.domain.calendar import ONE_DAY, Calendar, add_workdays
from bot.domain.lives import Role
from bot.domain.reminders import REMINDERS, Duty, DutyKind, Owed, Side
from bot.services import chain, dates
from bot.turn import Turn
from store import absences, duties, people, planned, reminded, replies
from store.duties import Owing
from store.people import Who

BEFORE_CLOSING = timedelta(minutes=30)  # nobody's hour is later, so that the clock strikes between it and closing time

LONGEST_SNOOZE = timedelta(days=30)
_EVERYBODY = 0  # in place of an id, which is never 0

_HORIZON: Mapping[DutyKind, int] = {
    kind: max(row.when.workdays for row in REMINDERS if row.duty is kind and row.when.side is Side.BEFORE)
    for kind in DutyKind
}


@dataclass(frozen=True, slots=True)
class Call:
    """One step of one duty for one person, and who gets the letter: himself, or who stands in for him that day.

    ``again`` is when it was said before, of what he put off since.
    """

    owing: Owing
    step: Owed
    to: Who
    taker: Who
    again: datetime | None = None

    @property
    def key(self) -> str:
        """What makes it unique, in the ledger of what was said."""
        return f"{self.step.once}:{self.to.id}"

    @property
    def subject(self) -> tuple[int, DutyKind, int]:
        """Who is told, and of which duty, whichever step it has reached."""
        return self.to.id, self.owing.kind, self.owing.id


def calls(turn: Turn, day: date, calendar: Calendar | None = None, *, urgent: bool = False) -> list[Call]:
    """Every step that has been reached by a day, said or not, as far as is known today.

    On a day off, or with ``urgent``, those of urgent cases alone. ``calendar`` is the office's unless given.
    """
    calendar = calendar or dates.calendar(turn)
    only_urgent = urgent or not calendar.is_workday(day)
    audience = Audience(turn, day)
    return [call for kind in DutyKind for call in _of_kind(turn, kind, day, calendar, audience, urgent=only_urgent)]


def unsaid(turn: Turn, found: Iterable[Call], day: date, *, held: bool = False) -> list[Call]:
    """Those of the calls that are to be said on a day: not said yet, and not put off until later.

    ``held`` asks for those as well that the office holds back.
    """
    found = list(found)
    if found and not held:
        back = planned.holds(turn.work, day)
        found = [call for call in found if call.subject not in back]
    said = duties.said(turn.work, (call.key for call in found))
    put_off = reminded.snoozes(turn.work, day - LONGEST_SNOOZE) if found else {}
    left = []
    for call in found:
        until = put_off.get(call.subject)
        at = said.get(call.key)
        if until is not None and until > day:
            continue
        if at is None:
            left.append(call)
        elif until is not None and at.astimezone(turn.config.zone).date() < until:
            left.append(replace(call, again=at))
    return left


def by_taker(found: Iterable[Call]) -> dict[int, list[Call]]:
    """The calls of each letter: urgent ones first, then by their date."""
    packed: dict[int, list[Call]] = {}
    for call in sorted(found, key=lambda call: (not call.owing.urgent, call.owing.due, call.owing.id)):
        packed.setdefault(call.taker.id, []).append(call)
    return packed


def moment(config: Config, person_id: int, own: time | None, day: date) -> datetime:
    """When somebody's reminders of a day come: at his hour, or the office's, and his own minute after it."""
    office = config.office
    at = max(own or config.reminders.digest_at or office.day_starts, office.day_starts)
    minutes = person_id * 7919 % (config.reminders.spread_minutes + 1)
    latest = datetime.combine(day, office.day_ends, config.zone) - BEFORE_CLOSING
    earliest = datetime.combine(day, office.day_starts, config.zone)
    return max(earliest, min(datetime.combine(day, at, config.zone) + timedelta(minutes=minutes), latest))


def steps(turn: Turn, owing: Owing, day: date, calendar: Calendar) -> list[Owed]:
    """The steps that a duty has reached by a day; in an urgent case every day counts."""
    since = owing.since.astimezone(turn.config.zone).date()
    counted = calendar.without_rest() if owing.urgent else calendar
    return reminders.owed(Duty(owing.kind, owing.id, owing.due, since), day, counted)


def reaches(person: Who) -> bool:
    """Whether a letter to this person would be written at all."""
    return person.chat_id is not None and person.reachable


def _of_kind(
    turn: Turn, kind: DutyKind, day: date, calendar: Calendar, audience: "Audience", *, urgent: bool
) -> Iterator[Call]:
    for owing in duties.near(turn.work, kind, _until(kind, day, calendar), day, urgent=urgent):
        yield from of_owing(turn, owing, day, calendar, audience)


def of_owing(turn: Turn, owing: Owing, day: date, calendar: Calendar, audience: "Audience") -> Iterator[Call]:
    """Who is told of the steps that one duty has reached by a day."""
    for step in steps(turn, owing, day, calendar):
        meant = audience.of(step.row.to, owing.whose)
        if owing.kind is DutyKind.APPROVAL and step.row.to is Role.LEADER:
            meant = _of_step(turn, owing.id, meant)
        for person, taker in audience.takers(meant):
            yield Call(owing, step, person, taker)


def _of_step(turn: Turn, reply_id: int, leaders: list[Who]) -> list[Who]:
    """Those of a unit's leaders who hold the step of the approval chain at which a reply is."""
    reply = replies.by_id(turn.work, reply_id)
    return [person for person in leaders if reply is not None and chain.holds(turn, reply, person)]


def _until(kind: DutyKind, day: date, calendar: Calendar) -> date:
    """The last due date whose first reminder may have come; days off belong to the working day before them."""
    return add_workdays(day, _HORIZON[kind] + 1, calendar) - ONE_DAY


class Audience:
    """Who hears of a step on a day, each role asked of the database once."""

    def __init__(self, turn: Turn, day: date) -> None:
        self._turn = turn
        self._roles: dict[Role, dict[int, list[Who]]] = {}
        self._takers: dict[tuple[int, ...], list[tuple[Who, Who]]] = {}
        self._away = _away(turn, day) if day != turn.today else None

    def of(self, role: Role, whose: int) -> list[Who]:
        """The office; or the deputy whose id it is; or those of this role in the unit whose id it is."""
        if role not in self._roles:
            self._roles[role] = {}
            for person in people.with_role(self._turn.work, role):
                belongs = _EVERYBODY if role is Role.OFFICE else person.id if role is Role.DEPUTY else person.unit_id
                self._roles[role].setdefault(belongs or _EVERYBODY, []).append(self._then(person))
        return self._roles[role].get(_EVERYBODY if role is Role.OFFICE else whose, [])

    def takers(self, meant: list[Who]) -> list[tuple[Who, Who]]:
        """Those of them whom a letter reaches, himself or his substitute, with who gets it."""
        key = tuple(person.id for person in meant)
        if key not in self._takers:
            self._takers[key] = [pair for pair in people.takers(self._turn.work, meant, 0) if reaches(pair[1])]
        return self._takers[key]

    def _then(self, person: Who) -> Who:
        """The person as he is on that day: with who stands in for him then."""
        return person if self._away is None else replace(person, substitute_id=self._away.get(person.id))


def _away(turn: Turn, day: date) -> dict[int, int]:
    """Who stands in for whom on a day that is not today."""
    there = [one for one in absences.open_at(turn.work, day) if one.first <= day]
    gone = {one.person.id for one in there}
    return {one.person.id: one.substitute.id for one in there if one.substitute.id not in gone}
