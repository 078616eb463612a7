"""How content the proposers are: over all, with each unit, and by question; every share with its two numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.domain.rates import Rate
from bot.domain.surveys import OPTIONS, QUESTIONS, Content, Tally, Verdict
from bot.services.boards import Page
from bot.turn import Outside, Turn
from store import ratings
from store.database import Work
from store.ratings import Verdicts

FEW = 5  # cases; the rate of a unit with fewer says more about single proposers than about the unit
UNITS = 15  # on one page
BARS = 20  # units in the picture
_COLORS = {Verdict.SATISFIED: "#2e7d5b", Verdict.BASICALLY: "#c8963e", Verdict.UNSATISFIED: "#c0392b"}


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What was said of one unit, and of how many of its cases."""

    name: str
    tally: Tally
    cases: int

    def count(self, verdict: Verdict) -> int:
        """How many gave this verdict."""
        tally = self.tally
        return dict(zip(Verdict, (tally.satisfied, tally.basically, tally.unsatisfied), strict=True))[verdict]

    @property
    def few(self) -> bool:
        """Whether there are too few cases to show a rate of."""
        return self.cases < FEW


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """How one question was answered: content or partly so of all, and each option's number, the best first."""

    key: str
    rate: Rate
    options: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Rates:
    """How content the proposers are, over all and by the name of the unit; who did not answer is in no base."""

    overall: Tally
    units: Mapping[str, OfUnit]


def rates(work: Work) -> Rates:
    """The ratings as they stand: of each proposer about each unit's replies to a case, the last one he gave."""
    found = ratings.verdicts(work)
    total: dict[str, int] = {}
    for row in found:
        for verdict, number in row.counts.items():
            total[verdict] = total.get(verdict, 0) + number
    return Rates(_tally(total), {row.unit: _of_unit(row) for row in found})


def by_question(work: Work) -> list[OfQuestion]:
    """The same ratings, question by question, in the order of the table of questions."""
    found = ratings.answers(work)
    return [_of_question(key, found[key]) for key in QUESTIONS if key in found]


def ranked(work: Work) -> list[OfUnit]:
    """The units by how content the proposers are with them; those with few cases at the end, by name."""
    units = list(rates(work).units.values())
    shown = sorted((one for one in units if not one.few), key=lambda one: (-_share(one), -one.tally.base, one.name))
    return [*shown, *sorted((one for one in units if one.few), key=lambda one: one.name)]


def show_units(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """One page of that ranking, for the office."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")
    units = ranked(turn.work)
    at = Page.of(page, len(units), UNITS, "rates")
    shown = units[at.number * UNITS : (at.number + 1) * UNITS]
    turn.answer("looking/rates", edit=edit, units=shown, first=at.number * UNITS + 1, few=FEW, page=at)
    if not edit and (drawn := [one for one in units if not one.few]):
        turn.outside.append(Outside(_drawing(turn, drawn[:BARS]), lambda later, made: _send(later, made, drawn)))


def _drawing(turn: Turn, units: Sequence[OfUnit]) -> Callable[[], bytes]:
    today = turn.today
    title = turn.voice.word(turn.language, "chart", "rates").format(y=today.year, m=today.month, d=today.day)
    parts = [
        (turn.voice.word(turn.language, "survey_options", verdict.value), color, [one.count(verdict) for one in units])
        for verdict, color in _COLORS.items()
    ]
    return partial(_draw, title, [one.name for one in units], parts)


def _draw(title: str, names: Sequence[str], parts: Sequence[tuple[str, str, Sequence[int]]]) -> bytes:
    from bot.documents import charts  # noqa: PLC0415 - takes a second, and belongs to the thread that draws

    return charts.stacked(title, names, [charts.Series(*part) for part in parts])


def _send(turn: Turn, picture: bytes, units: Sequence[OfUnit]) -> None:
    photo = turn.enclose("photo", "rates.png", picture)
    turn.answer("looking/rates_picture", files=[photo], shown=min(len(units), BARS), units=len(units), few=FEW)


def _share(unit: OfUnit) -> float:
    return unit.tally.content.numerator / unit.tally.content.denominator


def _of_unit(row: Verdicts) -> OfUnit:
    return OfUnit(row.unit, _tally(row.counts), row.cases)


def _tally(counts: Mapping[str, int]) -> Tally:
    satisfied, basically, unsatisfied = (counts.get(verdict.value, 0) for verdict in Verdict)
    return Tally(satisfied, basically, unsatisfied, counts.get("", 0))


def _of_question(key: str, counts: Mapping[str, int]) -> OfQuestion:
    options = [(option, counts[option]) for option in OPTIONS if counts.get(option)]
    content = sum(number for option, number in options if OPTIONS[option] is not Content.NOT)
    return OfQuestion(key, Rate(content, sum(number for _, number in options)), options)
