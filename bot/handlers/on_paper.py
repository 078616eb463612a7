"""What the office writes down for those who said it on paper."""

from bot.flows import paper_signature
from bot.handlers.routes import Command, Tap, number
from bot.services import on_paper, proposals, signing
from bot.turn import Turn


def consent(turn: Turn, words: list[str]) -> None:
    """``papersay:<proposal>`` shows whose consent is wanted, with ``:<position>:<yes or no>`` one is kept."""
    proposal = signing.find(turn, number(words))
    if len(words) > 1:
        on_paper.record_consent(turn, proposal, number(words, 1), agrees=words[-1] == "yes")
    else:
        on_paper.show_consents(turn, proposal)


def sign(turn: Turn, words: list[str]) -> None:
    """The names of those who signed on paper are asked for."""
    paper_signature.start(turn, proposals.of_id(turn, number(words)))


COMMANDS: tuple[Command, ...] = ()
TAPS = (Tap("papersay", consent), Tap("papersign", sign))
