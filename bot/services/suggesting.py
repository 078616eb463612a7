"""Which units the office is shown first for a case, and why each of them: what people said, then what routing finds."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.services import routing, units
from bot.turn import Turn
from store.tables import Proposal, Unit

SUREST = 90  # percent: of those that are surer by their titles, one in ten goes elsewhere
AT_MOST = 6  # buttons before the office rather types a name
REASONS = ("signed", "proposed", "wished")  # what people said of this very case, the best first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit, a key of words.toml's ``suggestion_reasons`` with what it rests on, and the chance in percent."""

    unit: Unit
    why: str
    detail: str = ""
    percent: int | None = None


def suggestions(turn: Turn, proposal: Proposal) -> list[Suggestion]:
    """Units for the case, the best first: who signed a published reply, was named by a returning unit or by the
    proposer, then the likeliest by routing; those that hold a share of this round, or gave it back, are left out.
    """
    directory = units.directory(turn)
    out = {a.unit_id for a in proposal.assignments if a.round == proposal.round}
    found: dict[int, Suggestion] = {}
    for suggestion in (*_said(proposal, directory), *_routed(turn, proposal, directory)):
        found.setdefault(suggestion.unit.id, suggestion)
    return [suggestion for suggestion in found.values() if suggestion.unit.id not in out][:AT_MOST]


def _said(proposal: Proposal, directory: units.Directory) -> Iterator[Suggestion]:
    signed = (directory.named(name) for reply in proposal.published for name in reply.signed_by)
    proposed = directory.mentioned(" ".join(a.suggested_unit for a in proposal.assignments))
    for why, said in zip(REASONS, (signed, proposed, directory.mentioned(proposal.wished_units)), strict=True):
        yield from (Suggestion(unit, why) for unit in said if unit is not None)


def _routed(turn: Turn, proposal: Proposal, directory: units.Directory) -> Iterator[Suggestion]:
    """A unit for which nothing speaks at all is no suggestion."""
    for one in routing.suggested(turn, proposal):
        unit = directory.named(one.name)
        if unit is not None and one.reasons:
            first = one.reasons[0]
            yield Suggestion(unit, first.why, first.detail, min(SUREST, round(one.score * 100)))
