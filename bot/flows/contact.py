"""Recording a contact with the proposers: how, when, and in one message where, with whom and what about."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import AGAIN, END, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.intake.typed import meeting_in, past_day_in
from bot.services import acceptance, contacts, life
from bot.services.contacts import Said
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment

SKIP = "skip"
PLACE, PEOPLE = 200, 300  # characters that the columns take
_DAYS = {"today": 0, "yesterday": 1}
_text = text(at_most=2000)
_decision = choice({"confirm", "edit"})


def open_for(turn: Turn, share: Assignment) -> None:
    """Ask how the unit spoke with the proposers, if this person may record it now."""
    contacts.check(turn, share)
    engine.begin(turn, FLOW, share.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    modes = turn.voice.keys("contact_modes")
    return life.around(acceptance.find(turn, place.subject_id or 0)) | {"modes": modes, "today": turn.today}


def _modes(turn: Turn, _place: Place) -> list[str]:
    return turn.voice.keys("contact_modes")


def _day(turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind == "tap" and heard.value in _DAYS:
        return (turn.today - timedelta(days=_DAYS[heard.value])).isoformat()
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    return past_day_in(heard.text, turn.today).isoformat()


def _details(turn: Turn, place: Place, heard: Heard) -> dict[str, Any]:
    """What a message or a file with its caption adds; an empty one is skipped."""
    if heard.kind == "tap" and heard.value == SKIP:
        return {}
    said: dict[str, Any] = {}
    if heard.file is not None:
        said["file"] = {"kind": heard.file.kind, "file_id": heard.file.file_id, "name": heard.file.name[:200]}
    elif heard.kind != "text":
        raise Unreadable("text_wanted", kind=heard.kind)
    if heard.text.strip():
        typed = meeting_in(str(_text(turn, place, Heard("text", text=heard.text))))
        for words, at_most in ((typed.place, PLACE), (typed.with_whom, PEOPLE)):
            if len(words) > at_most:
                raise Unreadable("too_long", at_most=at_most, length=len(words))
        said |= {"place": typed.place, "with_whom": typed.with_whom, "note": typed.note}
    return said


def _keep(_turn: Turn, place: Place, said: dict[str, Any]) -> str:
    place.answers["said"] = said
    return "preview"


def _look(turn: Turn, place: Place, heard: Heard) -> str | dict[str, Any]:
    return str(_decision(turn, place, heard)) if heard.kind == "tap" else _details(turn, place, heard)


def _decide(_turn: Turn, place: Place, value: str | dict[str, Any]) -> str:
    if isinstance(value, dict):  # a file that comes after the words, or other words
        place.answers["said"] = place.answers["said"] | value
        return AGAIN
    return END if value == "confirm" else "details"


def _preview(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {**_case(turn, place), "contact": _said(place)}


def _said(place: Place) -> Said:
    answers = place.answers
    return Said(answers["mode"], date.fromisoformat(answers["day"]), **answers["said"])


FLOW = Flow(
    "contact",
    (
        Step("mode", "assignments/ask_contact_mode", choice(_modes), _case),
        Step("day", "assignments/ask_contact_day", _day, _case),
        Step("details", "assignments/ask_contact_details", _details, _case, _keep),
        Step("preview", "assignments/contact_preview", _look, _preview, _decide),
    ),
    lambda turn, place: contacts.record(turn, place.subject_id or 0, _said(place)),
)
