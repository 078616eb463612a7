"""Changing a state: only from the state it was seen in, so of two who press at once one comes too late.

What else was set on the loaded row goes with the same statement.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from store.database import Work
from store.tables import Assignment, Base, Commitment, Proposal, Reply, Survey, table_of

Row = Proposal | Assignment | Reply | Survey | Commitment


@lru_cache
def _statement(kind: type[Base], columns: tuple[str, ...]) -> Update:
    table = table_of(kind)
    seen = table.c.state == bindparam("seen_state")
    values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
    return update(table).where(table.c.id == bindparam("row_id"), seen).values(**values)


def change(work: Work, row: Row, seen: StrEnum, becomes: StrEnum, sets: Mapping[str, Any]) -> bool:
    """Whether the row was still in the state it was seen in; if so it is in the other now, with what is set on it.

    ``sets`` are columns to set besides; it spares the session from looking for them later.
    """
    values: dict[str, Any] = {**_set_on(row), **sets, "state": becomes}
    parameters = {f"new_{column}": value for column, value in values.items()} | {"row_id": row.id, "seen_state": seen}
    done = work.connection.execute(_statement(type(row), tuple(sorted(values))), parameters)
    if done.rowcount != 1:
        return False
    for column, value in values.items():
        set_committed_value(row, column, value)
    return True


def _set_on(row: Row) -> dict[str, Any]:
    """The plain columns that were set since the row was loaded; relations are left to the session."""
    state = instance_state(row)
    columns = state.mapper.column_attrs.keys()
    return {name: state.dict[name] for name in state.committed_state if name in columns and name in state.dict}
