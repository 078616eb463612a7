"""The starter list: what the kinds of units that every city has answer for, and which kind a unit is by its name.

A kind for which a place has no unit falls to the next one that has: parks to 城市管理, or else to 住房城乡建设.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from bot.intake.unit_names import Named, UnitNames
from bot.routing.duties import STRONG, Duty, read_duties
from bot.routing.signs import signs
from bot.routing.wording import plain

FOLDER = Path(__file__).parent
SECOND = 0.6  # of the weight, for a unit that has a kind beside a better one
SELDOM = 0.3  # percent of a city's cases, for a kind of which nothing is known
HEIR = 0.85  # of the weight, for what fell to a unit
_ENDINGS = re.compile(
    r"(?:管理委员会|委员会|办公室|服务中心|管理中心|中心|管理局|管委会|总公司|分公司|公司|支队|分局|[局部办委处站所社院会])$"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit: words in the names of such units, the kinds that inherit its duties, and how much it usually has.

    ``usual`` is of a city's suggestions and proposals, in percent.
    """

    name: str
    marks: tuple[str, ...]
    heirs: tuple[str, ...]
    usual: float


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of ``kinds.csv``, by name."""
    with (FOLDER / "kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Kind(
                row["kind"],
                tuple(row["names"].split("|")),
                tuple(filter(None, row["falls_to"].split("|"))),
                float(row["usual"] or SELDOM),
            )
            for row in csv.DictReader(file)
        ]
    return {kind.name: kind for kind in rows}


@cache
def listed() -> Mapping[str, tuple[Duty, ...]]:
    """The duties of ``duties.csv``, and the signs of ``signs.csv``, by kind."""
    found, _ = read_duties((FOLDER / "duties.csv").read_text(encoding="utf-8"), "starter")
    by_kind: dict[str, list[Duty]] = defaultdict(list)
    for duty in found:
        by_kind[duty.unit].append(duty)
    for sign in signs():
        for kind, weight in sign.kinds.items():
            by_kind[kind].append(Duty(kind, sign.name, weight, "starter"))
    return {kind: tuple(duties) for kind, duties in by_kind.items()}


def kinds_of(names: Sequence[str]) -> dict[str, float]:
    """The kinds that names tell of, each with how much of a name tells it, from 0 to 1."""
    found: dict[str, float] = {}
    for name in names:
        for kind, share in _in_name(plain(name)):
            found[kind] = max(share, found.get(kind, 0.0))
    return found


def held_by(units: Sequence[Named]) -> dict[str, dict[str, float]]:
    """For each kind, the units that answer for it and the share of its weight they have; heirs where it has none."""
    holders: dict[str, dict[str, float]] = defaultdict(dict)
    for unit in units:
        for kind, share in kinds_of(unit.names).items():
            holders[kind][unit.name] = share
    direct = {kind: _ranked(shares) for kind, shares in holders.items()}
    return {kind: direct.get(kind) or _inherited(kind, direct) for kind in kinds()}


def usual(units: Sequence[Named]) -> dict[str, float]:
    """The part of all cases that each unit has in a city like others; the parts make 1."""
    had = {unit.name: SELDOM for unit in units}
    for kind, shares in held_by(units).items():
        holders = [name for name, share in shares.items() if share == 1]
        for name in holders:
            had[name] = max(had[name], kinds()[kind].usual / len(holders))
    total = sum(had.values())
    return {name: percent / total for name, percent in had.items()}


def duties_of(units: Sequence[Named]) -> Iterator[Duty]:
    """The starter list for a list of units; a unit of no known kind answers for what its own name says.

    Units that have a kind in equal parts, such as four telecoms, together say no more than one would.
    """
    known = set()
    for kind, shares in held_by(units).items():
        equals = Counter(shares.values())
        for name, share in shares.items():
            known.add(name)
            part = share / sqrt(equals[share])
            yield from (Duty(name, d.text, d.weight * part, d.source) for d in listed().get(kind, ()))
    for unit in units:
        stem = _stem(plain(unit.name))
        if unit.name not in known and len(stem) > 1:
            yield Duty(unit.name, stem, STRONG, "starter")


def own(duties: Iterable[Duty], units: Sequence[Named], names: UnitNames) -> tuple[list[Duty], list[str]]:
    """A list's duties as those of the units it names, or of those that hold a kind it names; and names of neither."""
    held = held_by(units)
    found: list[Duty] = []
    unknown: dict[str, None] = {}
    for duty in duties:
        unit = names.resolve(duty.unit)
        shares = {unit: 1.0} if unit else held.get(duty.unit, {})
        found += [Duty(name, duty.text, duty.weight * share, duty.source) for name, share in shares.items()]
        if not shares:
            unknown[duty.unit] = None
    return found, list(unknown)


def _in_name(name: str) -> Iterator[tuple[str, float]]:
    """Longest marks first; what one of them covers tells of no other kind."""
    free = name
    for mark, of in _marks():
        if mark in free:
            free = free.replace(mark, "\0" * len(mark))
            yield from ((kind, len(mark) / len(name)) for kind in of)


@cache
def _marks() -> tuple[tuple[str, tuple[str, ...]], ...]:
    of: dict[str, list[str]] = defaultdict(list)
    for kind in kinds().values():
        for mark in kind.marks:
            of[mark].append(kind.name)
    return tuple((mark, tuple(of[mark])) for mark in sorted(of, key=len, reverse=True))


def _ranked(shares: Mapping[str, float]) -> dict[str, float]:
    best = max(shares.values())
    return {name: 1.0 if share == best else SECOND for name, share in shares.items()}


def _inherited(kind: str, direct: Mapping[str, dict[str, float]], deep: int = 3) -> dict[str, float]:
    for heir in kinds()[kind].heirs:
        shares = direct.get(heir) or (_inherited(heir, direct, deep - 1) if deep else {})
        if shares:
            return {name: share * HEIR for name, share in shares.items() if share == max(shares.values())}
    return {}


def _stem(name: str) -> str:
    """What a unit's own name says of its business."""
    return _ENDINGS.sub("", name.removeprefix("市").removeprefix("县"))
