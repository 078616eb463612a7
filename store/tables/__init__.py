"""Every table, as typed ORM classes; the hot path uses the same tables through Core."""

from store.tables.base import Base, table_of
from store.tables.cases import (
    Answer,
    Assignment,
    Attachment,
    Proposal,
    Proposer,
    PublishedReply,
    Reply,
    ReplyVersion,
    Request,
    Sitting,
    Survey,
)
from store.tables.people import Holiday, Invitation, Person, Unit
from store.tables.traffic import Blob, Broadcast, Import, InboxRow, JournalRow, Letter, Mark, Place

__all__ = [
    "Answer",
    "Assignment",
    "Attachment",
    "Base",
    "Blob",
    "Broadcast",
    "Holiday",
    "Import",
    "InboxRow",
    "Invitation",
    "JournalRow",
    "Letter",
    "Mark",
    "Person",
    "Place",
    "Proposal",
    "Proposer",
    "PublishedReply",
    "Reply",
    "ReplyVersion",
    "Request",
    "Sitting",
    "Survey",
    "Unit",
    "table_of",
]
