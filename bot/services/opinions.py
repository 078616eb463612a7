"""The opinion that an assisting unit (协办) writes for the unit that answers: kept message by message, delivered."""

from typing import Any

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lives import Act, AssignmentState, Part
from bot.services import life, policies, reckoning
from bot.turn import Turn
from store import assignments, places
from store.tables import Assignment

FLOW = "opinion"  # the conversation in which it is written


def check(turn: Turn, assignment: Assignment) -> None:
    """Refused unless this person may deliver an opinion on this case now."""
    if Act.ACCEPT in life.open_acts(turn, assignment):
        raise Refused("accept_first")
    life.may(turn, assignment, Act.DELIVER_OPINION, Facts(part=assignment.part))


def write(turn: Turn, assignment_id: int, text: str) -> Assignment:
    """Add a text to the opinion; it is saved at once, and nobody is told before it is delivered."""
    assignment = _held(turn, assignment_id)
    assignment.opinion = f"{assignment.opinion}\n{text}" if assignment.opinion else text
    _note(turn, assignment, "write", text=text)
    return assignment


def clear(turn: Turn, assignment_id: int) -> None:
    """Begin the opinion anew."""
    assignment = _held(turn, assignment_id)
    assignment.opinion = ""
    _note(turn, assignment, "clear")


def deliver(turn: Turn, assignment_id: int) -> None:
    """Hand the opinion to the unit that answers; this ends the assisting unit's share."""
    assignment = _held(turn, assignment_id)
    if not assignment.opinion:
        raise Refused("nothing_written")
    done = {"done_at": turn.now, "done_in_time": turn.today <= assignment.due}
    life.do(turn, assignment, Act.DELIVER_OPINION, Facts(part=assignment.part), sets=done)
    places.leave_all(turn.work, FLOW, assignment.id)
    turn.answer("assignments/opinion_sent", edit=True, **life.around(assignment))


def of_id(turn: Turn, assignment_id: int) -> Assignment:
    """The share of a button; whose opinion it is to send back stands in the table."""
    share = assignments.by_id(turn.work, assignment_id)
    if share is None:
        raise Refused("old_button")
    return share


def check_return(turn: Turn, assignment: Assignment) -> None:
    """Refused unless this person's unit answers the case and may send this opinion back now."""
    life.may(turn, assignment, Act.SEND_BACK_OPINION)


def send_back(turn: Turn, assignment_id: int, reason: str) -> None:
    """The unit that answers wants an opinion with more substance; once, and with a term of its own (重庆)."""
    share = assignments.to_write(turn.work, assignment_id)
    terms = policies.of(turn, share.proposal).terms
    due = reckoning.fresh(turn, share, terms.opinion_redo, "opinion_redo")
    sets = {
        "opinion_sent_back": True,
        "due": due.date,
        "due_explained": due.as_json(),
        "done_at": None,
        "done_in_time": None,
        "reason": reason,
    }
    life.do(turn, share, Act.SEND_BACK_OPINION, sets=sets, reason=reason)
    turn.answer("assignments/opinion_back_now", **life.around(share))


def delivered(turn: Turn, assignment: Assignment) -> list[Assignment]:
    """The shares of the same round whose opinion has come."""
    shares = assignments.of_case(turn.work, assignment.proposal_id, assignment.round)
    return [one for one in shares if one.part is Part.CO and one.state is AssignmentState.DONE and one.opinion]


def _held(turn: Turn, assignment_id: int) -> Assignment:
    assignment = assignments.to_write(turn.work, assignment_id)
    check(turn, assignment)
    return assignment


def _note(turn: Turn, assignment: Assignment, act: str, **detail: Any) -> None:  # noqa: ANN401 - goes to a JSON column
    turn.note(act, life="assignment", subject_id=assignment.id, proposal_id=assignment.proposal_id, **detail)
