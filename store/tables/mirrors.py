"""What goes to group robots and to other systems, beside the letters to people."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, BigId
from store.tables.traffic import LetterState


class MirrorLetter(Base):
    """One notice on its way to one mirror of config.toml."""

    __tablename__ = "mirror_letters"
    __table_args__ = (
        Index(
            "ix_mirror_letters_waiting",
            "mirror",
            "id",
            sqlite_where=text("state in ('new', 'sending', 'unknown')"),
            postgresql_where=text("state in ('new', 'sending', 'unknown')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    mirror: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(String(80))  # the template's name, or the act of an event
    once: Mapped[str | None] = mapped_column(String(200), unique=True)
    body: Mapped[str] = mapped_column(Text)  # the words, or an event as JSON
    state: Mapped[LetterState] = mapped_column(default=LetterState.NEW)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(200), default="")
