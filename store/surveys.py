"""The proposers' ratings: of one reply, of one round, of one sitting, and who is to be asked."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, func, or_, select

from bot.domain.lives import SurveyState
from bot.domain.surveys import Verdict
from store import people
from store.database import Work
from store.people import Who
from store.tables import Assignment, Proposal, Proposer, Reply, Sitting, Survey

OF_REPLY = 0  # what a survey is ``about``; else the commitment whose fulfilment is rated


def discontents(work: Work, cases: Collection[int]) -> Sequence[str]:
    """What was written to ratings of these cases that were not satisfied."""
    asked = (
        select(Survey.reason)
        .join(Survey.reply)
        .join(Reply.assignment)
        .where(Assignment.proposal_id.in_(cases), Survey.verdict == Verdict.UNSATISFIED, Survey.reason != "")
    )
    return work.session.scalars(asked).all()


def by_id(work: Work, survey_id: int) -> Survey | None:
    """One survey; None where there is none."""
    return work.session.get(Survey, survey_id)


def to_write(work: Work, survey_id: int) -> Survey:
    """The survey as it is now, held until the transaction ends, so that of two changes the second sees the first."""
    work.flush()
    return work.session.get_one(Survey, survey_id, with_for_update={"of": Survey}, populate_existing=True)


def of_reply(work: Work, reply_id: int) -> Sequence[Survey]:
    """The surveys of one reply."""
    asked = select(Survey).where(Survey.reply_id == reply_id, Survey.about == OF_REPLY)
    return work.session.scalars(asked.order_by(Survey.id)).all()


def about(work: Work, commitment_id: int) -> Sequence[Survey]:
    """The ratings of how one promise was kept."""
    return work.session.scalars(select(Survey).where(Survey.about == commitment_id).order_by(Survey.id)).all()


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
        .where(Assignment.proposal_id == proposal.id, Assignment.round == proposal.round, Survey.about == OF_REPLY)
        .order_by(Survey.id)
    )
    return work.session.scalars(query, execution_options={"populate_existing": True}).all()


def add(work: Work, surveys: Iterable[Survey]) -> None:
    """Keep new surveys; they have their ids afterwards."""
    work.session.add_all(surveys)
    work.flush()


def raters(work: Work, proposal_id: int, *, all_of_them: bool) -> list[Who]:
    """Who of those who put a case forward is to rate it: all who use the bot, or only who leads."""
    proposers = people.proposers(work, proposal_id)
    if all_of_them:
        return proposers
    first = leading(work, proposal_id)
    return [person for person in proposers if person.id in first]


def leading(work: Work, proposal_id: int) -> set[int]:
    """The person ids of those who lead a case (领衔), or one that was merged into it."""
    own = or_(Proposal.id == proposal_id, Proposal.merged_into == proposal_id)
    query = select(Proposer.person_id).join(Proposer.proposal).where(own, Proposer.position == 1)
    return {person for person in work.session.scalars(query) if person is not None}


def sittings(work: Work) -> Sequence[Sitting]:
    """The sittings whose cases are handled here, the newest first."""
    return work.session.scalars(select(Sitting).where(~Sitting.past).order_by(Sitting.id.desc())).all()


def sitting_to_write(work: Work, sitting_id: int) -> Sitting | None:
    """A sitting, held until the transaction ends; None where there is none."""
    return work.session.get(Sitting, sitting_id, with_for_update=True, populate_existing=True)


def counted(work: Work, sitting_id: int) -> dict[SurveyState, int]:
    """How many ratings of a sitting are in which state."""
    query = (
        select(Survey.state, func.count())
        .join(Survey.reply)
        .join(Reply.assignment)
        .join(Assignment.proposal)
        .where(Proposal.sitting_id == sitting_id, Survey.about == OF_REPLY, Reply.issued_at.is_not(None))
        .group_by(Survey.state)
    )
    return {row[0]: row[1] for row in work.connection.execute(query)}


def open_of(work: Work, sitting_id: int) -> Sequence[Survey]:
    """Everything of a sitting that was issued and is still to be rated."""
    return work.session.scalars(select(Survey).where(Survey.id.in_(_open_of(sitting_id))).order_by(Survey.id)).all()


def _open_of(sitting_id: int) -> Select[int]:
    return (
        select(Survey.id)
        .join(Survey.reply)
        .join(Reply.assignment)
        .join(Assignment.proposal)
        .where(Proposal.sitting_id == sitting_id, Survey.state == SurveyState.OPEN, Reply.issued_at.is_not(None))
    )
