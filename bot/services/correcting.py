"""A reply that the proposers have is corrected by the office: a new version that they see as such, with the reason."""

from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Act, Audience
from bot.services import approval, life, replies, surveys, versions
from bot.turn import Turn
from store import replies as rows
from store import surveys as kept
from store.tables import Reply


def preview(turn: Turn, reply: Reply, position: int, text: str) -> dict[str, Any]:
    """What a corrected answer to one request would change."""
    now = versions.content(turn, reply)
    answers = [one | {"text": text, "ours": True} if one["request"] == position else one for one in now["answers"]]
    changes = versions.changes(now, now | {"answers": answers})
    if not changes["changed"]:
        raise Refused("nothing_changed")
    return changes


def correct(turn: Turn, reply: Reply, version: int, position: int, text: str, reason: str) -> None:
    """Put the right text in its place and tell everybody who had the other; the earlier version is kept.

    Who rated the earlier text may change his rating once more, inside its own term.
    """
    approval.check(turn, reply, Act.CORRECT, version)
    changes = preview(turn, reply, position, text)
    request = next(one for one in rows.to_answer(turn.work, reply.assignment) if one.position == position)
    rows.replace(turn.work, reply, request, text, ours=True)
    reply.correction, reply.corrected_at = reason, turn.now
    versions.keep(turn, reply)
    asked = {survey.person_id: survey for survey in kept.of_reply(turn.work, reply.id)}
    for survey in asked.values():
        surveys.may_change_again(turn, survey)
    said = {**replies.read(turn, reply), **changes, "surveys": asked, "today": turn.today}
    enclosed = {Audience.PROPOSERS: replies.enclosed(turn, reply)}
    life.do(turn, reply, Act.CORRECT, files=enclosed, version=reply.version, reason=reason, **said)
    turn.answer("replies/corrected_now", edit=True, **life.around(reply))
