"""The official calendar: published days, the office's own table over them, and years nobody has published."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from bot.domain.calendar import DayKind, Override, Why
from bot.services.calendar import official


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_the_248_working_days_of_its_notice(year: int) -> None:
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    assert sum(official().is_workday(day) for day in days) == 248


def test_every_published_day_is_worked_exactly_when_the_package_says_so() -> None:
    calendar = official()
    day, end = date(min(calendar.years), 1, 1), date(max(calendar.years), 12, 31)
    while day <= end:
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_a_holiday_is_named_by_its_code() -> None:
    assert official().why(date(2026, 2, 17)) == Why(DayKind.HOLIDAY, "spring_festival")


def test_a_sunday_worked_in_exchange_is_a_workday() -> None:
    assert official().why(date(2026, 1, 4)) == Why(DayKind.SWAPPED)


def test_a_year_without_a_notice_is_flagged_and_does_not_raise() -> None:
    beyond = date(max(official().years) + 1, 10, 1)
    assert not official().knows(beyond)
    assert not official().why(beyond).known


def test_the_office_may_give_a_day_off_and_take_one_back() -> None:
    calendar = official({date(2026, 3, 3): Override.OFF, date(2026, 5, 1): Override.WORK})
    assert not calendar.is_workday(date(2026, 3, 3))
    assert calendar.is_workday(date(2026, 5, 1))


def test_a_day_the_office_set_is_known_in_a_year_nobody_published() -> None:
    beyond = date(max(official().years) + 1, 10, 1)
    calendar = official({beyond: Override.OFF})
    assert calendar.knows(beyond)
    assert not calendar.knows(beyond + timedelta(days=1))


def test_the_version_changes_with_the_table_and_only_with_it() -> None:
    third, fourth = date(2026, 3, 3), date(2026, 3, 4)
    one = official({third: Override.OFF, fourth: Override.WORK})
    assert one.version != official().version
    assert one.version != official({third: Override.OFF, fourth: Override.OFF}).version
    assert official({fourth: Override.WORK, third: Override.OFF}) is one
