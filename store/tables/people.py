"""Who there is: units, people, the invitations that make people, and the office's own calendar."""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.lives import Role
from store.tables.base import Base, BigId


class Unit(Base):
    """A handling unit (承办单位) with every name it is known by."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    full_name: Mapped[str] = mapped_column(String(200), default="")
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    kind: Mapped[str] = mapped_column(String(60), default="")
    level: Mapped[str] = mapped_column(String(30), default="")
    active: Mapped[bool] = mapped_column(default=True)


class Person(Base):
    """Somebody who joined by an invitation: one chat, one role, and a unit if the role has one."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    chat_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[Role] = mapped_column(index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    step: Mapped[str] = mapped_column(String(40), default="")  # of the approval chain that a leader holds; empty is any
    language: Mapped[str] = mapped_column(String(8), default="zh")
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)  # while absent today
    digest_at: Mapped[dt.time | None]  # when the day's reminders are to come, in the office's zone; None: its own hour
    digested_on: Mapped[dt.date | None]  # the last day on which that was gone through
    active: Mapped[bool] = mapped_column(default=True)
    reachable: Mapped[bool] = mapped_column(default=True)
    unreachable_since: Mapped[datetime | None]
    unreachable_told: Mapped[bool] = mapped_column(default=False)  # whether the office has heard of it
    joined_at: Mapped[datetime]

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class Invitation(Base):
    """A one-time way in, bound to a role and a unit; only the hash of its token is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(60), default="")
    step: Mapped[str] = mapped_column(String(40), default="")  # of the approval chain, for a leader; empty is any
    expires_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    used_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class Holiday(Base):
    """One day of the office's own table, over the official calendar: a day off, or a weekend day at work."""

    __tablename__ = "holidays"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    off: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")


class Absence(Base):
    """Somebody is away, and somebody else of his unit stands in for him meanwhile."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first: Mapped[dt.date]
    last: Mapped[dt.date]
    ended_at: Mapped[datetime | None]


class Duty(Base):
    """Something a unit is there for (职责), by which new cases find their way to it."""

    __tablename__ = "duties"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    weight: Mapped[float] = mapped_column(default=1.0)
    source: Mapped[str] = mapped_column(String(20))  # starter, local, document or learned
    document: Mapped[str] = mapped_column(String(200), default="")


class CalendarChange(Base):
    """Days that the office set otherwise than the calendar had them: proposed, looked at, and applied or dropped."""

    __tablename__ = "calendar_changes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    days: Mapped[list[Any]] = mapped_column(default=list)  # [{"day", "kind": off, work or official, "note"}]
    state: Mapped[str] = mapped_column(String(10), index=True)  # proposed, applied or dropped
    version: Mapped[int | None] = mapped_column(unique=True)  # of the office's table, once applied
    moved: Mapped[int] = mapped_column(default=0)  # open dates that it moved
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
