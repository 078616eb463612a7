"""Changing a state: only from the state it was seen in, so of two who press at once one comes too late."""

from enum import StrEnum
from functools import lru_cache

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from store.database import Work
from store.tables import Assignment, Base, Proposal, Reply, Survey, table_of

Row = Proposal | Assignment | Reply | Survey


@lru_cache
def _statement(kind: type[Base]) -> Update:
    table = table_of(kind)
    seen = table.c.state == bindparam("seen")
    return update(table).where(table.c.id == bindparam("row"), seen).values(state=bindparam("becomes"))


def change(work: Work, kind: type[Base], row: int, seen: StrEnum, becomes: StrEnum) -> bool:
    """Whether the row was still in the state it was seen in; if so it is now in the other."""
    done = work.connection.execute(_statement(kind), {"row": row, "seen": seen, "becomes": becomes})
    return done.rowcount == 1


def know(row: Row, state: StrEnum) -> None:
    """Tell the loaded object what has been written already."""
    set_committed_value(row, "state", state)
