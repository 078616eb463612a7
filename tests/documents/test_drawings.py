"""Every picture is as wide as a phone and has its glyphs, however much or little there is to draw."""

import struct
from pathlib import Path

import pytest

from bot.demo import pictures
from bot.documents import charts, drawings
from bot.documents.charts import Series
from bot.documents.drawings import Bar
from bot.domain.rates import Rate


def width(picture: bytes) -> float:
    assert picture.startswith(b"\x89PNG")
    return float(struct.unpack(">I", picture[16:20])[0])


@pytest.mark.parametrize("name", sorted(pictures.DRAWN))
def test_a_picture_of_the_gallery_is_drawn_with_a_glyph_for_every_sign(name: str) -> None:
    """A sign without one would be a warning, and a warning fails the tests."""
    assert width(pictures.DRAWN[name]()) == charts.WIDTH * charts.DPI


def test_nothing_at_all_can_be_drawn() -> None:
    drawn = (
        drawings.funnel("无", []),
        drawings.funnel("无", [Bar("已提交", 0), Bar("已立案", 0)]),
        drawings.weeks("无", [], []),
        drawings.weeks("无", ["4/6"], [Rate(0, 0)]),
        drawings.heat("无", [], ["当天"], []),
        drawings.shares("无", []),
        drawings.shares("无", [("市教育局", Rate(0, 0))]),
        drawings.delivery("无", []),
        drawings.week("无", ["周一"], [Series("签收", "#2f6db5", [0])]),
    )
    assert {width(one) for one in drawn} == {charts.WIDTH * charts.DPI}


def test_the_gallery_is_written_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "made"
    monkeypatch.setattr(pictures, "DRAWN", {"funnel": pictures.DRAWN["funnel"]})
    pictures.main(folder)
    assert [file.name for file in folder.iterdir()] == ["chart-funnel.png"]


def test_the_page_of_pictures_shows_each_picture_of_the_gallery() -> None:
    page = (pictures.FOLDER.parent / "pictures.md").read_text(encoding="utf-8")
    for name in pictures.DRAWN:
        assert f"(pictures/chart-{name}.png)" in page
        assert (pictures.FOLDER / f"chart-{name}.png").is_file()
