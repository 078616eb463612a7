"""The office sends the list of an assignment meeting, looks what can be done of it, and has it done piece by piece."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.flows.engine import STAY, Flow, Heard, Step, begin
from bot.flows.readers import choice, file_of
from bot.intake.assignment_list import Row, rows_in_file, rows_in_text
from bot.services import bulk, files
from bot.services.bulk import Result
from bot.turn import Turn
from store import places
from store.places import Place

AT_ONCE = 10  # cases that are given out in one transaction, so that others are answered in between
TOLD = 50  # cases after which it is said how far it is
SHOWN = 15  # lines of a message; more of them go as a file
NAME = "bulk_assignment"


def start(turn: Turn) -> None:
    """Ask for the list."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
    begin(turn, FLOW)


def _reads(turn: Turn, _place: Place, heard: Heard) -> list[Row]:
    if heard.kind == "text":
        return rows_in_text(heard.text, turn.today)
    file = file_of(heard)
    files.check_size(turn, file.size)
    return rows_in_file(turn.read_file(file.file_id), file.name)


def _list(turn: Turn, place: Place, rows: list[Row]) -> str:
    place.answers["rows"] = [[row.line, row.number, row.lead, list(row.co), row.term, row.co_term] for row in rows]
    results = bulk.look_through(turn, rows)
    place.answers["seen"] = [bulk.kept(one) for one in results]
    if len(rows) > SHOWN:
        turn.answer("bulk/checked", count=len(rows), files=[bulk.file_of(turn, results)])
    return "preview"


def _rows(place: Place) -> list[Row]:
    return [Row(line, number, lead, tuple(co), *terms) for line, number, lead, co, *terms in place.answers["rows"]]


def _preview(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return _summary(_results(place, "seen"))


def _results(place: Place, name: str) -> list[Result]:
    return [bulk.of_kept(row, one) for row, one in zip(_rows(place), place.answers[name], strict=True)]


def _summary(results: list[Result]) -> dict[str, Any]:
    good, bad = [one for one in results if one.good], [one for one in results if not one.good]
    return {"good": len(good), "bad": len(bad), "lines": [*bad, *good][:SHOWN], "more": max(0, len(results) - SHOWN)}


def _decided(turn: Turn, place: Place, value: str) -> str:
    if value == "again":
        return "list"
    count = len(place.answers["rows"])
    turn.answer("bulk/under_way", edit=True, done=0, count=count)
    starts = range(0, count, AT_ONCE)
    turn.afterwards.extend(partial(_give_out, begins=at) for at in starts)
    turn.afterwards.append(_report)
    return STAY


def _give_out(turn: Turn, *, begins: int) -> None:
    """Give a piece of the list out, once: what became of it is kept with the place in the same transaction."""
    place = _own_place(turn)
    if place is None or len(place.answers.setdefault("results", [])) > begins:
        return
    rows = _rows(place)
    done = bulk.give_out(turn, rows[begins : begins + AT_ONCE], rows)
    place.answers["results"] += [bulk.kept(one) for one in done]
    places.keep(turn.work, place, turn.now)
    if (begins + len(done)) % TOLD == 0:
        turn.answer("bulk/under_way", edit=True, done=begins + len(done), count=len(rows))


def _report(turn: Turn) -> None:
    """Say what became of each line, and leave the conversation."""
    place = _own_place(turn)
    if place is None:
        return
    results = _results(place, "results")
    places.leave(turn.work, place.chat_id)
    files = [bulk.file_of(turn, results)] if len(results) > SHOWN else []
    summary = _summary(results)
    turn.note("bulk_assign", life="bulk", given=summary["good"], left=summary["bad"])
    turn.answer("bulk/done", files=files, **summary)


def _own_place(turn: Turn) -> Place | None:
    place = places.find(turn.work, turn.chat_id) if turn.chat_id is not None else None
    return place if place is not None and place.flow == NAME else None


FLOW = Flow(
    NAME,
    (
        Step("list", "bulk/ask_list", _reads, then=_list),
        Step("preview", "bulk/preview", choice(("confirm", "again")), _preview, _decided),
    ),
    lambda turn, _place: _report(turn),
)
