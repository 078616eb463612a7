"""What a deputy does: writes a proposal, looks at his own, changes one that was returned, takes one back."""

from bot.flows import proposal_draft, withdrawal
from bot.handlers.routes import Command, Tap, number
from bot.services import proposals
from bot.turn import Turn


def new(turn: Turn, _text: str) -> None:
    """A new proposal."""
    proposal_draft.start(turn)


def mine(turn: Turn, _text: str) -> None:
    """The person's own cases, the latest first."""
    proposals.show_mine(turn)


def turn_page(turn: Turn, words: list[str]) -> None:
    """Another page of the person's own cases."""
    proposals.show_mine(turn, number(words), edit=True)


def revise(turn: Turn, words: list[str]) -> None:
    """A returned proposal is changed."""
    proposal_draft.revise(turn, proposals.of_id(turn, number(words)))


def withdraw(turn: Turn, words: list[str]) -> None:
    """A proposal is taken back, after a question."""
    withdrawal.start(turn, proposals.of_id(turn, number(words)))


COMMANDS = (Command("new", new), Command("mine", mine))
TAPS = (Tap("mine", turn_page), Tap("revise", revise), Tap("withdraw", withdraw))
