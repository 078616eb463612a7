"""Like cases: the office looks at them and merges with one tap; what was answered to one is read."""

from bot.handlers.routes import Command, Tap, number
from bot.services import cards, merging, signing, similar
from bot.turn import Turn


def show(turn: Turn, words: list[str]) -> None:
    """``similar:<proposal>``: the cases like it."""
    similar.show(turn, cards.of_id(turn, number(words)))


def join(turn: Turn, words: list[str]) -> None:
    """``join:<proposal>:<lead>``: the one is merged into the other."""
    merging.merge(turn, signing.find(turn, number(words)), signing.find(turn, number(words, 1)))


def earlier(turn: Turn, words: list[str]) -> None:
    """``earlier:<proposal>``: what was answered to it."""
    similar.show_earlier(turn, number(words))


COMMANDS: tuple[Command, ...] = ()
TAPS = (Tap("similar", show), Tap("join", join), Tap("earlier", earlier))
