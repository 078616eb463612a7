"""What a unit does with a case it is given: look at it, accept it, or give it back inside the window."""

from datetime import datetime, time
from typing import Any

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT
from bot.domain.lives import Act, Part, ReplyState, Role
from bot.services import life, reckoning
from bot.turn import Turn
from store import assignments, replies
from store.tables import Assignment

PAGE = 10  # cases on one list, so that each keeps a button of its own


def find(turn: Turn, assignment_id: int) -> Assignment:
    """The share of this id that concerns who asks; Refused("old_button") or Refused("not_yours") otherwise."""
    assignment = assignments.by_id(turn.work, assignment_id)
    if assignment is None:
        raise Refused("old_button")
    if turn.who is not None:
        life.check_concerned(turn.who, assignment)
    return assignment


def held(turn: Turn, assignment_id: int) -> Assignment:
    """The same, as it is now and held until the turn ends, so that two who act on it follow one another."""
    return assignments.to_write(turn.work, find(turn, assignment_id).id)


def show(turn: Turn, assignment: Assignment, *, edit: bool = False) -> None:
    """The unit's card of a case, with what can be done now."""
    written = replies.begun(turn.work, assignment.id)
    turn.answer(
        "assignments/card",
        edit=edit,
        offers=_offers(turn, assignment, written.state if written else None),
        written=written,
        requests=replies.asked(turn.work, assignment),
        late=assignment.due < turn.today,
        **life.around(assignment),
    )


def _offers(turn: Turn, assignment: Assignment, written: ReplyState | None) -> set[str]:
    """Which buttons the card has for this person: accept, return, opinion, draft, read."""
    acts = life.open_acts(turn, assignment)
    liaison = turn.who is not None and turn.who.role is Role.LIAISON
    answers = assignment.part is not Part.CO and ASSIGNMENT.row(assignment.state, Act.ANSWER) is not None
    drafting = written in (None, ReplyState.DRAFTING)
    wanted = {
        "accept": Act.ACCEPT in acts,
        "return": Act.RETURN in acts and turn.today <= assignment.return_until,
        "opinion": Act.DELIVER_OPINION in acts and assignment.part is Part.CO,
        "draft": liaison and answers and drafting,
        "contact": Act.RECORD_CONTACT in acts and assignment.part is not Part.CO,
        "ask": Act.ASK_PROPOSER in acts and assignment.part is not Part.CO,
        "resume": Act.RESUME in acts,
        "extend": Act.ASK_EXTENSION in acts and assignment.part is not Part.CO,
        "read": not drafting,
    }
    return {word for word, offered in wanted.items() if offered}


def show_tasks(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """What lies with the person's unit, the most urgent first; a leader sees first what waits for approval."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    unit = turn.who.unit_id or 0
    leads = turn.who.role is Role.LEADER
    tasks = assignments.open_of_unit(turn.work, unit)
    page = min(page, max(len(tasks) - 1, 0) // PAGE)
    turn.answer(
        "assignments/tasks",
        edit=edit,
        tasks=tasks[page * PAGE : (page + 1) * PAGE],
        count=len(tasks),
        page=page,
        pages=-(-len(tasks) // PAGE),
        waiting=replies.waiting(turn.work, ReplyState.AT_LEADER, unit) if leads else [],
        today=turn.today,
    )


def accept(turn: Turn, assignment: Assignment) -> None:
    """The unit takes the case; whether it did so in time is kept as it was on that day."""
    life.do(turn, assignment, Act.ACCEPT, sets=taken(turn, assignment))
    show(turn, assignment, edit=True)


def taken(turn: Turn, assignment: Assignment) -> dict[str, Any]:
    """What is kept of a share that the unit takes now: when, whether in time, by when it speaks with the proposers."""
    return {
        "accepted_at": turn.now,
        "accepted_in_time": turn.today <= assignment.accept_due,
        "first_contact_due": reckoning.first_contact(turn, assignment),
    }


def check_return(turn: Turn, assignment: Assignment) -> None:
    """Refused unless the case can be given back now: by its liaison, before it is accepted, inside the window."""
    life.may(turn, assignment, Act.RETURN, _window(turn, assignment))


def give_back(turn: Turn, assignment: Assignment, reason: str, suggested_unit: str, card: int | None) -> None:
    """Return the case to the office; the second time that a case comes back, the office has to rule (domain 1.5).

    ``card`` is the message whose button was pressed; it loses its buttons.
    """
    again = assignments.was_returned_before(turn.work, assignment.proposal_id)
    assignment.reason = reason
    assignment.suggested_unit = suggested_unit
    life.do(turn, assignment, Act.RETURN_AGAIN if again else Act.RETURN, _window(turn, assignment))
    turn.answer("assignments/given_back", again=again, **life.around(assignment))
    if card is not None:
        turn.tapped = card
        turn.answer("assignments/given_back", edit=True, again=again, **life.around(assignment))


def _window(turn: Turn, assignment: Assignment) -> Facts:
    return Facts(window_ends=datetime.combine(assignment.return_until, time.max, turn.config.zone))
