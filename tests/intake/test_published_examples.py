"""Two published compendia, read field by field as people read them; skipped where they are not at hand."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import Unreadable
from bot.intake.compendium import read
from bot.intake.unit_names import UnitNames
from bot.intake.units import from_json

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS, FOUND = SHARED / "seeds", SHARED / "data" / "proposals.json"
pytestmark = pytest.mark.skipif(not FOUND.is_file(), reason="the published examples are not beside this checkout")

FIELDS = {
    "title": "title",
    "kind": "kind",
    "proposers": "proposers",
    "background": "problem",
    "requests": "recommendations",
    "reply": "reply",
    "reply_units": "reply_units",
    "key": "key",
    "lines": "lines",
}


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def expected(number: str) -> list[dict[str, Any]]:
    return [entry for entry in json.loads(FOUND.read_text(encoding="utf-8")) if entry["seed"].startswith(number)]


@pytest.mark.parametrize("number", ["000", "001"])
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_what_a_person_read(number: str, field: str) -> None:
    values = [getattr(proposal, field) for proposal in read(seed(number)).proposals]
    actual = [list(value) if isinstance(value, tuple) else value for value in values]
    assert actual == [entry[FIELDS[field]] for entry in expected(number)]


@pytest.mark.parametrize("number", ["000", "001"])
def test_the_session_is_the_plain_name(number: str) -> None:
    actual = [proposal.session for proposal in read(seed(number)).proposals]
    assert actual == [entry["session"].partition("（")[0] for entry in expected(number)]


@pytest.mark.parametrize(
    ("number", "totals"), [("000", {"handled": 165, "answered": 165}), ("001", {"received": 470, "filed": 420})]
)
def test_the_totals_are_those_stated(number: str, totals: dict[str, int]) -> None:
    assert read(seed(number)).totals == totals


def test_the_story_beside_the_proposals_is_in_quarantine_and_nothing_else_is() -> None:
    text = seed("001")
    quarantined = [entry.line for entry in read(text).quarantine]
    assert quarantined == [
        number for number, row in enumerate(text.split("\n"), start=1) if row.strip() and number >= 708
    ]
    assert read(seed("000")).quarantine == ()


@pytest.mark.parametrize("number", ["003", "004"])
def test_a_report_and_a_gazette_are_no_compendia(number: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(seed(number))
    assert refusal.value.reason == "no_proposals"


def test_ten_thousand_lines_are_read_in_about_a_second() -> None:
    text = seed("001")
    many = "\n".join([text] * (10_000 // text.count("\n") + 1))
    began = time.perf_counter()
    read(many)
    assert time.perf_counter() - began < 4, "generous: other tests may run beside this one"


def test_every_unit_that_signed_is_known_by_name() -> None:
    units = from_json(json.loads((SHARED / "data" / "units.json").read_text(encoding="utf-8")))
    names = UnitNames(units)
    signed = {unit for number in ("000", "001") for entry in expected(number) for unit in entry["reply_units"]}
    assert {unit for unit in signed if names.resolve(unit) is None} == set()
    assert all(names.resolve(name) == unit.name for unit in units for name in unit.names)
