"""Where people are in their conversations, as rows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from store.database import Work
from store.tables import Place as PlaceRow
from store.tables import table_of

_C = table_of(PlaceRow).c
_FIND = select(_C.chat_id, _C.flow, _C.step, _C.subject_id, _C.answers, _C.trail, _C.stamp).where(
    _C.chat_id == bindparam("chat")
)


@dataclass(slots=True)
class Place:
    """One person's place in one conversation; ``answers`` holds plain JSON values under the names of the steps."""

    chat_id: int
    flow: str
    step: str
    subject_id: int | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    stamp: str = ""


def find(work: Work, chat_id: int) -> Place | None:
    """The place of this chat, None where no conversation is open."""
    row = work.connection.execute(_FIND, {"chat": chat_id}).first()
    if row is None:
        return None
    return Place(row.chat_id, row.flow, row.step, row.subject_id, dict(row.answers), list(row.trail), row.stamp)


def keep(work: Work, place: Place, now: datetime) -> None:
    """Remember the place, instead of whatever the chat was in before."""
    values = {
        "flow": place.flow,
        "step": place.step,
        "subject_id": place.subject_id,
        "answers": place.answers,
        "trail": place.trail,
        "stamp": place.stamp,
        "updated_at": now,
    }
    done = work.connection.execute(update(PlaceRow).where(PlaceRow.chat_id == place.chat_id).values(**values))
    if not done.rowcount:
        work.connection.execute(insert(PlaceRow).values(chat_id=place.chat_id, **values))


def leave(work: Work, chat_id: int) -> None:
    """The conversation is over."""
    work.connection.execute(delete(PlaceRow).where(PlaceRow.chat_id == chat_id))


def leave_all(work: Work, flow: str, subject_id: int) -> None:
    """A conversation about this subject is over for everybody who was in it."""
    work.connection.execute(delete(PlaceRow).where(PlaceRow.flow == flow, PlaceRow.subject_id == subject_id))
