"""Absence: one's own, looked at, begun and ended."""

from bot.flows import absence
from bot.handlers.routes import Command, Tap, number
from bot.services import absences
from bot.turn import Turn


def show(turn: Turn, _text: str) -> None:
    """One's absences."""
    absences.show(turn)


def begin(turn: Turn, _words: list[str]) -> None:
    """Somebody will be away."""
    absence.start(turn)


def end(turn: Turn, words: list[str]) -> None:
    """Somebody is back."""
    absences.end(turn, number(words))


COMMANDS = (Command("absence", show),)
TAPS = (Tap("away", begin), Tap("present", end))
