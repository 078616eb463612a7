"""What is handled: sittings, proposals with their requests and proposers, assignments and replies."""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState
from store.tables.base import Base, BigId
from store.tables.people import Person, Unit


class Sitting(Base):
    """One session of the congress or the conference (届次), which gives its cases their numbers."""

    __tablename__ = "sittings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    last_number: Mapped[int] = mapped_column(default=0)  # only ever grows: a number is never given twice
    past: Mapped[bool] = mapped_column(default=False)  # known from earlier cases only, so nothing new belongs to it
    survey_from: Mapped[dt.date | None]  # ratings are taken from this day, if the office opened them for all
    survey_until: Mapped[dt.date | None]  # and until the end of this one


class Proposal(Base):
    """One suggestion or proposal (件)."""

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("sitting_id", "number"),
        Index("ix_proposals_state_sign_due", "state", "sign_until"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"))
    number: Mapped[int | None]
    kind: Mapped[Kind]
    title: Mapped[str] = mapped_column(String(300))
    background: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ProposalState] = mapped_column(index=True)
    round: Mapped[int] = mapped_column(default=1)
    key: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False, index=True)  # its reminders wait for no hour and no Monday
    wished_units: Mapped[str] = mapped_column(String(300), default="")
    fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    external_id: Mapped[str | None] = mapped_column(String(80), unique=True)  # of the upstream feed
    reason: Mapped[str] = mapped_column(Text, default="")  # of the last refusal, return or reopening
    openness: Mapped[str] = mapped_column(String(10), default="full")  # what may be published: full, title or none
    no_written_reply: Mapped[bool] = mapped_column(default=False)  # for reference only (不需要书面答复)
    sensitive: Mapped[bool] = mapped_column(default=False)  # its content is said in no chat, mirror or log
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # of a key case
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    sign_until: Mapped[dt.date | None]  # the end of the co-signers' term
    withdrawal_asked_at: Mapped[datetime | None]
    meeting_record: Mapped[str] = mapped_column(Text, default="")
    policy: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  # {"terms", "policy"} as they stood when first assigned
    urged_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    sitting: Mapped[Sitting] = relationship(lazy="joined")
    requests: Mapped[list["Request"]] = relationship(order_by="Request.position", back_populates="proposal")
    proposers: Mapped[list["Proposer"]] = relationship(order_by="Proposer.position", back_populates="proposal")
    assignments: Mapped[list["Assignment"]] = relationship(order_by="Assignment.id", back_populates="proposal")
    published: Mapped[list["PublishedReply"]] = relationship(order_by="PublishedReply.id")
    lead: Mapped["Proposal | None"] = relationship(
        foreign_keys="Proposal.merged_into", remote_side="Proposal.id", back_populates="merged"
    )  # the case that this one is handled with (主提案)
    merged: Mapped[list["Proposal"]] = relationship(
        foreign_keys="Proposal.merged_into", order_by="Proposal.id", back_populates="lead"
    )
    supervisor: Mapped[Person | None] = relationship()

    @property
    def answered_orally(self) -> bool:
        """Whether nobody wants a letter: a unit speaks with the proposers, and writes down what it told them."""
        return self.no_written_reply and all(case.no_written_reply for case in self.merged)


