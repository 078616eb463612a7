"""What the office decides about a case that a unit gave back: it moves to another unit, or it stays (退办, 裁定)."""

from bot.domain.lives import Act, AssignmentState
from bot.services import dates, life, policies, reckoning
from bot.turn import Turn
from store.tables import Assignment


def let_go(turn: Turn, assignment: Assignment) -> None:
    """Agree with the unit, which is free of the case; another one has to be found."""
    act = Act.RULE_MOVES if assignment.state is AssignmentState.DISPUTED else Act.UPHOLD
    life.do(turn, assignment, act)
    turn.answer("assignments/return_decided", edit=True, **life.around(assignment))


def check_insist(turn: Turn, assignment: Assignment) -> None:
    """Raise Refused unless there is a return to be decided."""
    life.may(turn, assignment, _staying(assignment))


def insist(turn: Turn, assignment: Assignment, reason: str) -> None:
    """The case stays with the unit: to be accepted within a fresh term, or after a ruling to be handled at once."""
    act = _staying(assignment)
    if act is Act.INSIST:
        terms = policies.of(turn, assignment.proposal).terms
        assignment.accept_due = dates.of_case(turn, assignment.proposal, terms.accept)
        assignment.return_until = dates.of_case(turn, assignment.proposal, terms.return_window)
    else:
        assignment.accepted_at = turn.now
        assignment.first_contact_due = reckoning.first_contact(turn, assignment)
    life.do(turn, assignment, act, reason=reason)
    turn.answer("assignments/return_decided", **life.around(assignment))


def _staying(assignment: Assignment) -> Act:
    return Act.RULE_STAYS if assignment.state is AssignmentState.DISPUTED else Act.INSIST
