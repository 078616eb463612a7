"""``make eval-routing``: how often routing finds the unit, by each source alone and by all together.

Cases: published ones in ``../shared/data`` if that folder is there (``dev_cases.json``, and the seeds of
``proposals.json``, each found without itself), and invented ones: ``own_titles.csv``, ``more_titles.csv`` (terse and
vague) and ``rough_titles.csv`` (as rough as real ones), on which the lists were improved, and ``unseen_titles.csv``,
which nobody tunes on. Files of your own (title,unit,others) are measured beside these:
``make eval-routing TITLES="one.csv two.csv"``. Prints tables; writes build/routing.json and build/routing.png.

Invented titles are plainer than real ones, and so are real ones that the lists were improved on: of all of these more
come true than is promised. The promise is made for real titles that nobody has seen.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pylopdf_fonts_zh_cn import sans_path

from bot.intake.unit_names import UnitNames
from bot.intake.units import UnitRow, from_json
from bot.routing import meaning
from bot.routing.duties import Duty
from bot.routing.gazette import read_tasks
from bot.routing.likeness import Past
from bot.routing.router import SOURCES, Router
from bot.routing.starter import duties_of
from tests.evals.titles import Case, calibration, expected_error, invented, titles

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
SHUFFLES = 2
THINNED = 0.7
STEPS = (0, 30, 60, 90, 120)


@dataclass(frozen=True, slots=True)
class Score:
    """How many of some cases had a right unit first, and among the first three."""

    first: int
    third: int
    of: int

    def __str__(self) -> str:
        shares = f"({self.first / self.of:.0%} / {self.third / self.of:.0%})"
        return f"{self.first} / {self.third} of {self.of} {shares}"


def main(files: Sequence[Path]) -> None:
    """Measure, print, write; ``files`` are titles of one's own."""
    if not SHARED.is_dir():
        print(f"{SHARED} is not there: the published cases and the list of units are needed. Nothing was measured.")
        return
    units = from_json(json.loads((SHARED / "data/units.json").read_text("utf-8")))
    documents = list(_documents(units))
    sets = {"published": _published(), "seeds": _seeds(UnitNames(units)), "invented": invented("own")}
    sets |= {name: invented(name) for name in ("more", "rough", "unseen")}
    own = {file.stem: titles(file) for file in files}
    sets |= own
    told: dict[str, Any] = {"sources": _by_source(units, documents, sets)}
    router = Router(units, documents, meaning=meaning.of(units))
    told["confusions"] = _confusions(router, [case for cases in sets.values() for case in cases])
    told["calibration"] = {
        "published": _calibration("published cases and seeds", router, [*sets["published"], *sets["seeds"]]),
        "unseen": _calibration("unseen titles", router, sets["unseen"]),
        **{name: _calibration(name, router, cases) for name, cases in own.items()},
    }
    told["lists thinned"] = _thinned(units, documents, sets)
    told["learning"] = _learning(units, documents, sets)
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "routing.json").write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    _draw(told, build / "routing.png")
    print(f"\nWritten: {build / 'routing.json'}, {build / 'routing.png'}")


def score(router: Router, cases: Sequence[Case]) -> Score:
    """How often the router has a right unit first, and among three."""
    found = [[one.name for one in router.route(case.title)] for case in cases]
    first = sum(names[0] in case.right for names, case in zip(found, cases, strict=True))
    third = sum(not case.right.isdisjoint(names) for names, case in zip(found, cases, strict=True))
    return Score(first, third, len(cases))


def _by_source(
    units: Sequence[UnitRow], documents: list[Duty], sets: dict[str, list[Case]]
) -> dict[str, dict[str, str]]:
    """Each source alone, the past of a case being all other cases; then all, with and without the optional model."""
    every = [case for cases in sets.values() for case in cases]
    nearness = meaning.of(units)
    told: dict[str, dict[str, str]] = {}
    alone: list[tuple[str, frozenset[str], bool]] = [
        (name, frozenset({name}), name == "meaning") for name in sorted(SOURCES)
    ]
    together = [("all without meaning", SOURCES - {"meaning", "past", "similar"}, False)]
    together += [("all with meaning", SOURCES - {"past", "similar"}, True)] if nearness else []
    for name, sources, needs in [*alone, *together, ("all and the past", SOURCES - {"meaning"}, False)]:
        if needs and nearness is None:
            continue
        told[name] = {}
        for label, cases in sets.items():
            if sources & {"past", "similar"}:
                result = _left_out(units, documents, cases, every, sources)
            else:
                router = Router(units, documents, meaning=nearness if needs else None, sources=sources)
                result = score(router, cases)
            told[name][label] = str(result)
    _table("source", told)
    return told


def _left_out(
    units: Sequence[UnitRow], documents: list[Duty], cases: list[Case], every: list[Case], sources: frozenset[str]
) -> Score:
    first = third = 0
    router = Router(units, documents, sources=sources)
    for case in cases:
        router.forget()
        router.learn(Past(other.title, other.unit) for other in every if other.title != case.title)
        one = score(router, [case])
        first, third = first + one.first, third + one.third
    return Score(first, third, len(cases))


