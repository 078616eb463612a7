"""The office gives a case to units: the one that answers, those that assist, the date; looks at it, and confirms.

The same questions serve a share that another unit takes over, and a unit that joins later: ``only`` is then its part.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act, Part, ProposalState
from bot.domain.terms import Term
from bot.flows.engine import AGAIN, END, Flow, Heard, Step, begin
from bot.flows.readers import choice
from bot.intake.typed import term_in
from bot.services import assigning, life, proposals, suggesting, units
from bot.services.assigning import Share
from bot.turn import Turn
from store import assignments
from store import proposals as cases
from store import units as directory
from store.places import Place
from store.tables import Assignment, Proposal

CO_UNITS = 10
HITS = 12  # as many buttons as one can look over; more hits ask for more of the name


def start(turn: Turn, proposal: Proposal) -> None:
    """Give a filed case to units; for one that is handled, find a lead if it has none, else one more assisting unit."""
    life.may(turn, proposal, Act.ASSIGN)
    if proposal.state is ProposalState.FILED:
        begin(turn, FLOW, proposal.id, co=[], key=proposal.key)
        return
    has_lead = any(a.part is not Part.CO for a in assigning.open_shares(proposal))
    begin(turn, FLOW, proposal.id, co=[], key=proposal.key, only=(Part.CO if has_lead else Part.LEAD).value)


def replace(turn: Turn, returned: Assignment) -> None:
    """Find another unit for a share that was given back."""
    case = returned.proposal
    begin(turn, FLOW, case.id, co=[], key=case.key, only=returned.part.value, replaces=returned.id)


def _case(turn: Turn, place: Place) -> Proposal:
    return proposals.of_id(turn, place.subject_id or 0)


def _part(place: Place) -> Part:
    return Part(place.answers.get("only", Part.LEAD.value))


def _reads_unit(turn: Turn, place: Place, heard: Heard) -> int | list[int]:
    """One unit that is free to take a share, or those that a part of a name may mean."""
    if heard.kind == "tap" and heard.value.isdecimal():
        unit = directory.by_id(turn.work, int(heard.value))
    elif heard.kind == "text" and heard.text.strip():
        known = units.directory(turn)
        unit = known.named(heard.text)
        if unit is None:
            return _hits(known, heard.text)
    else:
        raise Unreadable("unit_wanted")
    if unit is None or not unit.active:
        raise Unreadable("no_such_unit", typed=heard.text)
    if unit.id in _taken(turn, place):
        raise Unreadable("unit_named_twice", unit=unit.name)
    return unit.id


def _hits(known: units.Directory, text: str) -> list[int]:
    hits = known.containing(text)
    if not hits:
        raise Unreadable("no_such_unit", typed=text)
    if len(hits) > HITS:
        raise Unreadable("too_many_units", typed=text, count=len(hits))
    return [unit.id for unit in hits]


def _reads_co(turn: Turn, place: Place, heard: Heard) -> int | list[int] | str:
    if heard.kind == "tap" and heard.value in ("done", "drop"):
        return heard.value
    if len(place.answers["co"]) >= CO_UNITS:
        raise Unreadable("too_many_co_units", at_most=CO_UNITS)
    return _reads_unit(turn, place, heard)


def _taken(turn: Turn, place: Place) -> set[int]:
    taken = {share.unit_id for share in assigning.open_shares(_case(turn, place))} | set(place.answers["co"])
    return taken if place.step == "unit" else taken | {place.answers["unit"]}


def _unit(_turn: Turn, place: Place, value: int | list[int]) -> str:
    if isinstance(value, list):
        place.answers["hits"] = value
        return AGAIN
    place.answers.pop("hits", None)
    place.answers["unit"] = value
    return "preview" if "only" in place.answers else "co"


def _co(_turn: Turn, place: Place, value: int | list[int] | str) -> str:
    place.answers.pop("hits", None)
    if isinstance(value, list):
        place.answers["hits"] = value
    elif value == "drop":
        del place.answers["co"][-1:]
    elif value == "done":
        return "due"
    else:
        place.answers["co"].append(value)
    return AGAIN


def _choices(turn: Turn, place: Place) -> Mapping[str, Any]:
    """The case, the units to choose among, and those chosen."""
    proposal, taken = _case(turn, place), _taken(turn, place)
    return {
        "proposal": proposal,
        "part": _part(place),
        "hits": directory.by_ids(turn.work, place.answers.get("hits", [])),
        "suggestions": [s for s in suggesting.suggestions(turn, proposal) if s.unit.id not in taken],
        "chosen": directory.by_ids(turn.work, place.answers["co"]),
    }


def _reads_term(turn: Turn, _place: Place, heard: Heard) -> str | None:
    """A term as the configuration spells it; None for the usual one."""
    if heard.kind == "tap" and heard.value == "usual":
        return None
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    return str(assigning.in_bounds(turn, term_in(heard.text, turn.today)))


def _term(_turn: Turn, place: Place, value: str | None) -> str:
    place.answers["term"] = value
    return "preview"


def _usual(turn: Turn, place: Place) -> Mapping[str, Any]:
    term = assigning.usual(turn, _part(place))
    return {"proposal": _case(turn, place), "part": _part(place), "due": assigning.by_term(turn, term).date}


def _planned(turn: Turn, place: Place) -> list[Share]:
    unit, typed = place.answers["unit"], place.answers.get("term")
    term = Term.parse(typed, "office") if typed else None
    returned = assignments.by_id(turn.work, place.answers.get("replaces", 0))
    if returned is not None:
        return [assigning.in_place_of(turn, returned, unit, term)]
    if _part(place) is Part.CO:
        return assigning.shares(turn, _case(turn, place), [], [unit], term)
    return assigning.shares(turn, _case(turn, place), [(unit, _part(place))], place.answers["co"], term)


def _plan(turn: Turn, place: Place) -> Mapping[str, Any]:
    planned = _planned(turn, place)
    named = directory.by_ids(turn.work, [share.unit_id for share in planned])
    return {
        "proposal": _case(turn, place),
        "shares": list(zip(named, planned, strict=True)),
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
    proposal = _case(turn, place)
    facts = _plan(turn, place)
    given = assigning.assign(turn, proposal, _planned(turn, place), key=place.answers["key"])
    waiting = next(iter(cases.to_assign(turn.work, at_most=1)), None)
    turn.answer("assignments/given", edit=True, given=given, following=waiting, **facts)


FLOW = Flow(
    "assignment",
    (
        Step("unit", "assignments/ask_unit", _reads_unit, _choices, _unit),
        Step("co", "assignments/ask_co_units", _reads_co, _choices, _co),
        Step("due", "assignments/ask_due", _reads_term, _usual, _term),
        Step("preview", "assignments/preview", choice(("confirm", "key", "due", "unit")), _plan, _decided),
    ),
    _assign,
)
