"""From the bytes of a text file to its text, whatever office software wrote it."""

import codecs

from bot.domain.errors import Unreadable

# Longer marks first: the mark of UTF-32 begins with that of UTF-16.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What a text may hold below the space: tab, line feed, vertical tab, form feed, carriage return.
LAYOUT_CONTROLS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x1a")
MOST_CONTROLS = 0.01


def text_of(blob: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or GB18030, with or without a byte order mark.

    Raises:
        Unreadable: ``not_text`` when the bytes are a picture, an archive or anything else that is no text.
    """
    for mark, encoding in MARKS:
        if blob.startswith(mark):
            return _checked(_decoded(blob, encoding))
    for encoding in _guesses(blob):
        try:
            return _checked(_decoded(blob, encoding))
        except Unreadable:
            continue
    raise Unreadable("not_text")


def _guesses(blob: bytes) -> tuple[str, ...]:
    even, odd = blob[0::2].count(0), blob[1::2].count(0)
    if even == odd == 0:
        return ("utf-8", "gb18030")
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _decoded(blob: bytes, encoding: str) -> str:
    try:
        return blob.decode(encoding)
    except UnicodeDecodeError as broken:
        raise Unreadable("not_text") from broken


def _checked(text: str) -> str:
    controls = sum(1 for sign in text if (sign < " " and sign not in LAYOUT_CONTROLS) or sign in "\x7f\ufffd")
    if controls > MOST_CONTROLS * len(text):
        raise Unreadable("not_text")
    return text