def _learning(units: Sequence[UnitRow], documents: list[Duty], sets: dict[str, list[Case]]) -> dict[str, list[float]]:
    """The share found first as the past grows: by the past alone, and by everything."""
    every = [case for cases in sets.values() for case in cases]
    told: dict[str, list[float]] = {"past alone": [], "everything": []}
    for name, sources in (("past alone", frozenset({"past", "similar"})), ("everything", SOURCES - {"meaning"})):
        router = Router(units, documents, sources=sources)
        for step in STEPS:
            found = of = 0
            for shuffle in range(SHUFFLES):
                cases = random.Random(shuffle).sample(every, len(every))
                router.forget()
                router.learn(Past(case.title, case.unit) for case in cases[:step])
                result = score(router, cases[step:])
                found, of = found + result.first, of + result.of
            told[name].append(round(found / of, 3))
    print("\nLearning curve, first place, by cases of the past:", ", ".join(map(str, STEPS)))
    for name, shares in told.items():
        print(f"  {name:12} " + "  ".join(f"{share:6.1%}" for share in shares))
    return told


def _thinned(units: Sequence[UnitRow], documents: list[Duty], sets: dict[str, list[Case]]) -> dict[str, str]:
    """What is found when seven words in ten of the lists are unknown, as words of titles that nobody saw may be."""
    told = {}
    words = [duty for duty in duties_of(units) if random.Random(duty.text).random() < THINNED]
    router = Router(units, [*documents, *(Duty(word.unit, word.text, 0.0) for word in words)])
    for label, cases in sets.items():
        told[label] = str(score(router, cases))
    print(f"\nWith {THINNED:.0%} of the words of the lists taken away: {told}")
    return told


def _calibration(name: str, router: Router, cases: Iterable[Case]) -> dict[str, Any]:
    """What was promised against what came true, and the expected calibration error."""
    bins = calibration(router, cases)
    print(f"\nCalibration on {name}: promised, came true, cases")
    for one in bins:
        print(f"  {one.promised:6.1%}  {one.true:6.1%}  {one.cases:4}")
    print(f"  expected calibration error: {expected_error(bins):.3f}")
    rows = [{"promised": round(b.promised, 3), "true": round(b.true, 3), "cases": b.cases} for b in bins]
    return {"rows": rows, "error": round(expected_error(bins), 3)}


def _confusions(router: Router, cases: Iterable[Case]) -> list[dict[str, Any]]:
    wrong: Counter[tuple[str, str]] = Counter()
    for case in cases:
        name = router.route(case.title)[0].name
        if name not in case.right:
            wrong[case.unit, name] += 1
    print("\nTaken for another (right unit, unit found, times)")
    for (unit, name), times in wrong.most_common():
        print(f"  {unit} -> {name}: {times}")
    return [{"unit": unit, "found": name, "times": times} for (unit, name), times in wrong.most_common()]


def _table(head: str, told: dict[str, dict[str, str]]) -> None:
    columns = list(next(iter(told.values())))
    print(f"{head:20}" + "".join(f"{column:>34}" for column in columns))
    for name, cells in told.items():
        print(f"{name:20}" + "".join(f"{cells[column]:>34}" for column in columns))


def _draw(told: dict[str, Any], file: Path) -> None:
    figure = Figure(figsize=(9, 4), dpi=150, layout="constrained")
    left, right = figure.subplots(1, 2)
    font = FontProperties(fname=str(sans_path()), size=9)
    for name, shares in told["learning"].items():
        left.plot(STEPS, shares, marker="o", label=name)
    left.set_ylim(0, 1)
    left.set_title("first place, as the past grows", fontproperties=font)
    left.legend(prop=font)
    rows = told["confusions"][:10]
    right.barh(range(len(rows)), [row["times"] for row in rows])
    labels = [f"{row['unit']} → {row['found']}" for row in rows]
    right.set_yticks(range(len(rows)), labels, fontproperties=FontProperties(fname=str(sans_path()), size=6))
    right.invert_yaxis()
    right.set_title("taken for another", fontproperties=font)
    figure.savefig(file)


def _published() -> list[Case]:
    cases = json.loads((SHARED / "data/dev_cases.json").read_text("utf-8"))["cases"]
    return [Case(case["title"], case["unit"], frozenset({case["unit"], *case["accept"]})) for case in cases]


def _seeds(names: UnitNames) -> list[Case]:
    found = []
    for one in json.loads((SHARED / "data/proposals.json").read_text("utf-8")):
        signed = [unit for name in one["reply_units"] if (unit := names.resolve(name))]
        found += [Case(one["title"], signed[0], frozenset(signed))] if signed else []
    return found


def _documents(units: Sequence[UnitRow]) -> Iterable[Duty]:
    for file in sorted((SHARED / "seeds").glob("004*")):
        for task in read_tasks(file.read_text("utf-8"), UnitNames(units)):
            yield from (Duty(unit, task.text, share, "document") for unit, share in task.shares().items())


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
