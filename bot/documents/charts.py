"""Pictures for a phone: how far each unit is, as bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from threading import Lock

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pylopdf_fonts_zh_cn import sans_path

WIDTH, BAR, MARGIN = 7.2, 0.42, 2.0  # inches, of the picture, one bar's row, and all around them
DPI = 150
NAME = 12  # characters of a unit's name
NARROW = 0.02  # of the longest bar: no number has room in less

_DRAWING = Lock()  # the font library is not made for two threads at once


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the bars: its name in the legend, and a count for each bar."""

    name: str
    color: str
    counts: Sequence[int]


@cache
def _font(size: float) -> FontProperties:
    return FontProperties(fname=str(sans_path()), size=size)


def stacked(title: str, names: Sequence[str], series: Sequence[Series]) -> bytes:
    """Horizontal bars, the first on top, each made of its counts one after the other and their sum at its end; PNG."""
    with _DRAWING:
        figure = Figure(figsize=(WIDTH, MARGIN + BAR * max(len(names), 1)), dpi=DPI, layout="constrained")
        axes = figure.subplots()
        _draw(axes, names, series)
        figure.suptitle(title, fontproperties=_font(15))
        figure.legend(loc="outside lower center", ncols=len(series), prop=_font(11), frameon=False)
        picture = BytesIO()
        figure.savefig(picture, format="png")
        return picture.getvalue()


def _draw(axes: Axes, names: Sequence[str], series: Sequence[Series]) -> None:
    rows = range(len(names))
    longest = max((sum(counts) for counts in zip(*(part.counts for part in series), strict=True)), default=0)
    ends = [0] * len(names)
    for part in series:
        bars = axes.barh(rows, part.counts, left=ends, color=part.color, label=part.name, height=0.72)
        shown = [str(count) if count > longest * NARROW else "" for count in part.counts]
        axes.bar_label(bars, shown, label_type="center", color="white", fontproperties=_font(9))
        ends = [end + count for end, count in zip(ends, part.counts, strict=True)]
    for row, end in zip(rows, ends, strict=True):
        axes.annotate(
            str(end), (end, row), xytext=(4, 0), textcoords="offset points", va="center", fontproperties=_font(11)
        )
    axes.set_yticks(rows, [_short(name) for name in names], fontproperties=_font(11))
    axes.set_xlim(0, max(longest, 1) * 1.12)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)


def _short(name: str) -> str:
    return name if len(name) <= NAME else name[: NAME - 1] + "…"
