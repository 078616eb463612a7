"""Every date that somebody still has to keep, for when the calendar changes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from bot.domain.lives import AssignmentState, ReplyState, SurveyState
from store.database import Work
from store.duties import WITH_OFFICE
from store.tables import Assignment, Reply, Survey

_OPEN = (AssignmentState.OFFERED, *WITH_OFFICE, AssignmentState.HANDLING, AssignmentState.PAUSED)
_LYING = (ReplyState.AT_UNITS, ReplyState.AT_LEADER, ReplyState.AT_OFFICE)


def shares(work: Work) -> Sequence[Assignment]:
    """The shares that units have in hand, are offered or gave back, by their dates."""
    still = select(Assignment).where(Assignment.state.in_(_OPEN))
    return work.session.scalars(still.order_by(Assignment.due, Assignment.id)).unique().all()


def replies(work: Work) -> Sequence[Reply]:
    """The replies that lie with somebody who has a term for them."""
    lying = select(Reply).where(Reply.state.in_(_LYING), Reply.state_due.is_not(None))
    return work.session.scalars(lying.order_by(Reply.state_due, Reply.id)).unique().all()


def surveys(work: Work) -> Sequence[Survey]:
    """The ratings that are still asked for."""
    asked = select(Survey).where(Survey.state == SurveyState.OPEN)
    return work.session.scalars(asked.order_by(Survey.due, Survey.id)).unique().all()


def last(work: Work) -> date | None:
    """The last of all dates that units have to keep."""
    return work.connection.execute(select(func.max(Assignment.due)).where(Assignment.state.in_(_OPEN))).scalar()
