"""Titles with the unit that had them, and how far what routing promises of them comes true."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.routing.router import Router

HERE = Path(__file__).resolve().parent
BINS = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01))


@dataclass(frozen=True, slots=True)
class Case:
    """A title, the unit that had it, and every unit that would have been right."""

    title: str
    unit: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bin:
    """Of cases with about the same score: the mean score, the share that came true, and how many there are."""

    promised: float
    true: float
    cases: int


def titles(path: Path) -> list[Case]:
    """A table of title, unit and others (split by ``|``), the last of which may be empty or not there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Case(
                row["title"], row["unit"], frozenset({row["unit"], *filter(None, (row.get("others") or "").split("|"))})
            )
            for row in csv.DictReader(file)
        ]


def invented(name: str) -> list[Case]:
    """One of the tables in this folder: own, more, rough or unseen."""
    return titles(HERE / f"{name}_titles.csv")


def calibration(router: Router, cases: Iterable[Case]) -> list[Bin]:
    """What was promised of the first unit against what came true, from the least sure to the surest."""
    hits = [(best.score, best.name in case.right) for case in cases for best in router.route(case.title)[:1]]
    return list(_binned(hits))


def expected_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error."""
    of = sum(one.cases for one in bins)
    return sum(abs(one.promised - one.true) * one.cases for one in bins) / of if of else 0.0


def _binned(hits: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    for low, high in BINS:
        inside = [(promised, right) for promised, right in hits if low <= promised < high]
        if inside:
            of = len(inside)
            yield Bin(sum(promised for promised, _ in inside) / of, sum(right for _, right in inside) / of, of)
