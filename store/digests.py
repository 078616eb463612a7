"""When each person's reminders of the day come, and on which day they were gone through last."""

from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import or_, select, update

from store.database import Work
from store.tables import Person, table_of

_P = table_of(Person).c


def waiting(work: Work, today: date) -> dict[int, time | None]:
    """The hour that each has chosen whose day was not gone through yet, of all whom letters reach."""
    not_yet = or_(_P.digested_on.is_(None), _P.digested_on != today)
    query = select(_P.id, _P.digest_at).where(_P.active, _P.reachable, _P.chat_id.is_not(None), not_yet)
    return {row.id: row.digest_at for row in work.connection.execute(query)}


def hours(work: Work) -> dict[int, time]:
    """The hours that people have chosen for themselves."""
    chosen = select(_P.id, _P.digest_at).where(_P.digest_at.is_not(None))
    return {row.id: row.digest_at for row in work.connection.execute(chosen)}


def mark(work: Work, people: Iterable[int], today: date) -> None:
    """The day was gone through for these people."""
    work.connection.execute(update(Person).where(_P.id.in_(sorted(people))).values(digested_on=today))


def hour(work: Work, person_id: int) -> time | None:
    """The hour that somebody has chosen; None for the office's own."""
    found: time | None = work.connection.execute(select(_P.digest_at).where(_P.id == person_id)).scalar_one()
    return found


def set_hour(work: Work, person_id: int, at: time | None) -> None:
    """From now on his reminders come at this hour."""
    work.connection.execute(update(Person).where(_P.id == person_id).values(digest_at=at))
