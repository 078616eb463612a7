"""Like cases: found by title and requests, for whoever writes, files or answers a case; nothing follows by itself.

Nobody is shown a sensitive case, or what has not been handed in. A deputy sees what was filed, and of another's case
only as much as its proposer lets be published.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.domain.likeness import ALIKE, Matter, keys, likeness
from bot.domain.lives import ProposalState, ReplyState, Role
from bot.services import replies as read
from bot.turn import Turn
from store import cards, proposals
from store import likeness as rows
from store.database import Work
from store.tables import Proposal

SHOWN = 5
LOOKED_AT = 100  # cases that share rare keys, compared exactly
LONGEST = 3500  # signs of one earlier reply that are shown
S = ProposalState
FILED = frozenset({S.FILED, S.HANDLING, S.ANSWERED, S.MEETING, S.CLOSED, S.ARCHIVED, S.MERGED})
INDEXED = FILED | {S.SUBMITTED, S.CHANGES, S.REJECTED, S.TRANSFERRED}
OPEN = frozenset({S.FILED, S.HANDLING})  # what another case can be merged into
FULL, TITLE = "full", "title"  # how much of a case may be published


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like another; ``alike`` from 0 to 1, ``answered`` whether there is a reply to be read."""

    proposal: Proposal
    alike: float
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier reply: its units by name, and its paragraphs."""

    units: Sequence[str]
    paragraphs: Sequence[str]


def index(turn: Turn, cases: Iterable[Proposal]) -> None:
    """Let these cases be found from now on; again, after they were changed, is no harm."""
    turn.work.flush()
    rows.add(turn.work, rows.CASES, [(case.id, keys(_matter(case))) for case in cases])


def reindex(work: Work) -> int:
    """Make the index of all cases anew; how many are in it."""
    found = rows.every_case(work, INDEXED)
    return rows.build(work, rows.CASES, ((case, keys(Matter(title, asked))) for case, title, asked in found))


def of_case(turn: Turn, proposal: Proposal, states: Collection[ProposalState] = INDEXED) -> list[Similar]:
    """The cases at these states that are like this one, for the office; the likest first.

    Of a sensitive case there are none: their titles would tell what it is about.
    """
    return [] if proposal.sensitive else _near(turn, _matter(proposal), proposal.id, states)


def for_deputy(turn: Turn, title: str, requests: Sequence[str], own: int | None) -> list[Similar]:
    """What was filed before and is like what a deputy writes; not what its proposer wants to be published in no way."""
    found = _near(turn, Matter(title, requests), own, FILED, public=True)
    return [Similar(one.proposal, one.alike, bool(_answers(turn, one.proposal, public=True))) for one in found]


def answered(turn: Turn, proposal: Proposal) -> list[Similar]:
    """Like cases that were answered, for a unit that writes an answer."""
    found = _near(turn, _matter(proposal), proposal.id, FILED, at_most=SHOWN * 3)
    return [Similar(one.proposal, one.alike, answered=True) for one in found if _answers(turn, one.proposal)][:SHOWN]


def earlier(turn: Turn, proposal_id: int) -> tuple[Proposal, list[Earlier]]:
    """A like case with its issued and its printed replies; Refused("old_button") where this person may not see it."""
    case = proposals.by_id(turn.work, proposal_id)
    public = turn.who is None or turn.who.role is Role.DEPUTY
    if case is None or case.sensitive or case.state not in FILED or (public and not _published(case)):
        raise Refused("old_button")
    return case, _answers(turn, case, public=public)


def show(turn: Turn, proposal: Proposal, *, edit: bool = False) -> None:
    """The office's list of cases like this one, each with a tap to read it, and to merge this one into it."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
    mergeable = proposal.state in (S.SUBMITTED, S.FILED) and not proposal.merged
    found = [Similar(one.proposal, one.alike, bool(_answers(turn, one.proposal))) for one in of_case(turn, proposal)]
    leads = {one.proposal.id for one in found if mergeable and one.proposal.state in OPEN}
    turn.answer("filing/similar", edit=edit, proposal=proposal, similar=found, leads=leads)


def show_earlier(turn: Turn, proposal_id: int) -> None:
    """What was answered to a like case."""
    case, found = earlier(turn, proposal_id)
    turn.answer("looking/earlier", proposal=case, earlier=found, named=named(turn, case))


def reference(turn: Turn, proposal_id: int) -> str:
    """The line by which a deputy refers to a like case (参见第×号)."""
    case, _ = earlier(turn, proposal_id)
    kind = turn.voice.word(turn.config.office.language, "kinds", case.kind.value)
    form = turn.voice.word(turn.config.office.language, "quotes", "see" if case.number else "see_unnumbered")
    return form.format(sitting=case.sitting.name, number=case.number, kind=kind, title=case.title)


def named(turn: Turn, case: Proposal) -> bool:
    """Whether this person may read who put a case forward."""
    return case.openness == FULL or (turn.who is not None and turn.who.role is not Role.DEPUTY)


def _near(
    turn: Turn,
    matter: Matter,
    own: int | None,
    states: Collection[ProposalState],
    *,
    public: bool = False,
    at_most: int = SHOWN,
) -> list[Similar]:
    ids = rows.nearest(turn.work, rows.CASES, keys(matter), LOOKED_AT)
    ranked = [
        (likeness(matter, Matter(one.title, one.requests)), one.id)
        for one in rows.looked_at(turn.work, ids)
        if one.id != own and one.state in states and not one.sensitive and (not public or one.openness in (FULL, TITLE))
    ]
    close = sorted((one for one in ranked if one[0] >= ALIKE), reverse=True)[:at_most]
    found = {case.id: case for case in rows.cases(turn.work, [case for _, case in close])}
    return [Similar(found[case], alike) for alike, case in close]


def _answers(turn: Turn, case: Proposal, *, public: bool = False) -> list[Earlier]:
    if public and case.openness != FULL:
        return []
    issued = [reply for reply in cards.replies(turn.work, case.id) if reply.state is ReplyState.ISSUED]
    own = [
        Earlier([reply.assignment.unit.name], _paragraphs("\n".join(p.text for p in read.points(turn.work, reply))))
        for reply in issued
    ]
    return [*own, *(Earlier(list(one.signed_by), _paragraphs(one.text)) for one in case.published)]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text[:LONGEST].splitlines() if line.strip()]


def _matter(case: Proposal) -> Matter:
    return Matter(case.title, [request.text for request in case.requests])


def _published(case: Proposal) -> bool:
    return case.openness in (FULL, TITLE)
