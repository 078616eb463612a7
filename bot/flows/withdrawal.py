"""A proposer takes a case back, after being asked whether he is sure."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine import Flow, Step, begin
from bot.flows.readers import choice
from bot.services import proposals
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal


def start(turn: Turn, proposal: Proposal) -> None:
    """Ask whether he is sure; Refused if the case cannot be taken back by him now."""
    proposals.may_withdraw(turn, proposal)
    begin(turn, FLOW, proposal.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"proposal": proposals.of_id(turn, place.subject_id or 0)}


def _withdraw(turn: Turn, place: Place) -> None:
    proposal = proposals.of_id(turn, place.subject_id or 0)
    proposals.withdraw(turn, proposal)
    turn.answer("proposals/taken_back", edit=True, proposal=proposal)


FLOW = Flow("withdrawal", (Step("sure", "proposals/ask_withdraw", choice(("yes",)), _case),), _withdraw)
