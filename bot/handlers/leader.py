"""What a leader decides about a reply: agrees, or sends it back with a remark; the office sends back likewise."""

from bot.flows import remark
from bot.handlers.routes import Command, Tap, number
from bot.services import approval, countersigning, replies
from bot.turn import Turn


def approve(turn: Turn, words: list[str]) -> None:
    """``approve:<reply>:<version>``: the version that was read, no other."""
    approval.approve(turn, replies.find(turn, number(words)), number(words, 1))


def send_back(turn: Turn, words: list[str]) -> None:
    """``sendback:<reply>:<version>``: asks what is to be written differently."""
    remark.open_for(turn, replies.find(turn, number(words)), number(words, 1))


def countersign(turn: Turn, words: list[str]) -> None:
    """``countersign:<reply>:<version>``: a co-unit agrees with what it has read."""
    countersigning.sign(turn, replies.find(turn, number(words), assisting=True), number(words, 1))


COMMANDS: tuple[Command, ...] = ()
TAPS = (Tap("approve", approve), Tap("sendback", send_back), Tap("countersign", countersign))
