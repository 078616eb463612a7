"""What leaves as a file: papers of one case, and what the office exports."""

from bot.flows import export
from bot.handlers.routes import Command, Tap, number
from bot.services import papers
from bot.turn import Turn


def begin_export(turn: Turn, _text: str) -> None:
    """A ledger, a report or a compendium."""
    export.start(turn)


def paper(turn: Turn, words: list[str]) -> None:
    """``paper:<which>:<id>``: the letter of a reply, or another paper of a case."""
    papers.send(turn, "".join(words[:1]), number(words, 1))


COMMANDS = (Command("export", begin_export),)
TAPS = (Tap("paper", paper),)
