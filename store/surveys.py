"""The proposers' ratings: of one reply, of one round, and all of them as they stand today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.lives import SurveyState
from store.database import Work
from store.tables import Assignment, Proposal, Reply, Survey, Unit


@dataclass(frozen=True, slots=True)
class Rated:
    """One survey for the figures: whose reply to which case was rated by whom, in which round, and what came of it."""

    unit: str
    proposal_id: int
    person_id: int
    round: int
    state: SurveyState
    verdict: str


def by_id(work: Work, survey_id: int) -> Survey | None:
    """One survey; None where there is none."""
    return work.session.get(Survey, survey_id)


def of_reply(work: Work, reply_id: int) -> Sequence[Survey]:
    """The surveys of one reply."""
    return work.session.scalars(select(Survey).where(Survey.reply_id == reply_id).order_by(Survey.id)).all()


def of_round(work: Work, proposal: Proposal) -> Sequence[Survey]:
    """The surveys of all replies to the present round of a case, as the database has them now.

    The case is held until the transaction ends: of two proposers who rate at once one sees the other's rating.
    """
    work.flush()
    work.session.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    query = (
        select(Survey)
        .join(Survey.reply)
        .join(Reply.assignment)
        .where(Assignment.proposal_id == proposal.id, Assignment.round == proposal.round)
        .order_by(Survey.id)
    )
    return work.session.scalars(query, execution_options={"populate_existing": True}).all()


def add(work: Work, surveys: Iterable[Survey]) -> None:
    """Keep new surveys; they have their ids afterwards."""
    work.session.add_all(surveys)
    work.flush()


def all_over(work: Work) -> list[Rated]:
    """Every survey that was rated or has lapsed, first rounds first."""
    query = (
        select(Unit.name, Assignment.proposal_id, Survey.person_id, Assignment.round, Survey.state, Survey.verdict)
        .join(Survey.reply)
        .join(Reply.assignment)
        .join(Assignment.unit)
        .where(Survey.state.in_((SurveyState.RATED, SurveyState.LAPSED)))
        .order_by(Assignment.round, Survey.id)
    )
    return [Rated(*row) for row in work.connection.execute(query)]
