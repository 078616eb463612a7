"""What is written down while a case is handled: contacts, signatures of co-units, ratings, promises, rulings, texts."""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.lives import CommitmentState, SurveyState
from store.tables.base import Base, BigId
from store.tables.cases import Assignment, Proposal, Reply
from store.tables.people import Person, Unit


class Contact(Base):
    """A unit spoke to the proposers (面商): how, where, when and with whom."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    mode: Mapped[str] = mapped_column(String(20))  # a key of words.toml's contact_modes
    place: Mapped[str] = mapped_column(String(200), default="")
    day: Mapped[dt.date]
    with_whom: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    file: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {"kind", "file_id", "name"} of one attachment
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(12), default="")  # confirmed or denied, by a proposer
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(lazy="joined")


class Countersignature(Base):
    """A co-unit agrees with one version of the lead unit's reply (会签)."""

    __tablename__ = "countersignatures"
    __table_args__ = (UniqueConstraint("reply_id", "version", "unit_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id"))
    version: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Survey(Base):
    """One proposer's rating of one reply: of the issued one, or of its draft where the policy says so."""

    __tablename__ = "surveys"
    __table_args__ = (
        UniqueConstraint("reply_id", "person_id", "about"),
        Index("ix_surveys_state_due", "state", "due"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[int] = mapped_column(
        BigInteger, default=0
    )  # the commitment whose fulfilment is rated; 0 is the reply
    schema: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the questions as they stood when it was opened
    state: Mapped[SurveyState]
    opened_at: Mapped[datetime]
    due: Mapped[dt.date]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    verdict: Mapped[str] = mapped_column(String(20), default="")
    option: Mapped[str] = mapped_column(String(30), default="")  # the answer, of the sitting's own, that it comes from
    reason: Mapped[str] = mapped_column(Text, default="")
    rated_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]  # a rating is changed once

    reply: Mapped[Reply] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")


class Commitment(Base):
    """A dated promise of a reply (承诺事项), followed until it is kept or explained."""

    __tablename__ = "commitments"
    __table_args__ = (Index("ix_commitments_state_due", "state", "due"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[dt.date]
    state: Mapped[CommitmentState]
    carried: Mapped[int] = mapped_column(default=0)  # how many times it went into the next year
    progress: Mapped[list[Any]] = mapped_column(default=list)  # [{"at", "by", "text"}]
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    reply: Mapped[Reply] = relationship(lazy="joined")


class Precedent(Base):
    """A ruling on whose business a matter is (裁定), shown when a similar case is assigned."""

    __tablename__ = "precedents"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    stays: Mapped[bool]  # it is this unit's business; False: it is not
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship(lazy="joined")
    unit: Mapped[Unit] = relationship(lazy="joined")


class Snippet(Base):
    """A text that a unit uses often, to be put into a reply with one tap."""

    __tablename__ = "snippets"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    author: Mapped[Person | None] = relationship(lazy="joined")


class Series(Base):
    """A series of numbers, such as a unit's documents of one year; a number is given once."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
