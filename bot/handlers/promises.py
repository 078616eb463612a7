"""The register of promises: looked at, confirmed, reported on."""

from bot.domain.lives import Act
from bot.flows import commitment, commitment_report
from bot.handlers.routes import Command, Tap, number
from bot.services import commitments, replies
from bot.turn import Turn


def show_all(turn: Turn, _text: str) -> None:
    """What was promised and is not kept yet."""
    commitments.show_all(turn)


def turn_page(turn: Turn, words: list[str]) -> None:
    """Another page of it."""
    commitments.show_all(turn, number(words), edit=True)


def show(turn: Turn, words: list[str]) -> None:
    """One promise."""
    commitments.show(turn, commitments.find(turn, number(words)))


def confirm(turn: Turn, words: list[str]) -> None:
    """The unit takes it into the register."""
    commitments.confirm(turn, commitments.find(turn, number(words)))


def redate(turn: Turn, words: list[str]) -> None:
    """The unit puts its day right."""
    commitment.redate(turn, commitments.find(turn, number(words)))


def discard(turn: Turn, words: list[str]) -> None:
    """It is no promise."""
    commitments.discard(turn, commitments.find(turn, number(words)))


def add(turn: Turn, words: list[str]) -> None:
    """The unit adds one that was not found."""
    commitment.open_for(turn, replies.find(turn, number(words)))


def report(turn: Turn, words: list[str]) -> None:
    """How it goes on."""
    commitment_report.open_for(turn, commitments.find(turn, number(words)), Act.REPORT)


def fulfil(turn: Turn, words: list[str]) -> None:
    """It is kept."""
    commitment_report.open_for(turn, commitments.find(turn, number(words)), Act.FULFIL)


def explain(turn: Turn, words: list[str]) -> None:
    """It cannot be kept, and why."""
    commitment_report.open_for(turn, commitments.find(turn, number(words)), Act.EXPLAIN)


def reopen(turn: Turn, words: list[str]) -> None:
    """The office takes it up again."""
    commitments.reopen(turn, commitments.find(turn, number(words)))


COMMANDS = (Command("commitments", show_all),)
TAPS = (
    Tap("cpage", turn_page),
    Tap("promise", show),
    Tap("cyes", confirm),
    Tap("cday", redate),
    Tap("cno", discard),
    Tap("cadd", add),
    Tap("creport", report),
    Tap("cdone", fulfil),
    Tap("cwhy", explain),
    Tap("cagain", reopen),
)
