"""What is kept no longer than it is needed: what Telegram sent, and the words of letters long delivered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.domain.lives import ProposalState
from store.database import Work
from store.tables import InboxRow, Letter, Proposal, table_of
from store.tables.traffic import InboxState, LetterState

_SETTLED = (LetterState.SENT, LetterState.SEEN, LetterState.FAILED, LetterState.CANCELLED)
_I, _L = table_of(InboxRow).c, table_of(Letter).c
EMPTY = "{}"  # the words of a letter that are forgotten


def forget_updates(work: Work, before: datetime, at_most: int) -> int:
    """Delete updates that were handled before a moment; how many. Those put aside stay, with their error."""
    old = select(_I.id).where(_I.state == InboxState.DONE, _I.handled_at < before).order_by(_I.id).limit(at_most)
    return int(work.connection.execute(delete(InboxRow).where(InboxRow.id.in_(old))).rowcount)


def forget_words(work: Work, before: datetime, at_most: int) -> int:
    """Empty the words of letters settled before a moment; that they were said, and when, is kept. How many."""
    old = select(_L.id).where(_L.state.in_(_SETTLED), _L.settled_at < before, _L.body != EMPTY)
    statement = update(Letter).where(Letter.id.in_(old.order_by(_L.id).limit(at_most))).values(body=EMPTY)
    return int(work.connection.execute(statement).rowcount)


def closed_before(work: Work, moment: datetime, at_most: int) -> Sequence[Proposal]:
    """The cases that were closed before a moment and are not put away yet, the oldest first."""
    closed = select(Proposal).where(Proposal.state == ProposalState.CLOSED, Proposal.closed_at < moment)
    return work.session.scalars(closed.order_by(Proposal.closed_at, Proposal.id).limit(at_most)).all()
