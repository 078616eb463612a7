"""Asks for the number of the case that somebody wants to see."""

from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import text
from bot.services import cards
from bot.turn import Turn
from store.places import Place


def open_for(turn: Turn, asked: str) -> None:
    """Show the case of a number, or ask for the number where there is none."""
    if asked:
        cards.open_number(turn, asked)
    else:
        engine.begin(turn, FLOW)


def _show(turn: Turn, place: Place) -> None:
    cards.open_number(turn, place.answers["number"])


FLOW = Flow("case_number", (Step("number", "looking/ask_number", text(at_most=100)),), _show)
