"""What the office decides about a reply: has its draft rated, issues, holds or publishes it, changes or corrects it."""

from bot.flows import correction, publishing, result_change
from bot.handlers.routes import Command, Tap, number
from bot.services import issuing, replies, versions
from bot.turn import Turn


def issue(turn: Turn, words: list[str]) -> None:
    """``issue:<reply>:<version>``: the reply goes to the proposers."""
    issuing.issue(turn, replies.find(turn, number(words)), number(words, 1))


def consult(turn: Turn, words: list[str]) -> None:
    """``consult:<reply>:<version>``: the draft goes to the proposers, who rate it."""
    issuing.consult(turn, replies.find(turn, number(words)), number(words, 1))


def end_consulting(turn: Turn, words: list[str]) -> None:
    """``opinions:<reply>``: nobody waits for more opinions of the draft."""
    issuing.end_consulting(turn, replies.find(turn, number(words)))


def hold(turn: Turn, words: list[str]) -> None:
    """``hold:<reply>:<version>``: the reply waits to be let out with others."""
    issuing.hold(turn, replies.find(turn, number(words)), number(words, 1))


def publish(turn: Turn, _text: str) -> None:
    """What is held is listed."""
    publishing.start(turn)


def change_class(turn: Turn, words: list[str]) -> None:
    """``class:<reply>:<version>``: asks for another result class."""
    result_change.open_for(turn, replies.find(turn, number(words)), number(words, 1))


def correct(turn: Turn, words: list[str]) -> None:
    """``correct:<reply>``: asks what is to be corrected."""
    correction.open_for(turn, replies.find(turn, number(words)))


def show_versions(turn: Turn, words: list[str]) -> None:
    """``versions:<reply>``: what was written when and by whom."""
    versions.show(turn, replies.find(turn, number(words)))


def compare(turn: Turn, words: list[str]) -> None:
    """``compare:<reply>:<version>:<version>``: what changed between two."""
    versions.compare(turn, replies.find(turn, number(words)), number(words, 1), number(words, 2))


COMMANDS = (Command("publish", publish),)
TAPS = (
    Tap("issue", issue),
    Tap("consult", consult),
    Tap("opinions", end_consulting),
    Tap("hold", hold),
    Tap("class", change_class),
    Tap("correct", correct),
    Tap("versions", show_versions),
    Tap("compare", compare),
)
