"""The office sets the time in which a sitting is rated: its first day, and its last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain import deadlines
from bot.domain.errors import Unreadable
from bot.flows.engine import Flow, Heard, Step
from bot.flows.readers import tap_or_text
from bot.intake.typed import term_in
from bot.services import dates, windows
from bot.turn import Turn
from store.places import Place

TODAY = "today"


def _shows(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"sitting": windows.of_id(turn, place.subject_id or 0)}


def _shows_first(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {**_shows(turn, place), "first": date.fromisoformat(place.answers["first"])}


def _first(turn: Turn, place: Place, heard: Heard) -> str:
    """Today, or a day to come."""
    said = tap_or_text((TODAY,), 40)(turn, place, heard)
    if said.kind == "tap":
        return turn.today.isoformat()
    return _day(turn, said.text, turn.today).isoformat()


def _last(turn: Turn, place: Place, heard: Heard) -> str:
    """A day after the first one; a length of time is counted from there."""
    if heard.kind != "text":
        raise Unreadable("text_wanted", kind=heard.kind)
    return _day(turn, heard.text, date.fromisoformat(place.answers["first"])).isoformat()


def _day(turn: Turn, text: str, after: date) -> date:
    day = deadlines.due(after, term_in(text, after), dates.calendar(turn)).date
    if day <= after:
        raise Unreadable("day_not_after", day=day, after=after)
    return day


def _set(turn: Turn, place: Place) -> None:
    first, last = (date.fromisoformat(place.answers[name]) for name in ("first", "last"))
    windows.set_time(turn, windows.of_id(turn, place.subject_id or 0), first, last)


FLOW = Flow(
    "survey_window",
    (
        Step("first", "surveys/ask_window_first", _first, _shows),
        Step("last", "surveys/ask_window_last", _last, _shows_first),
    ),
    _set,
)
