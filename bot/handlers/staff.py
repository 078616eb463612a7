"""The people, as the office looks them up and changes them."""

from bot.flows import staff as asking
from bot.handlers.routes import Command, Tap, number
from bot.services import staff
from bot.turn import Turn


def show_people(turn: Turn, text: str) -> None:
    """Everybody, or those whose name or unit holds a word."""
    staff.show_list(turn, text)


def turn_page(turn: Turn, words: list[str]) -> None:
    """Another page of everybody."""
    staff.show_list(turn, page=number(words), edit=True)


def show(turn: Turn, words: list[str]) -> None:
    """Somebody."""
    staff.show(turn, staff.find(turn, number(words)))


def ask_off(turn: Turn, words: list[str]) -> None:
    """Somebody is to be put out of service, which is asked once more."""
    staff.ask_off(turn, staff.find(turn, number(words)))


def put_off(turn: Turn, words: list[str]) -> None:
    """Somebody is put out of service."""
    staff.put_off(turn, number(words))


def take_back(turn: Turn, words: list[str]) -> None:
    """Somebody is in service again."""
    staff.take_back(turn, number(words))


def move(turn: Turn, words: list[str]) -> None:
    """Somebody goes to another unit."""
    asking.move(turn, staff.find(turn, number(words)))


def give_step(turn: Turn, words: list[str]) -> None:
    """A leader is given a step of the approval chain."""
    asking.give_step(turn, staff.find(turn, number(words)))


def invite_next(turn: Turn, words: list[str]) -> None:
    """Somebody is to follow."""
    staff.invite_next(turn, staff.find(turn, number(words)))


COMMANDS = (Command("people", show_people),)
TAPS = (
    Tap("people", turn_page),
    Tap("person", show),
    Tap("personoff", ask_off),
    Tap("personout", put_off),
    Tap("personon", take_back),
    Tap("personunit", move),
    Tap("personstep", give_step),
    Tap("personnext", invite_next),
)
