"""Letters to mirrors as rows: written in the transaction of what they tell, claimed in order, settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import MirrorLetter, table_of
from store.tables.traffic import LetterState

LEASE = timedelta(minutes=2)
_C = table_of(MirrorLetter).c
_WAITING = (LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One letter to a mirror, claimed; ``again`` says that an earlier copy may have arrived."""

    id: int
    message: str
    body: str
    attempts: int
    created_at: datetime
    again: bool


def write(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """Insert letters; those whose ``once`` was said before are left out."""
    if rows:
        into = lite_insert(MirrorLetter) if work.dialect == "sqlite" else pg_insert(MirrorLetter)
        work.connection.execute(into.on_conflict_do_nothing(index_elements=["once"]), rows)


def claim(work: Work, mirror: str, now: datetime) -> Waiting | None:
    """The next letter of a mirror, held by the caller for LEASE; None while an earlier one waits or is under way.

    Letters of one mirror follow one another, so the first that is not settled stops those behind it.
    """
    first = select(_C.id).where(_C.mirror == mirror, _C.state.in_(_WAITING)).order_by(_C.id).limit(1).scalar_subquery()
    free = or_(_C.held_until.is_(None), _C.held_until <= now)
    due = or_(_C.not_before.is_(None), _C.not_before <= now)
    was = select(_C.state).where(_C.id == first).scalar_subquery()
    seen = work.connection.execute(select(was)).scalar()
    row = work.connection.execute(
        update(MirrorLetter)
        .where(_C.id == first, free, due, _C.state.in_(_WAITING))
        .values(state=LetterState.SENDING, held_until=now + LEASE, attempts=_C.attempts + 1)
        .returning(_C.id, _C.message, _C.body, _C.attempts, _C.created_at)
    ).first()
    if row is None:
        return None
    return Waiting(row.id, row.message, row.body, row.attempts, row.created_at, again=seen != LetterState.NEW)


def settle(work: Work, letter_id: int, state: LetterState, now: datetime, error: str = "") -> None:
    """The letter arrived, or never will."""
    work.connection.execute(
        update(MirrorLetter)
        .where(_C.id == letter_id)
        .values(state=state, settled_at=now, held_until=None, error=error[:200])
    )


def later(work: Work, letter_id: int, state: LetterState, until: datetime, error: str) -> None:
    """It is tried again after a moment; UNKNOWN where it may have arrived."""
    work.connection.execute(
        update(MirrorLetter)
        .where(_C.id == letter_id)
        .values(state=state, not_before=until, held_until=None, error=error[:200])
    )


def oldest_waiting(work: Work) -> datetime | None:
    """When the oldest letter that has not left yet was written."""
    return work.connection.execute(select(func.min(_C.created_at)).where(_C.state.in_(_WAITING))).scalar()
