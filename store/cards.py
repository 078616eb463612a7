"""What a case's card shows beside the case itself: its ratings, and its timeline out of the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.lives import Role
from store.database import Work
from store.tables import Assignment, JournalRow, Person, Reply, Survey


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal, and who did it: no name and no role where it was the clock."""

    at: datetime
    life: str
    subject_id: int | None
    act: str
    person_id: int | None
    name: str | None
    role: Role | None
    unit_id: int | None


def events(work: Work, proposal_id: int) -> list[Event]:
    """Everything the journal has of a case, oldest first."""
    query = (
        select(
            JournalRow.at,
            JournalRow.life,
            JournalRow.subject_id,
            JournalRow.act,
            JournalRow.person_id,
            Person.name,
            Person.role,
            Person.unit_id,
        )
        .outerjoin(Person, Person.id == JournalRow.person_id)
        .where(JournalRow.proposal_id == proposal_id)
        .order_by(JournalRow.id)
    )
    return [Event(*row) for row in work.connection.execute(query)]


def replies(work: Work, proposal_id: int) -> Sequence[Reply]:
    """The replies of all rounds of a case, the oldest first."""
    query = select(Reply).join(Reply.assignment).where(Assignment.proposal_id == proposal_id).order_by(Reply.id)
    return work.session.scalars(query).all()


def surveys(work: Work, proposal_id: int) -> Sequence[Survey]:
    """The ratings of all replies to a case."""
    query = (
        select(Survey)
        .join(Survey.reply)
        .join(Reply.assignment)
        .where(Assignment.proposal_id == proposal_id)
        .order_by(Survey.id)
    )
    return work.session.scalars(query).all()
