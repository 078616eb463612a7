"""What reminders a week to come would bring if nothing changed until then: by day, by kind and by unit, as pictures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from bot.domain.calendar import ONE_DAY, Calendar, add_workdays
from bot.domain.errors import Unreadable
from bot.domain.lives import Role
from bot.domain.reminders import DutyKind
from bot.intake.typed import term_in
from bot.services import dates, planning, previewing
from bot.services.planning import Call
from bot.turn import Outside, Turn
from store import people

WEEK = 7
LONGEST = timedelta(weeks=26)
NEAR = timedelta(days=7)  # up to which every day between is gone through
ROWS = 15  # units in the picture; the others are one row together
DEPUTIES = 0  # in place of a unit's id

# fmt: off
_COLORS = {
    DutyKind.SIGN:        "#b08968",
    DutyKind.ACCEPT:      "#8a8f98",
    DutyKind.RETURN:      "#5f4b32",
    DutyKind.CONTACT:     "#6c9bd1",
    DutyKind.QUESTION:    "#e08e79",
    DutyKind.EXTENSION:   "#7a5aa6",
    DutyKind.DRAFT:       "#2f6db5",
    DutyKind.OPINION:     "#3b9c9c",
    DutyKind.COUNTERSIGN: "#88b04b",
    DutyKind.APPROVAL:    "#2e7d5b",
    DutyKind.REVIEW:      "#c8963e",
    DutyKind.SURVEY:      "#d0679d",
    DutyKind.COMMITMENT:  "#c0392b",
}
# fmt: on


@dataclass(slots=True)
class Week:
    """Seven days from a Monday: on each, how many reminders of each kind, for each unit, and to how many people."""

    days: tuple[date, ...]
    kinds: dict[date, Counter[DutyKind]] = field(default_factory=dict)
    units: dict[int, Counter[date]] = field(default_factory=dict)
    letters: dict[date, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All reminders of the week."""
        return sum(counts.total() for counts in self.kinds.values())


def monday(turn: Turn, text: str) -> date:
    """The day that somebody means: a date, or so long from now; nothing typed is today."""
    if not text.strip():
        return turn.today
    term = term_in(text, turn.today)
    return term.on or turn.today + timedelta(days=term.count)


def show(turn: Turn, day: date) -> None:
    """The week in which a day lies, in figures; the pictures follow, drawn while others are served."""
    previewing.check_office(turn)
    begins = day - timedelta(days=day.weekday())
    if begins + timedelta(days=WEEK) <= turn.today:
        raise Unreadable("day_passed", day=day)
    if begins - turn.today > LONGEST:
        raise Unreadable("week_too_far", day=turn.today + LONGEST)
    found = of_week(turn, begins)
    shown = [(one, found.kinds[one].total(), found.letters[one]) for one in found.days if found.kinds[one]]
    later = begins + timedelta(days=WEEK)
    turn.answer(
        "plans/week",
        days=shown,
        first=begins,
        last=found.days[-1],
        total=found.total,
        kinds=_by_kind(found),
        earlier=f"{begins - timedelta(days=WEEK):%Y%m%d}" if begins > turn.today else "",
        later=f"{later:%Y%m%d}" if later - turn.today <= LONGEST else "",
    )
    if found.total:
        names = _names(turn, found)
        turn.outside.append(Outside(_columns(turn, found), partial(_send, "week.png", "plans/week_picture")))
        turn.outside.append(Outside(_map(turn, found, names), partial(_send, "units.png", "plans/week_units")))


def of_week(turn: Turn, begins: date) -> Week:
    """What would be said in a week, as the planner has it; what is past of it counts nothing."""
    week = Week(tuple(begins + timedelta(days=n) for n in range(WEEK)))
    calendar = dates.calendar(turn)
    week.kinds = {day: Counter() for day in week.days}
    week.letters = dict.fromkeys(week.days, 0)
    for day, calls in _said(turn, begins, week.days[-1], calendar):
        if day < begins:
            continue
        week.kinds[day] = Counter(call.owing.kind for call in calls)
        week.letters[day] = len({call.taker.id for call in calls})
        for call in calls:
            whose = DEPUTIES if call.step.row.to is Role.DEPUTY else call.owing.whose
            week.units.setdefault(whose, Counter())[day] += 1
    return week


