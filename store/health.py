"""What waits: letters that have not left and updates that have not been handled, with the oldest of each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select

from store.database import Work
from store.tables import InboxRow, Letter, table_of
from store.tables.traffic import InboxState, LetterState

_L = table_of(Letter).c
_I = table_of(InboxRow).c
_SINCE = case((_L.attempts > 0, _L.created_at), else_=func.coalesce(_L.not_before, _L.created_at))


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many letters and updates wait, since when the oldest of each does, and how many updates were put aside."""

    letters: int
    oldest_letter: datetime | None
    updates: int
    oldest_update: datetime | None
    aside: int


def backlog(work: Work, now: datetime) -> Backlog:
    """What waits now; a letter that is meant for later does not wait yet, one that was tried in vain does."""
    unsent = _L.state.in_((LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN))
    due = or_(_L.attempts > 0, _L.not_before.is_(None), _L.not_before <= now)
    letters = work.connection.execute(select(func.count(), func.min(_SINCE)).where(unsent, due)).one()
    waiting = _I.state == InboxState.NEW
    updates = work.connection.execute(select(func.count(), func.min(_I.received_at)).where(waiting)).one()
    aside = work.connection.execute(select(func.count()).where(_I.state == InboxState.ASIDE)).scalar_one()
    return Backlog(letters[0], letters[1], updates[0], updates[1], aside)
