"""The office corrects a reply that has been issued: which request, the right text, why, and a look at what changes."""

from collections.abc import Mapping
from typing import Any

from bot.domain.lives import Act
from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import choice, text
from bot.services import correcting, life, replies
from bot.turn import Turn
from store.places import Place
from store.tables import Reply


def open_for(turn: Turn, reply: Reply) -> None:
    """Ask which request it is about, if this person may correct the reply."""
    life.may(turn, reply, Act.CORRECT)
    engine.begin(turn, FLOW, reply.id, version=reply.version)


def _reply(turn: Turn, place: Place) -> Reply:
    return replies.find(turn, place.subject_id or 0)


def _positions(turn: Turn, place: Place) -> list[str]:
    return [str(point.position) for point in replies.points(turn.work, _reply(turn, place))]


def _shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    reply = _reply(turn, place)
    read = replies.read(turn, reply)
    at = int(place.answers.get("which", 0))
    return {**life.around(reply), **read, "point": next((one for one in read["points"] if one.position == at), None)}


def _preview(turn: Turn, place: Place) -> Mapping[str, Any]:
    said, reply = place.answers, _reply(turn, place)
    changes = correcting.preview(turn, reply, int(said["which"]), said["right"])
    return {**life.around(reply), **changes, "reason": said["reason"]}


def _correct(turn: Turn, place: Place) -> None:
    said = place.answers
    correcting.correct(turn, _reply(turn, place), said["version"], int(said["which"]), said["right"], said["reason"])


FLOW = Flow(
    "correction",
    (
        Step("which", "replies/ask_correction", choice(_positions), _shown),
        Step("right", "replies/ask_correction_text", text(at_most=4096, at_least=2), _shown),
        Step("reason", "replies/ask_correction_reason", text(at_most=500, at_least=2), _shown),
        Step("agree", "replies/correction_preview", choice(("yes",)), _preview),
    ),
    _correct,
)