def _said(turn: Turn, begins: date, last: date, calendar: Calendar) -> Iterator[tuple[date, list[Call]]]:
    """Day by day what is said for the first time; what is reached before a week far ahead was said before it."""
    seen: set[str] = set()
    day = turn.today
    if begins - turn.today > NEAR:
        day = begins
        for before in {add_workdays(begins, -1, calendar), begins - ONE_DAY}:
            seen |= {call.key for call in planning.calls(turn, before, calendar)}
    while day <= last:
        calls = [call for call in _of(turn, day, calendar) if call.key not in seen]
        seen |= {call.key for call in calls}
        yield day, calls
        day += ONE_DAY


def _of(turn: Turn, day: date, calendar: Calendar) -> list[Call]:
    return planning.unsaid(turn, planning.calls(turn, day, calendar), day)


def _by_kind(week: Week) -> list[tuple[DutyKind, int]]:
    total: Counter[DutyKind] = sum(week.kinds.values(), Counter())
    return [(kind, total[kind]) for kind in DutyKind if total[kind]]


def _names(turn: Turn, week: Week) -> list[tuple[str, tuple[int, ...]]]:
    """The rows of the map, the busiest first: a name, and how many reminders on each day."""
    called = {unit.id: unit.name for unit in people.units(turn.work)}
    called[DEPUTIES] = turn.voice.word(turn.language, "week", "deputies")
    ranked = sorted(week.units, key=lambda unit: (-week.units[unit].total(), unit))
    rows = [(called.get(unit, str(unit)), _days(week, [unit])) for unit in ranked[:ROWS]]
    rest = ranked[ROWS:]
    if rest:
        rows.append((turn.voice.word(turn.language, "chart", "others").format(count=len(rest)), _days(week, rest)))
    return rows


def _days(week: Week, units: Sequence[int]) -> tuple[int, ...]:
    return tuple(sum(week.units[unit][day] for unit in units) for day in week.days)


def _columns(turn: Turn, week: Week) -> partial[bytes]:
    kinds = [kind for kind, _ in _by_kind(week)]
    parts = [
        (turn.voice.word(turn.language, "duties", kind), _COLORS[kind], [week.kinds[day][kind] for day in week.days])
        for kind in kinds
    ]
    return partial(_draw_columns, _title(turn, "title", week), _labels(turn, week), parts)


def _map(turn: Turn, week: Week, names: list[tuple[str, tuple[int, ...]]]) -> partial[bytes]:
    return partial(_draw_map, _title(turn, "units", week), _labels(turn, week), names)


def _title(turn: Turn, key: str, week: Week) -> str:
    first = week.days[0]
    return turn.voice.word(turn.language, "week", key).format(y=first.year, m=first.month, d=first.day)


def _labels(turn: Turn, week: Week) -> list[str]:
    return [f"{turn.voice.word(turn.language, 'weekdays', str(day.weekday()))}\n{day:%m-%d}" for day in week.days]


def _draw_columns(title: str, days: list[str], parts: list[tuple[str, str, list[int]]]) -> bytes:
    from bot.documents import charts, drawings  # noqa: PLC0415 - takes a second, and belongs to the thread that draws

    return drawings.week(title, days, [charts.Series(*part) for part in parts])


def _draw_map(title: str, days: list[str], rows: list[tuple[str, tuple[int, ...]]]) -> bytes:
    from bot.documents import drawings  # noqa: PLC0415 - takes a second, and belongs to the thread that draws

    return drawings.heat(title, [name for name, _ in rows], days, [counts for _, counts in rows])


def _send(name: str, message: str, turn: Turn, picture: bytes) -> None:
    turn.answer(message, files=[turn.enclose("photo", name, picture)])
