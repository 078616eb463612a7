"""Letters as rows: written in the transaction of what they tell, claimed, sent, settled."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from bot.domain.broadcasts import BroadcastState
from store.database import Work
from store.tables import Broadcast, Letter, table_of
from store.tables.traffic import LetterState

LEASE = timedelta(seconds=90)
ANSWER, NOTICE, BULK = 0, 1, 2

_T = table_of(Letter)
_C = _T.c
_WAITING = (LetterState.NEW, LetterState.UNKNOWN)
MAY_LEAVE = or_(  # of a broadcast only while it runs
    _C.broadcast_id.is_(None),
    exists().where(Broadcast.id == _C.broadcast_id, Broadcast.state == BroadcastState.RUNNING),
)
_RETURNED = (_C.id, _C.chat_id, _C.priority, _C.message, _C.body, _C.state, _C.not_before, _C.created_at)
_INSERT = {
    "sqlite": lite_insert(Letter).on_conflict_do_nothing(index_elements=["once"]).returning(*_RETURNED),
    "postgresql": pg_insert(Letter).on_conflict_do_nothing(index_elements=["once"]).returning(*_RETURNED),
}
_SETTLE = (
    update(_T)
    .where(_C.id == bindparam("letter"))
    .values(
        state=case((_C.state == LetterState.SEEN, _C.state), else_=bindparam("to")),  # who saw it was quicker
        message_id=bindparam("as_message"),
        settled_at=bindparam("moment"),
        error=bindparam("why"),
        attempts=_C.attempts + 1,
    )
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter as delivery carries it; ``body`` is JSON."""

    id: int
    chat_id: int
    priority: int
    message: str
    body: str
    attempts: int = 0
    again: bool = False  # whether an earlier copy may have arrived
    files_sent: int = 0  # how many of its files have arrived already
    begun: bool = False  # whether it stands as being sent already
    due: datetime | None = None  # since when it is to be sent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter."""

    id: int
    state: LetterState
    message_id: int | None = None
    error: str = ""


def _envelope(row: Any) -> Envelope:  # noqa: ANN401 - a row of _RETURNED
    return Envelope(row.id, row.chat_id, row.priority, row.message, row.body, due=row.created_at)


def first_state(priority: int, *, carried: bool) -> LetterState:
    """A letter that goes out at once is written as being sent, which saves a second transaction for it."""
    return LetterState.SENDING if carried and priority != BULK else LetterState.NEW


def held_from(priority: int, now: datetime, *, carried: bool) -> datetime | None:
    """Until when a letter is held by the process that wrote it; bulk letters are anybody's."""
    return now + LEASE if carried and priority != BULK else None


def write(work: Work, rows: list[dict[str, Any]]) -> list[Envelope]:
    """Insert letters; those whose ``once`` was said before are left out. What is returned is to be sent now."""
    if not rows:
        return []
    written = work.connection.execute(_INSERT[work.dialect], rows)
    letters = [
        replace(_envelope(row), begun=row.state is LetterState.SENDING) for row in written if row.not_before is None
    ]
    return sorted(letters, key=lambda letter: letter.id)


def begin_sending(work: Work, letters: Sequence[Envelope], now: datetime) -> set[int]:
    """Mark letters as being sent; only those returned may be sent by the caller.

    One that is being sent already is the caller's only if he wrote it so himself and nobody can have taken it since.
    """
    waiting = [letter.id for letter in letters if not letter.begun]
    begun = [letter.id for letter in letters if letter.begun]
    done = work.connection.execute(
        update(Letter)
        .where(
            or_(
                and_(_C.id.in_(waiting), _C.state.in_(_WAITING), MAY_LEAVE),
                and_(_C.id.in_(begun), _C.state == LetterState.SENDING, _C.held_until > now),
            ),
        )
        .values(state=LetterState.SENDING, held_until=now + LEASE)
        .returning(_C.id)
    )
    return set(done.scalars())


def give_back(work: Work, ids: Sequence[int]) -> None:
    """Letters that nobody has begun to send after all: whoever looks next may have them."""
    work.connection.execute(
        update(Letter)
        .where(_C.id.in_(ids), _C.state.in_((LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)))
        .values(
            state=case((_C.state == LetterState.UNKNOWN, LetterState.UNKNOWN), else_=LetterState.NEW), held_until=None
        )
    )


def settle(work: Work, outcomes: Iterable[Outcome], now: datetime) -> None:
    """Write down what became of letters."""
    rows = [
        {"letter": o.id, "to": o.state, "as_message": o.message_id, "moment": now, "why": o.error[:200]}
        for o in outcomes
    ]
    if rows:
        work.connection.execute(_SETTLE, rows)


def put_off(work: Work, letter: Envelope, until: datetime, error: str) -> None:
    """Not now: the letter waits until a moment, held by its sender."""
    work.connection.execute(
        update(Letter)
        .where(_C.id == letter.id)
        .values(
            state=LetterState.UNKNOWN if letter.again else LetterState.NEW,
            not_before=until,
            held_until=until + LEASE,
            attempts=letter.attempts,
            error=error[:200],
        )
    )


