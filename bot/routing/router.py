"""The likeliest units for a case, with reasons and an honest confidence.

Every source votes; the votes are weighed, added and turned into probabilities. The few numbers below were chosen over
published and invented titles together (``make eval-routing``), never for a single case. The past speaks the louder the
less the lists have to say, and a run of signs that was seen often is believed more.

Of 313 published titles that were new to the lists, with no past, 77 % was promised and 80 % came true,
counting other units that could as well have the case. Temperatures fitted to titles that the lists have learned from
promise too much of others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp, log
from typing import Protocol

from bot.intake.unit_names import Named
from bot.routing.duties import STRONG, Duty
from bot.routing.likeness import Likeness, Past, Votes
from bot.routing.named import CO, Mention, NamedUnits
from bot.routing.starter import duties_of, usual
from bot.routing.terms import Terms
from bot.routing.wording import matter

DUTY, WORDING, DOCUMENT, HISTORY, NAMED, MEANING = 1.0, 3.0, 0.6, 6.0, 0.7, 2.0
HABIT = 2  # sightings with a unit before a run says anything for it
SPOKEN = 0.3  # votes of the lists for a unit at which the past says half as much as where they are silent
ALIKE = 1.5  # for the unit of a case that is all the same
UNLIKE = 0.5  # of a title's rare runs, up to which a case of the past is no precedent
USUAL = 0.04  # for the unit that has the most cases anyhow: it decides where hardly anything else does
CAUTION = 6.0  # sightings in the past before a run of signs is half believed
COOL, WARM = 0.03, 0.12  # the temperature where nothing speaks, and how it grows with the votes of the best
DOUBT, WIDE = 0.1, 0.4  # of all chances, for reasons that no title tells; and the temperature of these
ASSISTS = 0.35  # of the lead's votes, from which a unit is thought to have a share in the case
TOP = 3
REASONS = 3
WORDS = 2  # of a unit's duties that are named as a reason
DOCUMENTED = "document"
SOURCES = frozenset({"duty", "wording", "document", "past", "similar", "named", "meaning"})


class Meaning(Protocol):
    """Anything that says how near in meaning a title is to what units answer for."""

    def votes(self, title: str, text: str) -> Votes: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit: duty, wording, document, past, similar or alike, named, meaning; and the words it rests on."""

    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A unit with its probability, its part in the case (lead, co or none yet) and the reasons, the best first."""

    name: str
    score: float
    part: str
    reasons: tuple[Reason, ...]


class Router:
    """Everything that is known about which unit has what; ``past`` may grow after it is made."""

    def __init__(
        self,
        units: Sequence[Named],
        duties: Iterable[Duty] = (),
        past: Iterable[Past] = (),
        meaning: Meaning | None = None,
        sources: frozenset[str] = SOURCES,
    ) -> None:
        self._units = [unit.name for unit in units]
        told = list(duties)
        words = _overridden(duties_of(units), [duty for duty in told if duty.source != DOCUMENTED])
        self._terms = Terms(words)
        self._wording = Likeness(doubt=1.0)
        self._wording.add(Past(duty.text, duty.unit, weight=duty.weight / STRONG) for duty in words)
        self._documents = Likeness(doubt=3.0)
        self._documents.add(
            Past(duty.text, duty.unit, weight=duty.weight) for duty in told if duty.source == DOCUMENTED
        )
        self.forget()
        self.learn(past)
        self._sources = sources
        self._named = NamedUnits(units)
        self._meaning = meaning
        self._bias = _bias(usual(units))

    def forget(self) -> None:
        """No case of the past any more."""
        self._past = Likeness(doubt=CAUTION, habit=HABIT, remember=True)

    def learn(self, past: Iterable[Past]) -> None:
        """More cases of the past."""
        self._past.add(past)

    def route(self, title: str, text: str = "", top: int = TOP) -> list[Suggested]:
        """The ``top`` likeliest units, the best first; without any sign at all every unit is as likely."""
        heard = self._terms.votes(self._terms.heard(title, text))
        nearest = self._past.nearest(title)
        mentions = {mention.unit: mention for mention in self._named.mentions(f"{title}\n{text}")}
        sources = {
            "duty": _weighed({unit: sum(words.values()) for unit, words in heard.items()}, DUTY),
            "wording": _weighed(self._wording.votes(matter(title)), WORDING),
            "document": _weighed(self._documents.votes(title), DOCUMENT),
            "named": {unit: NAMED * mention.weight for unit, mention in mentions.items()},
            "meaning": _weighed(self._meaning.votes(title, text), MEANING) if self._meaning else {},
        }
        known = self._added({name: said for name, said in sources.items() if name in self._sources})
        silent = SPOKEN / (SPOKEN + max(known.values(), default=0.0))
        sources["past"] = _weighed(self._past.votes(title), HISTORY * silent)
        sources["similar"] = {unit: _precedence(part) for unit, (_, part) in nearest.items()}
        sources = {name: said for name, said in sources.items() if name in self._sources}
        votes = self._added(sources)
        chances = _chances({unit: vote + self._bias[unit] for unit, vote in votes.items()})
        ranked = sorted(self._units, key=lambda unit: -chances[unit])[:top]
        return [
            Suggested(
                unit,
                chances[unit],
                _part(place, votes[unit], votes[ranked[0]], mentions.get(unit)),
                tuple(_reasons(unit, sources, heard.get(unit, {}), nearest.get(unit), mentions.get(unit)))[:REASONS],
            )
            for place, unit in enumerate(ranked)
        ]

    def _added(self, sources: Mapping[str, Votes]) -> Votes:
        return {unit: sum(said.get(unit, 0.0) for said in sources.values()) for unit in self._units}


def _chances(scores: Votes) -> Votes:
    """How likely each unit is: the surer part by what speaks for the best, the rest spread wide."""
    best = max(scores.values(), default=0.0)
    sure, wide = _spread(scores, best, COOL + WARM * best), _spread(scores, best, WIDE * max(best, 1.0))
    return {unit: (1 - DOUBT) * sure[unit] + DOUBT * wide[unit] for unit in scores}


def _spread(scores: Votes, best: float, temperature: float) -> Votes:
    grown = {unit: exp((score - best) / temperature) for unit, score in scores.items()}
    total = sum(grown.values())
    return {unit: value / total for unit, value in grown.items()}


def _bias(parts: Mapping[str, float]) -> Votes:
    """USUAL for the unit that has the most cases, nothing for those that have the fewest."""
    least, most = min(parts.values(), default=1.0), max(parts.values(), default=1.0)
    span = log(most / least) or 1.0
    return {unit: USUAL * log(part / least) / span for unit, part in parts.items()}


def _precedence(part: float) -> float:
    """What a case says that shares this part of a title's rare runs."""
    return ALIKE * max(0.0, part - UNLIKE) / (1 - UNLIKE)


