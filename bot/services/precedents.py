"""What was ruled about whose business a matter is (裁定) guides the next case of the kind: kept, found, removed."""

from bot.domain.errors import Refused
from bot.domain.likeness import ALIKE, Matter, likeness
from bot.domain.lives import Role
from bot.turn import Turn
from store import precedents
from store.tables import Assignment, Precedent, Proposal

PAGE = 8
SHOWN = 3  # at one assignment


def near(turn: Turn, proposal: Proposal) -> list[Precedent]:
    """The standing rulings on cases with a title like this one's, the most alike first, at most SHOWN."""
    own = Matter(proposal.title)
    ruled = precedents.standing(turn.work)
    ranked = [(likeness(own, Matter(one.proposal.title)), one.id, one) for one in ruled]
    close = sorted((entry for entry in ranked if entry[0] >= ALIKE), reverse=True)
    return [one for _, _, one in close[:SHOWN]]


def keep(turn: Turn, share: Assignment, reason: str, *, stays: bool) -> None:
    """Write a ruling down: the matter is this unit's business, or it is not."""
    by = turn.who.id if turn.who is not None else None
    ruled = Precedent(
        proposal_id=share.proposal_id, unit_id=share.unit_id, stays=stays, reason=reason, by=by, at=turn.now
    )
    precedents.add(turn.work, ruled)


def note_taker(turn: Turn, moved: Assignment, taker: Assignment) -> None:
    """A case that a ruling took from one unit is now another's business, which is what the next case needs to know."""
    ruled = precedents.of_share(turn.work, moved.proposal_id, moved.unit_id)
    if ruled is not None and not ruled.stays:
        keep(turn, taker, ruled.reason, stays=True)


def show(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """The rulings that stand, page by page, each with a button that removes it."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
    count = precedents.count(turn.work)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = precedents.standing(turn.work, skip=page * PAGE, at_most=PAGE)
    turn.answer("assignments/precedents", edit=edit, precedents=found, count=count, page=page, pages=pages)


def remove(turn: Turn, precedent_id: int) -> None:
    """A ruling guides nobody any more; it stays in the journal."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
    ruled = precedents.to_write(turn.work, precedent_id)
    if ruled is None or ruled.removed_at is not None:
        raise Refused("old_button")
    ruled.removed_at = turn.now
    turn.note("remove_precedent", life="precedent", subject_id=ruled.id, proposal_id=ruled.proposal_id)
    turn.work.flush()
    show(turn, edit=True)
