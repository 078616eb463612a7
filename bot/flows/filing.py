"""The office does not file a case: it says why, or what is to be changed, or where the case goes instead."""

from collections.abc import Mapping
from typing import Any

from bot.domain.lives import Act
from bot.flows.engine import END, Flow, Step, begin
from bot.flows.readers import choice, text
from bot.services import filing, life, proposals
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal

REMARK = 1_000  # characters


def start(turn: Turn, proposal: Proposal, act: Act) -> None:
    """Ask for the reason of REJECT, or for the remark that goes with RETURN_FOR_CHANGES or TRANSFER."""
    life.may(turn, proposal, act)
    begin(turn, FLOW, proposal.id, at="reason" if act is Act.REJECT else "remark", act=act.value)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"proposal": _proposal(turn, place), "reasons": filing.reasons(turn, _proposal(turn, place))}


def _reasons(turn: Turn, place: Place) -> list[str]:
    return filing.reasons(turn, _proposal(turn, place))


def _proposal(turn: Turn, place: Place) -> Proposal:
    return proposals.of_id(turn, place.subject_id or 0)


def _reason(_turn: Turn, place: Place, value: str) -> str:
    place.answers["reason"] = value
    return "remark" if value == filing.OTHER else END


def _decide(turn: Turn, place: Place) -> None:
    proposal = proposals.of_id(turn, place.subject_id or 0)
    act = Act(place.answers["act"])
    if act is Act.REJECT:
        filing.reject(turn, proposal, place.answers["reason"], place.answers.get("remark", ""))
    elif act is Act.TRANSFER:
        filing.transfer(turn, proposal, place.answers["remark"])
    else:
        filing.return_for_changes(turn, proposal, place.answers["remark"])
    turn.answer("filing/decided", edit=True, proposal=proposal)


FLOW = Flow(
    "filing",
    (
        Step("reason", "filing/ask_reason", choice(_reasons), _case, _reason),
        Step("remark", "filing/ask_remark", text(at_least=2, at_most=REMARK), _case),
    ),
    _decide,
)
