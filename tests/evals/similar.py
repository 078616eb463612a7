"""``python -m tests.evals.similar``: how well like matters are told from others, on invented pairs.

The limit ``ALIKE`` and the weights were chosen on the pairs marked ``dev``; those marked ``test`` were only measured.
Prints precision and recall of both, the pairs that are wrong, and what another limit would give.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.likeness import ALIKE, Matter, likeness

PAIRS = Path(__file__).resolve().parent / "similar_pairs.csv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two matters, whether they are the same, and how alike they are found."""

    group: str
    same: bool
    one: Matter
    other: Matter

    @property
    def alike(self) -> float:
        """From 0 to 1."""
        return likeness(self.one, self.other)


def pairs() -> list[Pair]:
    """Every pair of the table."""
    with PAIRS.open(encoding="utf-8") as file:
        return [
            Pair(
                row["set"],
                row["same"] == "1",
                Matter(row["title"], row["requests"].split("|")),
                Matter(row["other_title"], row["other_requests"].split("|")),
            )
            for row in csv.DictReader(file)
        ]


def measured(some: Sequence[Pair], limit: float = ALIKE) -> tuple[float, float]:
    """Precision and recall at a limit."""
    shown = [pair for pair in some if pair.alike >= limit]
    right = sum(pair.same for pair in shown)
    return right / max(len(shown), 1), right / sum(pair.same for pair in some)


def main() -> None:
    """Measure and print."""
    every = pairs()
    for group in ("dev", "test"):
        some = [pair for pair in every if pair.group == group]
        precision, recall = measured(some)
        print(f"{group}: {len(some)} pairs, precision {precision:.2f}, recall {recall:.2f} at {ALIKE}")
        for limit in (0.2, 0.25, 0.3, 0.35, 0.4):
            print("  {:.2f}: precision {:.2f}, recall {:.2f}".format(limit, *measured(some, limit)))
        for pair in some:
            if (pair.alike >= ALIKE) != pair.same:
                print(f"  {pair.alike:.2f} {'same' if pair.same else 'other'}: {pair.one.title} / {pair.other.title}")


if __name__ == "__main__":
    main()
