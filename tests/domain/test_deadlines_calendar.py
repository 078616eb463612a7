"""Days: which are worked, why, and counting along them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, DayKind, Override, Why, add_workdays, last_workday, workdays_between

# A Friday and the Monday after it are a holiday; the Sunday before is worked for one of them.
LANTERNS = Calendar(
    off={date(2026, 3, 6): "lanterns", date(2026, 3, 9): "lanterns"},
    worked=frozenset({date(2026, 3, 1)}),
    years=frozenset({2026}),
    version="lanterns",
)
DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 3, 5), Why(DayKind.WORKDAY)),
        (date(2026, 3, 6), Why(DayKind.HOLIDAY, "lanterns")),
        (date(2026, 3, 7), Why(DayKind.WEEKEND)),
        (date(2026, 3, 1), Why(DayKind.SWAPPED)),
        (date(2027, 3, 6), Why(DayKind.WEEKEND, known=False)),
        (date(2027, 3, 5), Why(DayKind.WORKDAY, known=False)),
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day: date, why: Why) -> None:
    assert LANTERNS.why(day) == why
    assert LANTERNS.is_workday(day) == (why.kind in {DayKind.WORKDAY, DayKind.SWAPPED})


def test_the_offices_own_days_lie_over_the_published_ones() -> None:
    ours = {
        date(2026, 3, 1): Override.OFF,
        date(2026, 3, 6): Override.OFF,
        date(2026, 3, 9): Override.WORK,
        date(2026, 3, 14): Override.WORK,
    }
    calendar = LANTERNS.under(ours, "ours")
    assert calendar.why(date(2026, 3, 1)) == Why(DayKind.HOLIDAY)
    assert calendar.why(date(2026, 3, 6)) == Why(DayKind.HOLIDAY, "lanterns")
    assert calendar.why(date(2026, 3, 9)) == Why(DayKind.WORKDAY)
    assert calendar.why(date(2026, 3, 14)) == Why(DayKind.SWAPPED)
    assert calendar.version == "ours"


def test_a_day_cannot_be_both_off_and_worked() -> None:
    with pytest.raises(ValueError, match="2026-03-06"):
        Calendar({date(2026, 3, 6): ""}, frozenset({date(2026, 3, 6)}), frozenset({2026}), "torn")


def test_a_calendar_does_not_change_with_the_table_it_was_made_from() -> None:
    off = {date(2026, 3, 6): "lanterns"}
    calendar = Calendar(off, frozenset(), frozenset({2026}), "kept")
    off.clear()
    assert not calendar.is_workday(date(2026, 3, 6))


def test_counting_leaves_out_the_first_day_and_passes_over_days_off() -> None:
    assert add_workdays(date(2026, 3, 5), 1, LANTERNS) == date(2026, 3, 10)
    assert add_workdays(date(2026, 3, 10), -1, LANTERNS) == date(2026, 3, 5)
    assert add_workdays(date(2026, 3, 7), 0, LANTERNS) == date(2026, 3, 7)


def test_the_last_workday_before_a_day_off_stands_in_for_it() -> None:
    assert last_workday(date(2026, 3, 9), LANTERNS) == date(2026, 3, 5)
    assert last_workday(date(2026, 3, 5), LANTERNS) == date(2026, 3, 5)


@given(day=DAYS, count=st.integers(-40, 40))
def test_as_many_workdays_lie_between_as_were_added(day: date, count: int) -> None:
    if LANTERNS.is_workday(day) or count > 0:
        assert workdays_between(day, add_workdays(day, count, LANTERNS), LANTERNS) == count


@given(first=DAYS, second=DAYS, third=DAYS)
def test_workdays_between_add_up_and_change_sign(first: date, second: date, third: date) -> None:
    direct = workdays_between(first, third, LANTERNS)
    assert direct == workdays_between(first, second, LANTERNS) + workdays_between(second, third, LANTERNS)
    assert direct == -workdays_between(third, first, LANTERNS)
    assert workdays_between(first, first + timedelta(days=700), LANTERNS) > 0
