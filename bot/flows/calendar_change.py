"""The office says which days are off or worked; what that would move is shown before it is done."""

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import Flow, Heard, Step
from bot.intake.days import SetDay, days_in
from bot.services import office_calendar
from bot.turn import Turn
from store.places import Place


def start(turn: Turn) -> None:
    """Ask for the days."""
    engine.begin(turn, FLOW)


def _days(turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind != "text":
        raise Unreadable("text_wanted", kind=heard.kind)
    days_in(heard.text, turn.today)
    return heard.text


def _rehearse(turn: Turn, place: Place) -> None:
    found: list[SetDay] = days_in(place.answers["days"], turn.today)
    office_calendar.rehearse(turn, found)


FLOW = Flow("calendar_change", (Step("days", "calendar/ask_days", _days),), _rehearse)
