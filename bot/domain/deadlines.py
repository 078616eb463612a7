"""When something is due, and why on that date: the rules of domain notes 1.12 and 5, each use of one kept as a step.

The start day is not counted; months end on the corresponding day (民法典 Art. 200-204). A date that falls on a day off
stays the legal date unless `roll` is asked for; the last working day before it is then the internal target.

Pauses: where everything is counted in working days, a paused day is passed over like a day off; otherwise each paused
calendar day pushes the date by one. Extensions: months are added to the months counted from the start; an extension to
a date counts from the day it was granted. The latest of the dates so reached holds: nothing added makes a date earlier.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.calendar import ONE_DAY, Calendar, DayKind, last_workday, workdays_between
from bot.domain.explanation import Caution, CautionKind, Due, Step, StepKind
from bot.domain.terms import Extension, Pause, Term, Unit, add_months

__all__ = [
    "Caution",
    "CautionKind",
    "Due",
    "Extension",
    "Left",
    "Pause",
    "Step",
    "StepKind",
    "Term",
    "Unit",
    "days_left",
    "due",
]

NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class _Claim:
    """Terms counted one after another from a day: the term with its extensions, or an extension to a date."""

    since: date
    terms: tuple[Term, ...]

    def longer(self, by: Term) -> "_Claim":
        last = self.terms[-1]
        if last.unit is by.unit:
            return _Claim(self.since, (*self.terms[:-1], replace(last, count=last.count + by.count)))
        return _Claim(self.since, (*self.terms, by))


@dataclass(frozen=True, slots=True)
class _Reach:
    """The day a claim leads to, and the steps that lead there."""

    day: date
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until a date, in calendar days and in working days; both are negative once it has passed."""

    days: int
    workdays: int


def days_left(due: date, today: date, calendar: Calendar) -> Left:
    """What is left of a term; on the due date itself nothing is left and nothing is late."""
    return Left((due - today).days, workdays_between(today, due, calendar))


def due(
    start: date,
    term: Term,
    calendar: Calendar,
    *,
    roll: bool = False,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    cap: Term | None = None,
) -> Due:
    """The date on which `term`, begun on `start`, runs out.

    `roll` moves a date on a day off to the next working day (民法典 Art. 203). `cap` is the longest the law allows from
    the start (代表法 Art. 51: six months): no extension carries beyond it; a pause may, and the result then warns.
    """
    paused = frozenset(day for pause in pauses for day in _days(pause.began, pause.ended))
    reached = _latest(_claims(start, term, extensions), calendar, paused)
    limit = _reach(_Claim(start, (cap,)), calendar, NO_DAYS).day if cap else date.max
    if cap and extensions and reached.day > limit:
        reached = _capped(reached, _latest(_claims(start, term, ()), calendar, paused), cap, limit)
    if roll:
        reached = _rolled(reached, calendar)
    target = last_workday(reached.day, calendar)
    by_workdays = any(part.unit is Unit.WORKDAYS for part in (term, *(extension.by for extension in extensions)))
    return Due(
        date=reached.day,
        start=start,
        term=term,
        internal_target=target,
        steps=(Step(StepKind.START, start, start), *_granted(extensions), *reached.steps),
        warnings=(
            *_unknown_years(start if by_workdays else target, reached.day, calendar),
            *([Caution(CautionKind.BEYOND_CAP)] if reached.day > limit else []),
        ),
        calendar_version=calendar.version,
    )


def _unknown_years(first: date, last: date, calendar: Calendar) -> Iterator[Caution]:
    years = range(first.year, last.year + 1)
    return (Caution(CautionKind.UNKNOWN_YEAR, year) for year in years if year not in calendar.years)


def _days(after: date, until: date) -> Iterator[date]:
    return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))


def _leads_to(kind: StepKind, day: date, by: Term) -> Step:
    return Step(kind, day, day, by.count, by.unit)


def _granted(extensions: Iterable[Extension]) -> Iterator[Step]:
    """Each extension as a step: dated when it was granted, `until` the new date if it names one."""
    for extension in extensions:
        by = extension.by
        yield Step(StepKind.EXTENDED, extension.granted, by.on or extension.granted, by.count, by.unit)


