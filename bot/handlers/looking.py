"""What people look at: the office's board, lists, search and figures; everybody's cases."""

from bot.domain.lives import Role
from bot.flows import case_number, finding
from bot.handlers.routes import Command, Tap, number
from bot.services import boards, cards, figures, pictures, search, supervision
from bot.turn import Turn


def board(turn: Turn, _text: str) -> None:
    """How much lies where."""
    _board(turn, 0)


def turn_board(turn: Turn, words: list[str]) -> None:
    """``board:<page>``: other units."""
    _board(turn, number(words), edit=True)


def _board(turn: Turn, page: int, *, edit: bool = False) -> None:
    supervises = turn.who is not None and turn.who.role is Role.SUPERVISOR
    (supervision.show_board if supervises else boards.show)(turn, page, edit=edit)


def open_list(turn: Turn, words: list[str]) -> None:
    """``list:<kind>`` opens a list, ``list:<kind>:<page>`` turns its page."""
    boards.show_list(turn, "".join(words[:1]), number(words, 1), edit=len(words) > 1)


def case(turn: Turn, text: str) -> None:
    """A case by its number, which is asked for where it is not given."""
    case_number.open_for(turn, text)


def open_case(turn: Turn, words: list[str]) -> None:
    """``case:<proposal>``."""
    cards.show(turn, cards.of_id(turn, number(words)))


def more(turn: Turn, words: list[str]) -> None:
    """``more:<proposal>``: what is rarely done."""
    cards.show_more(turn, cards.of_id(turn, number(words)))


def text(turn: Turn, words: list[str]) -> None:
    """``text:<proposal>``: what the proposers wrote."""
    cards.show_text(turn, cards.of_id(turn, number(words)))


def timeline(turn: Turn, words: list[str]) -> None:
    """``timeline:<proposal>``: all of it."""
    cards.show_timeline(turn, cards.of_id(turn, number(words)))


def printed(turn: Turn, words: list[str]) -> None:
    """``printed:<proposal>``: replies that were imported with the case."""
    cards.show_printed(turn, cards.of_id(turn, number(words)))


def find(turn: Turn, text: str) -> None:
    """Cases that have these words, which are asked for where there are none."""
    finding.open_for(turn, text)


def turn_found(turn: Turn, words: list[str]) -> None:
    """``find:<page>:<words>``."""
    search.find(turn, ":".join(words[1:]), number(words), edit=True)


def stats(turn: Turn, _text: str) -> None:
    """The figures, and a picture of them."""
    figures.show(turn)


def picture(turn: Turn, words: list[str]) -> None:
    """``picture:<kind>``: another picture of the figures."""
    pictures.show(turn, "".join(words[:1]))


COMMANDS = (Command("board", board), Command("case", case), Command("find", find), Command("stats", stats))
TAPS = (
    Tap("board", turn_board),
    Tap("list", open_list),
    Tap("case", open_case),
    Tap("more", more),
    Tap("text", text),
    Tap("timeline", timeline),
    Tap("printed", printed),
    Tap("find", turn_found),
    Tap("picture", picture),
)
