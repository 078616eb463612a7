"""How alike two titles are, by the pairs of characters they share: enough to show the office what may be one matter."""

import re

_FORM = re.compile(r"^关于(?:进一步)?|的?(?:若干)?(?:建议|提案|议案)$")
_SIGNS = re.compile(r"\W+")


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same; what every title begins and ends with does not count."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return float(_plain(one) == _plain(other))
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(title: str) -> set[str]:
    plain = _plain(title)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _plain(title: str) -> str:
    return _SIGNS.sub("", _FORM.sub("", title.strip()))
