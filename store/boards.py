"""What lies where: the piles of the office's board and the load of each unit, counted and listed in SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Date, Select, and_, case, cast, func, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.domain.lives import AssignmentState, ProposalState, ReplyState, SurveyState
from bot.domain.surveys import Verdict
from store.database import Work
from store.duties import WITH_OFFICE
from store.tables import Assignment, Proposal, Reply, Survey, Unit

Row = TypeVar("Row", Proposal, Assignment)
Rows = Select[*tuple[Any, ...]]


class Pile(StrEnum):
    """One figure of the board, and the list behind it."""

    TO_FILE = "to_file"
    TO_ASSIGN = "to_assign"
    UNACCEPTED = "unaccepted"
    RETURNED = "returned"
    HANDLING = "handling"
    AT_LEADER = "at_leader"
    AT_OFFICE = "at_office"
    LATE = "late"
    RATING = "rating"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a list: with the share it is about, if it is about one, and the date that counts there."""

    proposal: Proposal
    assignment: Assignment | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Load:
    """What one unit has open, and how much of that is not accepted or late."""

    unit_id: int
    name: str
    open: int
    unaccepted: int
    late: int


_IN_HAND = (AssignmentState.HANDLING, AssignmentState.PAUSED)
_OPEN = (AssignmentState.OFFERED, *_IN_HAND, *WITH_OFFICE)
_RUNNING = (AssignmentState.OFFERED, AssignmentState.HANDLING, *WITH_OFFICE)
_NO_DATE = cast(null(), Date)
_OUT_OF_UNITS = (ReplyState.AT_LEADER, ReplyState.AT_OFFICE, ReplyState.HELD, ReplyState.AT_PROPOSERS)


def totals(work: Work, today: date) -> dict[Pile, int]:
    """How much lies on each pile; one statement."""
    counted = [select(func.count()).select_from(_PILES[pile](today).subquery()).scalar_subquery() for pile in Pile]
    row = work.connection.execute(select(*counted)).one()
    return dict(zip(Pile, row, strict=True))


def lines(work: Work, pile: Pile, today: date, *, skip: int, at_most: int) -> list[Line]:
    """A part of a pile, the most urgent first; three statements, however long it is."""
    return _lines(work, _PILES[pile](today), skip, at_most)


def loads(work: Work, today: date) -> list[Load]:
    """Every unit that has something open, those with late cases first."""
    open_, unaccepted = func.count(), count(Assignment.state == AssignmentState.OFFERED)
    late = count(is_late(today))
    query = (
        select(Unit.id, Unit.name, open_, unaccepted, late)
        .join(Assignment, Assignment.unit_id == Unit.id)
        .where(Assignment.state.in_(_OPEN))
        .group_by(Unit.id, Unit.name)
        .order_by(late.desc(), open_.desc(), Unit.id)
    )
    return [Load(*row) for row in work.connection.execute(query)]


def count_of_unit(work: Work, unit_id: int) -> int:
    """How many shares a unit has open."""
    return work.connection.execute(select(func.count()).select_from(_of_unit(unit_id).subquery())).scalar_one()


def lines_of_unit(work: Work, unit_id: int, *, skip: int, at_most: int) -> list[Line]:
    """A part of what a unit has open, the most urgent first."""
    return _lines(work, _of_unit(unit_id), skip, at_most)


def is_late(today: date) -> ColumnElement[bool]:
    """Past its date and not answered; a case that waits for its proposer is not late."""
    return and_(Assignment.state.in_(_RUNNING), Assignment.due < today)