def _claims(start: date, term: Term, extensions: Iterable[Extension]) -> list[_Claim]:
    claims = [_Claim(start, (term,))]
    for extension in extensions:
        if extension.by.unit is Unit.DATE:
            claims.append(_Claim(extension.granted, (extension.by,)))
        else:
            claims = [claim.longer(extension.by) for claim in claims]
    return claims


def _latest(claims: Iterable[_Claim], calendar: Calendar, paused: frozenset[date]) -> _Reach:
    return max((_reach(claim, calendar, paused) for claim in claims), key=lambda reach: reach.day)


def _capped(extended: _Reach, plain: _Reach, cap: Term, limit: date) -> _Reach:
    """What is left of an extension under the cap; what the term reached without it is never taken away."""
    day = max(plain.day, limit)
    return _Reach(day, (*extended.steps, _leads_to(StepKind.CAPPED, day, cap))) if day < extended.day else extended


def _reach(claim: _Claim, calendar: Calendar, paused: frozenset[date]) -> _Reach:
    passes_over = all(term.unit is Unit.WORKDAYS for term in claim.terms)
    day, steps = claim.since, list[Step]()
    for term in claim.terms:
        day, found = _count(day, term, calendar, paused if passes_over else NO_DAYS)
        steps += found
    if not passes_over:
        day, found = _push(claim.since, day, paused)
        steps += found
    return _Reach(day, tuple(steps))


def _count(day: date, term: Term, calendar: Calendar, paused: frozenset[date]) -> tuple[date, list[Step]]:
    if term.unit is Unit.WORKDAYS:
        return _walk(day, term, calendar, paused)
    if term.unit is Unit.MONTHS:
        end, cut = add_months(day, term.count)
        return end, [_leads_to(StepKind.MONTH_END if cut else StepKind.CORRESPONDING, end, term)]
    end = term.on or day + timedelta(days=term.count)
    return end, [_leads_to(StepKind.FIXED if term.on else StepKind.COUNTED, end, term)]


def _walk(day: date, term: Term, calendar: Calendar, paused: frozenset[date]) -> tuple[date, list[Step]]:
    """Working days one by one; every day passed over, and every weekend day worked, is told with its reason."""
    left, told = term.count, list[Step]()
    while left:
        day += ONE_DAY
        why = calendar.why(day)
        if not calendar.is_workday(day):
            told.append(Step(StepKind.SKIPPED, day, day, 1, Unit.DAYS, why.kind, why.name))
            continue
        if day in paused:
            told.append(Step(StepKind.PAUSED, day, day, 1, Unit.WORKDAYS))
            continue
        left -= 1
        if why.kind is DayKind.SWAPPED:
            told.append(Step(StepKind.SWAPPED, day, day, 1, Unit.WORKDAYS, why.kind))
    return day, [*_runs(told), _leads_to(StepKind.COUNTED, day, term)]


def _push(since: date, end: date, paused: frozenset[date]) -> tuple[date, list[Step]]:
    """The end moved on by the paused days between `since` and where it comes to lie."""
    day, stood = end, sorted(stop for stop in paused if since < stop <= end)
    left = len(stood)
    while left:
        day += ONE_DAY
        if day in paused:
            stood.append(day)
        else:
            left -= 1
    told = [*_runs(Step(StepKind.PAUSED, stop, stop, 1, Unit.DAYS) for stop in stood)]
    return day, [*told, Step(StepKind.PUSHED, day, day, len(stood), Unit.DAYS)] if stood else []


def _rolled(reached: _Reach, calendar: Calendar) -> _Reach:
    day, told = reached.day, list[Step]()
    while not calendar.is_workday(day):
        why = calendar.why(day)
        told.append(Step(StepKind.SKIPPED, day, day, 1, Unit.DAYS, why.kind, why.name))
        day += ONE_DAY
    moved = [*_runs(told), Step(StepKind.ROLLED, day, day, len(told), Unit.DAYS)] if told else []
    return _Reach(day, (*reached.steps, *moved))


def _runs(steps: Iterable[Step]) -> Iterator[Step]:
    """Neighbouring days with the same reason told as one step, from the first to the last of them."""
    run: Step | None = None
    for step in steps:
        same = run and replace(step, date=run.date, until=run.until, count=run.count) == run
        if run and same and run.until + ONE_DAY == step.date:
            run = replace(run, until=step.until, count=run.count + 1)
            continue
        if run:
            yield run
        run = step
    if run:
        yield run
