"""A proposer objects to a unit and says why; the office keeps the unit, and says why."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.flows.engine import Flow, Step, begin
from bot.flows.readers import choice, text
from bot.services import acceptance, cards, life, objections
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment, Proposal

REASON = 1_000  # characters


def start(turn: Turn, proposal: Proposal) -> None:
    """Ask which unit is meant, if there are several, and why it is not the right one."""
    shares = objections.open_to(turn, proposal)
    if len(shares) == 1:
        begin(turn, FLOW, proposal.id, at="reason", unit=str(shares[0].id))
    else:
        begin(turn, FLOW, proposal.id)


def answer(turn: Turn, share: Assignment) -> None:
    """Ask the office why the unit keeps the case."""
    objections.check_dismiss(turn, share)
    begin(turn, ANSWER_FLOW, share.id)


def _shares(turn: Turn, place: Place) -> list[Assignment]:
    return objections.open_to(turn, cards.of_id(turn, place.subject_id or 0))


def _ids(turn: Turn, place: Place) -> Collection[str]:
    return [str(share.id) for share in _shares(turn, place)]


def _units(turn: Turn, place: Place) -> Mapping[str, Any]:
    shares = _shares(turn, place)
    return {"proposal": shares[0].proposal, "shares": shares}


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(acceptance.find(turn, int(place.answers["unit"])))


def _share(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(acceptance.find(turn, place.subject_id or 0))


def _object(turn: Turn, place: Place) -> None:
    objections.object_to(turn, int(place.answers["unit"]), place.answers["reason"])


def _dismiss(turn: Turn, place: Place) -> None:
    objections.dismiss(turn, place.subject_id or 0, place.answers["reason"])


FLOW = Flow(
    "objection",
    (
        Step("unit", "assignments/ask_objection_unit", choice(_ids), _units),
        Step("reason", "assignments/ask_objection_reason", text(at_least=4, at_most=REASON), _case),
    ),
    _object,
)
ANSWER_FLOW = Flow(
    "objection_answer",
    (Step("reason", "assignments/ask_dismissal_reason", text(at_least=2, at_most=REASON), _share),),
    _dismiss,
)
