"""Which case another file means: by sitting and number, by its title and who proposed it, however they are written."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from bot.domain.lives import Kind
from bot.intake.published import KINDS, PublishedProposal
from bot.intake.sessions import sitting_of
from bot.turn import Turn
from store import imports
from store.imports import Known

KIND = dict(zip(KINDS, (Kind.SUGGESTION, Kind.PROPOSAL), strict=True))
ALIKE = 0.86  # of two titles, from which on they are taken for one
UNLIKE = 0.6  # of two titles under one number, up to which it is not the case that was meant
APART = 0.03  # by which the best title must be ahead of the next
NEAREST = 12  # titles that are looked at closely


class Recognition:
    """The cases there are, looked up by what a file says of one."""

    def __init__(self, turn: Turn) -> None:
        self.cases: Sequence[Known] = imports.cases(turn.work)
        self._by_title: dict[str, list[Known]] = defaultdict(list)
        self._by_number: dict[int, list[Known]] = defaultdict(list)
        for case in self.cases:
            self._by_title[plain(case.title)].append(case)
            if case.number is not None:
                self._by_number[case.number].append(case)

    def same(self, one: PublishedProposal, sitting: str) -> Known | None:
        """This case of a sitting, if it is known from elsewhere, with the same title and a proposer in common."""
        for case in self._by_title.get(plain(one.title), ()):
            if case.kind is KIND[one.kind] and same_sitting(case.sitting, sitting) and _shares(case, one.proposers):
                return case
        return None

    def numbered(self, session: str, number: int) -> Known | None:
        """The case of this number in the sitting; without a sitting only if no other sitting has that number too."""
        found = self._by_number.get(number, [])
        named = [case for case in found if session and same_sitting(case.sitting, session)]
        chosen = named if session else found
        return chosen[0] if len(chosen) == 1 else None

    def titled(self, title: str, proposers: Collection[str], session: str = "") -> Known | None:
        """The case of this title, or of the one that comes nearest; of several the one that fits otherwise too."""
        if not plain(title):
            return None
        exact = self._by_title.get(plain(title))
        if exact:
            return self._fitting(exact, proposers, session)
        ranked = sorted(((_likeness(title, other), other) for other in self._near(plain(title))), reverse=True)
        if not ranked or ranked[0][0] < ALIKE:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART:
            rivals = [case for ratio, other in ranked if ratio >= ALIKE for case in self._by_title[other]]
            shared = [case for case in rivals if proposers and _shares(case, proposers)]
            return shared[0] if len(shared) == 1 else None
        return self._fitting(self._by_title[ranked[0][1]], proposers, session)

    def _fitting(self, cases: Sequence[Known], proposers: Collection[str], session: str) -> Known | None:
        """Of cases with one title those with a proposer in common, then those of the sitting; None if still several."""
        left = list(cases)
        for fits in (
            [case for case in left if proposers and case.proposers.intersection(proposers)],
            [case for case in left if session and same_sitting(case.sitting, session)],
        ):
            left = [case for case in left if case in fits] or left
        return left[0] if len(left) == 1 else None

    def _near(self, wanted: str) -> list[str]:
        shared = Counter(title for pair in _pairs(wanted) for title in self._pairs.get(pair, ()))
        return [title for title, _ in shared.most_common(NEAREST)]

    @cached_property
    def _pairs(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for title in self._by_title:
            for pair in _pairs(title):
                found[pair].append(title)
        return found


def plain(text: str) -> str:
    """A title in half width, without spaces and punctuation, as titles are compared."""
    flat = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in flat if sign.isalnum())


def same_sitting(one: str, other: str) -> bool:
    """Whether two names mean one sitting."""
    return one == other or (sitting_of(one) is not None and sitting_of(one) == sitting_of(other))


def alike(one: str, other: str) -> bool:
    """Whether two titles could be those of one case."""
    return not plain(one) or not plain(other) or _likeness(one, other) > UNLIKE


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def _shares(case: Known, proposers: Collection[str]) -> bool:
    return not case.proposers or not proposers or bool(case.proposers.intersection(proposers))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
