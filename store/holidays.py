"""The office's own calendar over the official one."""

from datetime import date

from sqlalchemy import select

from store.database import Work
from store.tables import Holiday


def all_days(work: Work) -> dict[date, bool]:
    """Each day of the office's table: True if it is off, False if it is worked."""
    return {row.day: row.off for row in work.connection.execute(select(Holiday.day, Holiday.off))}