class Request(Base):
    """One numbered request (要点) of a proposal; ``open_round`` is the last round in which it is to be answered."""

    __tablename__ = "requests"
    __table_args__ = (UniqueConstraint("proposal_id", "position"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    open_round: Mapped[int] = mapped_column(default=1)

    proposal: Mapped[Proposal] = relationship(back_populates="requests")


class Proposer(Base):
    """Who put a proposal forward; ``person_id`` once somebody of that name is known to the bot."""

    __tablename__ = "proposers"
    __table_args__ = (UniqueConstraint("proposal_id", "position"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    position: Mapped[int]  # the first leads (领衔)
    name: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    invited_at: Mapped[datetime | None]  # asked to sign
    signed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    consented_at: Mapped[datetime | None]  # to the withdrawal that was asked

    proposal: Mapped[Proposal] = relationship(back_populates="proposers")
    person: Mapped[Person | None] = relationship(lazy="joined")


class PublishedReply(Base):
    """A reply that was read from an imported file, kept as it was printed: of a compendium, a letter or a report.

    ``number`` is that of the letter (字〔年〕号), ``part`` the heading of the report it stands under.
    """

    __tablename__ = "published_replies"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[list[Any]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(String(12), default="compendium")  # compendium, letter or report
    number: Mapped[str] = mapped_column(String(60), default="")
    result_class: Mapped[str] = mapped_column(String(8), default="")
    part: Mapped[str] = mapped_column(String(200), default="")
    on: Mapped[dt.date | None]


class Assignment(Base):
    """One unit's share of a proposal in one round."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "uq_assignments_open",  # one open assignment per unit and round
            "proposal_id",
            "unit_id",
            "round",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("ix_assignments_state_accept_due", "state", "accept_due"),  # what the clock asks for
        Index("ix_assignments_state_due", "state", "due"),
        Index("ix_assignments_state_contact_due", "state", "first_contact_due"),
        Index("ix_assignments_state_return_due", "state", "return_due"),
        Index("ix_assignments_state_extension_due", "state", "extension_due"),
        Index("ix_assignments_state_question_due", "state", "paused_until"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    part: Mapped[Part]
    round: Mapped[int] = mapped_column(default=1)
    state: Mapped[AssignmentState]
    assigned_at: Mapped[datetime]
    accept_due: Mapped[dt.date]
    return_until: Mapped[dt.date]
    returned_at: Mapped[datetime | None]  # when the unit gave it back, the last time
    return_due: Mapped[dt.date | None]  # by when the office decides on that
    due: Mapped[dt.date]
    original_due: Mapped[dt.date]
    due_explained: Mapped[dict[str, Any]] = mapped_column(default=dict)  # bot.domain.deadlines.Due.as_json()
    requests: Mapped[list[Any]] = mapped_column(default=list)  # numbers of the requests it answers; empty means all
    first_contact_due: Mapped[dt.date | None]
    contact_waived_at: Mapped[datetime | None]  # by a proposer
    accepted_at: Mapped[datetime | None]
    accepted_in_time: Mapped[bool | None]
    done_at: Mapped[datetime | None]
    done_in_time: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    suggested_unit: Mapped[str] = mapped_column(String(300), default="")
    opinion: Mapped[str] = mapped_column(Text, default="")
    opinion_sent_back: Mapped[bool] = mapped_column(default=False)
    question: Mapped[str] = mapped_column(Text, default="")  # put to the proposer while the clock stands still
    asked_at: Mapped[datetime | None]  # when it was put
    paused_until: Mapped[dt.date | None]  # when it goes on even without his answer
    pauses: Mapped[list[Any]] = mapped_column(default=list)  # [{"began", "ended", "question", "answer", "kept"}]
    extension_asked_at: Mapped[datetime | None]  # and not decided yet
    extension_due: Mapped[dt.date | None]  # by when the office decides on it
    extension_until: Mapped[dt.date | None]  # the date asked for
    extension_reason: Mapped[str] = mapped_column(Text, default="")
    extensions: Mapped[list[Any]] = mapped_column(default=list)  # [{"granted", "until", "reason"}], dates
    views: Mapped[list[Any]] = mapped_column(
        default=list
    )  # of units asked before a ruling: [{"unit", "by", "at", "text"}], without a text while it says nothing
    objection: Mapped[str] = mapped_column(Text, default="")  # of a proposer, to this unit
    objection_answered_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship(back_populates="assignments", lazy="joined")
    unit: Mapped[Unit] = relationship(lazy="joined")
    reply: Mapped["Reply | None"] = relationship(back_populates="assignment", uselist=False)


class Reply(Base):
    """A unit's reply to one round of a proposal: drafted, approved, reviewed, issued."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_state_due", "state", "state_due"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), unique=True)
    state: Mapped[ReplyState]
    result_class: Mapped[str] = mapped_column(String(8), default="")  # a code of the configured scheme, such as A
    version: Mapped[int] = mapped_column(default=0)  # grows with each submit
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    result_scheme: Mapped[str] = mapped_column(String(20), default="")  # and the scheme it belongs to
    result_wording: Mapped[str] = mapped_column(String(200), default="")  # in full, as it was when it was chosen
    step: Mapped[int] = mapped_column(default=0)  # of the approval chain
    document_number: Mapped[str] = mapped_column(String(200), default="")
    correction: Mapped[str] = mapped_column(Text, default="")  # why an issued reply was corrected
    corrected_at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(Text, default="")  # of the last who sent it back
    state_since: Mapped[datetime]
    state_due: Mapped[dt.date | None]  # the leader's or the office's own term while it lies with them
    submitted_at: Mapped[datetime | None]
    opinions_asked_at: Mapped[datetime | None]  # when its draft went out to be rated, where the policy says so
    issued_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(back_populates="reply", lazy="joined")
    answers: Mapped[list["Answer"]] = relationship(order_by="Answer.request_id", back_populates="reply")
    versions: Mapped[list["ReplyVersion"]] = relationship(order_by="ReplyVersion.version")
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id")


class Answer(Base):
    """What a reply says to one request; saved after every message."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("reply_id", "request_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    ours: Mapped[bool] = mapped_column(default=True)  # False: "not ours, because" and the text says why
    machine: Mapped[bool] = mapped_column(default=False)  # drafted by a machine, and by nobody revised since

    reply: Mapped[Reply] = relationship(back_populates="answers")
    request: Mapped[Request] = relationship(lazy="joined")


class ReplyVersion(Base):
    """The text as it was submitted, each time it was; never changed afterwards."""

    __tablename__ = "reply_versions"
    __table_args__ = (UniqueConstraint("reply_id", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id"))
    version: Mapped[int]
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    content: Mapped[
        dict[str, Any]
    ]  # {"class": code, "answers": [{"request": id, "text": str, "ours": bool}], "files": [...]}


class Attachment(Base):
    """A file that belongs to a reply, kept by Telegram under its file id."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("replies.id"), index=True)
    file_id: Mapped[str] = mapped_column(String(200))
    unique_id: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))  # document or photo
    size: Mapped[int] = mapped_column(default=0)
