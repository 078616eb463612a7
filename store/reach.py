"""Whom no letter reaches: people in service who blocked the bot, or whose account is gone."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update

from store.database import Work
from store.tables import Person

_LOST = (Person.active, Person.reachable.is_(False))


def lost(work: Work) -> Sequence[Person]:
    """All of them, those lost last first."""
    query = select(Person).where(*_LOST).order_by(Person.unreachable_since.desc(), Person.id)
    return work.session.scalars(query).all()


def untold(work: Work) -> Sequence[Person]:
    """Those of whom the office has not heard since they were lost."""
    return work.session.scalars(
        select(Person).where(*_LOST, Person.unreachable_told.is_(False)).order_by(Person.id)
    ).all()


def count(work: Work) -> int:
    """How many they are."""
    return work.connection.execute(select(func.count(Person.id)).where(*_LOST)).scalar_one()


def tell(work: Work, ids: Collection[int]) -> None:
    """The office hears of these now."""
    work.connection.execute(update(Person).where(Person.id.in_(ids)).values(unreachable_told=True))
