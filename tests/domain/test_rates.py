"""Shares: exact, rounded so that they add up, and compared only where nobody is exposed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rates import Rate, largest_remainder


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (2, 3, "66.7"),
        (1, 3, "33.3"),
        (1, 80, "1.3"),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (1, 2000, "0.1"),
        (49, 100000, "0.0"),
    ],
)
def test_percent_is_rounded_to_one_decimal_halves_up(numerator: int, denominator: int, percent: str) -> None:
    assert str(Rate(numerator, denominator).percent) == percent


def test_a_share_of_nothing_has_no_percent() -> None:
    assert Rate(0, 0).percent is None


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2)])
def test_more_than_all_and_less_than_none_are_no_shares(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        Rate(numerator, denominator)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_what_is_printed_is_within_half_a_tenth_of_the_share(pair: tuple[int, int]) -> None:
    rate = Rate(*pair)
    assert rate.percent is not None
    assert abs(Fraction(rate.percent) - 100 * Fraction(*pair)) <= Fraction(1, 20)


def test_shares_that_would_miss_100_are_made_to_reach_it() -> None:
    assert [str(share) for share in largest_remainder([1, 1, 1])] == ["33.4", "33.3", "33.3"]
    assert [str(share) for share in largest_remainder([1, 1, 4], places=0)] == ["17", "17", "66"]


def test_nothing_is_shared_out_as_nothing() -> None:
    assert [str(share) for share in largest_remainder([0, 0])] == ["0.0", "0.0"]


def test_a_negative_part_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        largest_remainder([3, -1])


@given(parts=st.lists(st.integers(0, 500), min_size=1, max_size=8).filter(any), places=st.integers(0, 3))
def test_shares_add_up_to_100_and_none_is_a_whole_step_off(parts: list[int], places: int) -> None:
    shares = largest_remainder(parts, places)
    assert sum(shares) == Decimal(100)
    for part, share in zip(parts, shares, strict=True):
        assert abs(Fraction(share) - Fraction(100 * part, sum(parts))) < Fraction(1, 10**places)
