"""Somebody's unit, or a leader's step of the approval chain, as the office changes it."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import AGAIN, END, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.services import staff
from bot.services import units as named
from bot.turn import Turn
from store import units
from store.places import Place
from store.tables import Person

HITS = 8
_name = text(at_most=120)


def move(turn: Turn, person: Person) -> None:
    """Ask for the new unit."""
    engine.begin(turn, UNIT, person.id, hits=[])


def give_step(turn: Turn, person: Person) -> None:
    """Ask for the step."""
    engine.begin(turn, STEP, person.id)


def _reads_unit(turn: Turn, place: Place, heard: Heard) -> list[int]:
    if heard.kind == "tap":
        return [int(choice([str(unit) for unit in place.answers["hits"]])(turn, place, heard))]
    typed = str(_name(turn, place, heard))
    known = named.directory(turn)
    exact = known.named(typed)
    found = [exact] if exact is not None else known.containing(typed)
    if not found:
        raise Unreadable("no_such_unit", typed=typed)
    if len(found) > HITS:
        raise Unreadable("too_many_units", typed=typed, count=len(found))
    return [unit.id for unit in found]


def _chosen(_turn: Turn, place: Place, found: list[int]) -> str:
    place.answers["hits"] = found
    return END if len(found) == 1 else AGAIN


def _person(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {
        "person": staff.find(turn, place.subject_id or 0),
        "hits": units.by_ids(turn.work, place.answers.get("hits", [])),
        "steps": turn.config.policy.approval_chain,
    }


def _steps(turn: Turn, _place: Place) -> list[str]:
    return [str(number) for number in range(len(turn.config.policy.approval_chain) + 1)]


def _move(turn: Turn, place: Place) -> None:
    unit = units.by_ids(turn.work, place.answers["hits"])[0]
    staff.move(turn, place.subject_id or 0, unit)


def _give(turn: Turn, place: Place) -> None:
    names = ("", *turn.config.policy.approval_chain)
    staff.give_step(turn, place.subject_id or 0, names[int(place.answers["step"])])


UNIT = Flow("person_unit", (Step("unit", "people/ask_unit", _reads_unit, _person, _chosen),), _move)
STEP = Flow("person_step", (Step("step", "people/ask_step", choice(_steps), _person),), _give)
