"""An assisting unit's opinion: as many messages as it takes, a look at the whole, then it is delivered."""

from collections.abc import Mapping
from typing import Any

from bot.flows import engine
from bot.flows.engine import AGAIN, END, STAY, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.services import acceptance, life, opinions
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment

_text = text(at_most=4096)
_on_the_way = choice({"preview", "clear"})


def open_for(turn: Turn, assignment: Assignment) -> None:
    """Go on with the opinion where it was left, if this person may deliver one now."""
    opinions.check(turn, assignment)
    engine.begin(turn, FLOW, assignment.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(acceptance.find(turn, place.subject_id or 0))


def _read(turn: Turn, place: Place, heard: Heard) -> Heard:
    (_on_the_way if heard.kind == "tap" else _text)(turn, place, heard)
    return heard


def _write(turn: Turn, place: Place, heard: Heard) -> str:
    number = place.subject_id or 0
    if heard.kind == "text":
        assignment = opinions.write(turn, number, heard.text.strip())
        turn.answer("assignments/opinion_saved", **life.around(assignment))
        return STAY
    if heard.value == "clear":
        opinions.clear(turn, number)
        return AGAIN
    return "preview"


def _decide(_turn: Turn, _place: Place, value: str) -> str:
    return END if value == "deliver" else "text"


FLOW = Flow(
    opinions.FLOW,
    (
        Step("text", "assignments/ask_opinion", _read, _case, _write),
        Step("preview", "assignments/opinion_preview", choice({"deliver", "edit"}), _case, _decide),
    ),
    lambda turn, place: opinions.deliver(turn, place.subject_id or 0),
)
