"""Letting out what is held: all of it, or the replies that are chosen from the list."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused, Unreadable
from bot.flows import engine
from bot.flows.engine import AGAIN, STAY, Flow, Heard, Step
from bot.services import publishing
from bot.turn import Turn
from store.places import Place

PAGE = 10
_BUTTON = re.compile(r"(pick|page)-(\d{1,9})|(all)|(chosen)")


def start(turn: Turn) -> None:
    """Show what is held."""
    engine.begin(turn, FLOW, page=0, picked=[])


def _shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    held = publishing.held(turn)
    pages = max(1, -(-len(held) // PAGE))
    page = min(place.answers["page"], pages - 1)
    ids = {reply.id for reply in held}
    return {
        "held": held[page * PAGE : (page + 1) * PAGE],
        "count": len(held),
        "page": page,
        "pages": pages,
        "picked": [one for one in place.answers["picked"] if one in ids],
    }


def _read(_turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind != "tap" or not _BUTTON.fullmatch(heard.value):
        raise Unreadable("tap_wanted", kind=heard.kind)
    return heard.value


def _choose(turn: Turn, place: Place, value: str) -> str:
    word, _, number = value.partition("-")
    if word == "page":
        place.answers["page"] = int(number)
        return AGAIN
    if word == "pick":
        picked = place.answers["picked"]
        place.answers["picked"] = [*picked, int(number)] if int(number) not in picked else _without(picked, int(number))
        return AGAIN
    meant = [reply.id for reply in publishing.held(turn) if word == "all" or reply.id in place.answers["picked"]]
    place.answers.setdefault("meant", meant)  # what a turn that was broken off goes on with
    if not place.answers["meant"]:
        place.answers.pop("meant")
        raise Refused("nothing_picked")
    publishing.let_out(turn, place.answers["meant"])
    return STAY


def _without(picked: list[int], number: int) -> list[int]:
    return [one for one in picked if one != number]


def _ends(_turn: Turn, _place: Place) -> None:
    """The conversation ends with the report, after the last reply."""


FLOW = Flow("publishing", (Step("choose", "replies/held_list", _read, _shown, _choose),), _ends)
