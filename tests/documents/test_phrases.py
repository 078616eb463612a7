"""Dates, shares and ordinals as documents say them."""

from datetime import UTC, date, datetime

import pytest

from bot.documents import forms
from bot.domain.rates import Rate

SAID = forms.phrases()


def test_a_date_that_is_not_known_is_left_to_be_written_by_hand() -> None:
    assert SAID.day(date(2026, 6, 2)) == "2026年6月2日"
    assert SAID.moment(datetime(2026, 6, 2, 9, 5, tzinfo=UTC)) == "2026年6月2日09:05"
    assert (SAID.day(None), SAID.moment(None)) == ("　", "　")


def test_a_share_shows_both_its_numbers_and_no_percent_of_nothing() -> None:
    assert SAID.share(Rate(5, 6)) == "83.3%（5/6）"
    assert SAID.share(Rate(0, 0)) == "—（0/0）"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (99, "九十九"),
        (100, "100"),
        (0, "0"),
    ],
)
def test_ordinals_are_written_as_in_letters(number: int, said: str) -> None:
    assert SAID.ordinal(number) == said


def test_people_have_a_title_and_bodies_have_none() -> None:
    assert SAID.addressed(["王一禾", "李小满"], "suggestion", bodies=False) == "王一禾、李小满代表"
    assert SAID.addressed(["王一禾"], "proposal", bodies=False) == "王一禾委员"
    assert SAID.addressed(["民盟青石市委"], "proposal", bodies=True) == "民盟青石市委"
    assert [SAID.you(1, bodies=False), SAID.you(2, bodies=False), SAID.you(1, bodies=True)] == ["您", "你们", "你单位"]
