"""Writing a reply: request by request, then what came of it, then the whole as the proposer will read it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows import engine, reply_from_file, reply_other_case, reply_snippets, reply_sources
from bot.flows.engine import AGAIN, END, STAY, Flow, Heard, Step
from bot.flows.readers import choice, text
from bot.flows.reply_view import HERE, shown
from bot.services import drafts, outlines, replies, reproaches, results
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment

_BUTTON = re.compile(
    r"(go|clear|other|drop|quote|read)-(\d{1,9})|(result)|(preview)|(snippets)|(likes)|(policies)|(outline)|(submit)(-[0-9a-f]{8})?"
)
_text = text(at_most=4096)


def open_for(turn: Turn, assignment: Assignment) -> None:
    """Go on with the reply where it was left: at the first request without an answer, else at the whole."""
    reply = drafts.begin(turn, assignment)
    points = replies.points(turn.work, reply)
    empty = [point.position for point in points if not point.text]
    here = {HERE: (empty or [points[0].position])[0]}
    engine.begin(turn, FLOW, reply.id, at="request" if empty else "preview", **here)


def _read(turn: Turn, place: Place, heard: Heard) -> Heard:
    if heard.kind == "tap" and not _BUTTON.fullmatch(heard.value):
        raise Unreadable("tap_wanted", kind=heard.kind)
    if heard.kind not in ("tap", "file"):
        _text(turn, place, heard)
    return heard


def _write(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "tap":
        return _press(turn, place, heard.value)
    if reply_other_case.sets_aside(turn, place, heard):
        return reply_other_case.STEP
    reply_other_case.save(turn, place, heard.text, heard.file)
    turn.answer("replies/saved", file=heard.file, **shown(turn, place))
    return STAY


def _press(turn: Turn, place: Place, value: str) -> str:
    """A button names what it is about, so an old one does what it says and nothing else."""
    word, _, number = value.partition("-")
    place.answers.pop("changed", None)
    if word == "submit":
        return "preview"
    reply, target = place.subject_id or 0, int(number or 0)
    if word == "drop":
        drafts.detach(turn, reply, target)
        return AGAIN
    if word in ("go", "clear", "other"):
        place.answers[HERE] = target
    if word == "quote":
        drafts.quote(turn, reply, place.answers[HERE], target)
        return AGAIN
    if word == "read":
        return reply_from_file.opens(turn, place, target)
    if word == "outline":
        outlines.ask(turn, reply, place.answers[HERE])
        return STAY
    if word == "clear":
        drafts.clear(turn, reply, target)
    return _LEADS_TO[word]


_LEADS_TO = {
    "go": "request",
    "clear": "request",
    "other": "not_ours",
    "result": "result",
    "preview": "preview",
    "snippets": "snippets",
    "likes": "likes",
    "policies": "policies",
}


def _leave_out(turn: Turn, place: Place, reason: str) -> str:
    drafts.not_ours(turn, place.subject_id or 0, place.answers[HERE], reason)
    after = shown(turn, place)["after"]
    if after is None:
        return "result"
    place.answers[HERE] = after
    return "request"


def _choose(turn: Turn, place: Place, code: str) -> str:
    drafts.choose_result(turn, place.subject_id or 0, code)
    return "preview"


def _decide(turn: Turn, place: Place, heard: Heard) -> str:
    word, _, mark = heard.value.partition("-")
    if word != "submit":
        return _press(turn, place, heard.value)
    reply = replies.find(turn, place.subject_id or 0)
    drafts.check_complete(turn, reply)
    if mark != drafts.mark(turn, reply):  # somebody else wrote since he looked at it
        place.answers["changed"] = True
        return AGAIN
    if not drafts.approvers(turn, reply):
        drafts.report_no_leader(turn, reply)
        return STAY
    return END


def _read_tap(turn: Turn, place: Place, heard: Heard) -> Heard:
    if heard.kind != "tap":
        raise Unreadable("tap_wanted", kind=heard.kind)
    return _read(turn, place, heard)


def _whole(turn: Turn, place: Place) -> Mapping[str, Any]:
    case = replies.find(turn, place.subject_id or 0).assignment.proposal
    return {**shown(turn, place), "reproaches": reproaches.frequent(turn, case)}


def _classes(turn: Turn, place: Place) -> tuple[str, ...]:
    return results.codes(turn, replies.find(turn, place.subject_id or 0).assignment.proposal)


FLOW = Flow(
    drafts.FLOW,
    (
        Step("request", "replies/ask_request", _read, shown, _write),
        Step("not_ours", "replies/ask_not_ours", text(at_most=1000, at_least=4), shown, _leave_out),
        Step("result", "replies/ask_result", choice(_classes), shown, _choose),
        Step("preview", "replies/preview", _read_tap, _whole, _decide),
        reply_other_case.step(_read),
        *reply_snippets.STEPS,
        *reply_sources.STEPS,
        *reply_from_file.STEPS,
    ),
    lambda turn, place: drafts.submit(turn, place.subject_id or 0),
)
