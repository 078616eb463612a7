"""The office's buttons once a case is answered: close it, handle it again, meet, put it away, take it up again."""

from bot.domain.lives import Act
from bot.flows import engine, meeting_record, reopening
from bot.handlers.routes import Command, Tap, number
from bot.services import life, proposals, rounds
from bot.turn import Turn


def close(turn: Turn, words: list[str]) -> None:
    """``close:<proposal>``."""
    rounds.close(turn, proposals.of_id(turn, number(words)))


def rehandle(turn: Turn, words: list[str]) -> None:
    """``rehandle:<proposal>``."""
    rounds.rehandle(turn, proposals.of_id(turn, number(words)))


def meet(turn: Turn, words: list[str]) -> None:
    """``meet:<proposal>``."""
    rounds.meet(turn, proposals.of_id(turn, number(words)))


def record(turn: Turn, words: list[str]) -> None:
    """``meeting:<proposal>``: when, who and what was agreed."""
    proposal = proposals.of_id(turn, number(words))
    life.may(turn, proposal, Act.RECORD_MEETING)
    engine.begin(turn, meeting_record.FLOW, proposal.id)


def archive(turn: Turn, words: list[str]) -> None:
    """``archive:<proposal>`` asks whether it is meant, ``archive:<proposal>:yes`` does it."""
    deed = rounds.archive if words[1:] == ["yes"] else rounds.ask_archive
    deed(turn, proposals.of_id(turn, number(words)))


def reopen(turn: Turn, words: list[str]) -> None:
    """``reopen:<proposal>``: the question why."""
    proposal = proposals.of_id(turn, number(words))
    life.may(turn, proposal, Act.REOPEN)
    engine.begin(turn, reopening.FLOW, proposal.id)


COMMANDS: tuple[Command, ...] = ()
TAPS = (
    Tap("close", close),
    Tap("rehandle", rehandle),
    Tap("meet", meet),
    Tap("meeting", record),
    Tap("archive", archive),
    Tap("reopen", reopen),
)
