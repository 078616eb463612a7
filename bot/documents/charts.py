"""Pictures for a phone, legible at 400 pixels: bars side by side, and what all pictures share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from threading import Lock

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text
from pylopdf_fonts_zh_cn import sans_path

WIDTH, BAR, MARGIN = 5.4, 0.36, 1.5  # inches, of the picture, one bar's row, and all around them
DPI = 200
TITLE, WORDS, NUMBERS = 14, 11, 10  # points; ten are ten pixels where the picture is 400 wide
NAME = 10  # characters of a unit's name
NARROW = 0.05  # of the longest bar: no number has room in less
INK, FAINT = "#222222", "#d9dce1"

_DRAWING = Lock()  # the font library is not made for two threads at once


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the bars: its name in the legend, and a count for each bar."""

    name: str
    color: str
    counts: Sequence[int]


@cache
def font(size: float) -> FontProperties:
    """The font that has every sign of Chinese, in points."""
    return FontProperties(fname=str(sans_path()), size=size)


def picture(title: str, height: float, draw: Callable[[Axes], None], legend: int = 0) -> bytes:
    """A PNG of so many inches in height, drawn by ``draw``; ``legend`` is how many columns its legend has."""
    with _DRAWING:
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout=ConstrainedLayoutEngine(h_pad=0.1, w_pad=0.06))
        axes = figure.subplots()
        draw(axes)
        figure.suptitle(title, fontproperties=font(TITLE), wrap=True)
        if legend:
            figure.legend(loc="outside lower center", ncols=legend, prop=font(WORDS), frameon=False, columnspacing=1.2)
        written = BytesIO()
        figure.savefig(written, format="png")
        return written.getvalue()


def stacked(title: str, names: Sequence[str], series: Sequence[Series]) -> bytes:
    """Horizontal bars, the first on top, each made of its counts one after the other and their sum at its end; PNG."""
    return picture(
        title, MARGIN + BAR * max(len(names), 1), lambda axes: _stacked(axes, names, series), min(len(series), 4)
    )


def _stacked(axes: Axes, names: Sequence[str], series: Sequence[Series]) -> None:
    rows = range(len(names))
    longest = max((sum(counts) for counts in zip(*(part.counts for part in series), strict=True)), default=0)
    ends = [0] * len(names)
    for part in series:
        bars = axes.barh(rows, part.counts, left=ends, color=part.color, label=part.name, height=0.74)
        shown = [str(count) if count > longest * NARROW else "" for count in part.counts]
        axes.bar_label(bars, shown, label_type="center", color="white", fontproperties=font(NUMBERS))
        ends = [end + count for end, count in zip(ends, part.counts, strict=True)]
    for row, end in zip(rows, ends, strict=True):
        beside(axes, str(end), end, row)
    named(axes, names)
    axes.set_xlim(0, max(longest, 1) * 1.14)


def beside(axes: Axes, words: str, x: float, row: float) -> None:
    """Words at the end of a bar."""
    axes.annotate(
        words, (x, row), xytext=(4, 0), textcoords="offset points", va="center", fontproperties=font(WORDS), color=INK
    )


def named(axes: Axes, names: Sequence[str]) -> None:
    """A name before each bar, the first on top, and nothing else around them."""
    axes.set_yticks(range(len(names)), [short(name) for name in names], fontproperties=font(WORDS))
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    axes.tick_params(left=False)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom", "left"]].set_visible(False)


def in_font(labels: Iterable[Text], size: float = WORDS) -> None:
    """Let these labels be written in the Chinese font."""
    for label in labels:
        label.set_fontproperties(font(size))


def short(name: str) -> str:
    """A name that leaves room for what is beside it."""
    return name if len(name) <= NAME else name[: NAME - 1] + "…"
