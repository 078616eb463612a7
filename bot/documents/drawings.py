"""More pictures: a funnel, shares over weeks, a map of counts, shares with their bases, deliveries, a week ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from bot.documents.charts import (
    BAR,
    FAINT,
    INK,
    MARGIN,
    NUMBERS,
    WORDS,
    Series,
    beside,
    font,
    in_font,
    named,
    picture,
)
from bot.domain.rates import Rate

GREEN, BLUE, AMBER, RED, GREY = "#2e7d5b", "#2f6db5", "#c8963e", "#c0392b", "#8a8f98"
BARE = 0.7  # inches around bars that have no legend
DARK = 0.55  # of the deepest colour, from which a number on it is white
SHADES = "Blues"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, its colour."""

    name: str
    count: int
    color: str = BLUE


def funnel(title: str, bars: Sequence[Bar]) -> bytes:
    """Bars about one axis, each with its count and its part of the first; PNG."""
    return picture(title, BARE + 0.55 * len(bars), lambda axes: _funnel(axes, bars))


def _funnel(axes: Axes, bars: Sequence[Bar]) -> None:
    whole = max((bar.count for bar in bars), default=0) or 1
    first = bars[0].count if bars else 0
    for row, bar in enumerate(bars):
        axes.barh(row, bar.count, left=(whole - bar.count) / 2, color=bar.color, height=0.8)
        words = f"{bar.count}" if row == 0 or not first else f"{bar.count} · {bar.count / first:.0%}"
        inside = bar.count / whole > 0.3  # noqa: PLR2004 - a third of the picture is room enough for the words
        y = whole / 2 if inside else (whole + bar.count) / 2
        axes.text(
            y if inside else y + whole * 0.02,
            row,
            words,
            ha="center" if inside else "left",
            va="center",
            color="white" if inside else INK,
            fontproperties=font(WORDS),
        )
    named(axes, [bar.name for bar in bars])
    axes.set_xlim(0, whole)


def weeks(title: str, names: Sequence[str], shares: Sequence[Rate]) -> bytes:
    """A line of shares, one for each name, with numerator and denominator below each; a share of nothing is a gap."""
    return picture(title, 3.4, lambda axes: _weeks(axes, names, shares))


def _weeks(axes: Axes, names: Sequence[str], shares: Sequence[Rate]) -> None:
    heights = [_percent(share) for share in shares]
    axes.plot(range(len(names)), heights, color=BLUE, marker="o", linewidth=2.2, markersize=6)
    for at, height in enumerate(heights):
        if height == height:  # noqa: PLR0124 - what is no number is not equal to itself
            axes.annotate(
                f"{height:.0f}",
                (at, height),
                xytext=(0, 7),
                textcoords="offset points",
                ha="center",
                fontproperties=font(NUMBERS),
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )
    below = [f"{name}\n{share.numerator}/{share.denominator}" for name, share in zip(names, shares, strict=True)]
    axes.set_xticks(range(len(names)), below, fontproperties=font(NUMBERS))
    axes.set_yticks([0, 50, 100], ["0%", "50%", "100%"], fontproperties=font(NUMBERS))
    axes.set_ylim(-4, 116)
    axes.set_xlim(-0.5, max(len(names) - 0.5, 0.5))
    axes.grid(axis="y", color=FAINT)
    axes.tick_params(length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _percent(share: Rate) -> float:
    return 100 * share.numerator / share.denominator if share.denominator else float("nan")


def heat(title: str, names: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> bytes:
    """A map of counts: a row for each name, a column for each span; a deeper colour is more, nothing stays white."""
    return picture(title, 1.35 + 0.42 * len(names), lambda axes: _heat(axes, names, columns, counts))


def _heat(axes: Axes, names: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
    most = max((count for row in counts for count in row), default=0) or 1
    axes.imshow(counts or [[0] * len(columns)], cmap=SHADES, vmin=0, vmax=most * 1.15, aspect="auto")
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            if count:
                color = "white" if count / most > DARK else INK
                axes.text(column, row, str(count), ha="center", va="center", color=color, fontproperties=font(NUMBERS))
    named(axes, names)
    axes.xaxis.set_visible(True)
    axes.set_xticks(range(len(columns)), columns, fontproperties=font(NUMBERS))
    axes.tick_params(length=0)
    axes.set_xticks([at - 0.5 for at in range(1, len(columns))], minor=True)
    axes.set_yticks([at - 0.5 for at in range(1, len(names))], minor=True)
    axes.grid(which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)


def shares(title: str, rows: Sequence[tuple[str, Rate]]) -> bytes:
    """A bar for each share, with the share and both its numbers at the end; PNG."""
    return picture(title, BARE + BAR * max(len(rows), 1), lambda axes: _shares(axes, rows))


def _shares(axes: Axes, rows: Sequence[tuple[str, Rate]]) -> None:
    for row, (_, share) in enumerate(rows):
        height = _percent(share) if share.denominator else 0.0
        axes.barh(row, 100, color=FAINT, height=0.66)
        axes.barh(row, height, color=GREEN, height=0.66)
        beside(axes, f"{height:.1f}%（{share.numerator}/{share.denominator}）", 100, row)
    named(axes, [name for name, _ in rows])
    axes.set_xlim(0, 178)


def delivery(title: str, bars: Sequence[Bar]) -> bytes:
    """What became of a message to many: a bar for each fate with its count and its part of all; PNG."""
    return picture(title, BARE + 0.46 * max(len(bars), 1), lambda axes: _delivery(axes, bars))


def _delivery(axes: Axes, bars: Sequence[Bar]) -> None:
    total, most = sum(bar.count for bar in bars) or 1, max((bar.count for bar in bars), default=0) or 1
    for row, bar in enumerate(bars):
        axes.barh(row, bar.count, color=bar.color, height=0.7)
        beside(axes, f"{bar.count}（{bar.count / total:.1%}）", bar.count, row)
    named(axes, [bar.name for bar in bars])
    axes.set_xlim(0, most * 1.4)


def week(title: str, days: Sequence[str], series: Sequence[Series]) -> bytes:
    """A column for each day, made of how many reminders of each kind are due on it, with the sum above; PNG."""
    return picture(title, MARGIN + 2.4 + 0.2 * (len(series) // 3), lambda axes: _week(axes, days, series), 3)


def _week(axes: Axes, days: Sequence[str], series: Sequence[Series]) -> None:
    floors = [0] * len(days)
    most = max((sum(counts) for counts in zip(*(part.counts for part in series), strict=True)), default=0) or 1
    for part in series:
        bars = axes.bar(range(len(days)), part.counts, bottom=floors, color=part.color, label=part.name, width=0.72)
        shown = [str(count) if count > most * 0.08 else "" for count in part.counts]
        axes.bar_label(bars, shown, label_type="center", color="white", fontproperties=font(NUMBERS))
        floors = [floor + count for floor, count in zip(floors, part.counts, strict=True)]
    for at, top in enumerate(floors):
        axes.annotate(
            str(top), (at, top), xytext=(0, 3), textcoords="offset points", ha="center", fontproperties=font(WORDS)
        )
    axes.set_xticks(range(len(days)), days, fontproperties=font(WORDS))
    in_font(axes.get_yticklabels())
    axes.set_ylim(0, most * 1.14)
    axes.yaxis.set_visible(False)
    axes.tick_params(length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
