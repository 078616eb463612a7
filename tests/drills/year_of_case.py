"""What becomes of one case in a year: accepted early or late or never, written, approved, let out, rated, promised."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.domain.calendar import add_workdays
from bot.domain.lives import Act, Part, Role, SurveyState
from bot.domain.surveys import Content
from bot.domain.terms import Term, Unit
from bot.services import (
    acceptance,
    approval,
    assigning,
    commitments,
    contacts,
    countersigning,
    drafts,
    extensions,
    issuing,
    opinions,
    surveys,
)
from bot.services.assigning import Plan
from bot.services.calendar import official
from bot.services.contacts import Said
from bot.turn import Turn
from store.contacts import stands
from store.database import Work
from store.people import Who
from store.tables import Assignment, Commitment, Proposal, Reply, Survey
from tests.drills.town import Town

FROM, UNTIL = time(10, 35), time(17, 20)  # when people do things, away from the hour at which the day is gone through
NEVER = 10_000  # working days


@dataclass(order=True, slots=True)
class Event:
    """Something that somebody will do, if he can."""

    at: datetime
    number: int
    deed: Callable[[Work], None] = field(compare=False)


class Year:
    """The events of all cases, in order."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.chance = town.chance
        self._numbers = count()
        self._events: list[Event] = []
        self.deeds = 0

    def until(self, moment: datetime) -> Iterator[Event]:
        """What happens before a moment, one after the other."""
        while self._events and self._events[0].at < moment:
            self.deeds += 1
            yield heapq.heappop(self._events)

    def put_off(self, events: list[Event], moment: datetime) -> None:
        """What could not be done while the bot was away is done after a moment."""
        for event in events:
            later = self.town.at(moment.date(), FROM) + timedelta(minutes=self.chance.randrange(300))
            heapq.heappush(self._events, Event(later, event.number, event.deed))

    def later(self, workdays: int, deed: Callable[[Work], None]) -> None:
        """After so many working days from today, at some minute of the day."""
        if workdays >= NEVER:
            return
        day = add_workdays(self.town.today(), workdays, official())
        self._put(day, deed)

    def _put(self, day: date, deed: Callable[[Work], None]) -> None:
        minutes = self.chance.randrange((UNTIL.hour - FROM.hour) * 60 + UNTIL.minute - FROM.minute)
        at = self.town.at(day, FROM) + timedelta(minutes=minutes)
        heapq.heappush(self._events, Event(max(at, self.town.now + timedelta(seconds=1)), next(self._numbers), deed))

    # --- What is done -------------------------------------------------------------------------------------------------

    def begin(self, case: int, day: date) -> None:
        """The office assigns a case on a day."""
        self._put(day, lambda work: self._assign(work, case))

    def _assign(self, work: Work, case: int) -> None:
        units = self.chance.sample(self.town.units, 3)
        separate = self.chance.random() < 0.1
        parts = [(unit, Part.SEPARATE if separate else Part.LEAD, ()) for unit in units[: 1 + separate]]
        term = Term(Unit.DAYS, self.chance.choice((30, 45, 60, 90)))
        plan = Plan(parts, units[2:] if self.chance.random() < 0.4 and not separate else (), term)

        def assign(turn: Turn) -> None:
            proposal = turn.work.session.get_one(Proposal, case)
            assigning.assign(turn, proposal, assigning.shares(turn, proposal, plan), key=False)

        if self.town.do(work, self.town.office, assign):
            for share in work.connection.execute(select(Assignment.id).where(Assignment.proposal_id == case)).scalars():
                self.later(self._delay(2, 0.25, 12), self._of(share, self._accept))

    def _delay(self, usual: int, late: float, most: int) -> int:
        """So many working days: about the usual number, or, as often as ``late``, up to the most; or never."""
        draw = self.chance.random()
        if draw < 0.03:
            return NEVER
        return self.chance.randint(usual, most) if draw < late else self.chance.randint(0, usual)

    def _of(self, share: int, deed: Callable[[Work, int], None]) -> Callable[[Work], None]:
        return lambda work: deed(work, share)

    def _unit(self, work: Work, share: int, role: Role) -> Who:
        unit = work.connection.execute(select(Assignment.unit_id).where(Assignment.id == share)).scalar_one()
        return self.town.somebody(unit, role)

    def _accept(self, work: Work, share: int) -> None:
        liaison = self._unit(work, share, Role.LIAISON)
        if not self.town.do(work, liaison, lambda turn: acceptance.accept(turn, acceptance.held(turn, share))):
            return
        part = work.connection.execute(select(Assignment.part).where(Assignment.id == share)).scalar_one()
        if part is Part.CO:
            self.later(self._delay(18, 0.3, 45), self._of(share, self._opine))
            return
        self.later(self._delay(10, 0.4, 40), self._of(share, self._talk))
        self.later(self._delay(30, 0.5, 110), self._of(share, self._write))
        if self.chance.random() < 0.2:
            self.later(self.chance.randint(5, 40), self._of(share, self._ask_for_time))

    def _opine(self, work: Work, share: int) -> None:
        def opine(turn: Turn) -> None:
            opinions.write(turn, share, "同意，由我局配合。")
            opinions.deliver(turn, share)

        self.town.do(work, self._unit(work, share, Role.LIAISON), opine)

    def _talk(self, work: Work, share: int) -> None:
        said = Said("phone", self.town.today())
        self.town.do(work, self._unit(work, share, Role.LIAISON), lambda turn: contacts.record(turn, share, said))

    def _ask_for_time(self, work: Work, share: int) -> None:
        liaison, until = self._unit(work, share, Role.LIAISON), date.min

        def ask(turn: Turn) -> None:
            nonlocal until
            row = acceptance.held(turn, share)
            until = extensions.in_bounds(turn, row, Term(Unit.DAYS, self.chance.choice((10, 20, 30))))
            extensions.ask(turn, share, until, "需要现场勘察。")

        if self.town.do(work, liaison, ask):
            self.later(self._delay(2, 0.4, 9), lambda work: self._decide(work, share, until))

    def _decide(self, work: Work, share: int, until: date) -> None:
        def decide(turn: Turn) -> None:
            row = acceptance.held(turn, share)
            if self.chance.random() < 0.7:
                extensions.grant(turn, row, until)
            else:
                extensions.refuse(turn, row, "请抓紧办理。")

        self.town.do(work, self.town.office, decide)

    def _write(self, work: Work, share: int) -> None:
        def write(turn: Turn) -> None:
            row = acceptance.held(turn, share)
            if not stands(turn.work, share):  # no reply leaves before the proposers were spoken to
                contacts.record(turn, share, Said("phone", turn.today))
            reply = drafts.begin(turn, row)
            drafts.write(turn, reply.id, 1, "路面已列入今年的整治计划。")
            drafts.choose_result(turn, reply.id, "A")
            drafts.submit(turn, reply.id)

        if self.town.do(work, self._unit(work, share, Role.LIAISON), write):
            self.later(self._delay(2, 0.4, 12), self._of(share, self._approve))
            for other in self._assisting(work, share):
                self.later(self._delay(2, 0.4, 8), self._of(other, partial(self._sign, share)))

    def _assisting(self, work: Work, share: int) -> list[int]:
        case = select(Assignment.proposal_id).where(Assignment.id == share).scalar_subquery()
        found = select(Assignment.id).where(Assignment.proposal_id == case, Assignment.part == Part.CO)
        return list(work.connection.execute(found).scalars())

    def _sign(self, share: int, work: Work, other: int) -> None:
        def sign(turn: Turn) -> None:
            reply = self._reply(turn, share)
            countersigning.sign(turn, reply, reply.version)

        self.town.do(work, self._unit(work, other, Role.LIAISON), sign)

    def _reply(self, turn: Turn, share: int) -> Reply:
        return turn.work.session.scalars(select(Reply).where(Reply.assignment_id == share)).one()

    def _approve(self, work: Work, share: int) -> None:
        sends_back = self.chance.random() < 0.15

        def approve(turn: Turn) -> None:
            reply = self._reply(turn, share)
            if sends_back:
                approval.send_back(turn, reply, reply.version, "请写明时间。", None)
            else:
                approval.approve(turn, reply, reply.version)

        if self.town.do(work, self._unit(work, share, Role.LEADER), approve):
            self.later(self._delay(3, 0.4, 15), self._of(share, self._write if sends_back else self._issue))
        else:  # the co-units have not signed yet
            self.later(4, self._of(share, self._approve))

    def _issue(self, work: Work, share: int) -> None:
        def issue(turn: Turn) -> None:
            reply = self._reply(turn, share)
            issuing.issue(turn, reply, reply.version)

        if not self.town.do(work, self.town.office, issue):
            return
        asked = select(Survey.id).join(Reply).where(Reply.assignment_id == share, Survey.state == SurveyState.OPEN)
        for survey in work.connection.execute(asked).scalars():
            self.later(self._delay(8, 0.5, 25), self._of(survey, self._rate))
        if self.chance.random() < 0.25:
            self.later(self.chance.randint(1, 5), self._of(share, self._promise))

    def _rate(self, work: Work, survey: int) -> None:
        person = work.connection.execute(select(Survey.person_id).where(Survey.id == survey)).scalar_one()

        def rate(turn: Turn) -> None:
            row = turn.work.session.get_one(Survey, survey)
            told = {q.key: next(o.key for o in q.options if o.kind is not Content.NOT) for q in _questions(row)}
            surveys.rate(turn, row, told, "")

        self.town.do(work, self.town.people[person], rate)

    def _promise(self, work: Work, share: int) -> None:
        due = self.town.today() + timedelta(days=self.chance.randint(20, 120))
        liaison = self._unit(work, share, Role.LIAISON)
        if self.town.do(work, liaison, lambda turn: commitments.add(turn, self._reply(turn, share), "年内完工", due)):
            self.later(self._delay(30, 0.5, 110), self._of(share, self._fulfil))

    def _fulfil(self, work: Work, share: int) -> None:
        def fulfil(turn: Turn) -> None:
            found = select(Commitment.id).join(Reply).where(Reply.assignment_id == share)
            promise = commitments.find(turn, turn.work.connection.execute(found).scalars().one())
            commitments.report(turn, promise, Act.FULFIL, "已经完工。")

        self.town.do(work, self._unit(work, share, Role.LIAISON), fulfil)


def _questions(survey: Survey) -> Any:  # noqa: ANN401 - the questions of a schema
    return surveys.schema_of(survey).questions
