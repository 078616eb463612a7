"""Giving a case back: why it is not the unit's, and whose it is."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine import Flow, Heard, Step
from bot.flows.readers import text
from bot.services import acceptance, life
from bot.turn import Turn
from store.places import Place

SKIP = "skip"
_name = text(at_most=120)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(acceptance.find(turn, place.subject_id or 0))


def _unit_or_nobody(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "tap" and heard.value == SKIP:
        return ""
    return str(_name(turn, place, heard))


def _give_back(turn: Turn, place: Place) -> None:
    assignment = acceptance.find(turn, place.subject_id or 0)
    said = place.answers
    acceptance.give_back(turn, assignment, said["reason"], said["unit"], said["card"])


FLOW = Flow(
    "return_reason",
    (
        Step("reason", "assignments/ask_return_reason", text(at_most=1000, at_least=4), _case),
        Step("unit", "assignments/ask_return_unit", _unit_or_nobody, _case),
    ),
    _give_back,
)
