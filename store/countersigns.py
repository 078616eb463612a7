"""Countersignatures (会签): which units assist in a case, and which of them agreed with which version of a reply."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from bot.domain.lives import AssignmentState, Part, ReplyState
from store.database import Work
from store.tables import Assignment, Countersignature, Reply, ReplyVersion, Unit

NOT_CONCERNED = (AssignmentState.CANCELLED, AssignmentState.RETURNED, AssignmentState.DISPUTED)


def units(work: Work, share: Assignment) -> Sequence[Unit]:
    """The units that assist in the round of this share; one that gave the case back is asked nothing meanwhile."""
    assisting = select(Unit).join(Assignment, Assignment.unit_id == Unit.id)
    found = assisting.where(
        Assignment.proposal_id == share.proposal_id,
        Assignment.round == share.round,
        Assignment.part == Part.CO,
        Assignment.state.not_in(NOT_CONCERNED),
    )
    return work.session.scalars(found.order_by(Assignment.id)).all()


def signed(work: Work, reply: Reply) -> set[int]:
    """The ids of the units that signed the present version."""
    rows = select(Countersignature.unit_id).where(
        Countersignature.reply_id == reply.id, Countersignature.version == reply.version
    )
    return set(work.session.scalars(rows))


def signers(work: Work, reply: Reply) -> Sequence[Unit]:
    """Which of the units that assist agreed with what was submitted last; what the office changes asks nobody anew."""
    submitted = select(func.max(ReplyVersion.version)).where(
        ReplyVersion.reply_id == reply.id, ReplyVersion.at <= reply.submitted_at
    )
    agreed = select(Countersignature.unit_id).where(
        Countersignature.reply_id == reply.id, Countersignature.version == submitted.scalar_subquery()
    )
    signing = set(work.session.scalars(agreed))
    return [unit for unit in units(work, reply.assignment) if unit.id in signing]


def sign(work: Work, reply: Reply, unit_id: int, by: int, now: datetime) -> None:
    """Write a unit's agreement down."""
    work.session.add(Countersignature(reply_id=reply.id, version=reply.version, unit_id=unit_id, by=by, at=now))
    work.flush()


def of_unit(work: Work, unit_id: int) -> Sequence[Reply]:
    """The replies of other units that this one has still to sign, the longest waiting first."""
    share, own = aliased(Assignment), aliased(Assignment)
    signed = select(Countersignature.id).where(
        Countersignature.reply_id == Reply.id,
        Countersignature.version == Reply.version,
        Countersignature.unit_id == unit_id,
    )
    asked = (
        select(Reply)
        .join(share, share.id == Reply.assignment_id)
        .join(own, (own.proposal_id == share.proposal_id) & (own.round == share.round))
        .where(Reply.state == ReplyState.AT_UNITS, own.unit_id == unit_id, own.part == Part.CO)
        .where(own.state.not_in(NOT_CONCERNED), ~signed.exists())
    )
    return work.session.scalars(asked.order_by(Reply.state_since, Reply.id)).all()


def waiting(work: Work) -> Sequence[int]:
    """The ids of the replies that lie with the co-units."""
    return work.session.scalars(select(Reply.id).where(Reply.state == ReplyState.AT_UNITS).order_by(Reply.id)).all()
