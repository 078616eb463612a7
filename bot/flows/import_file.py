"""The office sends a file: a compendium of proposals, or its list of units; it looks what is in it, and confirms.

Only the file's name at Telegram is kept between the questions; its content is fetched again when it is needed.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import AGAIN, STAY, Flow, Heard, Step
from bot.flows.readers import choice, file_of
from bot.intake import compendium
from bot.intake.encodings import text_of
from bot.intake.published import Compendium
from bot.intake.units import UnitTable, read_units
from bot.services import intake, units
from bot.services.intake import Purpose
from bot.turn import Turn
from store import places
from store.places import Place

MEGABYTE = 1024 * 1024
LINES = 20  # lines of the quarantine on one page


def start(turn: Turn) -> None:
    """Ask for the file."""
    engine.begin(turn, FLOW)


def take(turn: Turn, heard: Heard) -> None:
    """Begin with a file that was sent without being asked for."""
    read = _reads_file(turn, Place(turn.chat_id or 0, FLOW.name, "file"), heard)
    engine.begin(turn, FLOW, at=read["what"], **read)


def _reads_file(turn: Turn, _place: Place, heard: Heard) -> dict[str, Any]:
    """The file's names, once it can be read; Refused for a compendium that was taken in before."""
    file = file_of(heard)
    limit = turn.config.telegram.file_limit_mb
    if file.kind != "document":
        raise Unreadable("not_text")
    if file.size > limit * MEGABYTE:
        raise Unreadable("file_too_big", limit=limit)
    content = turn.read_file(file.file_id)
    is_table = file.name.lower().endswith(".csv")
    if is_table:
        read_units(content)
    else:
        intake.check_new(turn, sha256(content).hexdigest())
        compendium.read(text_of(content))
    return {
        "file_id": file.file_id,
        "name": file.name,
        "sha256": sha256(content).hexdigest(),
        "what": "units" if is_table else "preview",
    }


def _file(_turn: Turn, place: Place, value: dict[str, str]) -> str:
    place.answers.update(value)
    return value["what"]


def _compendium(turn: Turn, place: Place) -> Compendium:
    return compendium.read(text_of(turn.read_file(place.answers["file_id"])))


def _table(turn: Turn, place: Place) -> UnitTable:
    return read_units(turn.read_file(place.answers["file_id"]))


def _preview(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"file": place.answers["name"], "preview": intake.preview(turn, _compendium(turn, place))}


def _chosen(turn: Turn, place: Place, value: str) -> str:
    if value == "lines":
        place.answers["page"] = 0
        return "lines"
    intake.check_new(turn, place.answers["sha256"])
    found, answers = _compendium(turn, place), dict(place.answers)

    def take_in(later: Turn) -> None:
        taken = intake.take_in(later, found, answers["sha256"], answers["name"], Purpose(value))
        _leave(later)
        later.answer("imports/done", edit=True, file=answers["name"], taken=taken, purpose=Purpose(value))

    turn.answer("imports/under_way", edit=True, file=answers["name"], count=len(found.proposals))
    turn.afterwards.append(take_in)
    return STAY


def _lines(turn: Turn, place: Place) -> Mapping[str, Any]:
    lines, page = _compendium(turn, place).quarantine, place.answers["page"]
    return {
        "lines": lines[page * LINES : (page + 1) * LINES],
        "count": len(lines),
        "page": page,
        "pages": -(-len(lines) // LINES),
    }


def _turned(_turn: Turn, place: Place, value: str) -> str:
    if value == "back":
        return "preview"
    place.answers["page"] = max(0, place.answers["page"] + (1 if value == "next" else -1))
    return AGAIN


def _changes(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"file": place.answers["name"], "changes": units.changes(turn, _table(turn, place))}


def _take_units(turn: Turn, place: Place) -> None:
    done = units.take_in(turn, _table(turn, place))
    turn.answer("imports/units_done", edit=True, file=place.answers["name"], changes=done)


def _leave(turn: Turn) -> None:
    """The conversation is over only now: had the bot stopped before, its question would still stand."""
    if turn.chat_id is not None:
        places.leave(turn.work, turn.chat_id)


FLOW = Flow(
    "import_file",
    (
        Step("file", "imports/ask_file", _reads_file, then=_file),
        Step("preview", "imports/preview", choice((*Purpose, "lines")), _preview, _chosen),
        Step("lines", "imports/lines", choice(("back", "next", "previous")), _lines, _turned),
        Step("units", "imports/units", choice(("confirm",)), _changes),
    ),
    _take_units,
)
