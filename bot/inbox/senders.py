"""Whose queue an update belongs to."""

from typing import Any

LARGEST = 2**63


def sender_of(raw: dict[str, Any]) -> int:
    """The person who acted, so that his taps and texts stay in order; else the chat, else 0."""
    for value in raw.values():
        if isinstance(value, dict):
            for part in ("from", "chat"):
                who = value.get(part)
                if isinstance(who, dict) and is_id(who.get("id")):
                    return int(who["id"])
    return 0


def is_id(value: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether a column of the database can hold it as an id."""
    return isinstance(value, int) and abs(value) < LARGEST
