"""The office takes up a closed case again, and says why."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine import Flow, Step
from bot.flows.readers import text
from bot.services import proposals, rounds
from bot.turn import Turn
from store.places import Place


def _shows(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"proposal": proposals.of_id(turn, place.subject_id or 0)}


def _reopen(turn: Turn, place: Place) -> None:
    rounds.reopen(turn, proposals.of_id(turn, place.subject_id or 0), place.answers["reason"])


FLOW = Flow("reopening", (Step("reason", "proposals/ask_reopen", text(at_most=500, at_least=2), _shows),), _reopen)
