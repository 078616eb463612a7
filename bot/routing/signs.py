"""What two words of a title say together that neither says alone: a road between villages, cars at a school.

``signs.csv`` holds them: a name, a regular expression, and the kinds of units that answer for it, with weights.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "signs.csv"


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern in a title, and each kind with the weight of its duty."""

    name: str
    pattern: re.Pattern[str]
    kinds: dict[str, float]


@cache
def signs() -> tuple[Sign, ...]:
    """Every sign, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Sign(row["sign"], re.compile(row["pattern"]), dict(_weights(row["duties"]))) for row in csv.DictReader(file)
        )


def marked(text: str) -> Iterator[tuple[str, float]]:
    """The names of the signs in a text, each once, with where it ends, from 0 to 1."""
    for sign in signs():
        found = sign.pattern.search(text)
        if found:
            yield sign.name, found.end() / len(text)


def _weights(cell: str) -> Iterator[tuple[str, float]]:
    for part in cell.split("|"):
        kind, _, weight = part.partition(":")
        yield kind, float(weight)
