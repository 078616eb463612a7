"""The office gives a case to units: those that answer, those that assist, the dates; looks at it, and confirms.

One unit answers (主办), or several do, each its own requests (分办). The same questions serve a share that another unit
takes over, and a unit that joins later: ``only`` is then its part.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act, AssignmentState, Part, ProposalState
from bot.domain.terms import Term
from bot.flows import unit_choice
from bot.flows.engine import AGAIN, END, Flow, Heard, Step, begin
from bot.flows.readers import choice
from bot.flows.unit_choice import case
from bot.intake.typed import term_in
from bot.services import assigning, life, precedents, suggesting
from bot.services.assigning import Plan, Share
from bot.turn import Turn
from store import assignments
from store import proposals as cases
from store import units as directory
from store.places import Place
from store.tables import Assignment, Proposal, Request

FEWEST_APART = 2


def start(turn: Turn, proposal: Proposal) -> None:
    """Give a filed case to units; for one that is handled, find who answers what nobody has, else one who assists."""
    life.may(turn, proposal, Act.ASSIGN)
    if proposal.state is ProposalState.FILED:
        begin(turn, FLOW, proposal.id, co=[], key=proposal.key)
        return
    missing = sorted(assigning.uncovered(proposal))
    answering = any(share.part is not Part.CO for share in assigning.open_shares(proposal))
    part = Part.CO if answering and not missing else Part.SEPARATE if answering else Part.LEAD
    requests = missing if part is Part.SEPARATE else []
    begin(turn, FLOW, proposal.id, co=[], key=proposal.key, only=part.value, requests=requests)


def replace(turn: Turn, share: Assignment) -> None:
    """Find another unit for a share; if its unit still has it, it is taken away once the other is confirmed."""
    life.may(turn, share.proposal, Act.ASSIGN)
    if share.state is not AssignmentState.CANCELLED:
        life.may(turn, share, Act.CANCEL)
    begin(turn, FLOW, share.proposal_id, co=[], key=share.proposal.key, only=share.part.value, replaces=share.id)


def _part(place: Place) -> Part:
    return Part(place.answers.get("only", Part.LEAD.value))


def _reads_unit(turn: Turn, place: Place, heard: Heard) -> int | list[int] | str:
    if heard.kind == "tap" and heard.value == "apart" and "only" not in place.answers:
        return heard.value
    return unit_choice.one(turn, place, heard)


def _unit(_turn: Turn, place: Place, value: int | list[int] | str) -> str:
    place.answers.pop("hits", None)
    place.answers["apart"] = []
    if value == "apart":
        place.answers.pop("unit", None)
        return "apart"
    if isinstance(value, list):
        place.answers["hits"] = value
        return AGAIN
    place.answers["unit"] = value
    return "preview" if "only" in place.answers else "co"


def _reads_apart(turn: Turn, place: Place, heard: Heard) -> int | list[int] | str:
    value = unit_choice.several(turn, place, heard)
    if value == "done" and len(place.answers["apart"]) < FEWEST_APART:
        raise Unreadable("two_units_wanted")
    return value


def _apart(turn: Turn, place: Place, value: int | list[int] | str) -> str:
    if not unit_choice.grow(place, value):
        return AGAIN
    place.answers["wants"] = {}
    place.answers["nth"] = 0
    return "which" if len(_requests(turn, place)) > 1 else "co"


def _requests(turn: Turn, place: Place) -> list[Request]:
    """What the round asks about."""
    proposal = case(turn, place)
    return [request for request in proposal.requests if request.open_round >= proposal.round]


def _reads_requests(turn: Turn, place: Place, heard: Heard) -> str:
    """A request to be chosen or not, all, or ``done``: then the unit has one, and after the last unit none is left."""
    numbers = [request.position for request in _requests(turn, place)]
    value = str(choice(("all", "done", *map(str, numbers)))(turn, place, heard))
    if value == "done" and not _wanted(place):
        raise Unreadable("requests_wanted")
    given = {number for some in place.answers["wants"].values() for number in some}
    if value == "done" and _is_last(place) and (left := sorted(set(numbers) - given)):
        raise Unreadable("requests_left", missing=left)
    return value


def _wanted(place: Place) -> list[int]:
    """What the unit that is being asked about has so far."""
    unit = str(place.answers["apart"][place.answers["nth"]])
    wanted: list[int] = place.answers["wants"].setdefault(unit, [])
    return wanted


def _is_last(place: Place) -> bool:
    return bool(place.answers["nth"] == len(place.answers["apart"]) - 1)


def _which(turn: Turn, place: Place, value: str) -> str:
    if value == "done" and _is_last(place):
        return "co"
    if value == "done":
        place.answers["nth"] += 1
    elif value == "all":
        _wanted(place)[:] = [request.position for request in _requests(turn, place)]
    else:
        _wanted(place)[:] = sorted({*_wanted(place)} ^ {int(value)})
    return AGAIN


def _shows_requests(turn: Turn, place: Place) -> Mapping[str, Any]:
    unit = directory.by_id(turn.work, place.answers["apart"][place.answers["nth"]])
    chosen = set(_wanted(place))
    asked = [(request, request.position in chosen) for request in _requests(turn, place)]
    return {"proposal": case(turn, place), "unit": unit, "requests": asked}


def _co(_turn: Turn, place: Place, value: int | list[int] | str) -> str:
    return "due" if unit_choice.grow(place, value) else AGAIN


def _choices(turn: Turn, place: Place) -> Mapping[str, Any]:
    """The case, the units to choose among, and those chosen."""
    proposal, taken = case(turn, place), unit_choice.taken(turn, place)
    return {
        "proposal": proposal,
        "part": Part.SEPARATE if place.step == "apart" else _part(place),
        "may_part": "only" not in place.answers,
        "hits": directory.by_ids(turn.work, place.answers.get("hits", [])),
        "suggestions": [s for s in suggesting.suggestions(turn, proposal) if s.unit.id not in taken],
        "precedents": precedents.near(turn, proposal) if place.step in ("unit", "apart") else [],
        "chosen": directory.by_ids(turn.work, place.answers["apart" if place.step == "apart" else "co"]),
    }


def _reads_term(turn: Turn, place: Place, heard: Heard) -> str | None:
    """A term as the configuration spells it; None for the usual one."""
    if heard.kind == "tap" and heard.value == "usual":
        return None
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    proposal = case(turn, place)
    term = assigning.in_bounds(turn, proposal, term_in(heard.text, turn.today))
    if place.step == "co_due":
        last = max(share.due.date for share in _planned(turn, place) if share.part is not Part.CO)
        if assigning.by_term(turn, proposal, term).date > last:
            raise Unreadable("after_lead_due", day=last)
    return str(term)


def _term(_turn: Turn, place: Place, value: str | None) -> str:
    place.answers["co_term" if place.step == "co_due" else "term"] = value
    return "preview"


def _usual(turn: Turn, place: Place) -> Mapping[str, Any]:
    proposal, part = case(turn, place), Part.CO if place.step == "co_due" else _part(place)
    term = assigning.usual(turn, proposal, part)
    return {"proposal": proposal, "part": part, "due": assigning.by_term(turn, proposal, term).date}


def _given_term(place: Place, name: str) -> Term | None:
    typed = place.answers.get(name)
    return Term.parse(typed, "office") if typed else None


def _planned(turn: Turn, place: Place) -> list[Share]:
    answers, proposal, part = place.answers, case(turn, place), _part(place)
    term, opinion = _given_term(place, "term"), _given_term(place, "co_term")
    replaced = assignments.by_id(turn.work, answers.get("replaces", 0))
    if replaced is not None:
        return [assigning.in_place_of(turn, replaced, answers["unit"], term)]
    if part is Part.CO:
        return assigning.shares(turn, proposal, Plan((), [answers["unit"]], term))
    if apart := answers.get("apart"):
        wants = answers["wants"]
        answering = [(unit, Part.SEPARATE, tuple(wants.get(str(unit), ()))) for unit in apart]
    else:
        answering = [(answers["unit"], part, tuple(answers.get("requests", ())))]
    return assigning.shares(turn, proposal, Plan(answering, answers["co"], term, opinion))


def _plan(turn: Turn, place: Place) -> Mapping[str, Any]:
    planned = _planned(turn, place)
    named = directory.by_ids(turn.work, [share.unit_id for share in planned])
    parts = {share.part for share in planned}
    return {
        "proposal": case(turn, place),
        "shares": list(zip(named, planned, strict=True)),
        "near": "replaces" in place.answers and any(assigning.is_near(turn, share) for share in planned),
        "both": Part.CO in parts and len(parts) > 1,
        "silent": directory.without_liaison(turn.work, [share.unit_id for share in planned]),
        "today": turn.today,
    }


def _decided(_turn: Turn, place: Place, value: str) -> str:
    if value == "key":
        place.answers["key"] = not place.answers["key"]
        return AGAIN
    if value == "unit":
        place.answers.pop("unit", None)
        place.answers["co"] = []
    return END if value == "confirm" else value


def _assign(turn: Turn, place: Place) -> None:
    proposal = case(turn, place)
    facts = _plan(turn, place)
    replaced = assignments.by_id(turn.work, place.answers.get("replaces", 0))
    if replaced is not None:
        assigning.take_away(turn, replaced)
    given = assigning.assign(turn, proposal, _planned(turn, place), key=place.answers["key"])
    if replaced is not None:
        precedents.note_taker(turn, replaced, given[0])
    waiting = next(iter(cases.to_assign(turn.work, at_most=1)), None)
    turn.answer("assignments/given", edit=True, given=given, following=waiting, **facts)


FLOW = Flow(
    "assignment",
    (
        Step("unit", "assignments/ask_unit", _reads_unit, _choices, _unit),
        Step("apart", "assignments/ask_apart", _reads_apart, _choices, _apart),
        Step("which", "assignments/ask_which", _reads_requests, _shows_requests, _which),
        Step("co", "assignments/ask_co_units", unit_choice.several, _choices, _co),
        Step("due", "assignments/ask_due", _reads_term, _usual, _term),
        Step("co_due", "assignments/ask_co_due", _reads_term, _usual, _term),
        Step("preview", "assignments/preview", choice(("confirm", "key", "due", "co_due", "unit")), _plan, _decided),
    ),
    _assign,
)
