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
)
from store.tables.handling import Commitment, Contact, Countersignature, Precedent, Series, Snippet, Survey
from store.tables.likeness import Key, KeyBlock, Passage
from store.tables.mirrors import MirrorLetter
from store.tables.people import Absence, CalendarChange, Duty, Holiday, Invitation, Person, Unit
from store.tables.planned import Foreword, Hold, Reconciliation
from store.tables.reminders import Notice, Reminded, Snooze
from store.tables.traffic import (
    Blob,
    Broadcast,
    Feed,
    Import,
    InboxRow,
    JournalRow,
    Lease,
    Letter,
    Mark,
    Place,
    ReportFact,
)

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
    "Foreword",
    "Hold",
    "Holiday",
    "Import",
    "InboxRow",
    "Invitation",
    "JournalRow",
    "Key",
    "KeyBlock",
    "Lease",
    "Letter",
    "Mark",
    "MirrorLetter",
    "Notice",
    "Passage",
    "Person",
    "Place",
    "Precedent",
    "Proposal",
    "Proposer",
    "PublishedReply",
    "Reconciliation",
    "Reminded",
    "Reply",
    "ReplyVersion",
    "ReportFact",
    "Request",
    "Series",
    "Sitting",
    "Snippet",
    "Snooze",
    "Survey",
    "Unit",
    "table_of",
]
