"""Which shares of which cases lie with whom: a unit's open ones, those that owe an answer, those returned before."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, exists, select

from bot.domain.lives import Act, AssignmentState, Part, ProposalState
from store.database import Work
from store.duties import GONE_ON
from store.tables import Assignment, JournalRow, Proposal, Reply, Request, table_of

OVER = (AssignmentState.DONE, AssignmentState.CANCELLED)


def by_id(work: Work, assignment_id: int) -> Assignment | None:
    """One share, None where there is none of this id."""
    return work.session.get(Assignment, assignment_id)


def to_write(work: Work, assignment_id: int) -> Assignment:
    """The share as it is now, held until the transaction ends, so that two who write to it follow one another."""
    work.flush()
    return work.session.get_one(Assignment, assignment_id, with_for_update={"of": Assignment}, populate_existing=True)


_A, _P, _Q = table_of(Assignment).c, table_of(Proposal).c, table_of(Request).c
_WRITTEN = select(Reply.id).where(Reply.assignment_id == _A.id, Reply.state.in_(GONE_ON)).exists()
_ANSWERABLE = (
    select(_A.id, _P.number, _P.title, _Q.text)
    .join_from(table_of(Assignment), table_of(Proposal), _P.id == _A.proposal_id)
    .join(table_of(Request), _Q.proposal_id == _P.id)
    .where(
        _A.unit_id == bindparam("unit"),
        _A.part != Part.CO,
        _A.state.in_((AssignmentState.HANDLING, AssignmentState.PAUSED)),
        _Q.open_round >= _A.round,
        ~_WRITTEN,
    )
    .order_by(_A.id, _Q.position)
)


def answerable(work: Work, unit_id: int) -> list[tuple[int, int | None, str, tuple[str, ...]]]:
    """What a unit has to write replies to now: each share's id with the number, title and requests of its case."""
    found: dict[tuple[int, int | None, str], list[str]] = {}
    for share, number, title, asked in work.connection.execute(_ANSWERABLE, {"unit": unit_id}):
        found.setdefault((share, number, title), []).append(asked)
    return [(*case, tuple(asked)) for case, asked in found.items()]


def open_of_unit(work: Work, unit_id: int) -> Sequence[Assignment]:
    """What a unit has in hand or is offered, the most urgent first."""
    mine = select(Assignment).where(Assignment.unit_id == unit_id, Assignment.state.not_in(OVER))
    return work.session.scalars(mine.order_by(Assignment.due, Assignment.id)).all()


def paused_out(work: Work, today: date) -> Sequence[Assignment]:
    """The shares whose question to the proposers went unanswered for its whole term, held till the turn ends."""
    over = select(Assignment).where(Assignment.state == AssignmentState.PAUSED, Assignment.paused_until < today)
    held = over.order_by(Assignment.id).with_for_update(of=Assignment, skip_locked=True)
    return work.session.scalars(held, execution_options={"populate_existing": True}).all()


def of_round(work: Work, proposal: Proposal) -> Sequence[Assignment]:
    """Every share of the proposal's present round as the database has it now, and the case held till the turn ends.

    Holding the case lets two replies that are issued at the same moment see each other.
    """
    work.flush()
    work.session.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    shares = select(Assignment).where(Assignment.proposal_id == proposal.id, Assignment.round == proposal.round)
    return work.session.scalars(shares.order_by(Assignment.id), execution_options={"populate_existing": True}).all()


def of_case(work: Work, proposal_id: int, round_: int) -> Sequence[Assignment]:
    """Every share of one round of a case."""
    shares = select(Assignment).where(Assignment.proposal_id == proposal_id, Assignment.round == round_)
    return work.session.scalars(shares.order_by(Assignment.id)).all()


def owing(shares: Sequence[Assignment]) -> int:
    """How many of these shares still owe the proposer an answer."""
    return sum(share.part is not Part.CO and share.state not in OVER for share in shares)


def left_answered(work: Work, since: datetime) -> Sequence[Proposal]:
    """Cases in hand that a unit has answered and no unit has still to answer, of which nothing was noted since."""
    own = (Assignment.proposal_id == Proposal.id, Assignment.round == Proposal.round, Assignment.part != Part.CO)
    done = exists().where(*own, Assignment.state == AssignmentState.DONE)
    owed = exists().where(*own, Assignment.state.not_in(OVER))
    moved = exists().where(JournalRow.proposal_id == Proposal.id, JournalRow.at >= since)
    left = select(Proposal).where(Proposal.state == ProposalState.HANDLING, done, ~owed, ~moved)
    return work.session.scalars(left.order_by(Proposal.id)).unique().all()


def was_returned_before(work: Work, proposal_id: int) -> bool:
    """Whether any unit has returned this case already."""
    acts = (Act.RETURN.value, Act.RETURN_AGAIN.value)
    found = exists().where(
        JournalRow.proposal_id == proposal_id, JournalRow.life == "assignment", JournalRow.act.in_(acts)
    )
    return bool(work.session.scalar(select(found)))
