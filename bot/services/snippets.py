"""Texts that a unit uses often (常用文本): kept out of an answer, put into another with a tap, removed."""

from collections.abc import Sequence

from bot.domain.errors import Refused
from bot.services import drafts, replies
from bot.turn import Turn
from store import snippets
from store.tables import Reply, Snippet

MOST = 20  # of one unit, each with two buttons


def of_reply(turn: Turn, reply: Reply) -> Sequence[Snippet]:
    """Those of the unit whose reply it is."""
    return snippets.of_unit(turn.work, reply.assignment.unit_id)


def check_room(turn: Turn, reply: Reply) -> None:
    """Refused if the unit has as many as a list can show."""
    if len(of_reply(turn, reply)) >= MOST:
        raise Refused("too_many_snippets", most=MOST)


def keep(turn: Turn, reply: Reply, title: str, text: str) -> None:
    """Keep a text for the unit."""
    check_room(turn, reply)
    by = turn.who.id if turn.who else None
    kept = Snippet(unit_id=reply.assignment.unit_id, title=title, text=text, by=by, at=turn.now)
    snippets.add(turn.work, kept)
    turn.note("keep_snippet", life="snippet", subject_id=kept.id, title=title)


def insert(turn: Turn, reply_id: int, position: int, snippet_id: int) -> None:
    """Add a kept text to what is said to a request."""
    drafts.write(turn, reply_id, position, _one(turn, reply_id, snippet_id).text)


def remove(turn: Turn, reply_id: int, snippet_id: int) -> None:
    """Remove a kept text."""
    kept = _one(turn, reply_id, snippet_id)
    turn.note("remove_snippet", life="snippet", subject_id=kept.id, title=kept.title)
    snippets.remove(turn.work, kept.unit_id, kept.id)


def _one(turn: Turn, reply_id: int, snippet_id: int) -> Snippet:
    for kept in of_reply(turn, replies.find(turn, reply_id)):
        if kept.id == snippet_id:
            return kept
    raise Refused("old_button")
