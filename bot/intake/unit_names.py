"""Which unit a name means, however it is written: 吕梁市教育局, 市教育局 or, when only one fits, 教育局."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

PARTY = "中共"
RANK = "市"


class Named(Protocol):
    """Anything that has a name of its own and others it is called by."""

    @property
    def name(self) -> str: ...

    @property
    def full_name(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]: ...


def plain(name: str) -> str:
    """A name in half width and without spaces, as names are compared."""
    return "".join(unicodedata.normalize("NFKC", name).split())


class UnitNames:
    """The names of some units; a name that two of them share means neither."""

    def __init__(self, units: Iterable[Named]) -> None:
        known = tuple(units)
        self._cities = {city for unit in known if (city := _city(unit))}
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._loose: dict[str, set[str]] = defaultdict(set)
        for unit in known:
            for name in unit.names:
                self._exact[plain(name)].add(unit.name)
                self._loose[self._bare(plain(name))].add(unit.name)

    def resolve(self, name: str) -> str | None:
        """The unit's own name; None when no unit, or more than one, is called so."""
        wanted = plain(name)
        for names, key in ((self._exact, wanted), (self._loose, self._bare(wanted))):
            found = names.get(key, set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def _bare(self, name: str) -> str:
        """Without the party's name, the city's and the rank before it, unless nothing else is left."""
        rest = name.removeprefix(PARTY)
        for city in self._cities:
            rest = rest.removeprefix(f"{city}市")
        return rest.removeprefix(RANK) or name


def _city(unit: Named) -> str:
    """The city that a full name has more than the name: 吕梁 of 吕梁市教育局, called 市教育局."""
    name, full = plain(unit.name), plain(unit.full_name).removeprefix(PARTY)
    return full.removesuffix(name) if name.startswith("市") and full.endswith(name) else ""
