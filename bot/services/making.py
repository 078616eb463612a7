"""Cases are made of what a file or the feed holds, unless they are known already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.lives import ProposalState
from bot.domain.names import alike
from bot.intake.batch import Batch
from bot.intake.published import PublishedProposal, fingerprint
from bot.intake.typed import unnumbered
from bot.services import life, noted, proposals, similar
from bot.services.recognition import KIND, Recognition, plain, same_sitting
from bot.turn import Turn
from store import imports
from store import proposals as cases
from store.tables import Proposal, Proposer, PublishedReply, Sitting

# What the columns hold.
TITLE = 300
NAME = 120
WISHED = 300


class Purpose(StrEnum):
    """What the office takes a file in for."""

    NEW = "new"  # filed at once with numbers, to be assigned
    HISTORY = "history"  # archived, for later reference


@dataclass(slots=True)
class Parted:
    """The cases of a file that are new, by fingerprint; and by row those known ones that the feed has an id for."""

    recognition: Recognition
    fresh: dict[str, PublishedProposal] = field(default_factory=dict)
    called: dict[int, str] = field(default_factory=dict)


def parted(turn: Turn, batch: Batch) -> Parted:
    """Which cases of a file are new: by fingerprint, by their id upstream, by title and proposers in their sitting."""
    found = Parted(Recognition(turn))
    prints = {fingerprint(one): one for one in reversed(batch.proposals)}
    known = cases.known_of(turn.work, list(prints))
    upstream = imports.external_ids(turn.work, [one.external_id for one in batch.proposals if one.external_id])
    newest = cases.newest_sitting(turn.work)
    for print_, one in reversed(prints.items()):
        if print_ in known or one.external_id in upstream:
            continue
        same = found.recognition.same(one, one.session or (newest.name if newest else ""))
        if same is None:
            found.fresh[print_] = one
        elif one.external_id:
            found.called[same.id] = one.external_id
    return found


def make(turn: Turn, found: Parted, purpose: Purpose) -> list[Proposal]:
    """Make cases of all that is new, handed in or archived; a known case hears by which id it is called upstream."""
    deputies = cases.deputies_by_name(turn.work)
    sessions = dict.fromkeys(one.session for one in found.fresh.values())
    sittings = {name: _sitting(turn, name, purpose) for name in sessions}
    made = [_make(turn, print_, one, sittings[one.session], deputies, purpose) for print_, one in found.fresh.items()]
    similar.index(turn, made)
    for one in made:
        life.born(turn, one, "register", sets=noted.columns({"number": one.number, "key": one.key}))
    for sitting in sittings.values():
        brought = [one.number for one in made if one.sitting_id == sitting.id and one.number is not None]
        if brought:
            imports.raise_number(turn.work, sitting.id, max(brought))
    for case_id, external_id in found.called.items():
        imports.call(turn.work, case_id, external_id)
    return made


def _make(
    turn: Turn,
    print_: str,
    one: PublishedProposal,
    sitting: Sitting,
    deputies: Mapping[str, int],
    purpose: Purpose,
) -> Proposal:
    is_new = purpose is Purpose.NEW
    proposal = Proposal(
        sitting=sitting,
        kind=KIND[one.kind],
        number=one.number,
        title=one.title[:TITLE],
        background=one.background,
        state=ProposalState.SUBMITTED if is_new else ProposalState.ARCHIVED,
        key=one.key,
        wished_units="、".join((*one.units, *one.co_units))[:WISHED],
        fingerprint=print_,
        external_id=one.external_id or None,
        created_at=turn.now,
        submitted_at=turn.now if is_new else None,
        proposers=[
            Proposer(position=position, name=name[:NAME], person_id=deputies.get(alike(name)))
            for position, name in enumerate(one.proposers, start=1)
        ],
        published=[PublishedReply(text=one.reply, signed_by=list(one.reply_units))] if one.reply else [],
    )
    cases.set_requests(turn.work, proposal, requests_of(one))
    turn.work.session.add(proposal)
    return proposal


def requests_of(one: PublishedProposal) -> list[str]:
    """What is asked for, without numbers; a case without requests is answered as a whole."""
    return [unnumbered(text, position) for position, text in enumerate(one.requests, start=1)] or [one.title]


def changed(one: PublishedProposal, proposal: Proposal) -> list[str]:
    """What a source says otherwise than the case that was made of it: columns of it, or ``requests``."""
    said = {"title": one.title[:TITLE], "background": one.background}
    found = [column for column, text in said.items() if plain(text) != plain(getattr(proposal, column))]
    asked = [plain(text) for text in requests_of(one)]
    return found + (["requests"] if asked != [plain(request.text) for request in proposal.requests] else [])


def _sitting(turn: Turn, name: str, purpose: Purpose) -> Sitting:
    """The sitting of this name, or the one that is called so otherwise; made if there is none."""
    if not name:
        return proposals.sitting(turn)
    others = [sitting.name for sitting in imports.sittings(turn.work) if same_sitting(sitting.name, name)]
    called = name if name in others or len(others) != 1 else others[0]
    return cases.sitting_named(turn.work, called[:NAME], past=purpose is Purpose.HISTORY)
