"""Shares of a whole, exact until they are printed: a numerator, a denominator, and rounding that adds up to 100.

Published reports print shares whose base nobody can find again; here the two numbers always go along (domain, 1.11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. Raises ValueError unless 0 <= numerator <= denominator."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is not a share.")

    @property
    def percent(self) -> Decimal | None:
        """Percent to one decimal, halves up; None of nothing."""
        if not self.denominator:
            return None
        tenths = (2000 * self.numerator + self.denominator) // (2 * self.denominator)
        return Decimal(tenths).scaleb(-1)


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
