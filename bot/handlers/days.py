"""The office's calendar: looked at, changed, and what a change would do."""

from bot.flows import calendar_change
from bot.handlers.routes import Command, Tap, number
from bot.services import office_calendar
from bot.turn import Turn


def show(turn: Turn, _text: str) -> None:
    """The calendar as it stands."""
    office_calendar.show(turn)


def change(turn: Turn, _words: list[str]) -> None:
    """Set days off or worked."""
    calendar_change.start(turn)


def apply(turn: Turn, words: list[str]) -> None:
    """Do what was rehearsed."""
    office_calendar.apply(turn, number(words))


def drop(turn: Turn, words: list[str]) -> None:
    """Leave it."""
    office_calendar.drop(turn, number(words))


COMMANDS = (Command("calendar", show),)
TAPS = (Tap("calset", change), Tap("calyes", apply), Tap("calno", drop))
