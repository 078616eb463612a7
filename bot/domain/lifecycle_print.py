"""The life tables for readers: as Markdown for the README, as diagrams in Mermaid."""

from enum import StrEnum

from bot.domain.lifecycle import LIVES, Life, Move

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
    rows = [HEAD, tuple("---" for _ in HEAD), *(_row(row) for row in life.moves)]
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return f"### {life.name.capitalize()}\n\n" + "\n".join(lines) + "\n"


def _row(row: Move) -> tuple[str, ...]:
    told = ", ".join(f"{_said(audience)}: `{message}`" for audience, message in row.told.items())
    guard = ", ".join(_said(guard.__name__) for guard in row.guards)
    by = ", ".join(_said(role) for role in row.by)
    return f"**{_said(row.at)}**", _said(row.act), by, f"**{_said(row.becomes)}**", told, guard


def _said(name: str) -> str:
    return str(name).replace("_", " ")
