"""Writing to many: to whom, what and with which files, a look at it, and off it goes, at once or later."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.documents import merge
from bot.domain.errors import Unreadable
from bot.domain.reminders import DutyKind
from bot.flows.engine import AGAIN, END, Flow, Heard, Step
from bot.flows.readers import choice, file_of, text
from bot.intake.listed import read_list
from bot.intake.moments import moment_in
from bot.services import audiences, broadcasts, dates, files
from bot.services.audiences import DUTY, KINDS, LIST, ROLES, SITTING, UNIT
from bot.services.broadcasts import PLACES
from bot.turn import Turn
from store import broadcasts as kept
from store.places import Place

LONGEST = 2000  # characters
UNITS = 20  # shown as buttons; others are found by a part of their name
SITTINGS = 12
FILES = 5
LATEST = timedelta(days=90)  # that one may be put off

_part_of_name = text(at_most=60)
_words = text(at_most=LONGEST)
_moment = text(at_most=40)


def _audiences(turn: Turn, _place: Place) -> Mapping[str, Any]:
    everybody = kept.with_roles(turn.work, ROLES["all"])
    counts = {key: sum(person.role in roles for person in everybody) for key, roles in ROLES.items()}
    return {"counts": [(key, count) for key, count in counts.items() if count]}


def _chosen(turn: Turn, place: Place, to: str) -> str:
    if to in ROLES:
        return _meant(turn, place, {"to": to})
    place.answers["named"] = ""
    return to


def _meant(turn: Turn, place: Place, audience: dict[str, Any]) -> str:
    if not audiences.recipients(turn, audience):
        raise Unreadable("nobody_there")
    place.answers["audience"] = audience
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
    return _meant(turn, place, {"to": UNIT, "unit": found})


def _sittings(turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"sittings": kept.sittings(turn.work)[:SITTINGS]}


def _sitting(turn: Turn, place: Place, chosen: str) -> str:
    return _meant(turn, place, {"to": SITTING, "sitting": int(chosen)})


def _duties(turn: Turn, _place: Place) -> Mapping[str, Any]:
    counts = [(kind.value, len(audiences.owing(turn, kind))) for kind in DutyKind]
    return {"counts": [(kind, count) for kind, count in counts if count]}


def _duty(turn: Turn, place: Place, chosen: str) -> str:
    return _meant(turn, place, {"to": DUTY, "duty": chosen})


def _read_list(turn: Turn, place: Place, heard: Heard) -> audiences.Listed | str:
    """A spreadsheet; or, once one was read with names that nobody has, the tap to go on without them."""
    if heard.kind == "tap":
        return str(choice(("go_on",))(turn, place, heard))
    file = file_of(heard)
    if file.kind != "document":
        raise Unreadable("not_a_list")
    files.check_size(turn, file.size)
    return audiences.listed(turn, read_list(turn.read_file(file.file_id)))


def _list(turn: Turn, place: Place, found: audiences.Listed | str) -> str:
    if isinstance(found, str):
        return _meant(turn, place, {"to": LIST, "ids": place.answers.get("ids", [])})
    place.answers.update(ids=found.ids, unknown=found.unknown, ambiguous=found.ambiguous)
    if found.unknown or found.ambiguous:
        return AGAIN
    return _meant(turn, place, {"to": LIST, "ids": found.ids})


def _faults(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return {
        "found": len(place.answers.get("ids", [])),
        "unknown": place.answers.get("unknown", []),
        "ambiguous": place.answers.get("ambiguous", []),
    }


def _places(_turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"places": PLACES, "longest": LONGEST}


def _read_text(turn: Turn, place: Place, heard: Heard) -> tuple[str, list[list[str]]]:
    """The words, with the picture or document that they stand under."""
    files = [_attached(turn, heard)] if heard.file is not None else []
    words = str(_words(turn, place, Heard("text", text=heard.text) if files else heard))
    merge.check(words, PLACES)
    return words, files


def _attached(turn: Turn, heard: Heard) -> list[str]:
    file = file_of(heard)
    files.check_size(turn, file.size)
    return [file.kind, file.file_id, file.name]


def _written(turn: Turn, place: Place, found: tuple[str, list[list[str]]]) -> str:
    place.answers.update(text=found[0], files=found[1], at="")
    _preview(turn, place)
    return "confirm"


def _preview(turn: Turn, place: Place) -> None:
    """What one of the recipients will see, as he will see it: one with a unit, if anybody has one."""
    meant = audiences.recipients(turn, place.answers["audience"])
    first = min(meant, key=lambda person: (not audiences.is_reached(person), person.unit_id is None))
    turn.answer(
        "broadcasts/letter",
        files=broadcasts.enclosed(place.answers["files"]),
        **broadcasts.letter(place.answers["text"], first, kept.unit_names(turn.work)),
    )


def _reach(turn: Turn, place: Place) -> Mapping[str, Any]:
    meant = audiences.recipients(turn, place.answers["audience"])
    used = merge.check(place.answers["text"], PLACES)
    missing = [person.name for person in meant if not audiences.is_reached(person)]
    at = datetime.fromisoformat(place.answers["at"]) if place.answers["at"] else None
    return {
        "reached": len(meant) - len(missing),
        "unreachable": missing[:UNITS],
        "unreached": len(missing),
        "without_unit": sum(person.unit_id is None for person in meant) if "unit" in used else 0,
        "enclosed": [name for _, _, name in place.answers["files"]],
        "at": at,
        "at_work": at is None or _is_at_work(turn, at),
    }


def _is_at_work(turn: Turn, at: datetime) -> bool:
    local, office = at.astimezone(turn.config.zone), turn.config.office
    return office.day_starts <= local.time() < office.day_ends and dates.calendar(turn).is_workday(local.date())


def _read_confirm(turn: Turn, place: Place, heard: Heard) -> str | list[str]:
    """A tap, or one more file to go with it."""
    if heard.file is None:
        return str(choice(("send", "later", "now", "bare"))(turn, place, heard))
    if len(place.answers["files"]) >= FILES:
        raise Unreadable("too_many_files", limit=FILES)
    return _attached(turn, heard)


def _confirmed(turn: Turn, place: Place, said: str | list[str]) -> str:
    match said:
        case "send":
            return END
        case "later":
            return "moment"
        case "now":
            place.answers["at"] = ""
            return AGAIN
        case "bare":
            place.answers["files"] = []
        case _:
            place.answers["files"] = [*place.answers["files"], said]
    _preview(turn, place)
    return AGAIN


def _hours(turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"starts": turn.config.office.day_starts, "ends": turn.config.office.day_ends, "now": turn.now}


def _read_moment(turn: Turn, place: Place, heard: Heard) -> datetime:
    words = str(_moment(turn, place, heard))
    at = moment_in(words, turn.now.astimezone(turn.config.zone))
    if not turn.now < at <= turn.now + LATEST:
        raise Unreadable("moment_not_ahead", at=at, days=LATEST.days)
    return at


def _put_off(_turn: Turn, place: Place, at: datetime) -> str:
    place.answers["at"] = at.isoformat()
    place.trail = [step for step in place.trail if step != "confirm"]
    return "confirm"


def _send(turn: Turn, place: Place) -> None:
    said = place.answers
    at = datetime.fromisoformat(said["at"]) if said["at"] else None
    broadcasts.send(turn, said["audience"], said["text"], said["files"], at if at and at > turn.now else None)


FLOW = Flow(
    "broadcast",
    (
        Step("audience", "broadcasts/ask_audience", choice(KINDS), _audiences, _chosen),
        Step("unit", "broadcasts/ask_unit", _read_unit, _units, _unit),
        Step(
            "sitting",
            "broadcasts/ask_sitting",
            choice(lambda turn, _: [str(n) for n, _ in kept.sittings(turn.work)]),
            _sittings,
            _sitting,
        ),
        Step("duty", "broadcasts/ask_duty", choice(tuple(DutyKind)), _duties, _duty),
        Step("list", "broadcasts/ask_list", _read_list, _faults, _list),
        Step("text", "broadcasts/ask_text", _read_text, _places, _written),
        Step("confirm", "broadcasts/ask_confirm", _read_confirm, _reach, _confirmed),
        Step("moment", "broadcasts/ask_moment", _read_moment, _hours, _put_off),
    ),
    _send,
)
