"""Shares of a whole, exact until they are printed: a numerator, a denominator, and rounding that adds up to 100.

Published reports print shares whose base nobody can find again; here the two numbers always go along (domain, 1.11).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

SMALLEST_GROUP = 5  # fewer answers than this would tell who gave them


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. Raises ValueError unless 0 <= numerator <= denominator."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is not a share.")

    @property
    def exact(self) -> Fraction:
        """The share itself. Raises ZeroDivisionError for a share of nothing."""
        return Fraction(self.numerator, self.denominator)

    @property
    def percent(self) -> Decimal | None:
        """Percent to one decimal, halves up; None of nothing."""
        if not self.denominator:
            return None
        tenths = (2000 * self.numerator + self.denominator) // (2 * self.denominator)
        return Decimal(tenths).scaleb(-1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A group in a ranking; groups with the same share hold the same place, and the next place is left out."""

    place: int
    name: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Ranking:
    """The groups that may be compared, best first, and the names of those too small to be."""

    rows: tuple[Ranked, ...]
    too_small: tuple[str, ...]


def largest_remainder(parts: Sequence[int], places: int = 1) -> tuple[Decimal, ...]:
    """The parts in percent to so many decimals, adding up to exactly 100; all zero if there is nothing to share.

    Each is rounded down, and what is missing goes one unit each to the largest remainders, to the first of equal ones.
    Raises ValueError for a negative part.
    """
    if any(part < 0 for part in parts):
        raise ValueError("A part of a whole is not negative.")
    total, units = sum(parts), 100 * 10**places
    if not total:
        return tuple(Decimal(0).scaleb(-places) for _ in parts)
    shares = [part * units // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda n: -(parts[n] * units % total))
    for n in by_remainder[: units - sum(shares)]:
        shares[n] += 1
    return tuple(Decimal(share).scaleb(-places) for share in shares)


def ranking(groups: Mapping[str, Rate]) -> Ranking:
    """The groups by their share, equal ones by name; those with fewer than five answers are named without a figure."""
    shown = {name: rate for name, rate in groups.items() if rate.denominator >= SMALLEST_GROUP}
    rows = [
        Ranked(1 + sum(other.exact > rate.exact for other in shown.values()), name, rate)
        for name, rate in shown.items()
    ]
    return Ranking(
        tuple(sorted(rows, key=lambda row: (row.place, row.name))), tuple(sorted(groups.keys() - shown.keys()))
    )
