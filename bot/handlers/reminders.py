"""Reminders: the hour at which they come, and those that are put off."""

from bot.handlers.routes import Command, Tap, number
from bot.services import notices, own_reminders
from bot.turn import Turn


def show(turn: Turn, _text: str) -> None:
    """When one's reminders come."""
    own_reminders.show(turn)


def choose(turn: Turn, words: list[str]) -> None:
    """``hour:<HHMM>``: another hour; ``hour:`` is the office's own."""
    own_reminders.choose(turn, words[0] if words else "")


def put_off(turn: Turn, words: list[str]) -> None:
    """``later:<days>``: what the reminder says is said again then."""
    own_reminders.put_off(turn, number(words))


def see(turn: Turn, words: list[str]) -> None:
    """``noted:<notice>``: a letter that matters was read; ``noted:0`` all that one letter says."""
    notices.see(turn, number(words))


def take(turn: Turn, words: list[str]) -> None:
    """``take:<notice>``: somebody takes the matter up."""
    notices.take(turn, number(words))


COMMANDS = (Command("reminders", show),)
TAPS = (Tap("hour", choose), Tap("later", put_off), Tap("noted", see), Tap("take", take))
