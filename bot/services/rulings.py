"""A case that came back a second time: the units concerned say what they think, the office rules (裁定)."""

from collections.abc import Iterable

from bot.domain.errors import Refused
from bot.domain.lives import Act, Role
from bot.services import life, precedents, reckoning, units
from bot.turn import Turn
from store import assignments, people
from store import units as directory
from store.people import Who
from store.tables import Assignment


def ask_views(turn: Turn, share: Assignment) -> None:
    """Ask each unit between which the case went for its view: who returned it now, who did before, who was named."""
    before = [a.unit_id for a in share.proposal.assignments if a.round == share.round and a.reason]
    named = [unit.id for unit in units.directory(turn).mentioned(share.suggested_unit)]
    parties = dict.fromkeys([share.unit_id, *before, *named])
    share.views = [{"unit": unit, "by": None, "at": "", "text": ""} for unit in parties]
    turn.work.flush()
    turn.tell(_liaisons(turn, parties), "assignments/ask_view", once=f"view:{share.id}", **life.around(share))


def find(turn: Turn, share_id: int) -> Assignment:
    """The share whose ruling a unit is asked about, held until the turn ends; Refused("old_button") where none is."""
    if assignments.by_id(turn.work, share_id) is None:
        raise Refused("old_button")
    return assignments.to_write(turn.work, share_id)


def check_view(turn: Turn, share: Assignment) -> None:
    """Refused unless this person's unit is asked and has not answered."""
    life.may(turn, share, Act.STATE_VIEW)


def state_view(turn: Turn, share: Assignment, text: str) -> None:
    """Keep what the unit thinks, and tell the office."""
    assert turn.who is not None  # noqa: S101 - a conversation of somebody known
    own = {"unit": turn.who.unit_id, "by": turn.who.id, "at": turn.now.isoformat(), "text": text}
    views = [own if view["unit"] == own["unit"] else view for view in share.views]
    unit = directory.by_id(turn.work, turn.who.unit_id or 0)
    life.do(turn, share, Act.STATE_VIEW, sets={"views": views}, unit=unit, text=text)
    turn.answer("assignments/view_kept", **life.around(share))


def check(turn: Turn, share: Assignment, *, moves: bool) -> None:
    """Refused unless there is something to rule on."""
    life.may(turn, share, Act.RULE_MOVES if moves else Act.RULE_STAYS)


def rule(turn: Turn, share: Assignment, reason: str, *, moves: bool) -> None:
    """Decide whether the case moves to another unit or stays; the ruling guides the next case of the kind."""
    taken = {
        "accepted_at": turn.now,
        "accepted_in_time": turn.today <= share.accept_due,
        "first_contact_due": reckoning.first_contact(turn, share),
    }
    act = Act.RULE_MOVES if moves else Act.RULE_STAYS
    life.do(turn, share, act, sets={} if moves else taken, reason=reason)
    precedents.keep(turn, share, reason, stays=not moves)
    others = [view["unit"] for view in share.views if view["unit"] != share.unit_id]
    turn.tell(_liaisons(turn, others), "assignments/ruled", reason=reason, moves=moves, **life.around(share))
    turn.answer("assignments/return_decided", **life.around(share))


def _liaisons(turn: Turn, unit_ids: Iterable[int]) -> list[Who]:
    return [person for unit in unit_ids for person in people.of_unit(turn.work, unit, Role.LIAISON)]
