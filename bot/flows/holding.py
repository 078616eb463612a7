"""The office holds lines of tomorrow's mail until a day, or writes its own words above somebody's letter."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.calendar import add_workdays
from bot.domain.errors import Unreadable
from bot.domain.terms import Unit, add_months
from bot.flows import engine
from bot.flows.engine import Flow, Heard, Step
from bot.flows.readers import text
from bot.intake.typed import term_in
from bot.services import dates, holding
from bot.turn import Turn
from store.places import Place

WORKDAYS = (1, 3, 5)  # after the day, each with a button


def start_hold(turn: Turn, day: date, scope: str) -> None:
    """Ask until when."""
    holding.check(turn, day, scope)
    engine.begin(turn, HOLD, day=day.isoformat(), scope=scope)


def start_words(turn: Turn, day: date, person_id: int) -> None:
    """Ask for the words."""
    holding.check_person(turn, day, person_id)
    engine.begin(turn, WORDS, day=day.isoformat(), person=person_id)


def _day(place: Place) -> date:
    return date.fromisoformat(place.answers["day"])


def _choices(turn: Turn, place: Place) -> list[tuple[int, date]]:
    calendar = dates.calendar(turn)
    return [(count, add_workdays(_day(place), count, calendar)) for count in WORKDAYS]


def _until(turn: Turn, place: Place, heard: Heard) -> str:
    day = _day(place)
    if heard.kind == "tap":
        found = {str(count): until for count, until in _choices(turn, place)}.get(heard.value)
        if found is None:
            raise Unreadable("tap_wanted", kind=heard.kind)
        return found.isoformat()
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    until = _typed(turn, heard.text, day)
    holding.check_until(day, until)
    return until.isoformat()


def _typed(turn: Turn, words: str, day: date) -> date:
    """A date, or so long after the day."""
    term = term_in(words, day)
    if term.on is not None:
        return term.on
    if term.unit is Unit.MONTHS:
        return add_months(day, term.count)[0]
    if term.unit is Unit.WORKDAYS:
        return add_workdays(day, term.count, dates.calendar(turn))
    return day + timedelta(days=term.count)


def _what(turn: Turn, place: Place) -> Mapping[str, Any]:
    count = len(holding.check(turn, _day(place), place.answers["scope"]))
    return {"day": _day(place), "count": count, "choices": _choices(turn, place)}


def _whom(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"day": _day(place), "name": holding.check_person(turn, _day(place), place.answers["person"])}


def _hold(turn: Turn, place: Place) -> None:
    holding.hold(turn, _day(place), place.answers["scope"], date.fromisoformat(place.answers["until"]))


def _reword(turn: Turn, place: Place) -> None:
    holding.reword(turn, _day(place), place.answers["person"], place.answers["words"])


HOLD = Flow("reminders_hold", (Step("until", "plans/ask_until", _until, _what),), _hold)
WORDS = Flow(
    "reminders_words", (Step("words", "plans/ask_words", text(at_most=holding.LONGEST_WORDS), _whom),), _reword
)
