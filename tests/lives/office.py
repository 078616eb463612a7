"""An office of people in every role on a real database, its clock, and turns of theirs that stand or leave no trace."""

import random
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, select, update

from bot.config import Config
from bot.domain.errors import Said
from bot.domain.lives import Role, Whose
from bot.services import life, ticks
from bot.turn import Turn
from bot.voice import Voice
from store import people
from store.database import Database, Work
from store.people import Who
from store.tables import Base, Letter, Person, Proposal, Sitting, Survey, Unit
from store.tables.traffic import LetterState

BEGINS = datetime(2010, 11, 15, 1, 0, tzinfo=UTC)
OLD, NEW = "第一次会议", "第二次会议"  # the sittings: the usual rules, and most of the others
STEPS = ("业务科室", "主要领导")
UNITS, DEPUTIES = 8, 30
MORNING = time(9, 40)  # when the clock strikes
EVERY = 4  # mornings from one strike to the next while nobody does anything
SETTINGS = {
    "keep": {"archive_days": 120},
    "sittings": [
        {
            "name": NEW,
            "terms": {"reply": "60 workdays", "question": "8 days", "approval": "2 workdays"},
            "policy": {
                "rehandle": "automatic",
                "clock_on_reassign": "restart",
                "late_return": "allow",
                "roll_over_holidays": True,
                "contact_required": False,
                "countersign": True,
                "approval_chain": STEPS,
                "document_number": "{unit}函〔{year}〕{n}号",
                "survey_asks": "lead",
                "survey_timing": "draft",
            },
        }
    ],
}
# Who is told although the case is none of his any more, or not yet.
FAREWELLS = frozenset({"proposals/signing_closed", "proposals/key_taken", "proposals/declined_now"})
MARKER = re.compile(r"甲(\d+)乙")  # stands in every text of a case


class Bug(AssertionError):
    """Something happened that must not: what, and what led there."""


