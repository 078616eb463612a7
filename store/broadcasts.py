"""Messages of the office to many: which there are, who is meant, and what became of each letter."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, or_, select, update

from bot.domain.broadcasts import BroadcastState
from bot.domain.lives import Role
from store import people
from store.database import Work
from store.people import Who
from store.tables import Assignment, Broadcast, Letter, Person, Proposal, Proposer, Sitting, Unit, table_of
from store.tables.traffic import LetterState

_L = table_of(Letter).c
_UNSETTLED = (LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)
_OPEN = (BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the letter to one recipient; ``state`` None for one that is not written yet."""

    person_id: int
    state: LetterState | None
    error: str = ""


def with_roles(work: Work, roles: Collection[Role]) -> list[Who]:
    """Everybody active in these roles, those whom no letter reaches too."""
    return _whos(work, select(Person.id).where(Person.role.in_(roles)))


def of_unit(work: Work, unit_id: int) -> list[Who]:
    """Everybody active of one unit."""
    return _whos(work, select(Person.id).where(Person.unit_id == unit_id))


def of_sitting(work: Work, sitting_id: int) -> list[Who]:
    """The proposers of a sitting's cases, and the liaisons of the units that were given them."""
    of = Proposal.sitting_id == sitting_id
    proposers = select(Proposer.person_id).join(Proposal, Proposal.id == Proposer.proposal_id).where(of)
    units = select(Assignment.unit_id).join(Proposal, Proposal.id == Assignment.proposal_id).where(of)
    liaisons = select(Person.id).where(Person.role == Role.LIAISON, Person.unit_id.in_(units))
    return _whos(work, proposers.where(Proposer.person_id.is_not(None)).union(liaisons))


def sittings(work: Work) -> list[tuple[int, str]]:
    """The sittings that have cases, the newest first."""
    cases = select(Proposal.id).where(Proposal.sitting_id == Sitting.id).exists()
    query = select(Sitting.id, Sitting.name).where(cases).order_by(Sitting.id.desc())
    return [(row[0], row[1]) for row in work.connection.execute(query)]


def named(work: Work) -> list[tuple[int, str, int | None]]:
    """Everybody active: id, name and unit."""
    query = select(Person.id, Person.name, Person.unit_id).where(Person.active).order_by(Person.id)
    return [(row[0], row[1], row[2]) for row in work.connection.execute(query)]


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


def move(work: Work, broadcast: Broadcast, to: BroadcastState) -> bool:
    """Bring it from the state it was seen in to another; False if it has gone on meanwhile."""
    work.session.flush()
    done = work.connection.execute(
        update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.state == broadcast.state).values(state=to)
    )
    work.session.refresh(broadcast)
    return done.rowcount > 0


def unwritten(work: Work) -> Broadcast | None:
    """The oldest that runs and has recipients without a letter; nobody else writes them until this transaction ends."""
    query = select(Broadcast).where(Broadcast.state == BroadcastState.RUNNING, Broadcast.written < Broadcast.count)
    return work.session.scalars(query.order_by(Broadcast.id).limit(1).with_for_update()).first()


def to_begin(work: Work) -> Sequence[Broadcast]:
    """Those that were put off until now or later."""
    query = select(Broadcast).where(Broadcast.state == BroadcastState.SCHEDULED)
    return work.session.scalars(query.order_by(Broadcast.id)).all()


def unreported(work: Work) -> Sequence[Broadcast]:
    """The broadcasts that have begun, and whose end was not yet told of."""
    query = select(Broadcast).where(Broadcast.reported_at.is_(None), Broadcast.state.in_(_OPEN))
    return work.session.scalars(query.order_by(Broadcast.id)).all()


def repeated_by(work: Work, broadcast_id: int) -> Broadcast | None:
    """The newest broadcast that says this one again."""
    query = select(Broadcast).where(Broadcast.repeats == broadcast_id).order_by(Broadcast.id.desc()).limit(1)
    return work.session.scalars(query).first()


def counts(work: Work, broadcast: Broadcast) -> dict[LetterState | None, int]:
    """How many recipients' letters are in which state; under None those not written yet."""
    query = select(_L.state, func.count()).where(_L.broadcast_id == broadcast.id).group_by(_L.state)
    found: dict[LetterState | None, int] = {row[0]: row[1] for row in work.connection.execute(query)}
    return found | {None: broadcast.count - broadcast.written}


def fates(work: Work, broadcast: Broadcast) -> list[Fate]:
    """What became of each recipient's letter, in the order of the recipients."""
    query = select(_L.person_id, _L.state, _L.error).where(_L.broadcast_id == broadcast.id)
    letters = {row[0]: Fate(*row) for row in work.connection.execute(query)}
    return [letters.get(person, Fate(person, None)) for person in broadcast.recipients]


def is_unsettled(state: LetterState | None) -> bool:
    """Whether a letter is still on its way, or will be written."""
    return state is None or state in _UNSETTLED


def message_id(work: Work, once: str) -> int | None:
    """Telegram's id of the message that a letter became, once it was sent."""
    return work.connection.execute(select(_L.message_id).where(_L.once == once)).scalar()


def see(work: Work, broadcast_ids: Collection[int], person_id: int) -> bool:
    """Write down that somebody says he has read it; False if no letter of it went to him."""
    done = work.connection.execute(
        update(Letter)
        .where(
            _L.broadcast_id.in_(broadcast_ids),
            _L.person_id == person_id,
            _L.state.not_in((LetterState.FAILED, LetterState.CANCELLED)),
        )
        .values(state=LetterState.SEEN)
    )
    return done.rowcount > 0


def _whos(work: Work, ids: Select[Any] | CompoundSelect[Any]) -> list[Who]:
    return people.by_ids(work, work.connection.execute(ids).scalars())
