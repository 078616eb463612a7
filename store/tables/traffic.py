"""What goes through: the inbox, the journal, the letters, the places in conversations, broadcasts and imports."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.broadcasts import BroadcastState
from store.tables.base import Base, BigId


class InboxState(StrEnum):
    """What became of an update."""

    NEW = "new"
    DONE = "done"
    ASIDE = "aside"  # could not be parsed or handled; kept with its error


class LetterState(StrEnum):
    """What is known of a letter; SENT means that Telegram accepted it, not that somebody read it."""

    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    SEEN = "seen"
    FAILED = "failed"
    CANCELLED = "cancelled"  # not true any more when it could have left, or of a broadcast that was called off
    UNKNOWN = "unknown"


class InboxRow(Base):
    """One update as Telegram sent it; confirmed to Telegram only once it stands here."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "sender",
            "id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # Telegram's update_id
    sender: Mapped[int] = mapped_column(BigInteger)  # whose queue it belongs to: the user, else the chat, else 0
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[InboxState] = mapped_column(default=InboxState.NEW)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]  # the lease of the process that is handling it
    error: Mapped[str] = mapped_column(String(200), default="")


class JournalRow(Base):
    """One thing that happened; only ever added to."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject", "proposal_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    act: Mapped[str] = mapped_column(String(40))
    life: Mapped[str] = mapped_column(String(20), default="")
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    proposal_id: Mapped[int | None] = mapped_column(BigInteger)
    from_state: Mapped[str] = mapped_column(String(32), default="")
    to_state: Mapped[str] = mapped_column(String(32), default="")
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Letter(Base):
    """One message on its way to one chat."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "state",
            "priority",
            "id",
            sqlite_where=text("state in ('new', 'sending', 'unknown')"),
            postgresql_where=text("state in ('new', 'sending', 'unknown')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    message: Mapped[str] = mapped_column(String(80))  # the template's name
    once: Mapped[str | None] = mapped_column(String(160), unique=True)
    priority: Mapped[int] = mapped_column(default=0)  # 0 an answer, 1 a notice, 2 bulk
    body: Mapped[str] = mapped_column(Text)  # JSON: {"text", "buttons", "files", "edits"}, or {"commands"}
    state: Mapped[LetterState] = mapped_column(default=LetterState.NEW)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    settled_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(200), default="")
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(BigInteger, index=True)  # the case it is about


class Blob(Base):
    """The content of a file that the bot made, until the letters it goes with are sent."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(index=True)


class Place(Base):
    """Where somebody is in a conversation; a restart or another replica goes on from here."""

    __tablename__ = "places"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    flow: Mapped[str] = mapped_column(String(40))
    step: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    trail: Mapped[list[Any]] = mapped_column(default=list)  # the steps gone through, for /back
    stamp: Mapped[str] = mapped_column(String(8), default="")  # tells its buttons from those of conversations before
    updated_at: Mapped[datetime]


class Broadcast(Base):
    """One message of the office to many; its recipients are its letters."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    audience: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(default=list)  # what goes with it: [kind, file_id, name]
    state: Mapped[BroadcastState] = mapped_column(default=BroadcastState.RUNNING, index=True)
    send_at: Mapped[datetime | None]  # when it is to begin, if not at once
    repeats: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"), index=True)  # the one said again by it
    recipients: Mapped[list[Any]] = mapped_column(default=list)  # ids of those who get a letter, from its beginning on
    count: Mapped[int] = mapped_column(default=0)  # how many they are
    written: Mapped[int] = mapped_column(default=0)  # and how many of them, from the first, were written one
    unreachable: Mapped[list[Any]] = mapped_column(default=list)  # ids of those meant who had no chat to write to
    created_at: Mapped[datetime]
    reported_at: Mapped[datetime | None]


class Import(Base):
    """One file that was taken in, known again by its content."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    taken: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    quarantine: Mapped[list[Any]] = mapped_column(default=list)


class ReportFact(Base):
    """A figure that an imported report or preface states; ``line`` is that of its value, ``unit`` 件, % or nothing."""

    __tablename__ = "report_facts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    fact: Mapped[str] = mapped_column(String(120))
    value: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(20), default="")
    line: Mapped[int]
    sentence: Mapped[str] = mapped_column(Text)


class Feed(Base):
    """Where the upstream feed was left: the mark by which it tells whether anything is new (ETag)."""

    __tablename__ = "feeds"

    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    etag: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    failing: Mapped[str] = mapped_column(String(40), default="")  # why it could not be read last time


class Lease(Base):
    """What one process at a time may do; whoever takes it over from another counts its epoch on."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    epoch: Mapped[int] = mapped_column(default=1)
    until: Mapped[datetime]


class Mark(Base):
    """When the clock last went through something that it need not look at each time it strikes."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
