"""What a unit's liaison does: looks at the unit's cases, accepts, returns, writes opinions and replies."""

from bot.flows import engine, opinion, reply_draft, return_reason
from bot.handlers.routes import Command, Tap, number
from bot.services import acceptance, approval, replies
from bot.turn import Turn


def tasks(turn: Turn, _text: str) -> None:
    """What lies with the person's unit."""
    acceptance.show_tasks(turn)


def turn_page(turn: Turn, words: list[str]) -> None:
    """Another page of the unit's cases."""
    acceptance.show_tasks(turn, number(words), edit=True)


def show(turn: Turn, words: list[str]) -> None:
    """One of the unit's cases."""
    acceptance.show(turn, acceptance.find(turn, number(words)))


def accept(turn: Turn, words: list[str]) -> None:
    """The unit takes a case."""
    acceptance.accept(turn, acceptance.find(turn, number(words)))


def give_back(turn: Turn, words: list[str]) -> None:
    """The unit gives a case back, and is asked why."""
    assignment = acceptance.find(turn, number(words))
    acceptance.check_return(turn, assignment)
    engine.begin(turn, return_reason.FLOW, assignment.id, card=turn.tapped)


def write_opinion(turn: Turn, words: list[str]) -> None:
    """An assisting unit writes its opinion."""
    opinion.open_for(turn, acceptance.find(turn, number(words)))


def draft(turn: Turn, words: list[str]) -> None:
    """A unit that answers writes its reply."""
    reply_draft.open_for(turn, acceptance.find(turn, number(words)))


def take_back(turn: Turn, words: list[str]) -> None:
    """A reply submitted a moment ago comes back."""
    approval.take_back(turn, replies.find(turn, number(words)))


def read(turn: Turn, words: list[str]) -> None:
    """A reply, whole."""
    replies.show(turn, replies.find(turn, number(words)))


COMMANDS = (Command("tasks", tasks),)
TAPS = (
    Tap("tasks", turn_page),
    Tap("task", show),
    Tap("accept", accept),
    Tap("return", give_back),
    Tap("opinion", write_opinion),
    Tap("draft", draft),
    Tap("takeback", take_back),
    Tap("reply", read),
)
