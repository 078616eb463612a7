"""The ledger: every case of this time with its units, replies and ratings, read in few statements however many."""

import datetime as dt
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import false, func, select

from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState, SurveyState
from store.boards import Rows
from store.database import Work
from store.tables import Assignment, Contact, Proposal, Proposer, Reply, Request, Sitting, Survey, Unit

DENIED = "denied"  # the answer of a proposer who was not spoken to
_NOT_IN = (ProposalState.DRAFT, ProposalState.SIGNING)


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's share of one round that was not cancelled, with its reply if one is there."""

    id: int
    proposal_id: int
    unit_id: int
    unit: str
    part: Part
    round: int
    state: AssignmentState
    assigned_at: datetime
    accepted_at: datetime | None
    due: dt.date
    done_at: datetime | None
    done_in_time: bool | None
    reply_id: int | None
    reply_state: ReplyState | None
    result_class: str
    result_wording: str
    issued_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rated:
    """One survey on one reply."""

    id: int
    reply_id: int
    person_id: int
    state: SurveyState
    verdict: str
    of_draft: bool = False  # given before the reply was issued


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the ledger."""

    id: int
    sitting: str
    number: int | None
    kind: Kind
    title: str
    state: ProposalState
    round: int
    key: bool
    sensitive: bool
    openness: str
    wished_units: str
    submitted_at: datetime | None
    filed_at: datetime | None
    closed_at: datetime | None
    requests: int
    proposers: list[str] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    surveys: list[Rated] = field(default_factory=list)
    met: set[int] = field(default_factory=set)  # the shares with a contact that no proposer denied


_REQUESTS = select(func.count()).where(Request.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
_CASES: Rows = (
    select(
        Proposal.id,
        Sitting.name,
        Proposal.number,
        Proposal.kind,
        Proposal.title,
        Proposal.state,
        Proposal.round,
        Proposal.key,
        Proposal.sensitive,
        Proposal.openness,
        Proposal.wished_units,
        Proposal.submitted_at,
        Proposal.filed_at,
        Proposal.closed_at,
        _REQUESTS,
    )
    .join(Sitting)
    .where(~Sitting.past, Proposal.state.not_in(_NOT_IN))
    .order_by(Sitting.id, Proposal.number.nulls_last(), Proposal.id)
)
_SHARES: Rows = (
    select(
        Assignment.id,
        Assignment.proposal_id,
        Assignment.unit_id,
        Unit.name,
        Assignment.part,
        Assignment.round,
        Assignment.state,
        Assignment.assigned_at,
        Assignment.accepted_at,
        Assignment.due,
        Assignment.done_at,
        Assignment.done_in_time,
        Reply.id,
        Reply.state,
        func.coalesce(Reply.result_class, ""),
        func.coalesce(Reply.result_wording, ""),
        Reply.issued_at,
    )
    .join(Unit, Assignment.unit_id == Unit.id)
    .outerjoin(Reply, Reply.assignment_id == Assignment.id)
    .where(Assignment.state != AssignmentState.CANCELLED)
    .order_by(Assignment.id)
)
_SURVEYS: Rows = (
    select(
        Survey.id,
        Survey.reply_id,
        Survey.person_id,
        Survey.state,
        Survey.verdict,
        func.coalesce(Survey.rated_at < Reply.issued_at, false()),
    )
    .join(Reply, Survey.reply_id == Reply.id)
    .where(Survey.about == 0, Survey.state != SurveyState.DROPPED, Reply.issued_at.is_not(None))
    .order_by(Survey.id)
)
_NAMES = select(Proposer.proposal_id, Proposer.name).order_by(Proposer.proposal_id, Proposer.position)


def cases(work: Work) -> list[Case]:
    """All cases of this time that were submitted, by sitting and number."""
    found = {row.id: Case(*row) for row in work.connection.execute(_CASES)}
    for proposal_id, name in work.connection.execute(_NAMES):
        if proposal_id in found:
            found[proposal_id].proposers.append(name)
    of_share: dict[int, Case] = {}
    of_reply: dict[int, Case] = {}
    for given in work.connection.execute(_SHARES):
        if given.proposal_id in found:
            _add_share(found[given.proposal_id], Share(*given), of_share, of_reply)
    for asked in work.connection.execute(_SURVEYS):
        if asked.reply_id in of_reply:
            of_reply[asked.reply_id].surveys.append(Rated(*asked))
    met = select(Contact.assignment_id).where(Contact.answer != DENIED)
    for share_id in work.connection.execute(met).scalars():
        if share_id in of_share:
            of_share[share_id].met.add(share_id)
    return list(found.values())


def _add_share(case: Case, share: Share, of_share: dict[int, Case], of_reply: dict[int, Case]) -> None:
    case.shares.append(share)
    of_share[share.id] = case
    if share.reply_id is not None:
        of_reply[share.reply_id] = case
