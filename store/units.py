"""Handling units as rows: by id, by any name, made and changed by the office's list."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from bot.domain.lives import Role
from store.database import Work
from store.tables import Person, Unit


def by_id(work: Work, unit_id: int) -> Unit | None:
    """The unit of this row id."""
    return work.session.get(Unit, unit_id)


def by_ids(work: Work, ids: Iterable[int]) -> list[Unit]:
    """The units of these row ids, in the order in which they are named."""
    wanted = list(dict.fromkeys(ids))
    found = {unit.id: unit for unit in work.session.scalars(select(Unit).where(Unit.id.in_(wanted)))}
    return [found[unit_id] for unit_id in wanted if unit_id in found]


def every(work: Work) -> Sequence[Unit]:
    """All units, those out of service too."""
    return work.session.scalars(select(Unit).order_by(Unit.id)).all()


def without_liaison(work: Work, ids: Iterable[int]) -> list[Unit]:
    """Those of these units where no liaison can be reached."""
    reached = (Person.active, Person.reachable, Person.chat_id.is_not(None))
    spoken_for = select(Person.unit_id).where(Person.role == Role.LIAISON, Person.unit_id.is_not(None), *reached)
    asked = select(Unit).where(Unit.id.in_(list(ids)), Unit.id.not_in(spoken_for)).order_by(Unit.id)
    return list(work.session.scalars(asked))


def add(work: Work, unit: Unit) -> None:
    """A new unit."""
    work.session.add(unit)
