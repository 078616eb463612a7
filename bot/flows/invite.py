"""Inviting somebody: role, unit where the role has one, name if it is known; ends in a link."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Role
from bot.flows import readers
from bot.flows.engine import AGAIN, Flow, Heard, Step
from bot.services import chain, invitations
from bot.services import units as named
from bot.services.invitations import LONGEST_NAME, OF_UNITS, ROLES
from bot.turn import Turn
from store import units
from store.places import Place

MOST_SHOWN = 8
NOBODY = "skip"


def _roles(_turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"roles": ROLES}


def _to_unit_or_name(_turn: Turn, place: Place, role: str) -> str:
    place.answers["role"] = role
    return "unit" if Role(role) in OF_UNITS else "name"


def _unit(turn: Turn, place: Place, heard: Heard) -> list[int]:
    """The units that are meant: the one that was tapped, or those whose name holds what was typed."""
    if heard.kind == "tap":
        return [int(readers.choice([str(unit) for unit in place.answers.get("found", ())])(turn, place, heard))]
    typed = readers.text(at_most=LONGEST_NAME)(turn, place, heard)
    directory = named.directory(turn)
    exact = directory.named(typed)
    found = [exact] if exact is not None else directory.containing(typed)
    if not found:
        raise Unreadable("no_such_unit", typed=typed)
    if len(found) > MOST_SHOWN:
        raise Unreadable("too_many_units", typed=typed, count=len(found))
    return [unit.id for unit in found]


def _found(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"units": units.by_ids(turn.work, place.answers.get("found", ()))}


def _to_name(turn: Turn, place: Place, found: list[int]) -> str:
    """On to the step, or the name, once one unit is meant; else the choice is shown."""
    place.answers["found"] = found
    if len(found) > 1:
        return AGAIN
    place.answers["unit"] = found[0]
    has_steps = Role(place.answers["role"]) is Role.LEADER and chain.configured(turn.config)
    return "step" if has_steps else "name"


def _steps(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {**_chosen(turn, place), "steps": chain.configured(turn.config)}


def _numbers(turn: Turn, _place: Place) -> list[str]:
    return [str(number) for number in range(len(chain.configured(turn.config)) + 1)]


def _step(turn: Turn, place: Place, number: str) -> None:
    """Nought is any step."""
    place.answers["step"] = ("", *chain.configured(turn.config))[int(number)]


def _chosen(turn: Turn, place: Place) -> Mapping[str, Any]:
    role = Role(place.answers["role"])
    return {"role": role, "unit": units.by_id(turn.work, place.answers["unit"]) if role in OF_UNITS else None}


def _name(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "tap" and heard.value == NOBODY:
        return ""
    return " ".join(readers.text(at_most=LONGEST_NAME)(turn, place, heard).split())


def _invite(turn: Turn, place: Place) -> None:
    chosen, name = _chosen(turn, place), place.answers["name"]
    address = invitations.link(
        turn.bot_name, invitations.invite(turn, **chosen, name=name, step=place.answers.get("step", ""))
    )
    days = turn.config.policy.invitation_days
    turn.answer("joining/link", **chosen, name=name, days=days, address=address, share=invitations.share(address))


FLOW = Flow(
    "invite",
    (
        Step("role", "joining/ask_role", readers.choice(ROLES), _roles, _to_unit_or_name),
        Step("unit", "joining/ask_unit", _unit, _found, _to_name),
        Step("step", "joining/ask_step", readers.choice(_numbers), _steps, _step),
        Step("name", "joining/ask_whom", _name, _chosen),
    ),
    _invite,
)
