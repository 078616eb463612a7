"""Days as an office types them from a notice."""

from datetime import date

import pytest

from bot.domain.errors import Unreadable
from bot.intake.days import SetDay, days_in

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "first", "last", "kind", "note"),
    [
        ("2027-01-01 放假", date(2027, 1, 1), date(2027, 1, 1), "off", ""),
        ("2027年2月5日至11日 放假 春节", date(2027, 2, 5), date(2027, 2, 11), "off", "春节"),
        ("2027.10.1-2027.10.7 放假 国庆节", date(2027, 10, 1), date(2027, 10, 7), "off", "国庆节"),
        ("2027年4月30日~5月5日：休息", date(2027, 4, 30), date(2027, 5, 5), "off", ""),
        ("12月5日 上班", date(2026, 12, 5), date(2026, 12, 5), "work", ""),
        ("2027/2/14 调休上班 补春节", date(2027, 2, 14), date(2027, 2, 14), "work", "补春节"),
        ("2027-03-08 恢复", date(2027, 3, 8), date(2027, 3, 8), "official", ""),
        ("2027-03-08 off", date(2027, 3, 8), date(2027, 3, 8), "off", ""),
    ],
)
def test_a_line_says_which_days_are_what(line: str, first: date, last: date, kind: str, note: str) -> None:
    found = days_in(line, TODAY)
    assert (found[0].day, found[-1].day, len(found)) == (first, last, (last - first).days + 1)
    assert {(one.kind, one.note) for one in found} == {(kind, note)}


def test_lines_follow_one_another_and_the_later_one_holds() -> None:
    assert days_in("2027-01-01至3日 放假\n2027-01-03 上班", TODAY) == [
        SetDay(date(2027, 1, 1), "off"),
        SetDay(date(2027, 1, 2), "off"),
        SetDay(date(2027, 1, 3), "work"),
    ]


@pytest.mark.parametrize(
    "line",
    ["放假", "2027-01-01", "2027-02-30 放假", "2027-01-05至3日 放假", "2027-01-01至2027-12-31 放假", "明天 放假", ""],
)
def test_what_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(Unreadable) as unread:
        days_in(f"2027-01-01 放假\n{line}" if line else "  ", TODAY)
    assert unread.value.reason == "not_days"
    if line:
        assert unread.value.facts["line"] == line
