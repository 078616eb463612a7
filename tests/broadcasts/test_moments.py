"""Moments to come as people type them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import Unreadable
from bot.intake.moments import moment_in

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

# fmt: off
MOMENTS = (
    # typed                  means
    ("明天9点",               "2026-03-03 09:00"),
    ("后天上午十点半",         "2026-03-04 10:30"),
    ("今天下午3点",           "2026-03-02 15:00"),
    ("今日 22:15",            "2026-03-02 22:15"),
    ("3月9日 14:30",          "2026-03-09 14:30"),
    ("2026-03-09 08:05",      "2026-03-09 08:05"),
    ("2026年3月9日 8时5分",    "2026-03-09 08:05"),
    ("3/9 9点整",             "2026-03-09 09:00"),
    ("1月5日 9:00",           "2027-01-05 09:00"),
    ("晚上八点",              "2026-03-02 20:00"),
    ("9:00",                  "2026-03-03 09:00"),
    ("11:00",                 "2026-03-02 11:00"),
    ("tomorrow 9:00",         "2026-03-03 09:00"),
    ("Tomorrow 3 pm",         "2026-03-03 15:00"),
    ("2026-03-09T08:05",      "2026-03-09 08:05"),
    ("明天９：３０",           "2026-03-03 09:30"),
)
# fmt: on


@pytest.mark.parametrize(("typed", "means"), MOMENTS)
def test_a_moment_is_read_as_it_is_meant(typed: str, means: str) -> None:
    assert moment_in(typed, NOW) == datetime.fromisoformat(means).replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize("typed", ["改天", "25:00", "2月30日 9:00", "明天", "13月1日 9:00", "", "明天9:99"])
def test_what_is_no_moment_is_not_guessed(typed: str) -> None:
    with pytest.raises(Unreadable, match="not_a_moment"):
        moment_in(typed, NOW)
