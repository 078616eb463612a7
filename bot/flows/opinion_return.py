"""Sending a co-unit's opinion back: one question, what it lacks."""

from collections.abc import Mapping
from typing import Any

from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import text
from bot.services import life, opinions
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment


def open_for(turn: Turn, share: Assignment) -> None:
    """Ask what the opinion lacks, if this person's unit may send it back now."""
    opinions.check_return(turn, share)
    engine.begin(turn, FLOW, share.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(opinions.of_id(turn, place.subject_id or 0))


FLOW = Flow(
    "opinion_return",
    (Step("reason", "assignments/ask_opinion_return", text(at_most=1000, at_least=4), _case),),
    lambda turn, place: opinions.send_back(turn, place.subject_id or 0, place.answers["reason"]),
)
