"""A deputy writes a proposal: kind, title, background, numbered requests, a wished unit; he looks at it and submits."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act, Kind
from bot.flows.engine import AGAIN, END, Flow, Heard, Reader, Step, begin
from bot.flows.readers import choice, text
from bot.intake.typed import requests_in
from bot.services import life, proposals
from bot.services.proposals import Written
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal

# In characters, as forms of the congresses have them, with room to spare.
TITLE = 100
BACKGROUND = 10_000
REQUEST = 2_000
REQUESTS = 30
UNIT = 100
PARTS = ("title", "background", "requests", "unit")


def start(turn: Turn) -> None:
    """Begin with an empty sheet."""
    begin(turn, FLOW, background=[], requests=[])


def revise(turn: Turn, proposal: Proposal) -> None:
    """Go on with a case that was returned for changes, filled in as it was; Refused if it was not."""
    life.may(turn, proposal, Act.SUBMIT)
    answers = {
        "kind": proposal.kind.value,
        "title": proposal.title,
        "background": [proposal.background],
        "requests": [request.text for request in proposal.requests],
        "unit": proposal.wished_units,
        "whole": True,
    }
    begin(turn, FLOW, proposal.id, at="preview", **answers)


def _text_or(reads: Reader, *values: str) -> Reader:
    """A text, or a tap on one of the buttons of the question, which comes as ``(value,)``."""
    taps = choice(values)

    def read(turn: Turn, place: Place, heard: Heard) -> Any:  # noqa: ANN401 - one of the two readers'
        if heard.kind == "tap":
            return (taps(turn, place, heard),)
        return reads(turn, place, heard)

    return read


def _kept(name: str, following: str) -> Any:  # noqa: ANN401 - the shape is Step's
    def then(_turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
        place.answers[name] = value
        return _on(place, following)

    return then


def _on(place: Place, following: str) -> str:
    """Once the sheet is whole, a changed part leads back to it."""
    return "preview" if place.answers.get("whole") else following


def _background(_turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
    written: list[str] = place.answers["background"]
    if value == ("clear",):
        written.clear()
    elif value == ("done",):
        if not written:
            raise Unreadable("background_wanted")
        return _on(place, "requests")
    else:
        written.append(value)
        if sum(map(len, written)) > BACKGROUND:
            raise Unreadable("too_long", at_most=BACKGROUND, length=sum(map(len, written)))
    return AGAIN


def _requests(_turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
    written: list[str] = place.answers["requests"]
    if value == ("drop",):
        del written[-1:]
    elif value == ("done",):
        if not written:
            raise Unreadable("request_wanted")
        return _on(place, "unit")
    else:
        said = requests_in(value)
        if (longest := max(map(len, said), default=0)) > REQUEST:
            raise Unreadable("too_long", at_most=REQUEST, length=longest)
        written.extend(said)
        if len(written) > REQUESTS:
            raise Unreadable("too_many_requests", at_most=REQUESTS, count=len(written))
    return AGAIN


def _unit(_turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
    place.answers["unit"] = "" if value == ("skip",) else value
    place.answers["whole"] = True
    return "preview"


def _preview(_turn: Turn, _place: Place, value: str) -> str:
    return END if value == "submit" else value


def _sheet(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"written": _written(place), "again": place.subject_id is not None}


def _counts(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"pieces": len(place.answers["background"]), "length": sum(map(len, place.answers["background"]))}


def _written(place: Place) -> Written:
    answers = place.answers
    return Written(
        kind=Kind(answers["kind"]),
        title=answers["title"],
        background="\n".join(answers["background"]),
        requests=tuple(answers["requests"]),
        wished_unit=answers["unit"],
    )


def _submit(turn: Turn, place: Place) -> None:
    if place.subject_id is None:
        proposal = proposals.submit(turn, _written(place))
    else:
        proposal = proposals.of_id(turn, place.subject_id)
        proposals.submit_again(turn, proposal, _written(place))
    turn.answer("proposals/handed_in", edit=True, proposal=proposal)


FLOW = Flow(
    "proposal_draft",
    (
        Step("kind", "proposals/ask_kind", choice([kind.value for kind in Kind]), then=_kept("kind", "title")),
        Step("title", "proposals/ask_title", text(at_least=4, at_most=TITLE), then=_kept("title", "background")),
        Step(
            "background",
            "proposals/ask_background",
            _text_or(text(at_most=BACKGROUND), "done", "clear"),
            _counts,
            _background,
        ),
        Step("requests", "proposals/ask_requests", _text_or(text(at_most=BACKGROUND), "done", "drop"), then=_requests),
        Step("unit", "proposals/ask_unit", _text_or(text(at_least=2, at_most=UNIT), "skip"), then=_unit),
        Step("preview", "proposals/preview", choice(("submit", *PARTS)), _sheet, _preview),
    ),
    _submit,
)
