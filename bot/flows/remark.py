"""Sending a reply back: one question, what is to be written differently."""

from collections.abc import Mapping
from typing import Any

from bot.domain.lives import Act
from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import text
from bot.services import approval, life, replies
from bot.turn import Turn
from store.places import Place
from store.tables import Reply


def open_for(turn: Turn, reply: Reply, version: int) -> None:
    """Ask for the remark, if this person may send this version back now."""
    approval.check(turn, reply, Act.SEND_BACK, version)
    engine.begin(turn, FLOW, reply.id, version=version, card=turn.tapped)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(replies.find(turn, place.subject_id or 0))


def _send_back(turn: Turn, place: Place) -> None:
    said, reply = place.answers, replies.find(turn, place.subject_id or 0)
    approval.send_back(turn, reply, said["version"], said["remark"], said["card"])


FLOW = Flow("remark", (Step("remark", "replies/ask_remark", text(at_most=1000, at_least=2), _case),), _send_back)
