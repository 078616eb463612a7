"""Replies that the office holds are let out together, each in a transaction of its own: a kill loses nothing."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Act, ReplyState
from bot.services import issuing, life
from bot.turn import Turn
from store import places
from store import replies as rows
from store.tables import Reply

SHOWN_EVERY = 10  # replies, the progress message


def held(turn: Turn) -> Sequence[Reply]:
    """What is held, the longest first."""
    return rows.waiting(turn.work, ReplyState.HELD)


def let_out(turn: Turn, ids: Sequence[int]) -> None:
    """Let these out, one after the other, once this answer stands; begun anew, it goes on with those still held."""
    turn.answer("replies/publishing", edit=True, done=0, count=len(ids))
    for done, reply_id in enumerate(ids, start=1):
        turn.afterwards.append(partial(_let_out_one, reply_id, done, len(ids)))
    turn.afterwards.append(partial(_report, list(ids)))


def _let_out_one(reply_id: int, done: int, count: int, turn: Turn) -> None:
    reply = rows.to_write(turn.work, reply_id)
    if reply.state is ReplyState.HELD and _may(turn, reply):
        issuing.let_out(turn, reply, reply.version)
    if done % SHOWN_EVERY == 0 and done < count:
        turn.answer("replies/publishing", edit=True, done=done, count=count)


def _may(turn: Turn, reply: Reply) -> bool:
    try:
        life.may(turn, reply, Act.ISSUE)
    except Refused:
        return False
    return True


def _report(ids: Sequence[int], turn: Turn) -> None:
    """How many are out, which are not, and to whom the letter goes on paper; the conversation is over."""
    if turn.chat_id is not None:
        places.leave(turn.work, turn.chat_id)
    found = [reply for reply_id in ids if (reply := rows.by_id(turn.work, reply_id)) is not None]
    out = [reply for reply in found if reply.state is ReplyState.ISSUED]
    paper: dict[int, list[str]] = {reply.id: issuing.by_hand(turn, reply.assignment.proposal) for reply in out}
    facts: dict[str, Any] = {
        "out": len(out),
        "left": [reply for reply in found if reply.state is not ReplyState.ISSUED],
        "paper": [(reply.assignment.proposal, paper[reply.id]) for reply in out if paper[reply.id]],
    }
    turn.answer("replies/published", edit=True, **facts)
