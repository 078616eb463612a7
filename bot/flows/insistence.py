"""The office does not agree with a unit that gave a case back, and says why."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine import Flow, Step, begin
from bot.flows.readers import text
from bot.services import acceptance, life, returned
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment

REASON = 1_000  # characters


def start(turn: Turn, assignment: Assignment) -> None:
    """Ask for the reason; Refused if there is no return to be decided."""
    returned.check_insist(turn, assignment)
    begin(turn, FLOW, assignment.id)


def _share(turn: Turn, place: Place) -> Assignment:
    return acceptance.find(turn, place.subject_id or 0)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(_share(turn, place))


def _insist(turn: Turn, place: Place) -> None:
    returned.insist(turn, _share(turn, place), place.answers["reason"])


FLOW = Flow(
    "insistence",
    (Step("reason", "assignments/ask_insist_reason", text(at_least=2, at_most=REASON), _case),),
    _insist,
)
