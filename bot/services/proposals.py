"""What a deputy does with his own cases: writes them, hands them in, looks how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import Refused
from bot.domain.lives import Act, AssignmentState, Kind, Part, ProposalState
from bot.services import life, similar
from bot.turn import Turn
from store import proposals
from store.tables import Assignment, Proposal, Proposer, Sitting

OVER = frozenset({AssignmentState.DONE, AssignmentState.CANCELLED})
PAGE = 10


@dataclass(frozen=True, slots=True)
class Written:
    """What a deputy wrote; ``wished_unit`` is empty where he left it open, ``openness`` full, title or none."""

    kind: Kind
    title: str
    background: str
    requests: tuple[str, ...]
    wished_unit: str = ""
    openness: str = "full"
    no_written_reply: bool = False


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


def draft(turn: Turn, kind: Kind, title: str) -> Proposal:
    """A new case of whoever writes, kept from its title on, and nobody's business but his until he hands it in."""
    assert turn.who is not None  # noqa: S101 - only somebody known comes here
    proposal = Proposal(
        sitting=sitting(turn),
        kind=kind,
        title=title,
        state=ProposalState.DRAFT,
        created_at=turn.now,
        proposers=[Proposer(position=1, name=turn.who.name, person_id=turn.who.id)],
    )
    turn.work.session.add(proposal)
    turn.work.flush()
    life.born(turn, proposal, "draft")
    return proposal


def keep(turn: Turn, proposal: Proposal, written: Written) -> None:
    """What has been written so far; Refused where the case lies with somebody else by now."""
    life.may(turn, proposal, Act.SUBMIT)
    if proposal.state is ProposalState.SIGNING:  # others have this very text before them
        raise Refused("not_now", life="proposal", act=Act.SUBMIT, state=proposal.state)
    proposal.kind = written.kind
    proposal.title = written.title
    proposal.background = written.background
    proposal.wished_units = written.wished_unit
    proposal.openness = written.openness
    proposal.no_written_reply = written.no_written_reply
    proposals.set_requests(turn.work, proposal, written.requests)


def hand_in(turn: Turn, proposal: Proposal) -> None:
    """The case goes to the office, for the first time or after changes."""
    life.may(turn, proposal, Act.SUBMIT)
    if proposal.state is ProposalState.DRAFT:
        proposal.sitting = sitting(turn)
    proposal.submitted_at = turn.now
    life.do(turn, proposal, Act.SUBMIT)
    similar.index(turn, [proposal])
    turn.answer("proposals/handed_in", edit=True, proposal=proposal)


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
