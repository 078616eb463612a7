"""What happened: the journal is only ever added to, in the transaction of what it tells."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from store.database import Work
from store.tables import JournalRow, Person, table_of

_INSERT = insert(table_of(JournalRow))


def add(work: Work, rows: list[dict[str, Any]]) -> None:
    """Write these rows; each a dict of the columns of JournalRow without ``id``."""
    if rows:
        work.connection.execute(_INSERT, rows)


def of_proposal(work: Work, proposal_id: int) -> Sequence[tuple[JournalRow, str | None]]:
    """The timeline of one case, oldest first, each row with the name of who did it (None: the clock)."""
    rows = work.session.execute(
        select(JournalRow, Person.name)
        .outerjoin(Person, Person.id == JournalRow.person_id)
        .where(JournalRow.proposal_id == proposal_id)
        .order_by(JournalRow.id)
    )
    return [(row, name) for row, name in rows]
