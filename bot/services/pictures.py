"""More pictures of the year for the office: each drawn while others are served, with the same figures beside it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.domain.rates import Rate
from bot.services import satisfaction, tallies
from bot.turn import Outside, Turn
from store import figures
from store.figures import Answered

WEEKS = 8
UNITS = 15  # in one picture
DAY = timedelta(days=1)
# fmt: off
SPANS: tuple[tuple[str, int], ...] = (
    # words.toml "spans"  at most so many days after the date (before it where negative)
    ("early_30",          -31),
    ("early_8",           -8),
    ("early_1",           -1),
    ("on_the_day",        0),
    ("late_1",            7),
    ("late_8",            10**6),
)
# fmt: on

Facts = Mapping[str, Any]


def show(turn: Turn, kind: str) -> None:
    """Draw a picture by its key in DRAWN and send it; an honest sentence instead where there is nothing to draw."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
    if kind not in DRAWN:
        raise Refused("old_button")
    message, counted = DRAWN[kind]
    facts, draw = counted(turn)
    if draw is None:
        turn.answer("looking/no_picture")
        return

    def send(later: Turn, made: bytes) -> None:
        later.answer(message, files=[later.enclose("photo", f"{kind}.png", made)], **facts)

    turn.outside.append(Outside(draw, send))


def _funnel(turn: Turn) -> tuple[Facts, Callable[[], bytes] | None]:
    steps = figures.funnel(turn.work)
    bars = [(turn.voice.word(turn.language, "funnel", key), count) for key, count in steps.items()]
    return {"steps": bars}, partial(_draw_funnel, _title(turn, "funnel"), bars) if steps["submitted"] else None


def _weeks(turn: Turn) -> tuple[Facts, Callable[[], bytes] | None]:
    monday = turn.today - turn.today.weekday() * DAY
    begins = [monday - 7 * weeks * DAY for weeks in reversed(range(WEEKS))]
    found = figures.answered(turn.work, tallies.begins(turn, begins[0]))
    days = [(_day(turn, one), one.in_time) for one in found]
    rates = [_rate([well for day, well in days if first <= day < first + 7 * DAY]) for first in begins]
    names = [f"{first.month}/{first.day}" for first in begins]
    whole = _rate([well for _, well in days])
    drawn = partial(_draw_weeks, _title(turn, "weeks"), names, rates) if found else None
    return {"weeks": list(zip(names, rates, strict=True)), "whole": whole}, drawn


def _terms(turn: Turn) -> tuple[Facts, Callable[[], bytes] | None]:
    found = figures.answered(turn.work)
    by_unit: dict[str, Counter[str]] = {}
    for one in found:
        by_unit.setdefault(one.unit, Counter())[_span(_day(turn, one), one.due)] += 1
    ranked = sorted(by_unit.items(), key=lambda entry: (-entry[1].total(), entry[0]))
    keys = [key for key, _ in SPANS]
    names = [turn.voice.word(turn.language, "spans", key) for key in keys]
    total = sum(by_unit.values(), Counter[str]())
    rows = [(unit, [counts[key] for key in keys]) for unit, counts in ranked[:UNITS]]
    facts = {
        "spans": [(name.replace("|", ""), total[key]) for key, name in zip(keys, names, strict=True)],
        "count": total.total(),
        "units": len(ranked),
        "shown": len(rows),
    }
    columns = [name.replace("|", "\n") for name in names]
    return facts, partial(_draw_terms, _title(turn, "terms"), columns, rows) if rows else None


def _content(turn: Turn) -> tuple[Facts, Callable[[], bytes] | None]:
    units = [unit for unit in satisfaction.ranked(turn.work) if unit.tally.base]
    rows = [(unit.name, unit.tally.content) for unit in units[:UNITS]]
    overall = satisfaction.rates(turn.work).overall.content
    facts = {"rows": rows, "units": len(units), "whole": overall}
    return facts, partial(_draw_content, _title(turn, "content"), rows) if rows else None


# fmt: off
DRAWN: Mapping[str, tuple[str, Callable[[Turn], tuple[Facts, Callable[[], bytes] | None]]]] = {
    # picture:…   message                       what it shows
    "funnel":    ("looking/funnel_picture",     _funnel),
    "weeks":     ("looking/weeks_picture",      _weeks),
    "terms":     ("looking/terms_picture",      _terms),
    "content":   ("looking/content_picture",    _content),
}
# fmt: on


def _title(turn: Turn, kind: str) -> str:
    today = turn.today
    return turn.voice.word(turn.language, "chart", kind).format(y=today.year, m=today.month, d=today.day)


def _rate(wells: Sequence[bool]) -> Rate:
    return Rate(sum(wells), len(wells))


def _day(turn: Turn, one: Answered) -> date:
    return one.done_at.astimezone(turn.config.zone).date()


def _span(done: date, due: date) -> str:
    return next(key for key, limit in SPANS if (done - due).days <= limit)


# Drawing takes a second, and the library belongs to the thread that draws.


def _draw_funnel(title: str, bars: Sequence[tuple[str, int]]) -> bytes:
    from bot.documents import drawings  # noqa: PLC0415 - see above

    return drawings.funnel(title, [drawings.Bar(*bar) for bar in bars])


def _draw_weeks(title: str, names: Sequence[str], rates: Sequence[Rate]) -> bytes:
    from bot.documents import drawings  # noqa: PLC0415 - see above

    return drawings.weeks(title, names, rates)


def _draw_terms(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> bytes:
    from bot.documents import drawings  # noqa: PLC0415 - see above

    return drawings.heat(title, [unit for unit, _ in rows], columns, [counts for _, counts in rows])


def _draw_content(title: str, rows: Sequence[tuple[str, Rate]]) -> bytes:
    from bot.documents import drawings  # noqa: PLC0415 - see above

    return drawings.shares(title, rows)
