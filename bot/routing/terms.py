"""Words of duties found in a text, and how much each speaks for which unit.

Of words that overlap the longest one counts: 公交站台 says nothing of 公交 or 站台 besides. A word that many answer for
says less of each, and what stands at the end of a title is what it asks for: 学校周边交通拥堵 is about congestion.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.routing.duties import STRONG, Duty
from bot.routing.signs import marked
from bot.routing.wording import TORN, asked_for, names, plain, scene, subject

BESIDE = 0.3  # of a word's weight, where it only tells the place: 在高速出口建公厕 is about toilets
LATE = 0.7  # of a word's weight depends on how far at the end it stands
BODY = 400  # signs of a background that are read; what matters is said early
BODY_SHARE = 0.6  # of a title's weight, for all of the background together


@dataclass(frozen=True, slots=True)
class Heard:
    """A word of somebody's duties in a text: what it is, and how much of the text's weight it has."""

    word: str
    share: float


class Terms:
    """The duties of some units, ready to be looked for."""

    def __init__(self, duties: Iterable[Duty]) -> None:
        self._by_word: dict[str, dict[str, float]] = defaultdict(dict)
        for duty in duties:
            weights = self._by_word[plain(duty.text)]
            weights[duty.unit] = max(duty.weight, weights.get(duty.unit, 0.0))
        self._votes = {word: _votes(weights) for word, weights in self._by_word.items()}
        self._longest = max(map(len, self._by_word), default=0)

    def heard(self, title: str, text: str = "") -> list[Heard]:
        """The words of a title, and of a background, each with its share."""
        asked = subject(title)
        first, last = scene(title) / max(len(asked), 1), asked_for(title) / max(len(asked), 1)
        words = [
            Heard(word, (1 - LATE + LATE * min(end / last, 1)) * (1 if first < end <= last else BESIDE))
            for word, end in self._found(asked)
        ]
        body = Counter(word for word, _ in self._found(plain(text)[:BODY]))
        most = sum(body.values())
        return words + [Heard(word, BODY_SHARE * count / most) for word, count in body.items()]

    def votes(self, heard: Iterable[Heard]) -> dict[str, dict[str, float]]:
        """For each unit, what each word says for it."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for one in heard:
            for unit, vote in self._votes[one.word].items():
                found[unit][one.word] += vote * one.share
        return found

    def _found(self, text: str) -> Iterator[tuple[str, float]]:
        """Each longest word with where it ends, from 0 to 1 of the text; then the signs, whose place says less."""
        end = 0
        called = names(text)
        for start in range(len(text)):
            for stop in range(min(start + self._longest, len(text)), max(end, start), -1):
                if text[start:stop] in self._by_word and text[stop - 1 : stop + 1] not in TORN:
                    if not any(first <= start and stop <= last for first, last in called):
                        yield text[start:stop], stop / len(text)
                    end = stop
                    break
        yield from ((sign, (1 + end) / 2) for sign, end in marked(text) if sign in self._by_word)


def _votes(weights: Mapping[str, float]) -> dict[str, float]:
    """A unit's own weight, less where others answer for the same."""
    total = sum(weight**2 for weight in weights.values()) or 1.0
    return {unit: weight / STRONG * (weight / total**0.5) for unit, weight in weights.items() if weight > 0}
