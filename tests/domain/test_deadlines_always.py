"""What holds of every due date, however it is reckoned: nothing added makes it earlier, and its explanation adds up."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, workdays_between
from bot.domain.deadlines import Due, StepKind, due
from bot.domain.terms import Extension, Pause, Term, Unit

NEAR = st.dates(date(2025, 12, 1), date(2026, 12, 31))
LENGTHS = st.builds(Term, st.sampled_from([Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS]), st.integers(1, 9))
TERMS = LENGTHS | st.builds(lambda day: Term(Unit.DATE, on=day), NEAR)
PAUSES = st.builds(lambda began, days: Pause(began, began + timedelta(days=days)), NEAR, st.integers(0, 25))
EXTENSIONS = st.builds(Extension, TERMS, NEAR)


@dataclass(frozen=True)
class Reckoning:
    """Everything a due date is made from."""

    start: date
    term: Term
    off: frozenset[date]
    worked: frozenset[date]
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    roll: bool
    cap: Term | None

    @property
    def calendar(self) -> Calendar:
        return Calendar(dict.fromkeys(self.off, "fair"), self.worked - self.off, frozenset({2025, 2026}), "drawn")

    @property
    def due(self) -> Due:
        return due(
            self.start,
            self.term,
            self.calendar,
            roll=self.roll,
            pauses=self.pauses,
            extensions=self.extensions,
            cap=self.cap,
        )


RECKONINGS = st.builds(
    Reckoning,
    start=st.dates(date(2025, 12, 1), date(2026, 4, 30)),
    term=TERMS,
    off=st.frozensets(NEAR, max_size=12),
    worked=st.frozensets(NEAR, max_size=12),
    pauses=st.lists(PAUSES, max_size=3).map(tuple),
    extensions=st.lists(EXTENSIONS, max_size=3).map(tuple),
    roll=st.booleans(),
    cap=st.none() | LENGTHS,
)


@given(reckoning=RECKONINGS, fair=NEAR)
def test_one_more_day_off_never_makes_a_date_earlier(reckoning: Reckoning, fair: date) -> None:
    assert replace(reckoning, off=reckoning.off | {fair}).due.date >= reckoning.due.date


@given(reckoning=RECKONINGS, pause=PAUSES)
def test_one_more_pause_never_makes_a_date_earlier(reckoning: Reckoning, pause: Pause) -> None:
    assert replace(reckoning, pauses=(*reckoning.pauses, pause)).due.date >= reckoning.due.date


@given(reckoning=RECKONINGS, extension=EXTENSIONS)
def test_one_more_extension_never_makes_a_date_earlier(reckoning: Reckoning, extension: Extension) -> None:
    assert replace(reckoning, extensions=(*reckoning.extensions, extension)).due.date >= reckoning.due.date


@given(reckoning=RECKONINGS)
def test_a_cap_takes_nothing_from_the_term_itself(reckoning: Reckoning) -> None:
    assert reckoning.due.date >= replace(reckoning, extensions=()).due.date


@given(reckoning=RECKONINGS)
def test_the_internal_target_is_a_workday_and_none_lies_between_it_and_the_date(reckoning: Reckoning) -> None:
    result, calendar = reckoning.due, reckoning.calendar
    assert calendar.is_workday(result.internal_target)
    assert result.internal_target <= result.date
    assert workdays_between(result.internal_target, result.date, calendar) == 0


@given(reckoning=RECKONINGS)
def test_a_rolled_date_is_a_workday(reckoning: Reckoning) -> None:
    rolled = replace(reckoning, roll=True)
    assert rolled.calendar.is_workday(rolled.due.date)


@given(reckoning=RECKONINGS)
def test_the_last_step_leads_to_the_date(reckoning: Reckoning) -> None:
    assert reckoning.due.steps[-1].date == reckoning.due.date


@given(reckoning=RECKONINGS)
def test_of_a_term_in_workdays_every_day_is_counted_or_told(reckoning: Reckoning) -> None:
    plain = replace(reckoning, term=Term(Unit.WORKDAYS, 9), extensions=(), roll=False).due
    told = sum(step.count for step in plain.steps if step.kind in {StepKind.SKIPPED, StepKind.PAUSED})
    assert (plain.date - plain.start).days == 9 + told


@given(reckoning=RECKONINGS)
def test_an_explanation_comes_back_from_storage_as_it_went(reckoning: Reckoning) -> None:
    result = replace(reckoning, term=replace(reckoning.term, rule="代表法 Art. 51")).due
    assert Due.from_json(json.loads(json.dumps(result.as_json()))) == result
