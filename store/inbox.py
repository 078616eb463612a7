"""Updates as rows: taken in once, handled once, in order per sender."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, not_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import InboxRow, table_of
from store.tables.traffic import InboxState

LEASE = timedelta(seconds=60)

_T = table_of(InboxRow)
_C = _T.c
_OLDER = _T.alias("older")
_NO_OLDER = not_(
    select(_OLDER.c.id)
    .where(_OLDER.c.sender == _C.sender, _OLDER.c.id < _C.id, _OLDER.c.state == InboxState.NEW)
    .exists()
)
_HANDLED = (
    update(_T)
    .where(_C.id == bindparam("row"), _C.state == InboxState.NEW, _NO_OLDER)
    .values(state=InboxState.DONE, handled_at=bindparam("moment"))
)


class Mark(StrEnum):
    """Whose an update is: this transaction's, nobody's any more, or first an older one's of the same sender."""

    OURS = "ours"
    DONE = "done"
    AFTER_OLDER = "after_older"


def _taken(into: Any) -> Any:  # noqa: ANN401 - the two dialects' inserts share no type
    return into.on_conflict_do_update(
        index_elements=["id"],
        set_={"state": InboxState.DONE, "handled_at": into.excluded.handled_at},
        where=_C.state == InboxState.NEW,
    ).returning(_C.id)


_TAKEN = {"sqlite": _taken(lite_insert(InboxRow)), "postgresql": _taken(pg_insert(InboxRow))}


def take_in(work: Work, rows: list[dict[str, Any]]) -> set[int]:
    """Insert rows of {id, sender, payload, received_at, held_until}; the ids of those that were not there yet."""
    into = lite_insert(InboxRow) if work.dialect == "sqlite" else pg_insert(InboxRow)
    fresh = work.connection.execute(into.on_conflict_do_nothing().returning(InboxRow.id), rows)
    return set(fresh.scalars())


def mark_handled(work: Work, row: int, now: datetime) -> Mark:
    """Say that this transaction handles a row that stands already."""
    if work.connection.execute(_HANDLED, {"row": row, "moment": now}).rowcount == 1:
        return Mark.OURS
    state = work.connection.execute(select(_C.state).where(_C.id == row)).scalar()
    return Mark.AFTER_OLDER if state is InboxState.NEW else Mark.DONE


def take_and_handle(work: Work, row: dict[str, Any], now: datetime) -> Mark:
    """Write a row as handled by this transaction, whether or not it stands as new already."""
    values = {**row, "state": InboxState.DONE, "handled_at": now}
    ours = work.connection.execute(_TAKEN[work.dialect], values).first()
    return Mark.DONE if ours is None else Mark.OURS


def mark_unfinished(work: Work, row: int) -> None:
    """The row that this transaction handles has longer deeds to come: it is handled with the last of them."""
    work.connection.execute(update(_T).where(_C.id == row).values(state=InboxState.NEW, handled_at=None))


def put_aside(work: Work, row: int, now: datetime, error: str) -> None:
    """The row cannot be handled: keep it with what went wrong, and stop nobody behind it."""
    work.connection.execute(
        update(InboxRow)
        .where(_C.id == row, _C.state == InboxState.NEW)
        .values(state=InboxState.ASIDE, handled_at=now, error=error[:200])
    )


def release_all(work: Work) -> None:
    """Nobody holds a row any more: at the start of the only process there is."""
    work.connection.execute(update(InboxRow).where(_C.state == InboxState.NEW).values(held_until=None))


def claim_left(work: Work, now: datetime, limit: int) -> Sequence[tuple[int, int, str]]:
    """Rows (id, sender, payload) that nobody holds, oldest first, now held by the caller for LEASE."""
    free = or_(_C.held_until.is_(None), _C.held_until < now)
    waiting = select(_C.id).where(_C.state == InboxState.NEW, free).order_by(_C.id).limit(limit)
    if work.dialect == "postgresql":
        waiting = waiting.with_for_update(skip_locked=True)
    rows = work.connection.execute(
        update(InboxRow)
        .where(_C.id.in_(waiting))
        .values(held_until=now + LEASE)
        .returning(_C.id, _C.sender, _C.payload)
    ).all()
    return sorted((row.id, row.sender, row.payload) for row in rows)


def counts(work: Work) -> dict[str, int]:
    """How many updates wait, are done and were put aside."""
    rows = work.connection.execute(select(_C.state, func.count()).group_by(_C.state))
    return {str(state.value): count for state, count in rows}
