"""Asks for the words that somebody wants cases to be found by."""

from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import text
from bot.services import search
from bot.turn import Turn
from store.places import Place


def open_for(turn: Turn, words: str) -> None:
    """Show the cases that have these words, or ask for words where there are none."""
    if words:
        search.find(turn, words)
    else:
        engine.begin(turn, FLOW)


def _show(turn: Turn, place: Place) -> None:
    search.find(turn, place.answers["words"])


FLOW = Flow("finding", (Step("words", "looking/ask_words", text(at_most=100)),), _show)
