"""What the office decides about a reply that the unit's leader has approved."""

from bot.handlers.routes import Command, Tap, number
from bot.services import approval, replies
from bot.turn import Turn


def issue(turn: Turn, words: list[str]) -> None:
    """``issue:<reply>:<version>``: the reply goes to the proposers."""
    approval.issue(turn, replies.find(turn, number(words)), number(words, 1))


COMMANDS: tuple[Command, ...] = ()
TAPS = (Tap("issue", issue),)
