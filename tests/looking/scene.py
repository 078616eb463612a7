"""Cases put where a test wants them, without the way there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState, SurveyState
from store.database import Work
from store.tables import (
    Answer,
    Assignment,
    JournalRow,
    Person,
    Proposal,
    Proposer,
    Reply,
    Request,
    Sitting,
    Survey,
    Unit,
)
from tests.stage import CAST, UNITS

DUE = date(2026, 6, 2)


@dataclass(frozen=True, slots=True)
class In:
    """A unit's share: its state and date, and the state of its reply, if there is one."""

    unit: str
    state: AssignmentState = AssignmentState.HANDLING
    due: date = DUE
    part: Part = Part.LEAD
    reply: ReplyState | None = None


def put(  # noqa: PLR0913 - what a case is made of
    work: Work,
    now: datetime,
    number: int | None,
    *shares: In,
    state: ProposalState = ProposalState.HANDLING,
    title: str = "关于为老旧小区加装电梯的建议",
    requests: Sequence[str] = ("制定三年计划", "落实补贴"),
    proposers: Sequence[str] = ("dana",),
    sitting: str = "",
) -> Proposal:
    """A case of these shares; proposers are names of the cast, or of people whom the bot does not know."""
    filed = None if state in (ProposalState.SUBMITTED, ProposalState.CHANGES) else now
    case = Proposal(
        sitting=_sitting(work, sitting),
        number=number,
        kind=Kind.SUGGESTION,
        title=title,
        state=state,
        created_at=now,
        submitted_at=now,
        filed_at=filed,
    )
    case.requests = [Request(position=position, text=text) for position, text in enumerate(requests, 1)]
    case.proposers = [
        Proposer(position=position, name=name.capitalize(), person_id=person(work, name).id if name in CAST else None)
        for position, name in enumerate(proposers, 1)
    ]
    case.assignments = [_share(work, share, now) for share in shares]
    work.session.add(case)
    work.session.flush()
    return case


def person(work: Work, name: str) -> Person:
    """Somebody of the cast."""
    return work.session.scalars(select(Person).where(Person.chat_id == CAST[name][0])).one()


def ask(work: Work, now: datetime, case: Proposal, name: str, verdict: str = "") -> Survey:
    """The survey of a proposer on the first reply of a case, rated if there is a verdict."""
    reply = case.assignments[0].reply
    assert reply is not None
    answers = dict.fromkeys(("attitude", "result", "contact"), verdict) if verdict else {}
    survey = Survey(
        reply=reply,
        person_id=person(work, name).id,
        state=SurveyState.RATED if verdict else SurveyState.OPEN,
        opened_at=now,
        due=DUE,
        answers=answers,
        verdict=verdict,
        reason=f"{name} 的意见" if verdict else "",
        rated_at=now if verdict else None,
    )
    work.session.add(survey)
    work.session.flush()
    return survey


def happened(
    work: Work, now: datetime, case: Proposal, act: str, by: str | None, life: str = "proposal", subject: int = 0
) -> None:
    """One line of the journal."""
    work.session.add(
        JournalRow(
            at=now,
            person_id=person(work, by).id if by else None,
            act=act,
            life=life,
            subject_id=subject or case.id,
            proposal_id=case.id,
        )
    )


def _sitting(work: Work, name: str) -> Sitting:
    if not name:
        return work.session.scalars(select(Sitting).order_by(Sitting.id)).all()[0]
    found = work.session.scalars(select(Sitting).where(Sitting.name == name)).first()
    return found or Sitting(name=name)


def _share(work: Work, share: In, now: datetime) -> Assignment:
    unit = work.session.scalars(select(Unit).where(Unit.name == UNITS[share.unit][0])).one()
    row = Assignment(
        unit=unit,
        part=share.part,
        state=share.state,
        assigned_at=now,
        accept_due=min(share.due, DUE),
        return_until=share.due,
        due=share.due,
        original_due=share.due,
    )
    if share.reply is not None:
        issued = now if share.reply is ReplyState.ISSUED else None
        row.reply = Reply(state=share.reply, state_since=now, version=1, result_class="A", issued_at=issued)
    return row


def write(work: Work, reply: Reply, text: str) -> None:
    """Say this to every request."""
    for request in reply.assignment.proposal.requests:
        work.session.add(Answer(reply=reply, request=request, text=text))
