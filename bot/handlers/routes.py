"""Where commands and buttons lead: the rows that each subject of the handlers brings."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.turn import Turn

DIGITS = 18  # of the largest number that a column takes


@dataclass(frozen=True, slots=True)
class Command:
    """A command of ``bot.services.menus`` and its deed, which gets the text behind the command."""

    name: str
    does: Callable[[Turn, str], None]
    strangers: bool = False  # whether somebody who has not joined may use it


@dataclass(frozen=True, slots=True)
class Tap:
    """The first word of a button's data, and the deed, which gets the other words; the act itself checks who may."""

    prefix: str
    does: Callable[[Turn, list[str]], None]
    strangers: bool = False


def number(words: list[str], at: int = 0) -> int:
    """The whole number at a place of a button's words; 0, which no row has, where there is none."""
    return int(words[at]) if len(words) > at and words[at].isdecimal() and len(words[at]) <= DIGITS else 0
