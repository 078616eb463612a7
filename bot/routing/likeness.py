"""How alike a title is to what units have had before: cases of the past, tasks in documents, words of duties.

Every run of two or three signs of a title votes for the units that had it, by its share of what they had. A run that
was seen once says little, one that only one unit ever has says much: the more there is of the past, the more it says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from math import log, sqrt
from operator import itemgetter

from bot.routing.wording import grams, plain, subject

COMMON = 300  # cases that share a run; a run that more of them share tells none apart
FEW = 50  # cases that are looked at as the most alike
SAME = 0.3  # of a title's runs, by weight, that a case must share to be called alike

Votes = dict[str, float]


@dataclass(frozen=True, slots=True)
class Past:
    """What a unit had: the words, the number of the case if it has one, and how much of it was the unit's."""

    text: str
    unit: str
    number: str = ""
    weight: float = 1.0


@dataclass(slots=True)
class Likeness:
    """Everything units have had of one sort; ``doubt`` is how many sightings a run needs before half is believed.

    Fewer than ``habit`` of a run with a unit say nothing for it.
    """

    doubt: float
    habit: int = 1
    remember: bool = False
    _had: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    _where: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _cases: list[Past] = field(default_factory=list)

    def add(self, past: Iterable[Past]) -> None:
        """Learn what units had; whole cases are kept only where they may be named as a reason."""
        for one in past:
            for gram in set(grams(subject(one.text))):
                self._had[gram][one.unit] += one.weight
                if self.remember:
                    self._where[gram].append(len(self._cases))
            if self.remember:
                self._cases.append(one)

    def votes(self, title: str, text: str = "") -> Votes:
        """What the runs of a title, and half as much those of a text, say for each unit."""
        found: Votes = defaultdict(float)
        for wording, share in ((subject(title), 1.0), (plain(text), 0.5)):
            runs = set(grams(wording))
            for gram in runs:
                self._vote(found, gram, share / sqrt(len(runs)))
        return found

    def nearest(self, title: str) -> Mapping[str, tuple[Past, float]]:
        """For each unit the case that is most alike, with how much of the title's rare runs it shares, from 0 to 1."""
        runs = {gram: self._rare(gram) for gram in set(grams(subject(title)))}
        shared: dict[int, float] = defaultdict(float)
        for gram, weight in runs.items():
            where = self._where.get(gram, ())
            if len(where) <= COMMON:
                for place in where:
                    shared[place] += weight
        total = sum(runs.values()) or 1.0
        best: dict[str, tuple[Past, float]] = {}
        for place, weight in nlargest(FEW, shared.items(), key=itemgetter(1)):
            if weight / total >= SAME:
                best.setdefault(self._cases[place].unit, (self._cases[place], weight / total))
        return best

    def _rare(self, gram: str) -> float:
        return log(1 + len(self._cases) / (1 + len(self._where.get(gram, ()))))

    def _vote(self, found: Votes, gram: str, share: float) -> None:
        had = self._had.get(gram)
        if had is None:
            return
        total = sum(had.values()) + self.doubt
        alone = sqrt(sum(count * count for count in had.values())) / total
        for unit, count in had.items():
            if count >= self.habit:
                found[unit] += count / total * alone * share
