"""What stands in the cells of a ledger: dates as text or serials, numbers of cases, units with the part they play."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.intake.lines import flattened, squeezed
from bot.intake.numbering import number
from bot.intake.signoffs import is_unit

Cell = object  # what openpyxl gives: text, numbers, dates, truth values, or None

DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
CHINESE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
FIRST_SERIAL, LAST_SERIAL = 25569, 73050  # 1970 to 2099
NUMBER = re.compile(r"(?:[A-Za-z\u3400-\u9fff]{0,4}第?)?0*(\d{1,6})(?:\.0)?号?(?:建议|提案)?")
NO_DATE = frozenset({"", "-", "—", "/", "无", "\\"})

_PART = r"主办|牵头|承办|独办|分办|协办|会办|配合|参办"
_CO = frozenset({"协办", "会办", "配合", "参办"})
BEHIND = re.compile(rf"\((?P<part>{_PART})(?:单位|部门)?\)$")
BEFORE = re.compile(rf"^(?P<part>{_PART})(?:单位|部门)?[:]")
INSIDE = re.compile(rf"\s+(?=(?:{_PART})(?:单位|部门)?:)")
BETWEEN = re.compile(r"[、,;/|\n\r]+")


class NoDate(ValueError):
    """What stands in a cell is no date."""


@dataclass(frozen=True, slots=True)
class UnitsIn:
    """The units a cell names, those that answer and those that assist."""

    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()


def text_of(cell: Cell) -> str:
    """A cell as it reads; a whole number without a fraction, a date without a time."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell).replace("_x000D_", "").strip()


def date_in(cell: Cell, epoch: datetime) -> date | None:
    """The date in a cell, however it was typed; None for one that is empty.

    Raises:
        NoDate: there is something, and it is no date.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    typed = flattened(text_of(cell)).strip()
    try:
        return None if typed in NO_DATE else _typed(typed, epoch)
    except (ValueError, OverflowError) as error:
        raise NoDate(typed) from error


def _typed(typed: str, epoch: datetime) -> date:
    if found := DATE.fullmatch(typed) or COMPACT.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := CHINESE.fullmatch("".join(typed.split())):
        year, month, day = (number(part) or 0 for part in found.groups())
        return date(year, month, day)
    if SERIAL.fullmatch(typed) and FIRST_SERIAL <= float(typed) <= LAST_SERIAL:
        return (epoch + timedelta(days=float(typed))).date()
    raise ValueError(typed)


def number_in(cell: Cell) -> int | None:
    """The number of a case, as in 12, 012, 第12号 or B12; None where no such number stands."""
    found = NUMBER.fullmatch("".join(flattened(text_of(cell)).split()))
    return int(found[1]) if found else None


def units_in(cell: Cell, *, assist: bool) -> UnitsIn:
    """The units of a cell; ``assist`` says which part those play that the cell itself gives none."""
    lead: list[str] = []
    co: list[str] = []
    helps = assist
    for piece in BETWEEN.split(INSIDE.sub(";", flattened(text_of(cell)))):
        rest = piece.strip(" .。")
        if before := BEFORE.match(rest):
            helps, rest = before["part"] in _CO, rest[before.end() :]
        behind = BEHIND.search(rest)
        rest = rest[: behind.start()] if behind else rest
        plays = behind["part"] in _CO if behind else helps
        (co if plays else lead).extend(_apart(rest))
    return UnitsIn(tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(co)))


def _apart(text: str) -> list[str]:
    """Names that only spaces part, if each is formed like one; 无 and dashes are none."""
    pieces = text.split()
    if len(pieces) > 1 and all(is_unit(piece) for piece in pieces):
        return pieces
    whole = squeezed(text)
    return [] if whole in NO_DATE else [whole]
