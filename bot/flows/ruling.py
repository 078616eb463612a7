"""A case that came back twice: a unit says what it thinks; the office rules, and says why."""

from collections.abc import Mapping
from typing import Any

from bot.flows import assignment
from bot.flows.engine import Flow, Step, begin
from bot.flows.readers import text
from bot.services import acceptance, life, rulings
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment

REASON = 1_000  # characters
VIEW = 500


def start(turn: Turn, share: Assignment, *, moves: bool) -> None:
    """Ask for the reason; Refused if there is nothing to rule on."""
    rulings.check(turn, share, moves=moves)
    begin(turn, FLOW, share.id, moves=moves)


def ask_view(turn: Turn, share: Assignment) -> None:
    """Ask a unit for its view; Refused if it is not asked, or has answered."""
    rulings.check_view(turn, share)
    begin(turn, VIEW_FLOW, share.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(rulings.find(turn, place.subject_id or 0))


def _rule(turn: Turn, place: Place) -> None:
    share, moves = acceptance.find(turn, place.subject_id or 0), place.answers["moves"]
    rulings.rule(turn, share, place.answers["reason"], moves=moves)
    if moves:
        assignment.replace(turn, share)


def _state(turn: Turn, place: Place) -> None:
    rulings.state_view(turn, rulings.find(turn, place.subject_id or 0), place.answers["view"])


FLOW = Flow(
    "ruling",
    (Step("reason", "assignments/ask_ruling_reason", text(at_least=2, at_most=REASON), _case),),
    _rule,
)
VIEW_FLOW = Flow(
    "view",
    (Step("view", "assignments/ask_view_text", text(at_least=2, at_most=VIEW), _case),),
    _state,
)
