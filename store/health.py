"""What waits: letters that have not left and updates that have not been handled, with the oldest of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, or_, select

from store.database import Work
from store.outbox import MAY_LEAVE
from store.tables import InboxRow, Letter, table_of
from store.tables.traffic import InboxState, LetterState

DAY = timedelta(days=1)
_RECIPIENTS_FAULT = ("forbidden", "chat not found", "deactivated", "peer_id_invalid")  # in Telegram's errors
_L = table_of(Letter).c
_I = table_of(InboxRow).c
_SINCE = case((_L.attempts > 0, _L.created_at), else_=func.coalesce(_L.not_before, _L.created_at))


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many letters and updates wait, since when the oldest of each does, how many were put aside or given up."""

    letters: int
    oldest_letter: datetime | None
    updates: int
    oldest_update: datetime | None
    aside: int
    failed: int  # letters given up within the last day that were not their recipients' fault


def backlog(work: Work, now: datetime) -> Backlog:
    """What waits now; a letter that is meant for later does not wait yet, one that was tried in vain does."""
    unsent = and_(_L.state.in_((LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)), MAY_LEAVE)
    due = or_(_L.attempts > 0, _L.not_before.is_(None), _L.not_before <= now)
    letters = work.connection.execute(select(func.count(), func.min(_SINCE)).where(unsent, due)).one()
    waiting = _I.state == InboxState.NEW
    updates = work.connection.execute(select(func.count(), func.min(_I.received_at)).where(waiting)).one()
    aside = work.connection.execute(select(func.count()).where(_I.state == InboxState.ASIDE)).scalar_one()
    given_up = (_L.state == LetterState.FAILED, _L.settled_at > now - DAY)
    theirs = or_(*(_L.error.icontains(part) for part in _RECIPIENTS_FAULT))
    failed = work.connection.execute(select(func.count()).where(*given_up, ~theirs)).scalar_one()
    return Backlog(letters[0], letters[1], updates[0], updates[1], aside, failed)
