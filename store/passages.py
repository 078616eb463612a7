"""Passages of government documents, to be quoted in replies."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import delete, select

from store.database import Work
from store.tables import Passage


def replace(work: Work, document: str, fresh: Sequence[Passage]) -> None:
    """In place of what was kept of a document."""
    work.session.execute(delete(Passage).where(Passage.document == document))
    work.session.add_all(fresh)
    work.flush()


def of_ids(work: Work, ids: Collection[int]) -> Sequence[Passage]:
    """The passages of these ids, as far as they are still there, in no order."""
    return work.session.scalars(select(Passage).where(Passage.id.in_(ids))).all()


def by_id(work: Work, passage_id: int) -> Passage | None:
    """One passage."""
    return work.session.get(Passage, passage_id)


def every(work: Work) -> Iterator[tuple[int, str]]:
    """The id and the text of each passage, the oldest first."""
    for row in work.session.execute(select(Passage.id, Passage.text).order_by(Passage.id)):
        yield row.id, row.text
