"""What the office decides about a case that a unit gave back: it agrees (退办), or the unit has to take it."""

from bot.domain.lives import Act
from bot.services import dates, life, policies
from bot.turn import Turn
from store.tables import Assignment


def let_go(turn: Turn, assignment: Assignment) -> None:
    """Agree with the unit, which is free of the case; another one has to be found."""
    life.do(turn, assignment, Act.UPHOLD)
    turn.answer("assignments/return_decided", edit=True, **life.around(assignment))


def check_insist(turn: Turn, assignment: Assignment) -> None:
    """Raise Refused unless there is a return to be decided."""
    life.may(turn, assignment, Act.INSIST)


def insist(turn: Turn, assignment: Assignment, reason: str) -> None:
    """The case stays with the unit, to be accepted within a fresh term."""
    proposal, terms = assignment.proposal, policies.of(turn, assignment.proposal).terms
    fresh = {
        "accept_due": dates.of_case(turn, proposal, terms.accept),
        "return_until": dates.of_case(turn, proposal, terms.return_window),
    }
    life.do(turn, assignment, Act.INSIST, sets=fresh, reason=reason)
    turn.answer("assignments/return_decided", **life.around(assignment))
