"""What will be said: tomorrow's mail line by line, held back or reworded, and a picture of a week to come."""

from bot.flows import holding as flow
from bot.handlers.routes import Command, Tap, number
from bot.services import holding, previewing, simulating
from bot.turn import Turn


def _word(words: list[str], at: int) -> str:
    return words[at] if len(words) > at else ""


def simulate(turn: Turn, text: str) -> None:
    """The picture of a week; of the week with the day that is typed."""
    simulating.show(turn, simulating.monday(turn, text))


def week(turn: Turn, words: list[str]) -> None:
    """``week:<monday>``: another week; without one, the present."""
    day = previewing.day_of(words[0]) if words and words[0] else turn.today
    simulating.show(turn, day)


def day(turn: Turn, words: list[str]) -> None:
    """``mail:<day>``: what will be said on a day; without one, on the next working day."""
    previewing.show(turn, previewing.day_of(words[0]) if words and words[0] else None)


def shown(turn: Turn, words: list[str]) -> None:
    """``plan:<day>:<scope>:<page>``: the whole list, or what one person or one case has in it."""
    previewing.show_list(turn, previewing.day_of(_word(words, 0)), _word(words, 1), number(words, 2))


def line(turn: Turn, words: list[str]) -> None:
    """``line:<day>:<line>``: one line, and what can be done about it."""
    previewing.show_line(turn, previewing.day_of(_word(words, 0)), _word(words, 1))


def hold(turn: Turn, words: list[str]) -> None:
    """``mhold:<day>:<scope>``: say these later; ask until when."""
    flow.start_hold(turn, previewing.day_of(_word(words, 0)), _word(words, 1))


def release(turn: Turn, words: list[str]) -> None:
    """``mfree:<day>:<scope>``: say them after all."""
    holding.release(turn, previewing.day_of(_word(words, 0)), _word(words, 1))


def reword(turn: Turn, words: list[str]) -> None:
    """``reword:<day>:<person>``: ask for the office's own words."""
    flow.start_words(turn, previewing.day_of(_word(words, 0)), number(words, 1))


COMMANDS = (Command("simulate", simulate),)
TAPS = (
    Tap("week", week),
    Tap("mail", day),
    Tap("plan", shown),
    Tap("line", line),
    Tap("mhold", hold),
    Tap("mfree", release),
    Tap("reword", reword),
)
