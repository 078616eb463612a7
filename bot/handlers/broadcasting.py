"""The office writes to many, and sees what became of it; recipients say that they have read it."""

from bot.flows import broadcast, engine
from bot.handlers.routes import Command, Tap, number
from bot.services import broadcasts
from bot.turn import Turn


def write(turn: Turn, _text: str) -> None:
    """To whom, and what."""
    engine.begin(turn, broadcast.FLOW)


def report(turn: Turn, words: list[str]) -> None:
    """``report:<broadcast>``: as it stands now."""
    broadcasts.show_report(turn, number(words))


def see(turn: Turn, words: list[str]) -> None:
    """``seen:<broadcast>``."""
    broadcasts.see(turn, number(words))


COMMANDS = (Command("broadcast", write),)
TAPS = (Tap("report", report), Tap("seen", see))
