"""A published compendium becomes cases: to be handled now, or kept from earlier sittings for reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Refused
from bot.domain.lives import Kind, ProposalState
from bot.intake.published import KINDS, Compendium, PublishedProposal, fingerprint
from bot.intake.typed import unnumbered
from bot.services import filing, proposals, units
from bot.turn import Turn
from store import proposals as cases
from store.tables import Proposal, Proposer, PublishedReply, Sitting

_KIND = dict(zip(KINDS, (Kind.SUGGESTION, Kind.PROPOSAL), strict=True))
# What the columns hold.
TITLE = 300
NAME = 120
FIRST_TITLES = 5


class Purpose(StrEnum):
    """What the office takes a compendium in for."""

    NEW = "new"  # filed at once with numbers, to be assigned
    HISTORY = "history"  # archived, for later reference


@dataclass(frozen=True, slots=True)
class Preview:
    """What a compendium holds, before anything is changed."""

    found: int
    known: int
    titles: tuple[str, ...]
    totals: Mapping[str, int]
    quarantine: int
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in; ``numbers`` are the first and the last number given, None where none was."""

    taken: int
    known: int
    numbers: tuple[int, int] | None


def preview(turn: Turn, compendium: Compendium) -> Preview:
    """What taking the compendium in would do."""
    found = compendium.proposals
    known = cases.known_of(turn.work, [fingerprint(one) for one in found])
    fresh = [one for one in found if fingerprint(one) not in known]
    signed = [name for one in found for name in one.reply_units]
    return Preview(
        found=len(found),
        known=len(found) - len({fingerprint(one) for one in fresh}),
        titles=tuple(one.title for one in fresh[:FIRST_TITLES]),
        totals=compendium.totals,
        quarantine=len(compendium.quarantine),
        unresolved=tuple(units.unresolved(turn, signed)),
    )


def check_new(turn: Turn, sha256: str) -> None:
    """Raise Refused("imported_before") if a file with this content was taken in already."""
    earlier = cases.import_of(turn.work, sha256)
    if earlier is not None:
        raise Refused("imported_before", name=earlier.name, at=earlier.at, taken=earlier.taken)


def take_in(turn: Turn, compendium: Compendium, sha256: str, name: str, purpose: Purpose) -> Taken:
    """Make cases of all proposals that are not known yet, or of none if anything goes wrong.

    Raises:
        Refused: ``imported_before`` when a file with this content was taken in already; nothing is changed then.
    """
    check_new(turn, sha256)
    known = cases.known_of(turn.work, [fingerprint(one) for one in compendium.proposals])
    fresh = {fingerprint(one): one for one in reversed(compendium.proposals) if fingerprint(one) not in known}
    deputies = cases.deputies_by_name(turn.work)
    sittings = {name: _sitting(turn, name, purpose) for name in dict.fromkeys(one.session for one in fresh.values())}
    made = [
        _make(turn, print_, one, sittings[one.session], deputies, purpose) for print_, one in reversed(fresh.items())
    ]
    turn.work.flush()
    if purpose is Purpose.NEW:
        for proposal in made:
            filing.file(turn, proposal)
    already = len(compendium.proposals) - len(made)
    quarantine: list[dict[str, object]] = [{"line": entry.line, "text": entry.text} for entry in compendium.quarantine]
    by = turn.who.id if turn.who is not None else None
    cases.note_import(turn.work, sha256, name, turn.now, by=by, taken=len(made), known=already, quarantine=quarantine)
    turn.note("import", file=name, sha256=sha256, purpose=purpose.value, taken=len(made), known=already)
    numbers = [proposal.number for proposal in made if proposal.number is not None]
    return Taken(len(made), already, (numbers[0], numbers[-1]) if numbers else None)


def _make(
    turn: Turn, print_: str, one: PublishedProposal, sitting: Sitting, deputies: Mapping[str, int], purpose: Purpose
) -> Proposal:
    is_new = purpose is Purpose.NEW
    proposal = Proposal(
        sitting=sitting,
        kind=_KIND[one.kind],
        title=one.title[:TITLE],
        background=one.background,
        state=ProposalState.SUBMITTED if is_new else ProposalState.ARCHIVED,
        key=one.key,
        fingerprint=print_,
        created_at=turn.now,
        submitted_at=turn.now if is_new else None,
        proposers=[
            Proposer(position=position, name=name[:NAME], person_id=deputies.get(name))
            for position, name in enumerate(one.proposers, start=1)
        ],
        published=[PublishedReply(text=one.reply, signed_by=list(one.reply_units))] if one.reply else [],
    )
    asked = [unnumbered(text, position) for position, text in enumerate(one.requests, start=1)]
    cases.set_requests(turn.work, proposal, asked or [one.title])  # without requests it is answered as a whole
    turn.work.session.add(proposal)
    return proposal


def _sitting(turn: Turn, name: str, purpose: Purpose) -> Sitting:
    if not name:
        return proposals.sitting(turn)
    return cases.sitting_named(turn.work, name[:NAME], past=purpose is Purpose.HISTORY)
