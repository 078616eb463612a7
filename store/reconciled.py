"""Each night's count: which days were gone through, what was found, and what became of the letters of reminders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import Letter, Person, Reconciliation, Reminded, table_of
from store.tables.traffic import LetterState

AT_ONCE = 500  # values in one question

_R, _N, _L = table_of(Reconciliation).c, table_of(Reminded).c, table_of(Letter).c
_P = table_of(Person).c


@dataclass(frozen=True, slots=True)
class Said:
    """When a step was said, and what is known of the letter that says it: no state where there is none."""

    at: datetime
    state: LetterState | None
    settled_at: datetime | None


def said(work: Work, keys: Sequence[str]) -> dict[str, Said]:
    """What was said of these steps of people, by the keys of the ledger."""
    found: dict[str, Said] = {}
    for begin in range(0, len(keys), AT_ONCE):
        query = select(_N.once, _N.at, _L.state, _L.settled_at).join_from(
            Reminded, Letter, _N.letter == _L.once, isouter=True
        )
        rows = work.connection.execute(query.where(_N.once.in_(keys[begin : begin + AT_ONCE])))
        found |= {row[0]: Said(*row[1:]) for row in rows}
    return found


def unsay(work: Work, keys: Sequence[str]) -> None:
    """What letters said that never arrived counts as unsaid."""
    for begin in range(0, len(keys), AT_ONCE):
        work.connection.execute(delete(Reminded).where(_N.once.in_(keys[begin : begin + AT_ONCE])))


def joined_since(work: Work, moment: datetime) -> set[int]:
    """Who joined at a moment or later."""
    return set(work.connection.execute(select(_P.id).where(_P.joined_at >= moment)).scalars())


def last_day(work: Work) -> date | None:
    """The last day that was gone through."""
    return work.connection.execute(select(func.max(_R.day))).scalar()


def keep(work: Work, row: dict[str, Any]) -> bool:
    """Write down what was found of a day; whether nobody had done so."""
    insert = lite_insert(Reconciliation) if work.dialect == "sqlite" else pg_insert(Reconciliation)
    statement = insert.values(**row).on_conflict_do_nothing(index_elements=["day"]).returning(_R.day)
    return work.connection.execute(statement).first() is not None


def untold(work: Work) -> Sequence[Reconciliation]:
    """The days of which the office has to hear still, the first one first."""
    query = select(Reconciliation).where(Reconciliation.gaps > 0, Reconciliation.told_at.is_(None))
    return work.session.scalars(query.order_by(Reconciliation.day)).all()


def tell(work: Work, days: Iterable[date], now: datetime) -> None:
    """The office heard of these days."""
    work.connection.execute(update(Reconciliation).where(_R.day.in_(list(days))).values(told_at=now))


def latest(work: Work) -> Reconciliation | None:
    """What was found of the last day that was gone through."""
    query = select(Reconciliation).order_by(Reconciliation.day.desc()).limit(1)
    return work.session.scalars(query).first()
