"""The texts that a unit uses often."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from store.database import Work
from store.tables import Snippet


def of_unit(work: Work, unit_id: int) -> Sequence[Snippet]:
    """All of a unit, by title."""
    return work.session.scalars(select(Snippet).where(Snippet.unit_id == unit_id).order_by(Snippet.title)).all()


def add(work: Work, snippet: Snippet) -> None:
    """One more."""
    work.session.add(snippet)
    work.flush()


def remove(work: Work, unit_id: int, snippet_id: int) -> None:
    """The unit needs it no longer."""
    work.session.execute(delete(Snippet).where(Snippet.id == snippet_id, Snippet.unit_id == unit_id))
