"""How the journal keeps what an act brings along: numbers, marks, days, moments, and words where they may be kept."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def columns(sets: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal keeps of the columns that an act fills in, which is everything but texts."""
    return {name: plain(value) for name, value in sets.items() if value is None or isinstance(value, int | date)}


def plain(value: Any) -> Any:  # noqa: ANN401 - what a column holds
    """A column's value as the journal spells it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def said(facts: Mapping[str, Any], *, sensitive: bool) -> dict[str, Any]:
    """What is written beside an act of the facts that are said with it; of a sensitive case no texts."""
    kept = int if sensitive else str | int | bool
    return {name: value for name, value in facts.items() if isinstance(value, kept)}