@dataclass(slots=True)
class Figures:
    """What was done."""

    deeds: int = 0
    turns: int = 0
    strikes: int = 0
    letters: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class Office:
    """The office: two who file, a leader who supervises, units with liaisons and leaders, deputies; and its clock."""

    def __init__(self, url: str, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.database = Database(url)
        self.config = Config.model_validate(SETTINGS)
        self.voice = Voice(self.config.zone, self.config.office.name)
        self.now = BEGINS
        self.figures = Figures()
        self.lately: deque[str] = deque(maxlen=40)
        self.sittings = [OLD]
        self.gone: list[int] = []  # the people who were put out of service
        self.titles: dict[int, int] = {}  # the number in the texts of a case, to the case
        self._connection: Connection | None = None
        Base.metadata.create_all(self.database.engine)
        with self.database.writing() as work:
            self._settle(work)
        with self.together():
            self.know()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    def _settle(self, work: Work) -> None:
        work.session.add(Sitting(name=OLD))
        units = [Unit(name=f"第{n}局", aliases=[]) for n in range(1, UNITS + 1)]
        work.session.add_all(units)
        work.flush()
        meant: list[tuple[Role, int | None, str]] = [(Role.OFFICE, None, ""), (Role.OFFICE, None, "")]
        meant.append((Role.SUPERVISOR, None, ""))
        for unit in units:
            meant += [(Role.LIAISON, unit.id, "")] * self.random.randint(1, 3)
            meant += [(Role.LEADER, unit.id, step) for step in self.random.choice((STEPS, ("",), (*STEPS, "")))]
        meant += [(Role.DEPUTY, None, "")] * DEPUTIES
        for number, (role, unit_id, step) in enumerate(meant, start=1):
            language = "en" if number % 4 == 0 else "zh"
            person = Person(chat_id=1000 + number, name=f"{role}{number}", role=role, unit_id=unit_id)
            person.step, person.language, person.joined_at = step, language, self.now
            work.session.add(person)
            work.flush()

    def know(self) -> None:
        """Who is in service now, and where."""
        work = Work(self.connection)
        everybody = people.by_ids(work, work.connection.execute(select(Person.id)).scalars())
        self.units = list(work.connection.execute(select(Unit.id).order_by(Unit.id)).scalars())
        self.people = {person.id: person for person in everybody}

    def with_role(self, role: Role, unit: int | None = None) -> list[Who]:
        """Those who have this role, in one unit or in all."""
        return [one for one in self.people.values() if one.role is role and unit in (None, one.unit_id)]

    # --- What happens -------------------------------------------------------------------------------------------------

    @contextmanager
    def together(self) -> Iterator[None]:
        """Turns inside share one transaction, each in a savepoint of its own."""
        with self.database.engine.connect() as connection, connection.begin():
            self._connection = connection
            try:
                yield
            finally:
                self._connection = None

    @property
    def connection(self) -> Connection:
        """The transaction that is open."""
        assert self._connection is not None
        return self._connection

    def do(self, who: Who | None, name: str, deed: Callable[[Turn], object]) -> bool:
        """Whether somebody, or the clock, could do this; refused it leaves no trace."""
        savepoint = self.connection.begin_nested()
        work = Work(self.connection)
        self.figures.turns += 1
        turn = self._turn(work, who)
        self.lately.append(f"{self.now:%Y-%m-%d %H:%M:%S} {who.name if who else 'the clock'}: {name}")
        try:
            deed(turn)
            work.flush()
            self._check(turn, [letter.id for letter in turn.finish()])
        except Said as said:
            savepoint.rollback()
            self.figures.refused[said.message] += 1
            self.lately.append(f"    {said.message}")
            if who is None:
                raise Bug(self._story(f"the clock was refused: {said.message}")) from said
            return False
        except Exception as error:
            savepoint.rollback()
            raise Bug(self._story(repr(error))) from error
        else:
            savepoint.commit()
        finally:
            work.close()
        return True

    def _turn(self, work: Work, who: Who | None) -> Turn:
        fresh = people.by_chat(work, who.chat_id) if who is not None and who.chat_id is not None else None
        language = who.language if who is not None else "zh"
        tapped = 77 if self.random.random() < 0.5 else None
        return Turn(
            work,
            self.now,
            self.config,
            self.voice,
            who=fresh,
            chat_id=who.chat_id if who is not None else None,
            language=language,
            tapped=tapped,
        )

    def wait(self, passes: timedelta) -> None:
        """Let time pass; the clock strikes on the last working morning of it, and every few before that."""
        until = self.now + passes
        for moment in reversed(list(reversed(self._mornings(until)))[::EVERY]):
            self.now = moment
            self.strike()
        self.now = until

    def strike(self) -> None:
        """Every letter that waits is delivered, and everything that is due now is done."""
        self.figures.strikes += 1
        arrived = {"state": LetterState.SENT, "message_id": Letter.id, "settled_at": self.now}
        self.connection.execute(update(Letter).where(Letter.state == LetterState.NEW).values(arrived))
        for due in ticks.DUE:
            self.do(None, due.__name__, due)

    def _mornings(self, until: datetime) -> list[datetime]:
        zone = self.config.zone
        first = self.now.astimezone(zone).date()
        days = [first + timedelta(days=n) for n in range((until - self.now).days + 2)]
        moments = [datetime.combine(day, MORNING, zone).astimezone(UTC) for day in days if day.weekday() < 5]
        return [moment for moment in moments if self.now < moment <= until]

    # --- What is looked at after every turn ---------------------------------------------------------------------------

    def _check(self, turn: Turn, letters: Sequence[int]) -> None:
        """No letter goes to somebody whom its case does not concern, or tells of a sensitive one."""
        if not letters:
            return
        self.figures.letters += len(letters)
        columns = (Letter.person_id, Letter.message, Letter.proposal_id, Letter.body)
        seen: set[tuple[int | None, int]] = set()
        for row in turn.work.connection.execute(select(*columns).where(Letter.id.in_(letters))):
            for number in {int(found) for found in MARKER.findall(row.body)}:
                told = turn.work.session.get(Proposal, self.titles.get(number, 0))
                if told is not None and told.sensitive:
                    raise Bug(self._story(f"{row.message} tells of a sensitive case: {row.body}"))
            about = (row.person_id, row.proposal_id)
            if row.proposal_id is None or row.message in FAREWELLS or about in seen:
                continue
            seen.add(about)
            if not self._concerned(turn, row.person_id, turn.work.session.get_one(Proposal, row.proposal_id)):
                raise Bug(self._story(f"{row.message} of case {row.proposal_id} went to person {row.person_id}"))

    def _concerned(self, turn: Turn, person: int, proposal: Proposal) -> bool:
        if _concerns(turn, self.people[person], proposal):
            return True
        return any(_concerns(turn, who, proposal) for who in people.represented(turn.work, person))

    def _story(self, what: str) -> str:
        told = "\n".join(self.lately)
        return f"seed {self.seed}: {what}\nwhat led there:\n{told}"


def _concerns(turn: Turn, who: Who, proposal: Proposal) -> bool:
    if life.concerns(who, proposal) or (who.role is Role.DEPUTY and _rates(turn, who, proposal)):
        return True
    return any(life.concerns(who, share, whose) for share in proposal.assignments for whose in Whose)


def _rates(turn: Turn, who: Who, proposal: Proposal) -> bool:
    asked = turn.work.session.scalars(select(Survey).where(Survey.person_id == who.id))
    return any(survey.reply.assignment.proposal_id == proposal.id for survey in asked)
