"""A text that looks as if it were meant for another case of the unit is not saved before the writer says where to."""

from bot.domain import wrong_case
from bot.domain.wrong_case import Case
from bot.services import drafts, replies
from bot.turn import Turn
from store import assignments
from store import replies as rows
from store.tables import Assignment, Reply


def meant(turn: Turn, reply: Reply, text: str, sure: list[int]) -> int | None:
    """The id of the share that a text was rather meant for; ``sure`` are those that the writer ruled out already."""
    share = reply.assignment
    in_hand = assignments.answerable(turn.work, share.unit_id)
    cases = [Case(*one) for one in in_hand if one[0] not in sure]
    own = next((case for case in cases if case.id == share.id), None)
    if own is None or not text.strip():
        return None
    case = wrong_case.meant_for(text, own, [case for case in cases if case.id != share.id])
    return case.id if case is not None else None


def share_of(turn: Turn, share_id: int) -> Assignment | None:
    """The share behind an id that was found before."""
    return assignments.by_id(turn.work, share_id)


def begin(turn: Turn, share_id: int, text: str) -> tuple[Reply, int]:
    """The reply of the other case, and the position of the request that the text is rather about."""
    share = assignments.by_id(turn.work, share_id)
    assert share is not None  # noqa: S101 - shares are never removed
    reply = drafts.begin(turn, share)
    points = replies.points(turn.work, reply)
    empty = [point.position for point in points if not point.text]
    asked = [(request.position, request.text) for request in rows.open_requests(turn.work, share)]
    return reply, wrong_case.best_request(text, asked) or (empty or [points[0].position])[0]
