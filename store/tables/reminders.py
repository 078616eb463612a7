"""What people were reminded of, what they put off, and whether somebody has seen what matters."""

import datetime as dt
from datetime import datetime

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.lives import Role
from bot.domain.reminders import DutyKind
from store.tables.base import Base, BigId


class Reminded(Base):
    """One step of one duty that one person was told of, whichever letter it came in."""

    __tablename__ = "reminded"

    once: Mapped[str] = mapped_column(String(160), primary_key=True)  # the step's own, and the person's id
    person_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[DutyKind]
    subject_id: Mapped[int] = mapped_column(BigInteger)  # of the row that owes
    whose: Mapped[int] = mapped_column(BigInteger)  # as in store.duties.Owing
    due: Mapped[dt.date]  # as it was then
    at: Mapped[datetime]
    letter: Mapped[str] = mapped_column(String(160), index=True)  # the ``once`` of the letter


class Snooze(Base):
    """Somebody wants to hear nothing of a duty until a day; others are told as ever."""

    __tablename__ = "snoozes"

    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[DutyKind] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    until: Mapped[dt.date]


class Notice(Base):
    """A letter that matters, to all of one role in a unit: who has seen it, who takes it, how far its silence went."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(
            "ix_notices_silent",  # what the clock asks for
            "next_at",
            sqlite_where=text("seen_at is null and next_at is not null"),
            postgresql_where=text("seen_at is null and next_at is not null"),
        ),
        Index("ix_notices_proposal_unit", "proposal_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)  # of what is told of more than once
    message: Mapped[str] = mapped_column(String(80))
    letters: Mapped[str] = mapped_column(
        String(120), default=""
    )  # their ``once`` but for the person; reminders have a ledger
    life: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(32))  # of the subject when it was told; at another it is past
    proposal_id: Mapped[int] = mapped_column(BigInteger)
    unit_id: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[Role]
    created_at: Mapped[datetime]
    seen_by: Mapped[int | None] = mapped_column(BigInteger)
    seen_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(BigInteger)
    taken_at: Mapped[datetime | None]
    stage: Mapped[int] = mapped_column(default=0)  # to how many further circles its silence was told
    next_at: Mapped[datetime | None]  # when the next of them is; None after the last
