"""Contacts with the proposers (面商) as they were recorded, and what a proposer said to them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select

from store.database import Work
from store.tables import Contact

CONFIRMED = "confirmed"
DENIED = "denied"


def of_share(work: Work, assignment_id: int) -> Sequence[Contact]:
    """What a unit recorded for its share, the earliest first."""
    own = select(Contact).where(Contact.assignment_id == assignment_id)
    return work.session.scalars(own.order_by(Contact.id), execution_options={"populate_existing": True}).all()


def by_id(work: Work, contact_id: int) -> Contact | None:
    """One contact, None where there is none of this id."""
    return work.session.get(Contact, contact_id)


def add(work: Work, contact: Contact) -> None:
    """Keep a contact; it has an id then."""
    work.session.add(contact)
    work.flush()


def stands(work: Work, assignment_id: int) -> bool:
    """Whether a contact of this share is recorded that nobody denied."""
    return _is_there(work, assignment_id, Contact.answer != DENIED)


def is_open(work: Work, assignment_id: int) -> bool:
    """Whether a contact of this share has neither been confirmed nor denied."""
    return _is_there(work, assignment_id, Contact.answer == "")


def _is_there(work: Work, assignment_id: int, answered: ColumnElement[bool]) -> bool:
    found = exists().where(Contact.assignment_id == assignment_id, answered)
    return bool(work.session.scalar(select(found)))
