"""Choosing units in a conversation: by a button, by a name, or by a part of one; a unit is named once."""

from typing import Any

from bot.domain.errors import Unreadable
from bot.flows.engine import Heard
from bot.services import assigning, proposals, units
from bot.turn import Turn
from store import units as directory
from store.places import Place
from store.tables import Proposal

MOST_UNITS = 10  # that assist, or that answer separately
HITS = 12  # as many buttons as one can look over; more hits ask for more of the name
ENDS = ("done", "drop")


def case(turn: Turn, place: Place) -> Proposal:
    """The case that units are chosen for."""
    return proposals.of_id(turn, place.subject_id or 0)


def one(turn: Turn, place: Place, heard: Heard) -> int | list[int]:
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
    if unit.id in taken(turn, place):
        raise Unreadable("unit_named_twice", unit=unit.name)
    return unit.id


def several(turn: Turn, place: Place, heard: Heard) -> int | list[int] | str:
    """The same for a list that grows: ``done`` ends it, ``drop`` takes the last one off."""
    if heard.kind == "tap" and heard.value in ENDS:
        return heard.value
    if len(place.answers[place.step]) >= MOST_UNITS:
        raise Unreadable("too_many_co_units", at_most=MOST_UNITS)
    return one(turn, place, heard)


def grow(place: Place, value: Any) -> bool:  # noqa: ANN401 - what ``several`` read
    """Put what was read into the list of the step; whether the list is done."""
    place.answers.pop("hits", None)
    if isinstance(value, list):
        place.answers["hits"] = value
    elif value == "drop":
        del place.answers[place.step][-1:]
    elif value != "done":
        place.answers[place.step].append(value)
    return bool(value == "done")


def taken(turn: Turn, place: Place) -> set[int]:
    """The units that hold a share of the case, and those named in this conversation already."""
    answers = place.answers
    named = {*answers["co"], *answers.get("apart", ())}
    if place.step != "unit" and "unit" in answers:
        named.add(answers["unit"])
    return named | {share.unit_id for share in assigning.open_shares(case(turn, place))}


def _hits(known: units.Directory, text: str) -> list[int]:
    hits = known.containing(text)
    if not hits:
        raise Unreadable("no_such_unit", typed=text)
    if len(hits) > HITS:
        raise Unreadable("too_many_units", typed=text, count=len(hits))
    return [unit.id for unit in hits]
