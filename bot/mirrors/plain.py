"""A letter's words as plain text for a group: no marks, nobody called, no longer than the robot takes."""

import html
import re

_TAG = re.compile(r"<[^<>]*>")
_CALL = re.compile(r"<@[^>]*>|<\s*/?\s*at\b[^>]*>|@(?=all\b|所有人|everyone\b)", re.IGNORECASE)


def plain(words: str) -> str:
    """HTML as Telegram reads it without its marks; what would ring everybody in a group is taken out."""
    return _CALL.sub("", html.unescape(_TAG.sub("", words))).strip()


def cut(text: str, longest: int) -> str:
    """At most so many bytes of UTF-8, cut between characters, with … where it was cut."""
    raw = text.encode()
    if len(raw) <= longest:
        return text
    return raw[: longest - len("…".encode())].decode(errors="ignore") + "…"
