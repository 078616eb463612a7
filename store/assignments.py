"""Which shares of which cases lie with whom: a unit's open ones, those that owe an answer, those returned before."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from bot.domain.lives import Act, AssignmentState, Part
from store.database import Work
from store.tables import Assignment, JournalRow, Proposal

OVER = (AssignmentState.DONE, AssignmentState.CANCELLED)


def by_id(work: Work, assignment_id: int) -> Assignment | None:
    """One share, None where there is none of this id."""
    return work.session.get(Assignment, assignment_id)


def to_write(work: Work, assignment_id: int) -> Assignment:
    """The share as it is now, held until the transaction ends, so that two who write to it follow one another."""
    work.flush()
    return work.session.get_one(Assignment, assignment_id, with_for_update={"of": Assignment}, populate_existing=True)


def open_of_unit(work: Work, unit_id: int) -> Sequence[Assignment]:
    """What a unit has in hand or is offered, the most urgent first."""
    mine = select(Assignment).where(Assignment.unit_id == unit_id, Assignment.state.not_in(OVER))
    return work.session.scalars(mine.order_by(Assignment.due, Assignment.id)).all()


def of_round(work: Work, proposal: Proposal) -> Sequence[Assignment]:
    """Every share of the proposal's present round as the database has it now, and the case held till the turn ends.

    Holding the case lets two replies that are issued at the same moment see each other.
    """
    work.flush()
    work.session.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    shares = select(Assignment).where(Assignment.proposal_id == proposal.id, Assignment.round == proposal.round)
    return work.session.scalars(shares.order_by(Assignment.id), execution_options={"populate_existing": True}).all()


def owing(shares: Sequence[Assignment]) -> int:
    """How many of these shares still owe the proposer an answer."""
    return sum(share.part is not Part.CO and share.state not in OVER for share in shares)


def was_returned_before(work: Work, proposal_id: int) -> bool:
    """Whether any unit has returned this case already."""
    acts = (Act.RETURN.value, Act.RETURN_AGAIN.value)
    found = exists().where(
        JournalRow.proposal_id == proposal_id, JournalRow.life == "assignment", JournalRow.act.in_(acts)
    )
    return bool(work.session.scalar(select(found)))
