"""The year in numbers: how far each unit is, and the shares that the office reports on, counted in SQL."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select

from bot.domain.lives import AssignmentState, Part, ProposalState, SurveyState
from bot.domain.rates import Rate
from store.boards import Rows, count, is_late
from store.database import Work
from store.surveys import OF_REPLY
from store.tables import Assignment, Proposal, Reply, Sitting, Survey, Unit

_CLOSED = (ProposalState.CLOSED, ProposalState.ARCHIVED)
_ANSWERED = (ProposalState.ANSWERED, ProposalState.MEETING, ProposalState.CLOSED, ProposalState.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Progress:
    """All shares of one unit, each counted once."""

    name: str
    done: int
    handling: int
    late: int
    unaccepted: int

    @property
    def total(self) -> int:
        """How many shares the unit has, or had."""
        return self.done + self.handling + self.late + self.unaccepted


@dataclass(frozen=True, slots=True)
class Figures:
    """The shares that the office reports on, each of its own whole."""

    filed: Rate  # of those submitted
    assigned: Rate  # of those filed
    answered: Rate  # of those filed
    accepted_in_time: Rate  # of the units' shares that were accepted
    answered_in_time: Rate  # of the shares that were answered with a reply


def progress(work: Work, today: date) -> list[Progress]:
    """Each unit that has, or had, a share of a case of this time, the busiest first."""
    total = func.count()
    unaccepted = and_(Assignment.state == AssignmentState.OFFERED, Assignment.due >= today)
    done = Assignment.state == AssignmentState.DONE
    query = (
        _of_this_time(
            select(
                Unit.name,
                count(done),
                total - count(done) - count(is_late(today)) - count(unaccepted),
                count(is_late(today)),
                count(unaccepted),
            )
        )
        .join(Unit, Assignment.unit_id == Unit.id)
        .group_by(Unit.id, Unit.name)
        .order_by(total.desc(), Unit.id)
    )
    return [Progress(*row) for row in work.connection.execute(query)]


def figures(work: Work) -> Figures:
    """The figures of all sittings but those known from earlier cases only."""
    filed = Proposal.filed_at.is_not(None)
    given = select(Assignment.id).where(
        Assignment.proposal_id == Proposal.id, Assignment.state != AssignmentState.CANCELLED
    )
    cases = (
        select(
            count(filed),
            count(Proposal.submitted_at.is_not(None) | filed),
            count(filed & given.exists()),
            count(filed & Proposal.state.in_(_ANSWERED)),
        )
        .select_from(Proposal)
        .join(Sitting)
        .where(~Sitting.past)
    )
    filed_, submitted, assigned, answered = work.connection.execute(cases).one()
    replied = and_(Assignment.part != Part.CO, Assignment.done_in_time.is_not(None))
    shares = _of_this_time(
        select(
            count(Assignment.accepted_in_time.is_(True)),
            count(Assignment.accepted_in_time.is_not(None)),
            count(replied & Assignment.done_in_time.is_(True)),
            count(replied),
        )
    )
    accepted_in_time, accepted, done_in_time, done = work.connection.execute(shares).one()
    return Figures(
        Rate(filed_, submitted),
        Rate(assigned, filed_),
        Rate(answered, filed_),
        Rate(accepted_in_time, accepted),
        Rate(done_in_time, done),
    )


def _of_this_time(query: Rows) -> Rows:
    return (
        query.select_from(Assignment)
        .join(Proposal, Assignment.proposal_id == Proposal.id)
        .join(Sitting)
        .where(~Sitting.past, Assignment.state != AssignmentState.CANCELLED)
    )


def funnel(work: Work) -> dict[str, int]:
    """How many cases came how far, those known from earlier sittings only left out; the keys are words of "funnel"."""
    found = figures(work)
    rated = (
        select(func.count(Proposal.id.distinct()))
        .select_from(Survey)
        .join(Survey.reply)
        .join(Reply.assignment)
        .join(Proposal, Assignment.proposal_id == Proposal.id)
        .join(Sitting)
        .where(~Sitting.past, Survey.state == SurveyState.RATED, Survey.about == OF_REPLY, Reply.issued_at.is_not(None))
    )
    closed = select(func.count()).select_from(Proposal).join(Sitting).where(~Sitting.past, Proposal.state.in_(_CLOSED))
    return {
        "submitted": found.filed.denominator,
        "filed": found.filed.numerator,
        "assigned": found.assigned.numerator,
        "answered": found.answered.numerator,
        "rated": work.connection.execute(rated).scalar_one(),
        "closed": work.connection.execute(closed).scalar_one(),
    }


@dataclass(frozen=True, slots=True)
class Answered:
    """One share that was answered: whose, when, and the date by which it was due."""

    unit: str
    done_at: datetime
    due: date
    in_time: bool


def answered(work: Work, since: datetime | None = None) -> list[Answered]:
    """The shares that were answered with a reply, since a moment or ever, the first first."""
    asked = _of_this_time(select(Unit.name, Assignment.done_at, Assignment.due, Assignment.done_in_time))
    asked = asked.join(Unit, Assignment.unit_id == Unit.id).where(
        Assignment.part != Part.CO, Assignment.done_in_time.is_not(None), Assignment.done_at.is_not(None)
    )
    if since is not None:
        asked = asked.where(Assignment.done_at >= since)
    return [Answered(*row) for row in work.connection.execute(asked.order_by(Assignment.done_at))]
