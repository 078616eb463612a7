"""The part of writing a reply in which a text that the unit uses often is put in, kept or removed."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused, Unreadable
from bot.flows.engine import AGAIN, Heard, Step
from bot.flows.readers import text
from bot.flows.reply_view import HERE, shown
from bot.services import replies, snippets
from bot.turn import Turn
from store.places import Place

TITLE = 30  # characters
_BUTTON = re.compile(r"(use|erase)-(\d{1,9})|(keep)|(request)")


def _shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    reply = replies.find(turn, place.subject_id or 0)
    return {**shown(turn, place), "snippets": snippets.of_reply(turn, reply)}


def _read(_turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind != "tap" or not _BUTTON.fullmatch(heard.value):
        raise Unreadable("tap_wanted", kind=heard.kind)
    return heard.value


def _choose(turn: Turn, place: Place, value: str) -> str:
    word, _, number = value.partition("-")
    reply = replies.find(turn, place.subject_id or 0)
    if word == "keep":
        _own_text(turn, place)
        snippets.check_room(turn, reply)
        return "snippet_title"
    if word == "erase":
        snippets.remove(turn, reply.id, int(number))
        return AGAIN
    if word == "use":
        snippets.insert(turn, reply.id, place.answers[HERE], int(number))
    return "request"


def _keep(turn: Turn, place: Place, title: str) -> str:
    snippets.keep(turn, replies.find(turn, place.subject_id or 0), title, _own_text(turn, place))
    return "snippets"


def _own_text(turn: Turn, place: Place) -> str:
    words = shown(turn, place)["point"].text
    if not words:
        raise Refused("nothing_to_keep")
    return str(words)


STEPS = (
    Step("snippets", "replies/ask_snippet", _read, _shown, _choose),
    Step("snippet_title", "replies/ask_snippet_title", text(at_most=TITLE), shown, _keep),
)
