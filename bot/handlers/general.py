"""What everybody has: help, menu, language, back and cancel, and answers to a conversation's buttons."""

from bot.domain.errors import Refused
from bot.flows import engine
from bot.flows.engine import Heard
from bot.flows.table import FLOWS, open_to
from bot.handlers.routes import Command, Tap
from bot.services import menus
from bot.turn import Turn
from bot.voice import LANGUAGES
from store import people


def show_help(turn: Turn, _text: str) -> None:
    """The commands of the person's role, each with what it does."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    turn.answer("general/help", commands=menus.of_role(turn.who.role), role=turn.who.role)


def show_menu(turn: Turn, _text: str) -> None:
    """The open question, if there is one, else the buttons of the person's role."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    if not engine.resume(turn, FLOWS):
        buttons, shelves = menus.front(turn.who.role)
        open_ = menus.open_things(turn, turn.who)
        turn.answer("general/menu", role=turn.who.role, open=open_, buttons=buttons, shelves=shelves)


def show_shelf(turn: Turn, words: list[str]) -> None:
    """``shelf:<name>``: the buttons behind one of the menu's."""
    assert turn.who is not None  # noqa: S101 - not a tap of strangers
    shelf = next((shelf for shelf in menus.Shelf if [shelf] == words), None)
    buttons = menus.on_shelf(turn.who.role, shelf) if shelf is not None else []
    if not buttons:
        raise Refused("old_button")
    turn.answer("general/shelf", edit=True, shelf=shelf, buttons=buttons)


def ask_language(turn: Turn, _text: str) -> None:
    """One button for each language."""
    turn.answer("general/ask_language")


def set_language(turn: Turn, words: list[str]) -> None:
    """Every later letter, and Telegram's own menu, come in this language."""
    language = words[0] if words else ""
    if language not in LANGUAGES or turn.who is None:
        raise Refused("old_button")
    people.set_language(turn.work, turn.who.id, language)
    turn.language = language
    if (person := people.by_chat(turn.work, turn.chat_id or 0)) is not None:
        menus.set_for(turn, person)
    turn.answer("general/language_set", edit=True)


def go_back(turn: Turn, _text: str) -> None:
    """The question before this one again."""
    engine.back(turn, FLOWS)


def cancel(turn: Turn, _text: str) -> None:
    """Out of the conversation."""
    engine.cancel(turn, FLOWS)


def say(turn: Turn, words: list[str]) -> None:
    """A tap on a button of an open question: ``say:<step>:<value>``, to which the turn has added the stamp."""
    step, value, stamp = [*words, "", "", ""][:3]
    engine.hear(turn, Heard("tap", step=step, value=value, stamp=stamp), open_to(turn))


def navigate(turn: Turn, words: list[str]) -> None:
    """A tap on back, cancel, menu or help: ``nav:<word>``."""
    deed = NAVIGATION.get(words[0] if words else "")
    if deed is None:
        raise Refused("old_button")
    deed(turn, "")


NAVIGATION = {"back": go_back, "cancel": cancel, "menu": show_menu, "help": show_help, "language": ask_language}
COMMANDS = (
    Command("help", show_help),
    Command("menu", show_menu),
    Command("language", ask_language),
    Command("back", go_back),
    Command("cancel", cancel),
)
TAPS = (Tap("lang", set_language), Tap("shelf", show_shelf), Tap("say", say, strangers=True), Tap("nav", navigate))
