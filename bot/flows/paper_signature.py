"""The office says who signed a proposal on paper, and sees the names once more before they stand under it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act
from bot.domain.names import alike
from bot.flows.engine import Flow, Heard, Step, begin
from bot.flows.readers import choice
from bot.services import life, on_paper, proposals, signing
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal

NAME = 60  # characters
MOST = 50
_BETWEEN = re.compile(r"[、,，;；\n]+")


def start(turn: Turn, proposal: Proposal) -> None:
    """Ask for the names; Refused if nobody signs the proposal any more."""
    life.may(turn, proposal, Act.SIGN)
    begin(turn, FLOW, proposal.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"proposal": proposals.of_id(turn, place.subject_id or 0)}


def _reads(turn: Turn, place: Place, heard: Heard) -> list[str]:
    """The names of a message, each of them new to the proposal."""
    names = [" ".join(name.split()) for name in _BETWEEN.split(heard.text)] if heard.kind == "text" else []
    names = [name for name in names if name]
    if not names:
        raise Unreadable("text_wanted", kind=heard.kind)
    if len(names) > MOST:
        raise Unreadable("too_many_deputies", typed="", count=len(names))
    taken = {alike(one.name) for one in proposals.of_id(turn, place.subject_id or 0).proposers}
    for name in names:
        if len(name) > NAME:
            raise Unreadable("too_long", at_most=NAME, length=len(name))
        if alike(name) in taken:
            raise Unreadable("deputy_named_twice", name=name)
        taken.add(alike(name))
    return names


def _sign(turn: Turn, place: Place) -> None:
    on_paper.sign(turn, signing.find(turn, place.subject_id or 0), place.answers["names"])


FLOW = Flow(
    "paper_signature",
    (
        Step("names", "proposals/ask_paper_names", _reads, _case),
        Step("sure", "proposals/ask_paper_sure", choice(("yes",)), _case),
    ),
    _sign,
)
