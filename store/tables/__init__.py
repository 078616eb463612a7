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
from store.tables.handling import Commitment, Contact, Countersignature, Precedent, Series, Snippet
from store.tables.mirrors import MirrorLetter
from store.tables.people import Absence, CalendarChange, Duty, Holiday, Invitation, Person, Unit
from store.tables.traffic import Blob, Broadcast, Feed, Import, InboxRow, JournalRow, Letter, Mark, Place, ReportFact

__all__ = [
    "Absence",
    "Answer",
    "Assignment",
    "Attachment",
    "Base",
    "Blob",
    "Broadcast",
    "CalendarChange",
    "Commitment",
    "Contact",
    "Countersignature",
    "Duty",
    "Feed",
    "Holiday",
    "Import",
    "InboxRow",
    "Invitation",
    "JournalRow",
    "Letter",
    "Mark",
    "MirrorLetter",
    "Person",
    "Place",
    "Precedent",
    "Proposal",
    "Proposer",
    "PublishedReply",
    "Reply",
    "ReplyVersion",
    "ReportFact",
    "Request",
    "Series",
    "Sitting",
    "Snippet",
    "Survey",
    "Unit",
    "table_of",
]
