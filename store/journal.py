"""What happened: the journal is only ever added to, in the transaction of what it tells."""

from typing import Any

from sqlalchemy import insert

from store.database import Work
from store.tables import JournalRow, table_of

_INSERT = insert(table_of(JournalRow))


def add(work: Work, rows: list[dict[str, Any]]) -> None:
    """Write these rows; each a dict of the columns of JournalRow without ``id``."""
    if rows:
        work.connection.execute(_INSERT, rows)
