"""The office's board: how much lies where, how each unit is loaded, and the list of cases behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import deadlines
from bot.domain.deadlines import Left
from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.services import dates
from bot.turn import Turn
from store import boards, reach, units
from store.boards import Line, Pile

UNITS = 12  # on one page of the board
CASES = 8  # on one page of a list
UNIT = "unit"  # a list may also be ``unit-<id>``: what that unit has open


@dataclass(frozen=True, slots=True)
class Timed:
    """A line of a list, and what is left of its time, where it has a date."""

    line: Line
    left: Left | None


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of how many, counted from 0, and where the buttons lead."""

    number: int
    pages: int
    leads: str

    @classmethod
    def of(cls, number: int, count: int, size: int, leads: str) -> "Page":
        """The page asked for, or the last there is."""
        pages = max(1, -(-count // size))
        return cls(min(number, pages - 1), pages, leads)


def show(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """The board, with one page of the units; those with late cases come first."""
    _check_office(turn)
    loads = boards.loads(turn.work, turn.today)
    at = Page.of(page, len(loads), UNITS, "board")
    turn.answer(
        "looking/board",
        edit=edit,
        totals=[(pile.value, count) for pile, count in boards.totals(turn.work, turn.today).items()],
        loads=loads[at.number * UNITS : (at.number + 1) * UNITS],
        units=len(loads),
        unreached=reach.count(turn.work),
        page=at,
    )


def show_list(turn: Turn, name: str, page: int = 0, *, edit: bool = False) -> None:
    """One page of the cases behind a figure, the most urgent first; Refused("old_button") for no such list."""
    _check_office(turn)
    kind, _, number = name.partition("-")
    if kind == UNIT and number.isdecimal():
        _show_unit(turn, int(number), page, edit=edit)
    elif name in set(Pile):
        count = boards.totals(turn.work, turn.today)[Pile(name)]
        at = Page.of(page, count, CASES, f"list:{name}")
        lines = boards.lines(turn.work, Pile(name), turn.today, skip=at.number * CASES, at_most=CASES)
        _answer(turn, lines, at, count, pile=name, edit=edit)
    else:
        raise Refused("old_button")


def _show_unit(turn: Turn, unit_id: int, page: int, *, edit: bool) -> None:
    unit = units.by_id(turn.work, unit_id)
    if unit is None:
        raise Refused("old_button")
    count = boards.count_of_unit(turn.work, unit_id)
    at = Page.of(page, count, CASES, f"list:{UNIT}-{unit_id}")
    lines = boards.lines_of_unit(turn.work, unit_id, skip=at.number * CASES, at_most=CASES)
    _answer(turn, lines, at, count, unit=unit.name, edit=edit)


def _answer(
    turn: Turn, lines: Sequence[Line], page: Page, count: int, *, pile: str = "", unit: str = "", edit: bool
) -> None:
    calendar = dates.calendar(turn)
    timed = [Timed(line, deadlines.days_left(line.due, turn.today, calendar) if line.due else None) for line in lines]
    turn.answer("looking/list", edit=edit, lines=timed, page=page, count=count, pile=pile, unit=unit)


def _check_office(turn: Turn) -> None:
    """A button that somebody kept from another role, or made up, shows nothing."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")
