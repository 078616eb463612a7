"""How alike two matters are, by their titles and requests; and the keys by which like ones are found among many.

A title counts by its pairs of signs without the words that every title has, and more by those at its end, where it says
what is asked for. Requests count more than titles: 优化16路公交线路 and 优化23路公交线路 are two matters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from zlib import crc32

ALIKE = 0.3  # from here on two matters are shown as alike; chosen on invented pairs (tests/evals/similar.py)
SKETCH = 8  # keys of a case's requests
EARLY = 0.45  # what the first pair of a title counts, of what the last one does
REQUESTS = 0.6  # what requests count where both matters have some; the titles count the rest
FEW = 4  # pairs; of two titles with fewer one hardly says less than the other
PART = 0.75  # what a title counts that is all contained in a longer one
_FORM = re.compile(r"^(?:[^关]{0,24}?[：:])?(?:再次|重新)?关于|的?(?:若干|几点|有关)?(?:建议|提案|议案|意见)$")
_EMPTY = re.compile(
    r"进一步|加强|推进|加快|完善|做好|解决|切实|有效|大力|积极|我市|我县|我区|全市|本市|问题|工作|若干|有关|相关|方面"
    r"|促进|推动|提升|提高|优化|健全|强化|规范|开展|实施|建立|实现|加大|力度|希望|建议|应当|尽快|的|了|等"
)
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """What is compared: a title, and the requests below it."""

    title: str
    requests: Sequence[str] = ()


def likeness(one: Matter, other: Matter) -> float:
    """From 0, nothing in common, to 1, the same."""
    titles = _titles(_weighed(one.title), _weighed(other.title))
    first, second = _all_pairs(one.requests), _all_pairs(other.requests)
    if not first or not second:
        return titles
    requests = 2 * len(first & second) / (len(first) + len(second))
    return (1 - REQUESTS) * titles + REQUESTS * requests


def keys(matter: Matter) -> frozenset[int]:
    """What a matter is found by, as signed numbers of 32 bits: the pairs of its title, and a few runs of its requests.

    Of the requests those runs are taken whose numbers are lowest, so that texts with much in common share some.
    """
    runs = {run for text in matter.requests for part in _parts(text) for run in _runs(part, 3)}
    sketch = nsmallest(SKETCH, (_number(f"r{run}") for run in runs))
    return frozenset(_number(pair) for pair in _weighed(matter.title)) | frozenset(sketch)


def words_of(text: str) -> frozenset[int]:
    """The keys of a plain text: each of its pairs."""
    return frozenset(_number(pair) for pair in _all_pairs([text]))


def share(asked: str, text: str) -> float:
    """How much of what is asked for stands in a longer text, from 0 to 1."""
    wanted = _all_pairs([asked])
    return len(wanted & _all_pairs([text])) / len(wanted) if wanted else 0.0


def _titles(one: dict[str, float], other: dict[str, float]) -> float:
    if not one or not other:
        return float(one == other)
    shared = one.keys() & other.keys()
    common = sum(one[pair] + other[pair] for pair in shared)
    both = common / (sum(one.values()) + sum(other.values()))
    shorter, longer = sorted((one, other), key=len)
    held = sum(shorter[pair] for pair in shared) / sum(shorter.values()) if len(shorter) >= FEW else 0.0
    return min(1.0, max(both, PART * held) if len(longer) > len(shorter) else both)


def _weighed(title: str) -> dict[str, float]:
    """Each pair of a title with its weight, the later the more; a title of empty words only stays whole."""
    plain = _FORM.sub("", _FORM.sub("", unicodedata.normalize("NFKC", title).lower().strip()))
    pairs = [pair for part in _parts(plain) for pair in _runs(part, 2)]
    pairs = pairs or [pair for part in _SIGNS.split(plain) for pair in _runs(part, 2)]
    last = max(len(pairs) - 1, 1)
    weighed: dict[str, float] = {}
    for at, pair in enumerate(pairs):
        weighed[pair] = max(weighed.get(pair, 0.0), EARLY + (1 - EARLY) * at / last)
    return weighed


def _all_pairs(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(pair for text in texts for part in _parts(text) for pair in _runs(part, 2))


def _parts(text: str) -> Iterator[str]:
    """What stands between signs and empty words."""
    for part in _SIGNS.split(unicodedata.normalize("NFKC", text).lower()):
        yield from filter(None, _EMPTY.split(part))


def _runs(part: str, length: int) -> Iterator[str]:
    return (part[at : at + length] for at in range(len(part) - length + 1))


def _number(run: str) -> int:
    return crc32(run.encode()) - 2**31