def recover(work: Work, now: datetime, *, alone: bool) -> int:
    """Letters whose sender is gone while it sent them become UNKNOWN; how many.

    ``alone``, at the start of the only process there is, frees all letters that somebody held.
    """
    gone = true() if alone else _C.held_until < now
    done = work.connection.execute(
        update(Letter).where(_C.state == LetterState.SENDING, gone).values(state=LetterState.UNKNOWN, held_until=None)
    )
    if alone:
        work.connection.execute(
            update(Letter).where(_C.state.in_(_WAITING), _C.held_until.is_not(None)).values(held_until=None)
        )
    return int(done.rowcount)


def claim_left(work: Work, now: datetime, limit: int) -> list[Envelope]:
    """Letters due that nobody holds, answers first and none in bulk, now held by the caller for LEASE."""
    return _claim(work, now, limit, _C.priority != BULK)


def claim_bulk(work: Work, now: datetime, limit: int) -> list[Envelope]:
    """Bulk letters due that nobody holds, now held by the caller, who alone may send them."""
    return _claim(work, now, limit, and_(_C.priority == BULK, MAY_LEAVE))


def bulk_waits(work: Work, now: datetime) -> bool:
    """Whether there is a bulk letter to send, or one still to be written."""
    due = or_(_C.not_before.is_(None), _C.not_before <= now)
    letters = exists().where(_C.priority == BULK, _C.state.in_(_WAITING), due, MAY_LEAVE)
    unwritten = exists().where(Broadcast.state == BroadcastState.RUNNING, Broadcast.written < Broadcast.count)
    return bool(work.connection.execute(select(or_(letters, unwritten))).scalar())


def free_bulk(work: Work) -> None:
    """Nobody holds a bulk letter any more: whoever sent them is gone."""
    work.connection.execute(
        update(Letter)
        .where(_C.priority == BULK, _C.state.in_(_WAITING), _C.held_until.is_not(None))
        .values(held_until=None)
    )


def cancel_broadcast(work: Work, broadcast_id: int, now: datetime) -> None:
    """The letters of a broadcast that have not left will not."""
    work.connection.execute(
        update(Letter)
        .where(_C.broadcast_id == broadcast_id, _C.state.in_(_WAITING))
        .values(state=LetterState.CANCELLED, settled_at=now)
    )


def free_broadcast(work: Work, broadcast_id: int) -> None:
    """The letters of a broadcast that goes on wait for whoever sends."""
    work.connection.execute(
        update(Letter).where(_C.broadcast_id == broadcast_id, _C.state.in_(_WAITING)).values(held_until=None)
    )


def move_chat(work: Work, old: int, new: int) -> None:
    """Whatever has not been settled goes to the chat's new id."""
    work.connection.execute(
        update(Letter).where(_C.chat_id == old, _C.state.in_((*_WAITING, LetterState.SENDING))).values(chat_id=new)
    )


def readdress(work: Work, letters: Collection[int], chat_id: int) -> None:
    """These letters go, or went, to another chat than they were written for."""
    work.connection.execute(update(Letter).where(_C.id.in_(letters)).values(chat_id=chat_id))


def _claim(work: Work, now: datetime, limit: int, which: ColumnElement[bool]) -> list[Envelope]:
    free = or_(_C.held_until.is_(None), _C.held_until < now)
    waiting = (
        select(_C.id)
        .where(which, _C.state.in_(_WAITING), or_(_C.not_before.is_(None), _C.not_before <= now), free)
        .order_by(_C.priority, _C.id)
        .limit(limit)
    )
    if work.dialect == "postgresql":
        waiting = waiting.with_for_update(skip_locked=True)
    rows = work.connection.execute(
        update(Letter).where(_C.id.in_(waiting)).values(held_until=now + LEASE).returning(*_RETURNED, _C.attempts)
    )
    found = [
        replace(
            _envelope(row),
            attempts=row.attempts,
            again=row.state is LetterState.UNKNOWN,
            due=row.created_at if row.attempts else row.not_before or row.created_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda letter: (letter.priority, letter.id))


def end_for_chat(work: Work, chat_id: int, error: str, now: datetime) -> int:
    """Whatever still waits for a chat that cannot be reached fails with it; how many."""
    done = work.connection.execute(
        update(Letter)
        .where(_C.chat_id == chat_id, _C.state.in_(_WAITING))
        .values(state=LetterState.FAILED, settled_at=now, error=error[:200])
    )
    return int(done.rowcount)


def counts(work: Work, broadcast_id: int | None = None) -> dict[str, int]:
    """How many letters are in which state, of one broadcast or of all."""
    query = select(_C.state, func.count()).group_by(_C.state)
    if broadcast_id is not None:
        query = query.where(_C.broadcast_id == broadcast_id)
    return {str(state.value): count for state, count in work.connection.execute(query)}
