"""A proposer objects to the unit that was given his case (上海 Art. 14); another takes it over, or it stays."""

from bot.domain.errors import Refused
from bot.domain.lives import Act, AssignmentState
from bot.services import life
from bot.turn import Turn
from store import assignments
from store.tables import Assignment, Proposal

MAY = (AssignmentState.OFFERED, AssignmentState.HANDLING)


def open_to(turn: Turn, proposal: Proposal) -> list[Assignment]:
    """The shares whose unit may be objected to now; Refused with the reason why there is none."""
    shares = [a for a in proposal.assignments if a.round == proposal.round and a.state in MAY]
    free = [share for share in shares if not share.objection]
    if shares and not free:
        life.may(turn, shares[0], Act.OBJECT)
    if not free:
        raise Refused("nothing_to_object_to")
    for share in free:
        life.may(turn, share, Act.OBJECT)
    return free


def object_to(turn: Turn, share_id: int, reason: str) -> None:
    """Say to the office why another unit should have the case."""
    share = assignments.to_write(turn.work, share_id)
    life.do(turn, share, Act.OBJECT, sets={"objection": reason}, reason=reason)
    turn.answer("assignments/objection_sent", **life.around(share))


def check_dismiss(turn: Turn, share: Assignment) -> None:
    """Refused unless an objection waits for an answer."""
    life.may(turn, share, Act.DISMISS_OBJECTION)


def dismiss(turn: Turn, share_id: int, reason: str) -> None:
    """The unit keeps the case; the proposers hear why."""
    share = assignments.to_write(turn.work, share_id)
    life.do(turn, share, Act.DISMISS_OBJECTION, sets={"objection_answered_at": turn.now}, reason=reason)
    turn.answer("assignments/objection_answered", **life.around(share))
