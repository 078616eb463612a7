"""A small office without Telegram: the cast and answered cases in a real database, and turns of the real services."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import select

from bot.config import Config
from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState, Role
from bot.services import surveys, ticks
from bot.turn import Turn
from bot.voice import Voice
from store import people
from store.database import Database
from store.tables import Assignment, Base, Letter, Person, Proposal, Proposer, Reply, Request, Sitting, Survey, Unit

MONDAY = datetime.fromisoformat("2026-03-02T09:00+08:00")
NAMES = {101: "olga", 102: "uma", 103: "ugo", 104: "lena", 105: "dana", 106: "dan"}
CHATS = {name: chat for chat, name in NAMES.items()}
ROLES = {
    "olga": (Role.OFFICE, None),
    "uma": (Role.LIAISON, 1),
    "ugo": (Role.LIAISON, 2),
    "lena": (Role.LEADER, 1),
    "dana": (Role.DEPUTY, None),
    "dan": (Role.DEPUTY, None),
}
CONTENT = {"attitude": "satisfied", "result": "satisfied", "contact": "satisfied"}
UNHAPPY = {"attitude": "satisfied", "result": "unsatisfied", "contact": "basically"}


@dataclass(frozen=True, slots=True)
class Case:
    """The ids of a case and, in the order of its units, of its shares and replies."""

    id: int
    shares: list[int]
    replies: list[int]


class Scene:
    """An office whose units are 1, housing, and 2, roads, and whose clock stands until it is moved."""

    def __init__(self, database: Database, config: Config, now: datetime) -> None:
        self.config = config
        self.voice = Voice(config.zone, config.office.name)
        self.database = database
        self.now = now

    @classmethod
    def fresh(cls, url: str, **settings: dict[str, Any]) -> Self:
        """The office on its first Monday in March; ``settings`` are sections of the configuration."""
        given = settings | {"policy": {"contact_required": False} | settings.get("policy", {})}
        quiet = {"preview_at": "", "report_gaps": False, "silence_hours": ()}  # what a scene has to ask for
        given["reminders"] = quiet | settings.get("reminders", {})
        scene = cls(Database(url), Config.model_validate(given), MONDAY)
        Base.metadata.create_all(scene.database.engine)
        with scene.database.writing() as work:
            work.session.add_all([Unit(name="housing", aliases=[]), Unit(name="roads", aliases=[])])
            work.session.add(Sitting(name="sitting"))
            work.flush()
            for name, (role, unit) in ROLES.items():
                person = Person(chat_id=CHATS[name], name=name, role=role, unit_id=unit, joined_at=scene.now)
                work.session.add(person)
                work.flush()
        return scene

    def close(self) -> None:
        self.database.close()

    # --- What happens -------------------------------------------------------------------------------------------------

    @contextmanager
    def turn(self, name: str | None = None) -> Iterator[Turn]:
        """A transaction in which somebody, or the clock, does something; it ends with its letters and journal."""
        with self.database.writing() as work:
            who = people.by_chat(work, CHATS[name]) if name else None
            turn = Turn(work, self.now, self.config, self.voice, who=who, chat_id=CHATS[name] if name else None)
            yield turn
            turn.work.flush()
            turn.finish()

    def tick(self) -> None:
        for deed in ticks.DUE:
            with self.turn() as turn:
                deed(turn)

    def at(self, moment: str) -> None:
        """Put the clock at a moment of the office's own zone, and let it strike."""
        self.now = datetime.fromisoformat(f"2026-{moment}+08:00")
        self.tick()

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.tick()

    def case(self, *units: int, deputies: Sequence[str] = ("dana",), requests: int = 3) -> Case:
        """A case whose units (1 and 2; more than one answer separately) have replied, with its surveys open."""
        case = self.handled(*units, deputies=deputies, requests=requests)
        self.answer(case)
        return case

    def handled(self, *units: int, deputies: Sequence[str] = ("dana",), requests: int = 3) -> Case:
        """A case that its units have accepted and not yet answered, due in three months."""
        with self.turn("olga") as turn:
            proposal = self._proposal(turn, deputies, requests)
            part = Part.LEAD if len(units) == 1 else Part.SEPARATE
            shares = [self._share(turn, proposal, unit, part) for unit in units]
            replies = [
                Reply(assignment=share, state=ReplyState.DRAFTING, state_since=self.now, remark="") for share in shares
            ]
            turn.work.session.add_all(replies)
            turn.work.flush()
            return Case(proposal.id, [share.id for share in shares], [reply.id for reply in replies])

    def answer(self, case: Case) -> None:
        """All replies of a case are issued now."""
        with self.turn("olga") as turn:
            for number in case.replies:
                reply = turn.work.session.get_one(Reply, number)
                surveys.open_for(turn, reply)
                reply.state, reply.issued_at = ReplyState.ISSUED, self.now
                reply.assignment.state, reply.assignment.done_at = AssignmentState.DONE, self.now
            turn.work.session.get_one(Proposal, case.id).state = ProposalState.ANSWERED

    def answer_again(self, case: Case) -> Case:
        """The units of the present round answer once more."""
        with self.turn("olga") as turn:
            proposal = turn.work.session.get_one(Proposal, case.id)
            shares = [share for share in proposal.assignments if share.round == proposal.round]
            replies = [Reply(assignment=share, state=ReplyState.DRAFTING, state_since=self.now) for share in shares]
            turn.work.session.add_all(replies)
            turn.work.flush()
            again = Case(case.id, [share.id for share in shares], [reply.id for reply in replies])
        self.answer(again)
        return again

    def rate(self, name: str, case: Case, answers: dict[str, str], reason: str = "", unit: int = 0) -> None:
        """Somebody rates the reply of the case's first unit, or of another."""
        with self.turn(name) as turn:
            surveys.rate(turn, self.survey(turn, name, case.replies[unit]), answers, reason)

    def survey(self, turn: Turn, name: str, reply: int) -> Survey:
        query = select(Survey).join(Survey.person).where(Survey.reply_id == reply, Person.chat_id == CHATS[name])
        return turn.work.session.scalars(query).one()

    # --- What can be seen ---------------------------------------------------------------------------------------------

    def proposal(self, case: Case) -> Proposal:
        """The case as it stands, with everything that belongs to it loaded."""
        with self.database.reading() as work:
            proposal = work.session.get_one(Proposal, case.id)
            assert [proposal.requests, [(a.unit, a.reply) for a in proposal.assignments]]
            return proposal

    def letters(self) -> list[tuple[str, str]]:
        """To whom which message was said, in order."""
        with self.database.reading() as work:
            rows = work.session.scalars(select(Letter).order_by(Letter.id)).all()
            return [(NAMES[row.chat_id], row.message) for row in rows]

    def said_to(self, name: str, folder: str = "") -> list[str]:
        return [message for to, message in self.letters() if to == name and message.startswith(folder)]

    def last(self, name: str) -> dict[str, Any]:
        """The body of the newest letter to somebody."""
        with self.database.reading() as work:
            query = select(Letter).where(Letter.chat_id == CHATS[name]).order_by(Letter.id.desc())
            body: dict[str, Any] = json.loads(work.session.scalars(query.limit(1)).one().body)
            return body

    # --- How it is set ------------------------------------------------------------------------------------------------

    def _proposal(self, turn: Turn, deputies: Sequence[str], requests: int) -> Proposal:
        proposal = Proposal(
            sitting_id=1,
            number=None,
            kind=Kind.SUGGESTION,
            title="Lifts in old houses",
            state=ProposalState.HANDLING,
            round=1,
            created_at=self.now,
        )
        proposal.requests += [Request(position=n, text=f"request {n}") for n in range(1, requests + 1)]
        for position, name in enumerate(deputies, start=1):
            person = people.by_chat(turn.work, CHATS[name])
            proposal.proposers.append(Proposer(position=position, name=name, person_id=person.id if person else None))
        turn.work.session.add(proposal)
        turn.work.flush()
        return proposal

    def _share(self, turn: Turn, proposal: Proposal, unit: int, part: Part) -> Assignment:
        share = Assignment(
            proposal=proposal,
            unit_id=unit,
            part=part,
            round=1,
            state=AssignmentState.HANDLING,
            assigned_at=self.now,
            accept_due=date(2026, 3, 5),
            return_until=date(2026, 3, 9),
            due=date(2026, 6, 2),
            original_due=date(2026, 6, 2),
        )
        turn.work.session.add(share)
        return share
