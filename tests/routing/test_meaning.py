"""The optional model of meaning is used where it is installed and has read the list, and missed nowhere."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.intake.units import UnitRow
from bot.routing import meaning
from bot.routing.router import Router

CITY = (UnitRow("市水利局"), UnitRow("市教育局"))


def test_without_the_model_routing_works_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(meaning, "FILE", tmp_path / "none.npz")
    meaning._prepared.cache_clear()  # noqa: SLF001 - what was read once is kept for the life of a process
    assert meaning.of(CITY) is None
    assert Router(CITY, meaning=meaning.of(CITY)).route("关于疏浚青石河的建议")[0].name == "市水利局"


@pytest.mark.skipif(find_spec(meaning.PACKAGE) is None, reason="needs the optional model: make meaning")
def test_words_that_nobody_listed_are_understood() -> None:
    if not meaning.FILE.is_file():
        meaning.prepare()
    meaning._prepared.cache_clear()  # noqa: SLF001 - what was read once is kept for the life of a process
    near = meaning.of(CITY)
    assert near is not None
    votes = near.votes("江边涨水淹了庄稼")
    assert votes["市水利局"] > votes.get("市教育局", 0.0)
