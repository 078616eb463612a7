"""What a deputy does with his own cases: submits them, submits them again, withdraws them, looks how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import Refused
from bot.domain.lives import Act, AssignmentState, Kind, Part, ProposalState, ReplyState
from bot.services import life, rounds
from bot.turn import Turn
from store import proposals
from store.tables import Assignment, Proposal, Proposer, Sitting

OVER = frozenset({AssignmentState.DONE, AssignmentState.CANCELLED})
SETTLED = frozenset({ReplyState.ISSUED, ReplyState.DROPPED})
PAGE = 10


@dataclass(frozen=True, slots=True)
class Written:
    """What a deputy wrote; ``wished_unit`` is empty where he left it to the office."""

    kind: Kind
    title: str
    background: str
    requests: tuple[str, ...]
    wished_unit: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """One of a deputy's cases, with the date its answer is due, if that is known."""

    proposal: Proposal
    due: date | None


def of_id(turn: Turn, proposal_id: int) -> Proposal:
    """The case behind a button, or Refused("old_button")."""
    proposal = proposals.by_id(turn.work, proposal_id)
    if proposal is None:
        raise Refused("old_button")
    return proposal


def sitting(turn: Turn) -> Sitting:
    """The sitting that new cases belong to; in a new office it is named after the year."""
    newest = proposals.newest_sitting(turn.work)
    if newest is not None:
        return newest
    name = turn.voice.word(turn.config.office.language, "sittings", "year").format(year=turn.today.year)
    return proposals.sitting_named(turn.work, name)


def submit(turn: Turn, written: Written) -> Proposal:
    """A new case of whoever writes, handed to the office."""
    assert turn.who is not None  # noqa: S101 - only somebody known comes here
    proposal = Proposal(
        sitting=sitting(turn),
        kind=written.kind,
        title=written.title,
        background=written.background,
        wished_units=written.wished_unit,
        state=ProposalState.DRAFT,
        created_at=turn.now,
        submitted_at=turn.now,
        proposers=[Proposer(position=1, name=turn.who.name, person_id=turn.who.id)],
    )
    turn.work.session.add(proposal)
    proposals.set_requests(turn.work, proposal, written.requests)
    turn.work.flush()
    life.do(turn, proposal, Act.SUBMIT)
    return proposal


def submit_again(turn: Turn, proposal: Proposal, written: Written) -> None:
    """A case that was returned for changes, with what has been changed, handed to the office again."""
    life.may(turn, proposal, Act.SUBMIT)
    proposal.kind = written.kind
    proposal.title = written.title
    proposal.background = written.background
    proposal.wished_units = written.wished_unit
    proposal.submitted_at = turn.now
    proposals.set_requests(turn.work, proposal, written.requests)
    life.do(turn, proposal, Act.SUBMIT)


def may_withdraw(turn: Turn, proposal: Proposal) -> None:
    """Raise Refused unless whoever asks may take the case back now."""
    life.may(turn, proposal, Act.WITHDRAW)


def withdraw(turn: Turn, proposal: Proposal) -> None:
    """Take the case back; whatever units have begun on it ends with it (山东 Art. 9: 其办理工作即行终止)."""
    life.do(turn, proposal, Act.WITHDRAW)
    for assignment in proposal.assignments:
        _end(turn, assignment)
    rounds.drop_surveys(turn, proposal)


def show_mine(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """The person's own cases, the latest first, page by page, each with the date its answer is due."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    count = proposals.count_of_person(turn.work, turn.who.id)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = proposals.of_person(turn.work, turn.who.id, skip=page * PAGE, at_most=PAGE)
    own = [Own(proposal, answer_due(proposal.assignments)) for proposal in found]
    turn.answer("proposals/mine", edit=edit, own=own, count=count, page=page, pages=pages)


def answer_due(assignments: Sequence[Assignment]) -> date | None:
    """When the last of the units that are to answer must have answered; None where none is at it."""
    return max((a.due for a in assignments if a.part is not Part.CO and a.state not in OVER), default=None)


def _end(turn: Turn, assignment: Assignment) -> None:
    if assignment.state in OVER:
        return
    if assignment.reply is not None and assignment.reply.state not in SETTLED:
        life.do(turn, assignment.reply, Act.DROP, clock=True)
    life.do(turn, assignment, Act.CANCEL, clock=True)
