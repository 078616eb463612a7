"""More time: the unit says until when and why; the office gives a nearer day, or says why there is none."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import END, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.intake.typed import term_in
from bot.services import acceptance, extensions, life, reckoning
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment


def open_for(turn: Turn, share: Assignment) -> None:
    """Ask how much more time the unit needs, if it may ask now."""
    extensions.check(turn, share)
    engine.begin(turn, ASKING, share.id)


def shorten(turn: Turn, share: Assignment, until: str) -> None:
    """Ask the office for a nearer day than the one that the unit asked for."""
    engine.begin(turn, SHORTER, share.id, asked=until, card=turn.tapped)


def refuse(turn: Turn, share: Assignment, until: str) -> None:
    """Ask the office why there is no more time."""
    engine.begin(turn, REFUSING, share.id, asked=until, card=turn.tapped)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    share = acceptance.find(turn, place.subject_id or 0)
    chosen = place.answers.get("until")
    return life.around(share) | {
        "choices": extensions.choices(turn, share),
        "limit": reckoning.limit(turn, share),
        "until": date.fromisoformat(chosen) if chosen else None,
        "typed": place.answers.get("reason", ""),
    }


def _until(turn: Turn, place: Place, heard: Heard) -> str:
    share = acceptance.find(turn, place.subject_id or 0)
    if heard.kind == "tap":
        found = {str(one.months): one.until for one in extensions.choices(turn, share)}
        if heard.value not in found:
            raise Unreadable("tap_wanted", kind=heard.kind)
        return found[heard.value].isoformat()
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    return extensions.in_bounds(turn, share, term_in(heard.text, turn.today)).isoformat()


def _nearer(turn: Turn, place: Place, heard: Heard) -> str:
    share = acceptance.find(turn, place.subject_id or 0)
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    term = term_in(heard.text, turn.today)
    return extensions.in_bounds(turn, share, term, before=share.extension_until).isoformat()


def _decide(_turn: Turn, _place: Place, value: str) -> str:
    return END if value == "send" else "until"


def _ask(turn: Turn, place: Place) -> None:
    said = place.answers
    extensions.ask(turn, place.subject_id or 0, date.fromisoformat(said["until"]), said["reason"])


def _grant(turn: Turn, place: Place) -> None:
    share = extensions.asked(turn, place.subject_id or 0, place.answers["asked"])
    turn.tapped = place.answers["card"]
    extensions.grant(turn, share, date.fromisoformat(place.answers["until"]))


def _refuse(turn: Turn, place: Place) -> None:
    share = extensions.asked(turn, place.subject_id or 0, place.answers["asked"])
    turn.tapped = place.answers["card"]
    extensions.refuse(turn, share, place.answers["reason"])


_reason = text(at_most=1000, at_least=4)
ASKING = Flow(
    "extension",
    (
        Step("until", "assignments/ask_extension_until", _until, _case),
        Step("reason", "assignments/ask_extension_reason", _reason, _case),
        Step("preview", "assignments/extension_preview", choice({"send", "edit"}), _case, _decide),
    ),
    _ask,
)
SHORTER = Flow("extension_shorter", (Step("until", "assignments/ask_shorter", _nearer, _case),), _grant)
REFUSING = Flow("extension_refusal", (Step("reason", "assignments/ask_refusal", _reason, _case),), _refuse)
