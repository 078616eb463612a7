"""What a deputy does: writes a proposal, signs one, looks at his own, changes one that was returned, takes one back."""

from bot.flows import cosigners, proposal_draft, withdrawal
from bot.handlers.routes import Command, Tap, number
from bot.services import proposals, signing, withdrawing
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


def cosign(turn: Turn, words: list[str]) -> None:
    """More co-signers are asked for."""
    cosigners.start(turn, proposals.of_id(turn, number(words)))


def sign(turn: Turn, words: list[str]) -> None:
    """A proposal is signed."""
    signing.sign(turn, signing.find(turn, number(words)))


def decline(turn: Turn, words: list[str]) -> None:
    """A proposal is not signed."""
    signing.decline(turn, signing.find(turn, number(words)))


def hand_in(turn: Turn, words: list[str]) -> None:
    """``handin:<proposal>`` asks whether those who have not signed are to be left out, ``:yes`` submits."""
    does = signing.hand_in if words[1:] == ["yes"] else signing.ask_hand_in
    does(turn, signing.find(turn, number(words)))


def discard(turn: Turn, words: list[str]) -> None:
    """A draft is thrown away."""
    withdrawing.discard(turn, signing.find(turn, number(words)))


def consent(turn: Turn, words: list[str]) -> None:
    """A co-signer agrees to a withdrawal."""
    withdrawing.consent(turn, signing.find(turn, number(words)))


def refuse_consent(turn: Turn, words: list[str]) -> None:
    """A co-signer does not agree to it."""
    withdrawing.refuse_consent(turn, signing.find(turn, number(words)))


COMMANDS = (Command("new", new), Command("mine", mine))
TAPS = (
    Tap("mine", turn_page),
    Tap("revise", revise),
    Tap("withdraw", withdraw),
    Tap("cosign", cosign),
    Tap("sign", sign),
    Tap("decline", decline),
    Tap("handin", hand_in),
    Tap("discard", discard),
    Tap("consent", consent),
    Tap("dissent", refuse_consent),
)
