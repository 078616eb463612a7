"""The picture of the units can be read on a phone: every sign has its glyph, every bar its room."""

import struct

import pytest

from bot.documents import charts
from bot.documents.charts import Series


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize("units", [1, 2, 21])
def test_a_picture_is_as_wide_as_a_phone_and_as_high_as_its_bars(units: int) -> None:
    names = [f"第{number}街道办事处（城乡建设和管理办公室）" for number in range(units)]
    series = [Series("已办结", "#2e7d5b", [500] * units), Series("已逾期", "#c0392b", [1] * units)]
    width, height = size(charts.stacked("各单位办理进度（2026年3月2日）", names, series))
    assert width == charts.WIDTH * charts.DPI
    assert abs(height - (charts.MARGIN + charts.BAR * units) * charts.DPI) <= 1


def test_units_with_nothing_are_drawn_too() -> None:
    assert size(charts.stacked("Progress", ["A & <b> $x$"], [Series("Done", "#2e7d5b", [0])]))
