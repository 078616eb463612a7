"""A town for a year: its office, units, liaisons, leaders and deputies on a real database, and a clock of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import insert, select, text

from bot.config import Config
from bot.domain.errors import Said
from bot.domain.lives import Kind, ProposalState, Role
from bot.services import ticks
from bot.turn import Turn
from bot.voice import Voice
from store import people
from store.database import Database, Work
from store.people import Who
from store.tables import Base, Person, Proposal, Proposer, Request, Sitting, Unit

UNITS, LIAISONS, DEPUTIES = 120, 300, 700
HOURS = (None, None, None, None, time(9), time(11), time(14), time(16))  # that people choose; None is the office's
URGENT = 0.02  # of the cases
SIGNING = "市政协六届一次会议"  # the sitting whose co-units sign the replies

Deed = Callable[[Turn], object]


class Town:
    """Who there is; ``do`` is one turn of somebody, ``strike`` one strike of the clock."""

    def __init__(self, url: str, seed: int, now: datetime) -> None:
        self.chance = Random(seed)
        self.database = Database(url)
        self.config = Config.model_validate({"sittings": [{"name": SIGNING, "policy": {"countersign": True}}]})
        self.voice = Voice(self.config.zone, self.config.office.name)
        self.now = now
        self.turns = self.strikes = self.refused = 0
        Base.metadata.create_all(self.database.engine)
        with self.database.writing() as work:
            self._settle(work)
            everybody = people.by_ids(work, work.connection.execute(select(Person.id)).scalars())
        self.people = {person.id: person for person in everybody}
        self.office = next(one for one in everybody if one.role is Role.OFFICE)
        self.units = sorted({one.unit_id for one in everybody if one.unit_id is not None})
        self.deputies = [one for one in everybody if one.role is Role.DEPUTY]
        with self.database.reading() as work:
            rows = work.connection.execute(select(Person.id, Person.digest_at))
            self.hours = {row.id: row.digest_at for row in rows}

    def today(self) -> date:
        """The date in the office's zone."""
        return self.now.astimezone(self.config.zone).date()

    def at(self, day: date, hour: time) -> datetime:
        """A moment of the office's clock."""
        return datetime.combine(day, hour, self.config.zone).astimezone(UTC)

    def somebody(self, unit: int, role: Role) -> Who:
        """One of a unit's people."""
        return self.chance.choice([one for one in self.people.values() if (one.unit_id, one.role) == (unit, role)])

    def _settle(self, work: Work) -> None:
        units = [Unit(name=f"第{n}局", aliases=[]) for n in range(1, UNITS + 1)]
        work.session.add_all([Sitting(name="市六届人大一次会议"), Sitting(name=SIGNING), *units])
        work.flush()
        meant = [(Role.OFFICE, None), *((Role.LEADER, unit.id) for unit in units)]
        meant += [(Role.LIAISON, units[n % UNITS].id) for n in range(LIAISONS)]
        meant += [(Role.DEPUTY, None)] * DEPUTIES
        work.connection.execute(
            insert(Person),
            [
                {
                    "chat_id": 1000 + n,
                    "name": f"{role}{n}",
                    "role": role,
                    "unit_id": unit,
                    "digest_at": self.chance.choice(HOURS),
                    "joined_at": self.now - timedelta(days=30),
                }
                for n, (role, unit) in enumerate(meant)
            ],
        )

    def file(self, count: int) -> list[int]:
        """So many filed cases of one or two deputies each, to be assigned; their ids."""
        with self.database.writing() as work:
            sittings = work.session.scalars(select(Sitting).order_by(Sitting.id)).all()
            made = []
            for number in range(1, count + 1):
                case = Proposal(
                    sitting=sittings[number % 3 == 0],
                    number=number,
                    kind=Kind.SUGGESTION,
                    title=f"关于整治第{number}号街巷的建议",
                    state=ProposalState.FILED,
                    urgent=self.chance.random() < URGENT,
                    created_at=self.now,
                    submitted_at=self.now,
                    filed_at=self.now,
                )
                case.requests.append(Request(position=1, text="整治路面"))
                for place, one in enumerate(self.chance.sample(self.deputies, self.chance.choice((1, 1, 2))), start=1):
                    case.proposers.append(Proposer(position=place, name=one.name, person_id=one.id, signed_at=self.now))
                made.append(case)
            work.session.add_all(made)
            work.flush()
            return [case.id for case in made]

    def do(self, work: Work, who: Who | None, deed: Deed) -> bool:
        """Whether somebody could do this; refused it leaves no trace."""
        savepoint = work.connection.begin_nested()
        own = Work(work.connection)
        language = who.language if who is not None else "zh"
        turn = Turn(own, self.now, self.config, self.voice, who=who, language=language)
        turn.chat_id = who.chat_id if who is not None else None
        self.turns += 1
        try:
            deed(turn)
            own.flush()
            turn.finish()
        except Said:
            savepoint.rollback()
            self.refused += 1
            return False
        else:
            savepoint.commit()
        finally:
            own.close()
        return True

    def strike(self) -> None:
        """Everything that is due now, and every letter arrives."""
        self.strikes += 1
        with self.database.writing() as work:
            for due in ticks.DUE:
                if not self.do(work, None, due):
                    raise AssertionError(f"the clock was refused: {due.__qualname__}")
        self.deliver()

    def deliver(self) -> None:
        """Telegram takes whatever may leave now."""
        with self.database.writing() as work:
            work.connection.execute(
                text(
                    "update outbox set state = 'sent', message_id = id, settled_at = :now, held_until = null"
                    " where state in ('new', 'sending', 'unknown') and (not_before is null or not_before <= :now)"
                ),
                {"now": self.now.replace(tzinfo=None) if self.database.is_sqlite else self.now},
            )
