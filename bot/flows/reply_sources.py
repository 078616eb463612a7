"""The part of writing a reply in which earlier replies to like cases, and documents, are looked at and quoted."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows.engine import Heard, Step
from bot.flows.reply_view import HERE, shown
from bot.services import drafts, passages, replies, similar
from bot.turn import Turn
from store.places import Place

LIKE = "like"  # the row of the case whose replies are open
MOST = 30  # paragraphs of earlier replies, each with a button
_BUTTON = re.compile(r"(case|part|passage)-(\d{1,18})|(request)|(likes)")


def _read(_turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind != "tap" or not _BUTTON.fullmatch(heard.value):
        raise Unreadable("tap_wanted", kind=heard.kind)
    return heard.value


def _likes(turn: Turn, place: Place) -> Mapping[str, Any]:
    reply = replies.find(turn, place.subject_id or 0)
    return {**shown(turn, place), "similar": similar.answered(turn, reply.assignment.proposal)}


def _like(turn: Turn, place: Place) -> Mapping[str, Any]:
    case, found = similar.earlier(turn, place.answers[LIKE])
    return {**shown(turn, place), "case": case, "earlier": found, "parts": _parts(turn, place)}


def _parts(turn: Turn, place: Place) -> list[str]:
    """The paragraphs of all earlier replies to the case, one after the other."""
    _, found = similar.earlier(turn, place.answers[LIKE])
    return [paragraph for one in found for paragraph in one.paragraphs][:MOST]


def _policies(turn: Turn, place: Place) -> Mapping[str, Any]:
    reply = replies.find(turn, place.subject_id or 0)
    return {**shown(turn, place), "passages": passages.of_request(turn, reply, place.answers[HERE])}


def _press(turn: Turn, place: Place, value: str) -> str:
    word, _, number = value.partition("-")
    reply, here = place.subject_id or 0, place.answers[HERE]
    if word == "case":
        place.answers[LIKE] = int(number)
        return "like"
    if word == "part":
        parts = _parts(turn, place)
        if int(number) >= len(parts):
            raise Unreadable("tap_wanted", kind="tap")
        drafts.write(turn, reply, here, parts[int(number)])
    if word == "passage":
        passages.quote(turn, reply, here, int(number))
    return "likes" if word == "likes" else "request"


STEPS = (
    Step("likes", "replies/ask_like", _read, _likes, _press),
    Step("like", "replies/ask_like_part", _read, _like, _press),
    Step("policies", "replies/ask_policy", _read, _policies, _press),
)
