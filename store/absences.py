"""Who is away when, and who stands in meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from store.database import Work
from store.tables import Absence, Person


@dataclass(frozen=True, slots=True)
class Away:
    """An absence with the two people it is about."""

    id: int
    person: Person
    substitute: Person
    first: date
    last: date


def add(work: Work, absence: Absence) -> None:
    """Keep an absence; it has an id then."""
    work.session.add(absence)
    work.flush()


def by_id(work: Work, absence_id: int) -> Absence | None:
    """One absence, None where there is none of this id."""
    return work.session.get(Absence, absence_id)


def open_at(work: Work, today: date, *, person: int | None = None, substitute: int | None = None) -> Sequence[Away]:
    """The absences that are not over today, of everybody or of one, or those in which somebody stands in."""
    away, other = aliased(Person), aliased(Person)
    found = (
        select(Absence, away, other)
        .join(away, away.id == Absence.person_id)
        .join(other, other.id == Absence.substitute_id)
        .where(Absence.ended_at.is_(None), Absence.last >= today)
        .order_by(Absence.first, Absence.id)
    )
    if person is not None:
        found = found.where(Absence.person_id == person)
    if substitute is not None:
        found = found.where(Absence.substitute_id == substitute)
    return [Away(row[0].id, row[1], row[2], row[0].first, row[0].last) for row in work.session.execute(found)]


def substituted(work: Work) -> dict[int, int]:
    """Who stands in for whom as things stand: a substitute's id by the id of who is away."""
    rows = work.connection.execute(select(Person.id, Person.substitute_id).where(Person.substitute_id.is_not(None)))
    return {row.id: row.substitute_id for row in rows}


def put_in_place(work: Work, person_id: int, seen: int | None, substitute_id: int | None) -> bool:
    """Whether the substitute was still the one that was seen; if so it is another now."""
    same = Person.substitute_id.is_(None) if seen is None else Person.substitute_id == seen
    done = work.connection.execute(
        update(Person).where(Person.id == person_id, same).values(substitute_id=substitute_id)
    )
    return done.rowcount == 1
