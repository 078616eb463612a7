"""Numbers of paragraphs (一、 一是 (一) 1. ① 第一,) and numbers written in Chinese."""

import re
from dataclasses import dataclass

DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIAD = 10_000

CN = r"[一二三四五六七八九十]{1,3}"
# From the head of a chapter down to an aside: a text is divided by the highest it uses.
# fmt: off
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # style       begins with
    ("一、",      re.compile(rf"({CN})\s*[、..](?!\d)")),
    ("建议一:",   re.compile(rf"建议({CN}|\d{{1,2}})\s*[:,、]")),
    ("(一)",      re.compile(rf"\(\s*({CN})\s*\)[、,]?")),
    ("第一",      re.compile(rf"第({CN})\s*[,、:是]")),
    ("其一",      re.compile(rf"其({CN})\s*[,、:]")),
    ("1.",        re.compile(r"(\d{1,2})\s*(?:[.、](?!\d)|,(?=\D))")),
    ("一是",      re.compile(rf"({CN})是")),
    ("一要",      re.compile(rf"({CN})要")),
    ("(1)",       re.compile(r"\(\s*(\d{1,2})\s*\)[、,]?")),
    ("1)",        re.compile(r"(\d{1,2})\s*\)")),
    ("①",         re.compile(r"([①-⑳])")),
)
# fmt: on
RANKS = {style: rank for rank, (style, _) in enumerate(STYLES)}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number at the head of a paragraph: how it is written, which it is, and how many signs it takes."""

    style: str
    number: int
    length: int


def ordinal(flat: str, at: int = 0) -> Ordinal | None:
    """The number that begins at this place of a text in half width."""
    for style, pattern in STYLES:
        found = pattern.match(flat, at)
        if found:
            return Ordinal(style, _value(found[1]), found.end() - at)
    return None


def _value(digits: str) -> int:
    if digits >= "①" and digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return number(digits) or 0


def number(text: str) -> int | None:
    """A number in digits or in Chinese (一百六十五, 二〇二〇, 两千); None when it is neither."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    return _counted(text)


def _counted(text: str) -> int | None:
    whole = part = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in UNITS:
            part += (digit or 1) * UNITS[sign]
            digit = 0
        elif sign == "万":
            whole, part, digit = (part + digit) * MYRIAD, 0, 0
        else:
            return None
    return whole + part + digit
