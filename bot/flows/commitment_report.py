"""The unit says how a promise goes on, that it is kept, or why it cannot be: one question each."""

from collections.abc import Mapping
from typing import Any

from bot.domain.lives import Act
from bot.flows import engine
from bot.flows.engine import Flow, Step
from bot.flows.readers import text
from bot.services import commitments, life
from bot.turn import Turn
from store.places import Place
from store.tables import Commitment


def open_for(turn: Turn, commitment: Commitment, act: Act) -> None:
    """Ask for the words of a report, if this person may give it now."""
    life.may(turn, commitment, act)
    engine.begin(turn, FLOW, commitment.id, act=act.value)


def _about(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(commitments.find(turn, place.subject_id or 0)) | {"act": place.answers["act"]}


def _report(turn: Turn, place: Place) -> None:
    act = Act(place.answers["act"])
    commitments.report(turn, commitments.find(turn, place.subject_id or 0), act, place.answers["words"])


FLOW = Flow(
    "commitment_report",
    (Step("words", "commitments/ask_report", text(at_most=1000, at_least=2), _about),),
    _report,
)
