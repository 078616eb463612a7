"""A machine's first outline of an answer: asked for by a tap, marked as such, and never submitted before it is revised.

It is asked only where the office set an endpoint, never for a sensitive case, and sees the title, the request and what
documents say: no names.
"""

import json
from functools import partial

from bot.config import drafting_key
from bot.domain.errors import Refused
from bot.drafting import Endpoint, NoOutline, outline
from bot.services import drafts, passages, replies
from bot.turn import Outside, Turn
from store.tables import Reply


def offered(turn: Turn, reply: Reply) -> bool:
    """Whether an outline may be asked for; not of what a person said to another."""
    case = reply.assignment.proposal
    return bool(turn.config.drafting.url) and not case.sensitive and not case.answered_orally


def ask(turn: Turn, reply_id: int, position: int) -> None:
    """Have an outline made for one request, while others are served."""
    reply = replies.find(turn, reply_id)
    point = next((one for one in replies.points(turn.work, reply) if one.position == position), None)
    if point is None or not offered(turn, reply):
        raise Refused("old_button")
    if point.text:
        raise Refused("answered_already")
    section = turn.config.drafting
    endpoint = Endpoint(section.url, section.model, section.seconds, drafting_key())
    title = reply.assignment.proposal.title
    about = [title, point.request, *(one.text for one in passages.on(turn, point.request))]
    instructions = turn.voice.word(turn.config.office.language, "quotes", "instructions")
    turn.answer("replies/outline_asked", point=point)
    turn.outside.append(
        Outside(
            partial(_made, endpoint, instructions, about), lambda later, made: _take(later, reply_id, position, made)
        )
    )


def _made(endpoint: Endpoint, instructions: str, about: list[str]) -> bytes:
    try:
        found = {"text": outline(endpoint, instructions, about)}
    except NoOutline as reason:
        found = {"failed": str(reason)}
    return json.dumps(found).encode()


def _take(turn: Turn, reply_id: int, position: int, made: bytes) -> None:
    found = json.loads(made)
    reply = replies.find(turn, reply_id)
    if "failed" in found:
        turn.answer("replies/no_outline", reason=found["failed"], assignment=reply.assignment)
        return
    drafts.outline(turn, reply_id, position, found["text"])
    turn.answer("replies/outlined", position=position, text=found["text"], assignment=reply.assignment)
