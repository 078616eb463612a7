"""Of what routing promises of invented titles no less comes true, and the surer it is, the more.

Invented titles are plain. With half of the words of the lists unknown the unit is found about as often as with titles
of real cases that nobody has seen.
"""

import random
from functools import cache

import pytest

from bot.intake.units import UnitRow
from bot.routing.duties import Duty
from bot.routing.router import Router
from bot.routing.starter import duties_of
from tests.evals.titles import Bin, calibration, expected_error, invented

UNKNOWN = 0.5
TOLERANCE = 0.08


@cache
def units() -> tuple[UnitRow, ...]:
    """Every unit that is right for any title."""
    names = {name for table in ("own", "more", "rough", "unseen") for case in invented(table) for name in case.right}
    return tuple(UnitRow(name, f"云河{name}") for name in sorted(names))


def bins(*tables: str, unknown: float = 0.0) -> list[Bin]:
    """What is promised of the first units, and what comes true."""
    forgotten = [duty for duty in duties_of(units()) if random.Random(duty.text).random() < unknown]
    router = Router(units(), [Duty(duty.unit, duty.text, 0.0) for duty in forgotten])
    return calibration(router, [case for table in tables for case in invented(table)])


def total(of: list[Bin], what: str) -> float:
    cases = sum(one.cases for one in of)
    return sum(float(getattr(one, what)) * one.cases for one in of) / cases


def test_the_unit_of_nine_unseen_titles_in_ten_is_first() -> None:
    assert total(bins("unseen"), "true") >= 0.87


@pytest.mark.parametrize("unknown", [0.0, UNKNOWN])
def test_no_more_is_promised_than_comes_true(unknown: float) -> None:
    found = bins("own", "more", "rough", "unseen", unknown=unknown)
    assert total(found, "promised") <= total(found, "true")
    assert all(one.promised <= one.true + TOLERANCE for one in found if one.cases >= 10)


@pytest.mark.parametrize("unknown", [0.0, UNKNOWN])
def test_the_surer_the_more_comes_true(unknown: float) -> None:
    shares = [one.true for one in bins("own", "more", "rough", "unseen", unknown=unknown) if one.cases >= 10]
    assert shares == sorted(shares)
    assert shares[-1] >= 0.95


@pytest.mark.parametrize(("unknown", "error"), [(0.0, 0.17), (UNKNOWN, 0.12)])
def test_what_is_promised_of_unseen_titles_is_near_what_comes_true(unknown: float, error: float) -> None:
    assert expected_error(bins("unseen", unknown=unknown)) <= error
