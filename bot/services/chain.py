"""The approval of a reply inside its unit: up to five named steps, or one of any leader where none are named."""

from typing import Any

from bot.config import Config
from bot.domain.lives import Role
from bot.services import policies
from bot.turn import Turn
from store import people
from store.people import Who
from store.tables import Reply


def configured(config: Config) -> tuple[str, ...]:
    """The names of all steps that any sitting has, once each, in their order."""
    policies_ = [config.policy, *(config.rules_of(sitting.name).policy for sitting in config.sittings)]
    return tuple(dict.fromkeys(name for policy in policies_ for name in policy.approval_chain))


def steps(turn: Turn, reply: Reply) -> tuple[str, ...]:
    """The names of the steps, in their order; empty where any leader approves alone."""
    return policies.of(turn, reply.assignment.proposal).policy.approval_chain


def left(turn: Turn, reply: Reply) -> int:
    """How many steps follow the one at which the reply is."""
    return max(0, len(steps(turn, reply)) - 1 - reply.step)


def holds(turn: Turn, reply: Reply, who: Who) -> bool:
    """Whether the present step is this leader's; who has no step of his own holds any."""
    name = _name(turn, reply)
    return not name or who.step in ("", name)


def holders(turn: Turn, reply: Reply) -> list[Who]:
    """The leaders of the unit whose step it is."""
    leaders = people.of_unit(turn.work, reply.assignment.unit_id, Role.LEADER)
    return [person for person in leaders if holds(turn, reply, person)]


def shown(turn: Turn, reply: Reply) -> dict[str, Any]:
    """What a card shows of the chain: ``steps`` 0 where there is none, the ``step`` from 1, and its ``step_name``."""
    return {"steps": len(steps(turn, reply)), "step": reply.step + 1, "step_name": _name(turn, reply)}


def _name(turn: Turn, reply: Reply) -> str:
    chain = steps(turn, reply)
    return chain[min(reply.step, len(chain) - 1)] if chain else ""
