"""A title and a text as routing reads them: what the case is about, without the words that every title has."""

import re
import unicodedata
from collections.abc import Iterator

_BEFORE = re.compile(r"^(?:[^关]{0,24}?[：:、.])?\s*(?:再次|重新)?(?:关于|对于)?(?:在|对|就|将)?")
_AFTER = re.compile(
    r"(?:的|之)?(?:几点|若干|一些|有关)?(?:意见)?(?:和|与)?(?:建议案|建议|提案|议案|意见|对策|思考|函)+$"
)
_SIGNS = re.compile(r"[^\w]+|_")
GRAM = (2, 3)


def plain(text: str) -> str:
    """In half width and lower case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def subject(title: str) -> str:
    """What a title is about: 关于加强路灯维护的建议 is 加强路灯维护; a title that would be nothing stays whole."""
    whole = plain(title).strip("《》“”\"'")
    return _AFTER.sub("", _BEFORE.sub("", whole, count=1)) or whole


def grams(text: str) -> Iterator[str]:
    """Every run of two and of three signs, none across punctuation."""
    for part in _SIGNS.split(text):
        for length in GRAM:
            for start in range(len(part) - length + 1):
                yield part[start : start + length]
