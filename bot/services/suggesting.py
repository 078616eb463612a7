"""Which units the office is shown first for a case, and why each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.services import units
from bot.turn import Turn
from store.tables import Proposal, Unit

AT_MOST = 6  # buttons before the office rather types a name
REASONS = ("signed", "proposed", "wished", "named")  # the best first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit, and a key of words.toml's ``suggestion_reasons``."""

    unit: Unit
    why: str


def suggestions(turn: Turn, proposal: Proposal) -> list[Suggestion]:
    """Units for the case, the best reason first: who signed a published reply, was named by a returning unit or by the
    proposer, or stands in the text; those that hold a share of this round, or gave it back, are left out.
    """
    directory = units.directory(turn)
    out = {a.unit_id for a in proposal.assignments if a.round == proposal.round}
    found = {suggestion.unit.id: suggestion for suggestion in reversed(list(_all(proposal, directory)))}
    ranked = sorted(found.values(), key=lambda suggestion: REASONS.index(suggestion.why))
    return [suggestion for suggestion in ranked if suggestion.unit.id not in out][:AT_MOST]


def _all(proposal: Proposal, directory: units.Directory) -> Iterator[Suggestion]:
    signed = (directory.named(name) for reply in proposal.published for name in reply.signed_by)
    yield from _of(filter(None, signed), "signed")
    yield from _of(directory.mentioned(" ".join(a.suggested_unit for a in proposal.assignments)), "proposed")
    yield from _of(directory.mentioned(proposal.wished_units), "wished")
    text = "\n".join((proposal.title, proposal.background, *(request.text for request in proposal.requests)))
    yield from _of(directory.mentioned(text), "named")


def _of(found: Iterable[Unit], why: str) -> Iterator[Suggestion]:
    return (Suggestion(unit, why) for unit in found)
