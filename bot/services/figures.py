"""The figures of the year, each share with its two numbers, and a picture of how far each unit is."""

from collections.abc import Sequence
from functools import partial

from bot.services import satisfaction
from bot.turn import Outside, Turn
from store import figures
from store.figures import Progress

BARS = 20  # units in the picture; the others are one bar together

# fmt: off
_COLORS = (
    # words.toml "chart"  color
    ("done",              "#2e7d5b"),
    ("handling",          "#2f6db5"),
    ("unaccepted",        "#8a8f98"),
    ("late",              "#c0392b"),
)
# fmt: on


def show(turn: Turn) -> None:
    """The figures at once; the picture follows, drawn while others are served."""
    progress = figures.progress(turn.work, turn.today)
    turn.answer(
        "looking/figures",
        figures=figures.figures(turn.work),
        rates=satisfaction.rates(turn.work).overall,
        questions=satisfaction.by_question(turn.work),
        units=len(progress),
        progress=total(progress),
    )
    if progress:
        turn.outside.append(Outside(_drawing(turn, progress), lambda later, made: _send(later, made, progress)))


def total(rows: Sequence[Progress], name: str = "") -> Progress:
    """The rows added up."""
    return Progress(
        name,
        sum(row.done for row in rows),
        sum(row.handling for row in rows),
        sum(row.late for row in rows),
        sum(row.unaccepted for row in rows),
    )


def _drawing(turn: Turn, progress: Sequence[Progress]) -> partial[bytes]:
    words = {key: turn.voice.word(turn.language, "chart", key) for key in turn.voice.keys("chart")}
    rest = progress[BARS:]
    rows = [*progress[:BARS], total(rest, words["others"].format(count=len(rest)))] if rest else list(progress)
    title = words["title"].format(y=turn.today.year, m=turn.today.month, d=turn.today.day)
    return partial(_draw, title, rows, [(words[key], key, color) for key, color in _COLORS])


def _draw(title: str, rows: Sequence[Progress], parts: Sequence[tuple[str, str, str]]) -> bytes:
    from bot.documents import charts  # noqa: PLC0415 - takes a second, and belongs to the thread that draws

    series = [charts.Series(name, color, [getattr(row, key) for row in rows]) for name, key, color in parts]
    return charts.stacked(title, [row.name for row in rows], series)


def _send(turn: Turn, picture: bytes, progress: Sequence[Progress]) -> None:
    photo = turn.enclose("photo", "progress.png", picture)
    turn.answer(
        "looking/picture", files=[photo], shown=min(len(progress), BARS), units=len(progress), progress=total(progress)
    )
