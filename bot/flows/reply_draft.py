"""Writing a reply: request by request, then what came of it, then the whole as the proposer will read it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine
from bot.flows.engine import AGAIN, END, STAY, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.services import drafts, life, replies
from bot.turn import FileOut, Turn
from store.places import Place
from store.tables import Assignment

HERE = "here"  # the position of the request that is being written
_BUTTON = re.compile(r"(go|clear|other|drop)-(\d{1,9})|(result)|(preview)|(submit)")
_text = text(at_most=4096)


def open_for(turn: Turn, assignment: Assignment) -> None:
    """Go on with the reply where it was left: at the first request without an answer, else at the whole."""
    reply = drafts.begin(turn, assignment)
    points = replies.points(turn.work, reply)
    empty = [point.position for point in points if not point.text]
    here = {HERE: (empty or [points[0].position])[0]}
    engine.begin(turn, FLOW, reply.id, at="request" if empty else "preview", **here)


def _shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    """What every question here may show: the whole reply, the request at hand, its neighbours, and what is missing."""
    reply = replies.find(turn, place.subject_id or 0)
    read = replies.read(turn, reply)
    positions = [point.position for point in read["points"]]
    at = positions.index(place.answers[HERE]) if place.answers[HERE] in positions else 0
    return {
        **life.around(reply),
        **read,
        "point": read["points"][at],
        "count": len(positions),
        "nth": at + 1,
        "before": positions[at - 1] if at else None,
        "after": positions[at + 1] if at + 1 < len(positions) else None,
        "missing": [point.position for point in read["points"] if not point.text],
        "approvers": drafts.approvers(turn, reply),
        "classes": turn.config.policy.result_classes,
    }


def _read(turn: Turn, place: Place, heard: Heard) -> Heard:
    if heard.kind == "tap" and not _BUTTON.fullmatch(heard.value):
        raise Unreadable("tap_wanted", kind=heard.kind)
    if heard.kind not in ("tap", "file"):
        _text(turn, place, heard)
    return heard


def _write(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "tap":
        return _press(turn, place, heard.value)
    if heard.file is not None:
        file = FileOut(heard.file.kind, heard.file.file_id, name=heard.file.name)
        drafts.attach(turn, place.subject_id or 0, file, heard.file.unique_id, heard.file.size)
    if words := heard.text.strip():
        drafts.write(turn, place.subject_id or 0, place.answers[HERE], words)
    turn.answer("replies/saved", file=heard.file, **_shown(turn, place))
    return STAY


def _press(turn: Turn, place: Place, value: str) -> str:
    """A button names what it is about, so an old one does what it says and nothing else."""
    word, _, number = value.partition("-")
    reply, target = place.subject_id or 0, int(number or 0)
    if word == "drop":
        drafts.detach(turn, reply, target)
        return AGAIN
    if word in ("go", "clear", "other"):
        place.answers[HERE] = target
    if word == "clear":
        drafts.clear(turn, reply, target)
    return _LEADS_TO[word]


_LEADS_TO = {
    "go": "request",
    "clear": "request",
    "other": "not_ours",
    "result": "result",
    "preview": "preview",
    "submit": "preview",
}


def _leave_out(turn: Turn, place: Place, reason: str) -> str:
    drafts.not_ours(turn, place.subject_id or 0, place.answers[HERE], reason)
    after = _shown(turn, place)["after"]
    if after is None:
        return "result"
    place.answers[HERE] = after
    return "request"


def _choose(turn: Turn, place: Place, code: str) -> str:
    drafts.choose_result(turn, place.subject_id or 0, code)
    return "preview"


def _decide(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.value != "submit":
        return _press(turn, place, heard.value)
    reply = replies.find(turn, place.subject_id or 0)
    if not drafts.approvers(turn, reply):
        drafts.report_no_leader(turn, reply)
        return STAY
    return END


def _read_tap(turn: Turn, place: Place, heard: Heard) -> Heard:
    if heard.kind != "tap":
        raise Unreadable("tap_wanted", kind=heard.kind)
    return _read(turn, place, heard)


def _classes(turn: Turn, _place: Place) -> tuple[str, ...]:
    return turn.config.policy.result_classes


FLOW = Flow(
    drafts.FLOW,
    (
        Step("request", "replies/ask_request", _read, _shown, _write),
        Step("not_ours", "replies/ask_not_ours", text(at_most=1000, at_least=4), _shown, _leave_out),
        Step("result", "replies/ask_result", choice(_classes), _shown, _choose),
        Step("preview", "replies/preview", _read_tap, _shown, _decide),
    ),
    lambda turn, place: drafts.submit(turn, place.subject_id or 0),
)
