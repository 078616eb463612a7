"""What people type becomes a list of requests, or a date, as they meant it."""

from datetime import date

import pytest

from bot.domain.errors import Unreadable
from bot.intake.typed import requests_in, term_in, unnumbered

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "requests"),
    [
        ("加装路灯", ["加装路灯"]),
        ("1. 加装路灯\n2. 修补路面\n3、增设座椅", ["加装路灯", "修补路面", "增设座椅"]),
        ("一、加装路灯，\n先主路后支路\n二、修补路面", ["加装路灯，\n先主路后支路", "修补路面"]),
        ("（1）加装路灯\n（2）修补路面", ["加装路灯", "修补路面"]),
        ("一是加装路灯\n二是修补路面", ["加装路灯", "修补路面"]),
        ("3. 增设座椅", ["增设座椅"]),
        ("一要加强管理", ["一要加强管理"]),
        ("加装路灯\n1. 先主路\n2. 后支路", ["加装路灯\n1. 先主路\n2. 后支路"]),
        ("1. 甲\n3. 丙", ["甲\n3. 丙"]),
        ("2027年完成改造", ["2027年完成改造"]),
        ("1.", []),
        (" \n ", []),
    ],
)
def test_a_numbered_list_is_split_and_anything_else_is_one_request(typed: str, requests: list[str]) -> None:
    assert requests_in(typed) == requests


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("2027-03-31", "2027-03-31"),
        ("2027年3月31日", "2027-03-31"),
        ("2027/3/31", "2027-03-31"),
        ("3月31日", "2027-03-31"),
        ("12月1日", "2026-12-01"),
        ("１２月１日", "2026-12-01"),
        ("30天", "30 days"),
        ("45", "45 days"),
        ("30工作日", "30 workdays"),
        ("三十个工作日内", "30 workdays"),
        ("两个月", "2 months"),
        ("1 day", "1 day"),
        ("10 Working Days", "10 workdays"),
        ("3 months", "3 months"),
    ],
)
def test_a_date_or_a_length_of_time_is_read_as_people_write_it(typed: str, term: str) -> None:
    assert str(term_in(typed, TODAY)) == term


@pytest.mark.parametrize("typed", ["", "尽快", "2月30日", "0天", "13月1日", "2027-02-29", "30 Tage"])
def test_what_is_no_date_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        term_in(typed, TODAY)
    assert refused.value.message == "unreadable/not_a_date"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("二、修补路面", "修补路面"), ("三、修补路面", "三、修补路面"), ("二是修补路面", "二是修补路面"), ("2.", "2.")],
)
def test_a_printed_number_is_left_out_where_the_same_number_is_shown(printed: str, shown: str) -> None:
    assert unnumbered(printed, 2) == shown
