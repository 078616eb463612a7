"""Being away: from which day, until which, and who stands in."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.terms import Term, Unit, add_months
from bot.flows import engine
from bot.flows.engine import Flow, Heard, Step
from bot.flows.readers import choice
from bot.intake.typed import term_in
from bot.services import absences
from bot.turn import Turn
from store.places import Place

_DAYS = {"today": 0, "tomorrow": 1}


def start(turn: Turn) -> None:
    """Ask from when on, if somebody can stand in at all."""
    absences.check(turn)
    engine.begin(turn, FLOW)


def _first(turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind == "tap" and heard.value in _DAYS:
        first = turn.today + timedelta(days=_DAYS[heard.value])
    elif heard.kind == "text":
        first = _day(term_in(heard.text, turn.today - timedelta(days=1)), turn.today)
    else:
        raise Unreadable("date_wanted")
    absences.check_period(turn, first, first)
    return first.isoformat()


def _last(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    first = _on(place, "first")
    last = _day(term_in(heard.text, first - timedelta(days=1)), first)
    absences.check_period(turn, first, last)
    return last.isoformat()


def _day(term: Term, first: date) -> date:
    """The date, or the last of so many days of which the first is one."""
    if term.on is not None:
        return term.on
    if term.unit is Unit.MONTHS:
        return add_months(first, term.count)[0]
    return first + timedelta(days=term.count - 1)


def _on(place: Place, step: str) -> date:
    return date.fromisoformat(place.answers[step])


def _begun(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"first": _on(place, "first")}


def _period(turn: Turn, place: Place) -> Mapping[str, Any]:
    first, last = _on(place, "first"), _on(place, "last")
    return {"first": first, "last": last, "candidates": absences.candidates(turn, first, last)}


def _may(turn: Turn, place: Place) -> list[str]:
    return [str(one.id) for one in _period(turn, place)["candidates"]]


FLOW = Flow(
    "absence",
    (
        Step("first", "absences/ask_first", _first),
        Step("last", "absences/ask_last", _last, _begun),
        Step("substitute", "absences/ask_substitute", choice(_may), _period),
    ),
    lambda turn, place: absences.begin(turn, _on(place, "first"), _on(place, "last"), int(place.answers["substitute"])),
)
