"""Messages of the office to many: who is meant, what became of each letter, which of them still has to be reported."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select, update

from bot.domain.lives import Role
from store import people
from store.database import Work
from store.people import Who
from store.tables import Broadcast, Letter, Person, Unit, table_of
from store.tables.traffic import LetterState

_L = table_of(Letter).c
_UNSETTLED = (LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the letters to one recipient."""

    person_id: int
    state: LetterState
    error: str


def with_roles(work: Work, roles: Collection[Role]) -> list[Who]:
    """Everybody active in these roles, those whom no letter reaches too."""
    return _whos(work, select(Person.id).where(Person.role.in_(roles)))


def of_unit(work: Work, unit_id: int) -> list[Who]:
    """Everybody active of one unit."""
    return _whos(work, select(Person.id).where(Person.unit_id == unit_id))


def units_with_people(work: Work, part_of_name: str, at_most: int) -> list[tuple[int, str, int]]:
    """Units that somebody active belongs to, by a part of their name: id, name and how many people."""
    like = or_(
        Unit.name.icontains(part_of_name, autoescape=True), Unit.full_name.icontains(part_of_name, autoescape=True)
    )
    query = (
        select(Unit.id, Unit.name, func.count())
        .join(Person, Person.unit_id == Unit.id)
        .where(Person.active, like)
        .group_by(Unit.id, Unit.name)
        .order_by(Unit.name)
        .limit(at_most)
    )
    return [(row[0], row[1], row[2]) for row in work.connection.execute(query)]


def unit_names(work: Work) -> dict[int, str]:
    """The names of all units by their ids."""
    return {row[0]: row[1] for row in work.connection.execute(select(Unit.id, Unit.name))}


def names(work: Work, ids: Collection[int]) -> dict[int, str]:
    """The names of these people by their ids."""
    query = select(Person.id, Person.name).where(Person.id.in_(ids)).order_by(Person.id)
    return {row[0]: row[1] for row in work.connection.execute(query)}


def add(work: Work, broadcast: Broadcast) -> None:
    """Keep a broadcast; it has its id afterwards."""
    work.session.add(broadcast)
    work.session.flush()


def by_id(work: Work, broadcast_id: int) -> Broadcast | None:
    """The broadcast of this row id."""
    return work.session.get(Broadcast, broadcast_id)


def unreported(work: Work) -> Sequence[Broadcast]:
    """The broadcasts whose last letter was not yet told of."""
    return work.session.scalars(select(Broadcast).where(Broadcast.reported_at.is_(None)).order_by(Broadcast.id)).all()


def fates(work: Work, broadcast_id: int) -> list[Fate]:
    """What became of each recipient's letter; of one in several parts, the part that fared worst."""
    query = select(_L.person_id, _L.state, _L.error).where(_L.broadcast_id == broadcast_id).order_by(_L.id)
    worst: dict[int, Fate] = {}
    for row in work.connection.execute(query):
        fate = Fate(*row)
        if fate.person_id not in worst or _badness(fate) > _badness(worst[fate.person_id]):
            worst[fate.person_id] = fate
    return list(worst.values())


def _badness(fate: Fate) -> int:
    return 2 if fate.state is LetterState.FAILED else 1 if fate.state in _UNSETTLED else 0


def is_unsettled(fate: Fate) -> bool:
    """Whether a letter is still on its way."""
    return fate.state in _UNSETTLED


def message_id(work: Work, once: str) -> int | None:
    """Telegram's id of the message that a letter became, once it was sent."""
    return work.connection.execute(select(_L.message_id).where(_L.once == once)).scalar()


def see(work: Work, broadcast_id: int, person_id: int) -> bool:
    """Write down that somebody says he has read it; False if no letter of it went to him."""
    done = work.connection.execute(
        update(Letter)
        .where(_L.broadcast_id == broadcast_id, _L.person_id == person_id, _L.state != LetterState.FAILED)
        .values(state=LetterState.SEEN)
    )
    return done.rowcount > 0


def _whos(work: Work, ids: Select[int]) -> list[Who]:
    return people.by_ids(work, work.connection.execute(ids).scalars())
