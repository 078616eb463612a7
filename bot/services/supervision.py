"""Key cases (重点督办): one is marked, a supervising leader put in charge of it; he looks on, and a case is urged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain import deadlines
from bot.domain.deadlines import Left
from bot.domain.errors import Refused
from bot.domain.lives import Act, AssignmentState, Part, Role
from bot.services import dates, life
from bot.services.boards import CASES, Page
from bot.turn import Turn
from store import assignments, people
from store import proposals as rows
from store.tables import Assignment, Proposal


@dataclass(frozen=True, slots=True)
class Watched:
    """A key case: the units that answer it, and what is left until the last of them is due, if one still is."""

    proposal: Proposal
    units: Sequence[str]
    left: Left | None


def ask_supervisor(turn: Turn, proposal: Proposal) -> None:
    """Who is to watch over the case: one button for each supervising leader, and one for nobody."""
    life.may(turn, proposal, Act.MARK_KEY)
    turn.answer("filing/ask_supervisor", proposal=proposal, supervisors=people.with_role(turn.work, Role.SUPERVISOR))


def mark_key(turn: Turn, proposal: Proposal, supervisor_id: int) -> None:
    """Make it a key case under this supervising leader, who is told; 0 is nobody."""
    life.may(turn, proposal, Act.MARK_KEY)
    found = [one for one in people.by_ids(turn.work, [supervisor_id]) if one.role is Role.SUPERVISOR]
    if supervisor_id and not found:
        raise Refused("old_button")
    if proposal.key and proposal.supervisor_id == (supervisor_id or None):
        raise Refused("marked_already")
    sets = {"key": True, "supervisor_id": supervisor_id or None}
    life.do(turn, proposal, Act.MARK_KEY, sets=sets, supervisor=found[0].name if found else "")
    turn.answer("filing/key_marked", edit=True, proposal=proposal, supervisor=found[0] if found else None)


def unmark_key(turn: Turn, proposal: Proposal) -> None:
    """It is a case like others again; whoever watched over it is told."""
    life.may(turn, proposal, Act.UNMARK_KEY)
    if not proposal.key:
        raise Refused("marked_already")
    watched = people.by_ids(turn.work, filter(None, [proposal.supervisor_id]))
    life.do(turn, proposal, Act.UNMARK_KEY, sets={"key": False, "supervisor_id": None})
    turn.tell(watched, "proposals/key_taken", proposal=proposal)
    turn.answer("filing/key_unmarked", edit=True, proposal=proposal)


def mark_urgent(turn: Turn, proposal: Proposal) -> None:
    """Its reminders are said at once from now on, at weekends too; the units that have it are told."""
    life.may(turn, proposal, Act.MARK_URGENT)
    if proposal.urgent:
        raise Refused("marked_already")
    life.do(turn, proposal, Act.MARK_URGENT, sets={"urgent": True})
    turn.answer("filing/urgent_marked", edit=True, proposal=proposal)


def unmark_urgent(turn: Turn, proposal: Proposal) -> None:
    """Its reminders come with the others again."""
    life.may(turn, proposal, Act.UNMARK_URGENT)
    if not proposal.urgent:
        raise Refused("marked_already")
    life.do(turn, proposal, Act.UNMARK_URGENT, sets={"urgent": False})
    turn.answer("filing/urgent_unmarked", edit=True, proposal=proposal)


def urge(turn: Turn, proposal: Proposal) -> None:
    """Remind the units that answer of the case, in the name of whoever asks."""
    assert turn.who is not None  # noqa: S101 - the clock urges nobody
    about: dict[str, Any] = {"name": turn.who.name, "role": turn.who.role, "due": _due(proposal)}
    life.do(turn, proposal, Act.URGE, None, sets={"urged_at": turn.now}, **about)
    told = [share.unit.name for share in _answering(proposal)]
    turn.answer("proposals/urged_now", proposal=proposal, units=told)


def show_board(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """The key cases that carry the name of whoever asks, the latest first."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    count = rows.count_supervised(turn.work, turn.who.id)
    at = Page.of(page, count, CASES, "board")
    found = rows.supervised(turn.work, turn.who.id, skip=at.number * CASES, at_most=CASES)
    calendar = dates.calendar(turn)

    def watched(proposal: Proposal) -> Watched:
        due = _due(proposal)
        left = deadlines.days_left(due, turn.today, calendar) if due is not None else None
        return Watched(proposal, [share.unit.name for share in _answering(proposal)], left)

    turn.answer("looking/key_cases", edit=edit, cases=[watched(one) for one in found], count=count, page=at)


def _answering(proposal: Proposal) -> list[Assignment]:
    return [
        share
        for share in proposal.assignments
        if share.round == proposal.round and share.part is not Part.CO and share.state is not AssignmentState.CANCELLED
    ]


def _due(proposal: Proposal) -> date | None:
    """When the last of those who still owe an answer has to give it."""
    return max((share.due for share in _answering(proposal) if share.state not in assignments.OVER), default=None)
