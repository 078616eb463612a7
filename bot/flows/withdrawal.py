"""A proposer takes a case back, or asks the others for their consent, after being asked whether he is sure."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine import Flow, Step, begin
from bot.flows.readers import choice
from bot.services import proposals, signing, withdrawing
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal


def start(turn: Turn, proposal: Proposal) -> None:
    """Ask whether he is sure; Refused if the case cannot be taken back by him now."""
    withdrawing.may_begin(turn, proposal)
    begin(turn, FLOW, proposal.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    proposal = proposals.of_id(turn, place.subject_id or 0)
    return {"proposal": proposal, "missing": withdrawing.may_begin(turn, proposal)}


def _withdraw(turn: Turn, place: Place) -> None:
    withdrawing.withdraw(turn, signing.find(turn, place.subject_id or 0))


FLOW = Flow("withdrawal", (Step("sure", "proposals/ask_withdraw", choice(("yes",)), _case),), _withdraw)
