"""The office's own calendar over the official one: its days, and the changes that made them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import CalendarChange, Holiday

APPLIED = "applied"


def all_days(work: Work) -> dict[date, bool]:
    """Each day of the office's table: True if it is off, False if it is worked."""
    return {row.day: row.off for row in work.connection.execute(select(Holiday.day, Holiday.off))}


def version(work: Work) -> int:
    """The number of the last change that was applied, 0 before the first."""
    return work.connection.execute(select(func.max(CalendarChange.version))).scalar() or 0


def put(work: Work, days: Mapping[date, tuple[bool, str]]) -> None:
    """Set days off (True) or worked (False), each with a note."""
    rows = [{"day": day, "off": off, "note": note} for day, (off, note) in days.items()]
    if rows:
        into = lite_insert(Holiday) if work.dialect == "sqlite" else pg_insert(Holiday)
        again = {"off": into.excluded.off, "note": into.excluded.note}
        work.connection.execute(into.on_conflict_do_update(index_elements=["day"], set_=again), rows)


def remove(work: Work, days: Iterable[date]) -> None:
    """These days are again what the official calendar has."""
    work.connection.execute(delete(Holiday).where(Holiday.day.in_(list(days))))


def between(work: Work, first: date, last: date) -> Sequence[Holiday]:
    """The office's days from one day to another, in order."""
    own = select(Holiday).where(Holiday.day >= first, Holiday.day <= last)
    return work.session.scalars(own.order_by(Holiday.day)).all()


def propose(work: Work, change: CalendarChange) -> CalendarChange:
    """Keep a change that is not applied yet."""
    work.session.add(change)
    work.flush()
    return change


def to_settle(work: Work, change_id: int) -> CalendarChange | None:
    """A change, held until the transaction ends so that it is settled once."""
    work.flush()
    return work.session.get(CalendarChange, change_id, with_for_update=True, populate_existing=True)


def changes(work: Work, at_most: int) -> Sequence[CalendarChange]:
    """The changes that were applied, the newest first."""
    applied = select(CalendarChange).where(CalendarChange.state == APPLIED)
    return work.session.scalars(applied.order_by(CalendarChange.version.desc()).limit(at_most)).all()


def as_days(change: CalendarChange) -> dict[date, dict[str, Any]]:
    """The days of a change by their date."""
    return {date.fromisoformat(day["day"]): day for day in change.days}
