"""The office writes down what a meeting with the proposers came to: the day, who was there, what was agreed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.flows.engine import Flow, Heard, Step
from bot.flows.readers import tap_or_text, text
from bot.intake.typed import past_day_in
from bot.services import proposals, rounds
from bot.turn import Turn
from store.places import Place

TODAY = "today"
WHO, AGREED = 300, 2_000  # characters


def _shows(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"proposal": proposals.of_id(turn, place.subject_id or 0)}


def _day(turn: Turn, place: Place, heard: Heard) -> str:
    """The day of the meeting, which is not still to come."""
    said = tap_or_text((TODAY,), 40)(turn, place, heard)
    day = turn.today if said.kind == "tap" else past_day_in(said.text, turn.today)
    return day.isoformat()


def _record(turn: Turn, place: Place) -> None:
    proposal, said = proposals.of_id(turn, place.subject_id or 0), place.answers
    rounds.record_meeting(turn, proposal, date.fromisoformat(said["day"]), said["who"], said["agreed"])


FLOW = Flow(
    "meeting_record",
    (
        Step("day", "proposals/ask_meeting_day", _day, _shows),
        Step("who", "proposals/ask_meeting_who", text(at_most=WHO, at_least=2), _shows),
        Step("agreed", "proposals/ask_meeting_agreed", text(at_most=AGREED, at_least=2), _shows),
    ),
    _record,
)
