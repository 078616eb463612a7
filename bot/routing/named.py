"""Units that a text names: as its place calls them, as other places call such a unit, and whether as lead or to assist.

由市住建局牵头，市财政局配合 names the first as lead and the second to assist.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.intake.unit_names import Named, UnitNames
from bot.routing.starter import held_by, kinds_of
from bot.routing.wording import plain

LEAD, PLAIN, CO = 2.0, 1.0, 0.4
SHORTEST = 3
SURE = 0.5  # of a name that no list has, this much must tell its kind
_NAME = re.compile(r"(?:[一-龥]{1,3}[市县区])?[一-龥]{2,12}?(?:局|委员会|委|办公室|办|支队|中心|部门|部|公司)")
_SEVERAL = r"(?:(?:、|和|与|及|以及|会同)[一-龥]{2,14}?)*(?:等)?(?:部门|单位)?"
_LEADS = re.compile(_SEVERAL + r"(?:负责)?(?:牵头|主办|主责|为主|承办)")
_ASSISTS = re.compile(_SEVERAL + r"(?:负责)?(?:配合|协助|协办|参与|支持|协同)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text, the words that name it, and how much that says: as LEAD, PLAIN or CO."""

    unit: str
    words: str
    weight: float


class NamedUnits:
    """The names of some units, ready to be looked for."""

    def __init__(self, units: Sequence[Named]) -> None:
        self._resolver = UnitNames(units)
        self._held = held_by(units)
        names = {plain(name) for unit in units for name in unit.names}
        self._names = sorted((name for name in names if len(name) >= SHORTEST), key=len, reverse=True)

    def mentions(self, text: str) -> list[Mention]:
        """The units in the order of the text, each at its weightiest."""
        found: dict[str, Mention] = {}
        for unit, words, after in self._places(plain(text)):
            one = Mention(unit, words, _weight(after))
            if unit not in found or found[unit].weight < one.weight:
                found[unit] = one
        return list(found.values())

    def _places(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Each unit with its words and what follows them."""
        rest = text
        for name in self._names:
            at = rest.find(name)
            if at >= 0 and (unit := self._resolver.resolve(name)):
                yield unit, name, text[at + len(name) :][:60]
                rest = rest.replace(name, "\0" * len(name))
        for match in _NAME.finditer(rest):
            unit = self._by_words(match.group())
            if unit:
                yield unit, match.group(), text[match.end() :][:60]

    def _by_words(self, name: str) -> str | None:
        """A name that no list has, such as 住建局 or 教体局: the one unit of the kind that it tells."""
        exact = self._resolver.resolve(name)
        if exact:
            return exact
        for start in range(len(name) - SHORTEST + 1):
            told = {kind: share for kind, share in kinds_of([name[start:]]).items() if share >= SURE}
            if told:
                holders = self._held[max(told, key=lambda kind: told[kind])]
                return max(holders, key=lambda unit: holders[unit]) if holders else None
        return None


def _weight(after: str) -> float:
    if _ASSISTS.match(after):
        return CO
    return LEAD if _LEADS.match(after) else PLAIN
