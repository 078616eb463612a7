"""Whose queue an update belongs to."""

from typing import Any


def sender_of(raw: dict[str, Any]) -> int:
    """The person who acted, so that his taps and texts stay in order; else the chat, else 0."""
    for value in raw.values():
        if isinstance(value, dict):
            for part in ("from", "chat"):
                who = value.get(part)
                if isinstance(who, dict) and isinstance(who.get("id"), int):
                    return int(who["id"])
    return 0
