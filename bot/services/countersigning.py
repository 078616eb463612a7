"""The co-units sign the reply of the unit that answers (会签) before its leaders approve, where the policy wants it."""

from bot.domain.errors import Refused
from bot.domain.lifecycle import REPLY
from bot.domain.lives import Act, Audience, ReplyState
from bot.services import approval, chain, facts, life, policies, replies
from bot.turn import Turn
from store import countersigns
from store import replies as rows
from store.tables import Reply, Unit


def missing(turn: Turn, reply: Reply) -> list[Unit]:
    """The units that have not signed the present version."""
    signed = countersigns.signed(turn.work, reply)
    return [unit for unit in countersigns.units(turn.work, reply.assignment) if unit.id not in signed]


def sign(turn: Turn, reply: Reply, version: int) -> None:
    """A co-unit agrees; with the last of them the reply goes on to the unit's leaders."""
    if reply.state is not ReplyState.AT_UNITS:
        raise Refused("not_now", life=REPLY.name, act=Act.COUNTERSIGN, state=reply.state)
    approval.check(turn, reply, Act.COUNTERSIGN, version)
    assert turn.who is not None  # noqa: S101 - the table lets nobody else
    assert turn.who.unit_id is not None  # noqa: S101 - nor somebody without a unit
    countersigns.sign(turn.work, reply, turn.who.unit_id, turn.who.id, turn.now)
    unsigned = missing(turn, reply)
    known = facts.of(turn, reply, signed=False)
    life.do(turn, reply, Act.COUNTERSIGN, known, version=version, unsigned=unsigned, signer=_unit_of(turn, reply))
    turn.answer("replies/signed_now", edit=True, **life.around(reply))
    if not unsigned:
        go_to_leaders(turn, reply)


def go_to_leaders(turn: Turn, reply: Reply) -> None:
    """Everybody who had to sign has: the unit's leaders have it before them, and their own time for it."""
    approval.lies(turn, reply, policies.of(turn, reply.assignment.proposal).terms.approval)
    enclosed = {Audience.LEADERS: replies.enclosed(turn, reply)}
    said = {**replies.read(turn, reply), **chain.shown(turn, reply)}
    life.do(turn, reply, Act.SUBMIT, clock=True, files=enclosed, version=reply.version, **said)
    approval.report_empty_step(turn, reply)


def go_on(turn: Turn) -> None:
    """A reply whose missing signer no longer assists goes on; whoever signs last takes care of all the others."""
    for reply_id in countersigns.waiting(turn.work):
        reply = rows.to_write(turn.work, reply_id)
        if reply.state is ReplyState.AT_UNITS and not missing(turn, reply):
            go_to_leaders(turn, reply)


def _unit_of(turn: Turn, reply: Reply) -> str:
    who = turn.who
    units = countersigns.units(turn.work, reply.assignment)
    return next((unit.name for unit in units if who is not None and unit.id == who.unit_id), "")