def count(when: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group a condition holds for."""
    return func.count(case((when, 1)))


def _lines(work: Work, pile: Rows, skip: int, at_most: int) -> list[Line]:
    which = pile.subquery()
    proposal, share, due = which.c
    query = select(proposal, share, due).order_by(due.nulls_last(), proposal, share).offset(skip).limit(at_most)
    rows = work.connection.execute(query).all()
    cases = {found.id: found for found in _by_ids(work, Proposal, [row[0] for row in rows])}
    shares = {found.id: found for found in _by_ids(work, Assignment, [row[1] for row in rows if row[1]])}
    return [Line(cases[row[0]], shares.get(row[1]), row[2]) for row in rows]


def _by_ids(work: Work, kind: type[Row], ids: Sequence[int]) -> Sequence[Row]:
    return work.session.scalars(select(kind).where(kind.id.in_(ids))).all() if ids else ()


def _in_hand() -> Rows:
    gone_on = select(Reply.id).where(Reply.assignment_id == Assignment.id, Reply.state.in_(_OUT_OF_UNITS))
    return _shares(Assignment.due, Assignment.state.in_(_IN_HAND), ~gone_on.exists())


def _of_unit(unit_id: int) -> Rows:
    return _shares(Assignment.due, Assignment.unit_id == unit_id, Assignment.state.in_(_OPEN))


def _cases(state: ProposalState) -> Rows:
    return select(Proposal.id, null().label("share"), _NO_DATE.label("due")).where(Proposal.state == state)


def _shares(due: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> Rows:
    return select(Assignment.proposal_id, Assignment.id.label("share"), due.label("due")).where(*where)


def _replies(*states: ReplyState) -> Rows:
    return _shares(Reply.state_due, Reply.state.in_(states)).join(Assignment.reply)


def _rating() -> Rows:
    return (
        select(Assignment.proposal_id, null().label("share"), func.min(Survey.due).label("due"))
        .select_from(Survey)
        .join(Survey.reply)
        .join(Reply.assignment)
        .where(Survey.state == SurveyState.OPEN)
        .group_by(Assignment.proposal_id)
    )


def _undecided() -> Rows:
    """Cases that go on only when the office says how.

    Everybody rated and not all are satisfied; or nobody could be asked through the bot; or there was a meeting.
    """
    case_ = aliased(Proposal)
    unhappy = and_(Survey.state == SurveyState.RATED, Survey.verdict == Verdict.UNSATISFIED.value)
    told = (  # grouped from the few answered cases on: no state of a survey may lead the search
        select(case_.id)
        .join(Assignment, (Assignment.proposal_id == case_.id) & (Assignment.round == case_.round))
        .outerjoin(Assignment.reply)
        .outerjoin(Survey, (Survey.reply_id == Reply.id) & (Survey.state != SurveyState.DROPPED))
        .where(case_.state == ProposalState.ANSWERED)
        .group_by(case_.id)
        .having(or_(func.count(Survey.id) == 0, and_(count(unhappy) > 0, count(Survey.state == SurveyState.OPEN) == 0)))
    )
    waiting = (ProposalState.ANSWERED, ProposalState.MEETING)
    decides = (Proposal.state == ProposalState.MEETING) | Proposal.id.in_(told)
    return select(Proposal.id, null().label("share"), _NO_DATE.label("due")).where(Proposal.state.in_(waiting), decides)


# fmt: off
_PILES: Mapping[Pile, Callable[[date], Rows]] = {
    # the case, the share it is about, the date that counts
    Pile.TO_FILE:    lambda _today: _cases(ProposalState.SUBMITTED),
    Pile.TO_ASSIGN:  lambda _today: _cases(ProposalState.FILED),
    Pile.UNACCEPTED: lambda _today: _shares(Assignment.accept_due, Assignment.state == AssignmentState.OFFERED),
    Pile.RETURNED:   lambda _today: _shares(Assignment.due, Assignment.state.in_(WITH_OFFICE)),
    Pile.HANDLING:   lambda _today: _in_hand(),
    Pile.AT_LEADER:  lambda _today: _replies(ReplyState.AT_LEADER),
    Pile.AT_OFFICE:  lambda _today: _replies(ReplyState.AT_OFFICE, ReplyState.HELD),
    Pile.LATE:       lambda today: _shares(Assignment.due, is_late(today)),
    Pile.RATING:     lambda _today: _rating(),
    Pile.UNDECIDED:  lambda _today: _undecided(),
}
# fmt: on
assert set(_PILES) == set(Pile)  # noqa: S101 - a pile without a list stops the start
