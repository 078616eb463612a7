"""The office sends a file of cases, replies or units; it looks what is in it and what is wrong, and confirms.

Only the file's name at Telegram is kept between the questions; its content is fetched again when it is needed.
"""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import AGAIN, STAY, Flow, Heard, Reader, Step
from bot.flows.readers import choice, file_of
from bot.intake import formats, table_text
from bot.intake.batch import Batch
from bot.intake.units import UnitTable, read_units
from bot.services import files, intake, units
from bot.services.making import Purpose
from bot.turn import Turn
from store import places
from store.places import Place

PAGES = ("lines", "faults")  # what the preview leads to
TURNS = ("back", "next", "previous")
LINES = 20  # of the quarantine, or of what is wrong, on one page


def start(turn: Turn) -> None:
    """Ask for the file."""
    engine.begin(turn, FLOW)


def take(turn: Turn, heard: Heard) -> None:
    """Begin with a file that was sent without being asked for."""
    read = _reads_file(turn, Place(turn.chat_id or 0, FLOW.name, "file"), heard)
    engine.begin(turn, FLOW, at=read["what"], **read)


def _reads_file(turn: Turn, _place: Place, heard: Heard) -> dict[str, Any]:
    """The file's names, once it can be read; Refused for a file that was taken in before."""
    file = file_of(heard)
    if file.kind != "document":
        raise Unreadable("not_text")
    files.check_size(turn, file.size)
    content = turn.read_file(file.file_id)
    is_table = _is_unit_table(content, file.name)
    if is_table:
        read_units(content)
    else:
        intake.check_new(turn, sha256(content).hexdigest())
        formats.read(content)
    return {
        "file_id": file.file_id,
        "name": file.name,
        "sha256": sha256(content).hexdigest(),
        "what": "units" if is_table else "preview",
    }


def _tap_or_file(options: Collection[str]) -> Reader:
    """A tap, or a file in the place of the one that is looked at: corrected rows are sent without another word."""
    tapped = choice(options)

    def read(turn: Turn, place: Place, heard: Heard) -> str | dict[str, Any]:
        given: str | dict[str, Any] = (
            _reads_file(turn, place, heard) if heard.file is not None else tapped(turn, place, heard)
        )
        return given

    return read


def _is_unit_table(content: bytes, name: str) -> bool:
    """A list of units by its headings; who calls a file .csv hears what its headings lack, unless it is a ledger."""
    if table_text.knows(content):
        return False
    try:
        return bool(read_units(content).rows)
    except Unreadable:
        return name.lower().endswith(".csv")


def _file(_turn: Turn, place: Place, value: dict[str, str]) -> str:
    place.answers.update(value)
    return value["what"]


def _batch(turn: Turn, place: Place) -> Batch:
    return formats.read(turn.read_file(place.answers["file_id"]))


def _table(turn: Turn, place: Place) -> UnitTable:
    return read_units(turn.read_file(place.answers["file_id"]))


def _preview(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"file": place.answers["name"], "preview": intake.preview(turn, _batch(turn, place))}


def _chosen(turn: Turn, place: Place, value: str | dict[str, str]) -> str:
    if isinstance(value, dict):
        return _file(turn, place, value)
    if value in PAGES:
        place.answers["page"] = 0
        return value
    intake.check_new(turn, place.answers["sha256"])
    found, answers = _batch(turn, place), dict(place.answers)

    def take_in(later: Turn) -> None:
        taken = intake.take_in(later, found, answers["sha256"], answers["name"], Purpose(value))
        _leave(later)
        later.answer("imports/done", edit=True, file=answers["name"], taken=taken, purpose=Purpose(value))

    turn.answer(
        "imports/under_way",
        edit=True,
        file=answers["name"],
        count=len(found.proposals) + len(found.letters) + len(found.outcomes),
    )
    turn.afterwards.append(take_in)
    return STAY


def _lines(turn: Turn, place: Place) -> Mapping[str, Any]:
    return _page("lines", _batch(turn, place).quarantine, place)


def _faults(turn: Turn, place: Place) -> Mapping[str, Any]:
    return _page("faults", intake.faults(turn, _batch(turn, place)), place)


def _page(name: str, entries: Sequence[Any], place: Place) -> Mapping[str, Any]:
    page = place.answers["page"]
    return {
        name: entries[page * LINES : (page + 1) * LINES],
        "count": len(entries),
        "page": page,
        "pages": -(-len(entries) // LINES),
    }


def _turned(turn: Turn, place: Place, value: str | dict[str, str]) -> str:
    if isinstance(value, dict):
        return _file(turn, place, value)
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
        Step("preview", "imports/preview", _tap_or_file((*Purpose, *PAGES)), _preview, _chosen),
        Step("lines", "imports/lines", _tap_or_file(TURNS), _lines, _turned),
        Step("faults", "imports/faults", _tap_or_file(TURNS), _faults, _turned),
        Step("units", "imports/units", choice(("confirm",)), _changes),
    ),
    _take_units,
)
