"""What waits for whom, as numbers: how much there is to file, to accept, to approve, to rate."""

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from bot.domain.lives import AssignmentState, Part, ProposalState, ReplyState, Role, SurveyState
from store.database import Work
from store.duties import WITH_OFFICE
from store.people import Who
from store.tables import Assignment, Base, Proposal, Proposer, Reply, Survey


def for_person(work: Work, who: Who) -> dict[str, int]:
    """How many cases wait for this person, under the keys of ``open_things`` in words.toml, in their order."""
    asked = _ASKED.get(who.role)
    counts = asked(who) if asked is not None else {}
    if not counts:
        return {}
    row = work.session.execute(select(*(count.label(name) for name, count in counts.items()))).one()
    return dict(row._mapping)  # noqa: SLF001 - the documented way to a row by name


def _count(of: type[Base], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(of).where(*conditions).scalar_subquery()


def _office(_who: Who) -> dict[str, ColumnElement[int]]:
    returned = Assignment.state.in_(WITH_OFFICE)
    return {
        "to_file": _count(Proposal, Proposal.state == ProposalState.SUBMITTED),
        "to_assign": _count(Proposal, Proposal.state == ProposalState.FILED),
        "to_decide": _count(Assignment, returned),
        "to_review": _count(Reply, Reply.state.in_((ReplyState.AT_OFFICE, ReplyState.HELD))),
    }


def _liaison(who: Who) -> dict[str, ColumnElement[int]]:
    ours = Assignment.unit_id == who.unit_id
    reply = aliased(Reply)
    left = select(reply.id).where(reply.assignment_id == Assignment.id, reply.state != ReplyState.DRAFTING).exists()
    answers = and_(Assignment.state == AssignmentState.HANDLING, Assignment.part != Part.CO)
    return {
        "to_accept": _count(Assignment, ours, Assignment.state == AssignmentState.OFFERED),
        "to_draft": _count(Assignment, ours, answers, ~left),
        "to_assist": _count(Assignment, ours, Assignment.state == AssignmentState.HANDLING, Assignment.part == Part.CO),
    }


def _leader(who: Who) -> dict[str, ColumnElement[int]]:
    ours = Reply.assignment_id.in_(select(Assignment.id).where(Assignment.unit_id == who.unit_id))
    return {"to_approve": _count(Reply, ours, Reply.state == ReplyState.AT_LEADER)}


def _deputy(who: Who) -> dict[str, ColumnElement[int]]:
    stands = (Proposer.person_id == who.id, Proposer.declined_at.is_(None))
    own = Proposal.id.in_(select(Proposer.proposal_id).where(*stands))
    leads = Proposal.id.in_(select(Proposer.proposal_id).where(*stands, Proposer.position == 1))
    unanswered = (Proposer.invited_at.is_not(None), Proposer.signed_at.is_(None), Proposer.declined_at.is_(None))
    asked = Proposal.id.in_(select(Proposer.proposal_id).where(Proposer.person_id == who.id, *unanswered))
    begun = or_(Proposal.state == ProposalState.DRAFT, Proposal.state == ProposalState.CHANGES)
    return {
        "to_rate": _count(Survey, Survey.person_id == who.id, Survey.state == SurveyState.OPEN),
        "to_sign": _count(Proposal, asked, Proposal.state == ProposalState.SIGNING),
        "to_submit": _count(Proposal, leads, begun),
        "own_cases": _count(Proposal, own, Proposal.state != ProposalState.DRAFT),
    }


_ASKED = {Role.OFFICE: _office, Role.LIAISON: _liaison, Role.LEADER: _leader, Role.DEPUTY: _deputy}
