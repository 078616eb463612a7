"""The register of promises (承诺事项台账): what was promised in which reply, by when, and how it stands."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from bot.domain.lives import CommitmentState
from store.database import Work
from store.tables import Assignment, Commitment, Reply

WAITING = (CommitmentState.PROPOSED, CommitmentState.OPEN)


def by_id(work: Work, commitment_id: int) -> Commitment | None:
    """One promise, None where there is none of this id."""
    return work.session.get(Commitment, commitment_id)


def to_write(work: Work, commitment_id: int) -> Commitment:
    """The promise as it is now, held until the transaction ends, so that two who decide on it follow one another."""
    work.flush()
    return work.session.get_one(Commitment, commitment_id, with_for_update={"of": Commitment}, populate_existing=True)


def add(work: Work, commitment: Commitment) -> Commitment:
    """Write a promise down."""
    work.session.add(commitment)
    work.flush()
    return commitment


def of_reply(work: Work, reply_id: int) -> Sequence[Commitment]:
    """The promises of one reply, the first due first."""
    kept = select(Commitment).where(Commitment.reply_id == reply_id)
    return work.session.scalars(kept.order_by(Commitment.due, Commitment.id)).all()


def of_case(work: Work, proposal_id: int) -> Sequence[Commitment]:
    """The promises of all replies to a case."""
    of = select(Commitment).join(Commitment.reply).join(Reply.assignment).where(Assignment.proposal_id == proposal_id)
    return work.session.scalars(of.order_by(Commitment.due, Commitment.id)).all()


def waiting(work: Work, unit_id: int | None, *, skip: int = 0, at_most: int = 50) -> Sequence[Commitment]:
    """Those to be confirmed or kept, of one unit or of all, the first due first."""
    kept = select(Commitment).join(Commitment.reply).join(Reply.assignment).where(Commitment.state.in_(WAITING))
    if unit_id is not None:
        kept = kept.where(Assignment.unit_id == unit_id)
    return work.session.scalars(kept.order_by(Commitment.due, Commitment.id).offset(skip).limit(at_most)).all()


def count_waiting(work: Work, unit_id: int | None) -> int:
    """How many there are of these."""
    kept = select(func.count()).select_from(Commitment).join(Commitment.reply).join(Reply.assignment)
    kept = kept.where(Commitment.state.in_(WAITING))
    if unit_id is not None:
        kept = kept.where(Assignment.unit_id == unit_id)
    return work.session.scalar(kept) or 0


def to_carry(work: Work, first_day: date, at_most: int) -> Sequence[Commitment]:
    """Those still open that were made so many years before the year of ``first_day`` and carried fewer times."""
    made = func.extract("year", Commitment.at)
    late = select(Commitment).where(
        Commitment.state == CommitmentState.OPEN, first_day.year - made > Commitment.carried
    )
    return work.session.scalars(late.order_by(Commitment.id).limit(at_most)).all()
