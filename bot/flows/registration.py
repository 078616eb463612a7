"""Joining in three taps: the role is confirmed, a language chosen, a name given or taken as offered."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused
from bot.flows import readers
from bot.flows.engine import Flow, Heard, Step
from bot.services import joining
from bot.services.invitations import LONGEST_NAME
from bot.turn import Turn
from bot.voice import LANGUAGES
from store import invitations
from store.places import Place


def _invitation(turn: Turn, place: Place) -> Mapping[str, Any]:
    invitation = invitations.by_id(turn.work, place.subject_id or 0)
    if invitation is None:
        raise Refused("invitation_unknown")
    return {"role": invitation.role, "unit": invitation.unit}


def _speak(turn: Turn, place: Place, language: str) -> None:
    turn.language = place.answers["language"] = language


def _name(turn: Turn, place: Place, heard: Heard) -> str:
    """The offered name on a tap, else the one that was typed, on one line."""
    offered = str(place.answers["offered"])
    if heard.kind == "tap" and heard.value == "offered" and offered:
        return offered
    return " ".join(readers.text(at_most=LONGEST_NAME)(turn, place, heard).split())


def _join(turn: Turn, place: Place) -> None:
    joining.join(turn, place.subject_id or 0, place.answers["name"], place.answers["language"])


FLOW = Flow(
    "registration",
    (
        Step("confirm", "joining/invited", readers.choice(("yes",)), _invitation),
        Step("language", "joining/ask_language", readers.choice(LANGUAGES), then=_speak),
        Step("name", "joining/ask_name", _name),
    ),
    _join,
)
