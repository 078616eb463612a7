"""Writing to many: to whom, what, a look at it, and off it goes."""

from collections.abc import Mapping
from typing import Any

from bot.documents import merge
from bot.domain.errors import Unreadable
from bot.flows.engine import AGAIN, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.services import broadcasts
from bot.services.broadcasts import PLACES, ROLES, UNIT
from bot.turn import Turn
from store import broadcasts as kept
from store.places import Place

LONGEST = 2000  # characters
UNITS = 20  # shown as buttons; others are found by a part of their name

_part_of_name = text(at_most=60)
_words = text(at_most=LONGEST)


def _audiences(turn: Turn, _place: Place) -> Mapping[str, Any]:
    everybody = kept.with_roles(turn.work, ROLES["all"])
    counts = {key: sum(person.role in roles for person in everybody) for key, roles in ROLES.items()}
    return {"counts": [(key, count) for key, count in counts.items() if count]}


def _chosen(turn: Turn, place: Place, to: str) -> str:
    place.answers["audience"] = {"to": to}
    if to == UNIT:
        place.answers["named"] = ""
        return "unit"
    if not broadcasts.recipients(turn, place.answers["audience"]):
        raise Unreadable("nobody_there")
    return "text"


def _units(turn: Turn, place: Place) -> Mapping[str, Any]:
    named = place.answers["named"]
    found = kept.units_with_people(turn.work, named, UNITS + 1)
    return {"units": found[:UNITS], "more": len(found) > UNITS, "named": named}


def _read_unit(turn: Turn, place: Place, heard: Heard) -> int | str:
    """The id of a unit whose button was pressed, or a part of a name."""
    if heard.kind == "tap" and heard.value.isdecimal():
        return int(heard.value)
    return str(_part_of_name(turn, place, heard))


def _unit(turn: Turn, place: Place, found: int | str) -> str:
    if isinstance(found, str):
        named = kept.units_with_people(turn.work, found, 2)
        if len(named) != 1:
            place.answers["named"] = found
            return AGAIN
        found = named[0][0]
    place.answers["audience"] = {"to": UNIT, "unit": found}
    if not broadcasts.recipients(turn, place.answers["audience"]):
        raise Unreadable("nobody_there")
    return "text"


def _places(_turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"places": PLACES, "longest": LONGEST}


def _read_text(turn: Turn, place: Place, heard: Heard) -> str:
    words = str(_words(turn, place, heard))
    merge.check(words, PLACES)
    return words


def _preview(turn: Turn, place: Place, words: str) -> None:
    """What one of the recipients will see, as he will see it: one with a unit, if anybody has one."""
    place.answers["text"] = words
    meant = broadcasts.recipients(turn, place.answers["audience"])
    first = min(meant, key=lambda person: (not broadcasts.is_reached(person), person.unit_id is None))
    turn.answer("broadcasts/letter", **broadcasts.letter(words, first, kept.unit_names(turn.work)))


def _reach(turn: Turn, place: Place) -> Mapping[str, Any]:
    meant = broadcasts.recipients(turn, place.answers["audience"])
    used = merge.check(place.answers["text"], PLACES)
    return {
        "reached": sum(broadcasts.is_reached(person) for person in meant),
        "unreachable": [person.name for person in meant if not broadcasts.is_reached(person)],
        "without_unit": sum(person.unit_id is None for person in meant) if "unit" in used else 0,
    }


def _send(turn: Turn, place: Place) -> None:
    broadcasts.send(turn, place.answers["audience"], place.answers["text"])


FLOW = Flow(
    "broadcast",
    (
        Step("audience", "broadcasts/ask_audience", choice((*ROLES, UNIT)), _audiences, _chosen),
        Step("unit", "broadcasts/ask_unit", _read_unit, _units, _unit),
        Step("text", "broadcasts/ask_text", _read_text, _places, _preview),
        Step("confirm", "broadcasts/ask_confirm", choice(("send",)), _reach),
    ),
    _send,
)
