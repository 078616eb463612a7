"""The office merges a case into another: one with a like title, or one that it names by its number."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused, Unreadable
from bot.flows.engine import END, Flow, Heard, Step, begin
from bot.services import cards, merging, proposals
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal


def start(turn: Turn, proposal: Proposal) -> None:
    """Ask for the lead case; Refused where this one cannot be merged now."""
    merging.may_merge(turn, proposal)
    begin(turn, FLOW, proposal.id)


def _case(turn: Turn, place: Place) -> Proposal:
    return proposals.of_id(turn, place.subject_id or 0)


def _shows(turn: Turn, place: Place) -> Mapping[str, Any]:
    proposal = _case(turn, place)
    return {"proposal": proposal, "similar": merging.leads(turn, proposal)}


def _reads(turn: Turn, place: Place, heard: Heard) -> int:
    """The row of a case that this one can be merged into."""
    if heard.kind == "tap" and heard.value.isdecimal():
        lead = cards.of_id(turn, int(heard.value))
    elif heard.kind == "text":
        try:
            lead = cards.of_number(turn, heard.text)[0]
        except Refused as reason:
            raise Unreadable("no_such_number", typed=heard.text) from reason
    else:
        raise Unreadable("number_wanted")
    try:
        merging.check_lead(_case(turn, place), lead)
    except Refused as reason:
        raise Unreadable("no_lead_case", proposal=lead) from reason
    return lead.id


def _confirm(_turn: Turn, place: Place, value: int) -> str:
    place.answers["lead"] = value
    return END


def _merge(turn: Turn, place: Place) -> None:
    merging.merge(turn, _case(turn, place), proposals.of_id(turn, place.answers["lead"]))


FLOW = Flow("merging", (Step("lead", "filing/ask_lead", _reads, _shows, _confirm),), _merge)