def _overridden(starter: Iterable[Duty], told: Sequence[Duty]) -> list[Duty]:
    """The starter list under the office's own: what it says of a unit and a word counts instead, 0 takes it away."""
    own = {(duty.unit, duty.text): duty for duty in told}
    kept = {(duty.unit, duty.text): duty for duty in starter}
    return [duty for duty in {**kept, **own}.values() if duty.weight > 0]


def _weighed(votes: Votes, weight: float) -> Votes:
    return {unit: weight * vote for unit, vote in votes.items()}


def _part(place: int, votes: float, best: float, mention: Mention | None) -> str:
    if place == 0 and best > 0:
        return "lead"
    assists = mention is not None and mention.weight == CO
    return "co" if assists or (best > 0 and votes >= ASSISTS * best) else ""


def _reasons(
    unit: str,
    sources: Mapping[str, Votes],
    words: Mapping[str, float],
    nearest: tuple[Past, float] | None,
    mention: Mention | None,
) -> Iterator[Reason]:
    """What spoke for a unit: what rests on words that can be shown first, of those what said most."""
    rests_on = {
        "duty": Reason("duty", "、".join(nlargest(WORDS, words, key=lambda word: words[word]))),
        "similar": _precedent(nearest[0]) if nearest else None,
        "named": Reason("named", mention.words) if mention else None,
    }
    said = {source: rests_on.get(source) or Reason(source) for source in sources if sources[source].get(unit, 0.0) > 0}
    for source in sorted(said, key=lambda source: (not said[source].detail, -sources[source][unit])):
        yield said[source]


def _precedent(past: Past) -> Reason:
    return Reason("similar", past.number) if past.number else Reason("alike", past.text)
