"""The office gives a reply another result class: which one, and why."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Act
from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import choice, text
from bot.services import approval, issuing, life, replies, results
from bot.turn import Turn
from store.places import Place
from store.tables import Reply


def open_for(turn: Turn, reply: Reply, version: int) -> None:
    """Ask for the class, if this person may change that of this version now."""
    approval.check(turn, reply, Act.CHANGE_CLASS, version)
    engine.begin(turn, FLOW, reply.id, version=version)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    reply = replies.find(turn, place.subject_id or 0)
    return {**life.around(reply), "classes": results.offered(turn, reply.assignment.proposal)}


def _codes(turn: Turn, place: Place) -> tuple[str, ...]:
    return results.codes(turn, replies.find(turn, place.subject_id or 0).assignment.proposal)


def _chosen(turn: Turn, place: Place, code: str) -> None:
    if code == replies.find(turn, place.subject_id or 0).result_class:
        raise Refused("same_class")
    place.answers["class"] = code


def _change(turn: Turn, place: Place) -> None:
    said, reply = place.answers, replies.find(turn, place.subject_id or 0)
    issuing.change_class(turn, reply, said["version"], said["class"], said["why"])


FLOW = Flow(
    "result_change",
    (
        Step("class", "replies/ask_class", choice(_codes), _case, _chosen),
        Step("why", "replies/ask_class_reason", text(at_least=2, at_most=500), _case),
    ),
    _change,
)
