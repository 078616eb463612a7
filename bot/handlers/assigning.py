"""Who handles a case: more units, objections, another unit, rulings on cases that came back twice, and precedents."""

from bot.flows import assignment, bulk_assignment, objection, ruling, suggestion
from bot.handlers.routes import Command, Tap, number
from bot.services import acceptance, assigning, cards, precedents, rulings
from bot.turn import Turn


def suggest(turn: Turn, words: list[str]) -> None:
    """``suggest:<share>``: a unit takes a case and names others."""
    suggestion.start(turn, acceptance.find(turn, number(words)))


def add(turn: Turn, words: list[str]) -> None:
    """``addco:<proposal>:<unit>``: a unit that was named joins in."""
    assigning.add_assisting(turn, cards.of_id(turn, number(words)), number(words, 1))


def reassign(turn: Turn, words: list[str]) -> None:
    """``reassign:<share>``: another unit is looked for."""
    assignment.replace(turn, acceptance.find(turn, number(words)))


def object_to(turn: Turn, words: list[str]) -> None:
    """``object:<proposal>``: a proposer objects to a unit."""
    objection.start(turn, cards.of_id(turn, number(words)))


def dismiss(turn: Turn, words: list[str]) -> None:
    """``dismiss:<share>``: the unit keeps the case."""
    objection.answer(turn, acceptance.find(turn, number(words)))


def view(turn: Turn, words: list[str]) -> None:
    """``view:<share>``: a unit says what it thinks before a ruling."""
    ruling.ask_view(turn, rulings.find(turn, number(words)))


def move(turn: Turn, words: list[str]) -> None:
    """``moves:<share>``: a ruling takes the case from the unit."""
    ruling.start(turn, acceptance.find(turn, number(words)), moves=True)


def stay(turn: Turn, words: list[str]) -> None:
    """``stays:<share>``: a ruling leaves the case with the unit."""
    ruling.start(turn, acceptance.find(turn, number(words)), moves=False)


def list_rulings(turn: Turn, _text: str) -> None:
    """The rulings that stand."""
    precedents.show(turn)


def turn_page(turn: Turn, words: list[str]) -> None:
    """``rulings:<page>``."""
    precedents.show(turn, number(words), edit=True)


def remove(turn: Turn, words: list[str]) -> None:
    """``unrule:<precedent>``."""
    precedents.remove(turn, number(words))


def bulk(turn: Turn, _words: list[str]) -> None:
    """``bulk``: a whole list is assigned."""
    bulk_assignment.start(turn)


COMMANDS = (Command("precedents", list_rulings),)
TAPS = (
    Tap("suggest", suggest),
    Tap("addco", add),
    Tap("reassign", reassign),
    Tap("object", object_to),
    Tap("dismiss", dismiss),
    Tap("view", view),
    Tap("moves", move),
    Tap("stays", stay),
    Tap("bulk", bulk),
    Tap("rulings", turn_page),
    Tap("unrule", remove),
)
