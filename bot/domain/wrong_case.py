"""Whether a text was meant for another case: it names its number, or restates what that one asks and not this one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Measured over invented pairs in tests/domain/test_wrong_case.py.
RESTATES = 0.6  # share of the other title's (or request's) own pairs of signs that the text has
FEWEST = 5  # such pairs, so that two common words are not enough
TIMES = 3  # as much of the other case as of this one

# Behind a case's number there is its kind, a sign, or the end; behind others a street, a decree, a building.
_NUMBER = re.compile(r"第\s*0*(\d{1,6})\s*号\s*(?=建议|提案|议案|案|件|答复|[《》:：,，。\"”」]|$)", re.MULTILINE)
_REFERS = re.compile(r"(?:见|与|同|和|及|并入|参照|结合|随)\s*$")
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")
_FORMAL = re.compile(
    r"关于|建议|提案|议案|答复|进一步|加强|加快|推进|推动|促进|完善|优化|提升|规范|开展|实施|建立|健全|做好|强化|我市|我县|我区|全市|本市|工作|问题"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A case that a unit has in hand: an id of whoever asks, its number, title and requests."""

    id: int
    number: int | None
    title: str
    requests: tuple[str, ...]


def meant_for(text: str, own: Case, others: Sequence[Case]) -> Case | None:
    """The other case that the text looks much more like, None if it may well belong where it is written.

    A reference (与第15号建议一并办理) is none, and a text that names its own number is where it belongs.
    """
    named = {int(found[1]) for found in _NUMBER.finditer(text) if not _REFERS.search(text[: found.start()])}
    if own.number in named:
        return None
    if by_number := [case for case in others if case.number in named]:
        return by_number[0]
    if own.title in text:
        return None
    if quoted := [case for case in others if case.title in text and case.title != own.title]:
        return quoted[0]
    here = _pairs([own.title, *own.requests])
    said = _pairs([text])
    best, case = max(((_likeness(said, one, here), one) for one in others), key=lambda one: one[0], default=(0.0, None))
    if case is None or best < RESTATES:
        return None
    there = _pairs([case.title, *case.requests])
    return case if best >= TIMES * _share(said, _pairs([own.title]) - there) else None


def best_request(text: str, requests: Sequence[tuple[int, str]]) -> int | None:
    """The position of the request that the text has most in common with; None if it has nothing in common with any."""
    said = _pairs([text])
    best = max(requests, key=lambda one: len(said & _pairs([one[1]])), default=None)
    return best[0] if best is not None and said & _pairs([best[1]]) else None


def _likeness(said: frozenset[str], case: Case, here: frozenset[str]) -> float:
    """How much of what is the other case's alone is said, by its title or one of its requests."""
    own = [_pairs([words]) - here for words in (case.title, *case.requests)]
    return max((_share(said, pairs) for pairs in own if len(said & pairs) >= FEWEST), default=0.0)


def _share(said: frozenset[str], pairs: frozenset[str]) -> float:
    return len(said & pairs) / len(pairs) if pairs else 0.0


def _pairs(texts: Iterable[str]) -> frozenset[str]:
    """Each two neighbouring signs, without the words that every title has."""
    runs = (run for text in texts for run in _HAN.findall(_FORMAL.sub(" ", text)))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
