"""Who is meant by a message to many: everybody, a role, a unit, a sitting, whoever owes something, or a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.lives import Role
from bot.domain.names import alike
from bot.domain.reminders import REMINDERS, DutyKind
from bot.intake.listed import Entry
from bot.services.units import directory
from bot.turn import Turn
from store import broadcasts, duties, people
from store.people import Who

UNIT, SITTING, DUTY, LIST = "unit", "sitting", "duty", "list"
ROLES: Mapping[str, tuple[Role, ...]] = {
    "all": tuple(role for role in Role if role is not Role.SYSTEM),
    **{role.value: (role,) for role in Role if role is not Role.SYSTEM},
}
KINDS = (*ROLES, UNIT, SITTING, DUTY, LIST)
_OWES: Mapping[DutyKind, Role] = {row.duty: row.to for row in reversed(REMINDERS)}


def recipients(turn: Turn, audience: Mapping[str, Any]) -> list[Who]:
    """Everybody meant by ``{"to": one of KINDS, and "unit", "sitting", "duty" or "ids"}``, the unreachable too."""
    match audience["to"]:
        case "unit":
            return broadcasts.of_unit(turn.work, audience["unit"])
        case "sitting":
            return broadcasts.of_sitting(turn.work, audience["sitting"])
        case "duty":
            return owing(turn, DutyKind(audience["duty"]))
        case "list":
            return people.by_ids(turn.work, audience["ids"])
    return broadcasts.with_roles(turn.work, ROLES[audience["to"]])


def is_reached(person: Who) -> bool:
    """Whether there is a chat to write to."""
    return person.chat_id is not None and person.reachable


def owing(turn: Turn, kind: DutyKind) -> list[Who]:
    """Everybody who owes this now, whenever it is due."""
    whose = {duty.whose for duty in duties.near(turn.work, kind, date.max, turn.today)}
    role = _OWES[kind]
    if role is Role.DEPUTY:
        return people.by_ids(turn.work, whose)
    everybody = broadcasts.with_roles(turn.work, (role,))
    if role is Role.OFFICE:
        return everybody if whose else []
    return [person for person in everybody if person.unit_id in whose]


@dataclass(frozen=True, slots=True)
class Listed:
    """Whom a list means, and what of it is nobody's name, or more than one person's."""

    ids: Sequence[int]
    unknown: Sequence[str]
    ambiguous: Sequence[str]


def listed(turn: Turn, entries: Sequence[Entry]) -> Listed:
    """The people of a list; a line with a unit alone means all its people."""
    known = directory(turn)
    everybody = [(number, alike(name), unit) for number, name, unit in broadcasts.named(turn.work)]
    ids: dict[int, None] = {}
    unknown, ambiguous = [], []
    for entry in entries:
        unit = known.named(entry.unit) if entry.unit else None
        found = [
            number
            for number, name, unit_id in everybody
            if (not entry.name or name == alike(entry.name)) and (not entry.unit or (unit and unit.id == unit_id))
        ]
        if not found:
            unknown.append(str(entry))
        elif entry.name and len(found) > 1:
            ambiguous.append(str(entry))
        else:
            ids.update(dict.fromkeys(found))
    return Listed(list(ids), unknown, ambiguous)
