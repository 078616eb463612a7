"""The life tables for readers: as Markdown for the README, as diagrams in Mermaid."""

from enum import StrEnum
from itertools import groupby

from bot.domain.lifecycle import LIVES, Life, Move
from bot.domain.lives import Whose

HEAD = ("At", "Act", "By", "Becomes", "Told", "Only if")


def as_markdown(lives: tuple[Life, ...] = LIVES) -> str:
    """Every table under its name, one row a line, in the order of the tables."""
    return "\n".join(_table(life) for life in lives)


def as_mermaid(life: Life) -> str:
    """One life as a state diagram; rows between the same two states share an arrow."""
    arrows: dict[tuple[StrEnum, StrEnum], list[str]] = {}
    for row in life.moves:
        arrows.setdefault((row.at, row.becomes), []).append(_said(row.act))
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in life.states if state in life.born]
    lines += [f"    {at} --> {becomes}: {', '.join(acts)}" for (at, becomes), acts in arrows.items()]
    lines += [f"    {state} --> [*]" for state in life.states if state in life.ends]
    return "\n".join(lines) + "\n"


def _table(life: Life) -> str:
    rows = [HEAD, tuple("---" for _ in HEAD), *(_row(list(rows)) for _, rows in groupby(life.moves, _alike))]
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return f"### {life.name.capitalize()}\n\n" + "\n".join(lines) + "\n"


def _alike(row: Move) -> object:
    """Rows of one act that changes no state are printed as one, at all the states where it may be done."""
    return (row.act, row.by, tuple(row.told.items()), row.guards) if row.at is row.becomes else (row.at, row.act)


def _row(rows: list[Move]) -> tuple[str, ...]:
    row = rows[0]
    at = " or ".join(f"**{_said(each.at)}**" for each in rows)
    becomes = f"**{_said(row.becomes)}**" if row.at is not row.becomes else "stays"
    told = ", ".join(f"{_said(audience)}: `{message}`" for audience, message in row.told.items())
    guard = ", ".join(_said(guard.__name__) for guard in row.guards)
    by = ", ".join(_said(role) for role in row.by) + _OF[row.whose]
    return at, _said(row.act), by, becomes, told, guard


_OF = {
    Whose.OWN: "",
    Whose.LEAD: " of the lead unit",
    Whose.CO: " of a co-unit",
    Whose.PARTY: " of a unit that was asked",
}


def _said(name: str) -> str:
    return str(name).replace("_", " ")
