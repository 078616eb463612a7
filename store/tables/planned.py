"""What the office does to the mail of a day to come, and each night's count of what was said and what was not."""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.reminders import DutyKind
from store.tables.base import Base


class Hold(Base):
    """The office wants somebody to hear nothing of a duty until a day."""

    __tablename__ = "holds"

    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[DutyKind] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    since: Mapped[dt.date]  # the first day on which nothing is said
    until: Mapped[dt.date]  # the day on which it is said again
    by: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]


class Foreword(Base):
    """The office's own words above what one person gets on a day; ``letter`` is the ``once`` of the letter with it."""

    __tablename__ = "forewords"

    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    letter: Mapped[str | None] = mapped_column(String(160))


class Reconciliation(Base):
    """One day's reminders: how many should have been said, how many did not arrive that day, and which."""

    __tablename__ = "reconciliations"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    expected: Mapped[int]
    gaps: Mapped[int]
    found: Mapped[list[Any]] = mapped_column(default=list)  # [{"kind", "why", "count"}]
    told_at: Mapped[datetime | None]  # when the office heard of the gaps, or when there was nothing to tell
