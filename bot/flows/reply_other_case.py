"""The part of writing a reply in which a text that looks meant for another case waits for the writer's word."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows.engine import AGAIN, FileIn, Heard, Step
from bot.flows.reply_view import HERE, shown
from bot.services import drafts, other_cases, replies
from bot.turn import FileOut, Turn
from store.places import Place

STEP = "other_case"
PENDING, OTHER, SURE = "pending", "other", "sure"


def sets_aside(turn: Turn, place: Place, heard: Heard) -> bool:
    """Whether what was heard looks meant for another case; then it is kept in the conversation only, for now."""
    reply = replies.find(turn, place.subject_id or 0)
    other = other_cases.meant(turn, reply, _looked_at([_kept(heard)]), place.answers.get(SURE, []))
    if other is None:
        return False
    place.answers[PENDING], place.answers[OTHER] = [_kept(heard)], other
    return True


def save(turn: Turn, place: Place, words: str, file: FileIn | None) -> None:
    """Put a text, a file or both into the reply, at the request at hand."""
    if file is not None:
        drafts.attach(
            turn, place.subject_id or 0, FileOut(file.kind, file.file_id, name=file.name), file.unique_id, file.size
        )
    if words.strip():
        drafts.write(turn, place.subject_id or 0, place.answers[HERE], words.strip())


def _kept(heard: Heard) -> dict[str, Any]:
    file = heard.file
    return {
        "text": heard.text,
        "file": [file.kind, file.file_id, file.unique_id, file.name, file.mime, file.size]
        if file is not None
        else None,
    }


def _looked_at(pending: list[dict[str, Any]]) -> str:
    """The texts, and the names of files without what tells their kind."""
    lines = [one["text"] for one in pending]
    lines += [str(one["file"][3]).rpartition(".")[0] for one in pending if one["file"]]
    return "\n".join(line for line in lines if line)


def _shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    other = other_cases.share_of(turn, place.answers[OTHER])
    assert other is not None  # noqa: S101 - shares are never removed
    return {**shown(turn, place), "other": other.proposal, "excerpt": _looked_at(place.answers[PENDING])}


def reader(takes: Callable[[Turn, Place, Heard], Heard]) -> Callable[[Turn, Place, Heard], Heard]:
    """One of the two buttons, or more of the same text, which ``takes`` reads."""

    def read(turn: Turn, place: Place, heard: Heard) -> Heard:
        if heard.kind == "tap" and heard.value not in ("here", "there"):
            raise Unreadable("tap_wanted", kind=heard.kind)
        return heard if heard.kind == "tap" else takes(turn, place, heard)

    return read


def _decide(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind != "tap":
        place.answers[PENDING].append(_kept(heard))
        return AGAIN
    pending, other = place.answers.pop(PENDING), place.answers.pop(OTHER)
    if heard.value == "there":
        reply, position = other_cases.begin(turn, other, _looked_at(pending))
        place.subject_id, place.answers, place.trail = reply.id, {HERE: position}, []
        place.step = "request"
    else:
        place.answers[SURE] = [*place.answers.get(SURE, []), other]
    for one in pending:
        save(turn, place, one["text"], FileIn(*one["file"]) if one["file"] else None)
    return "request"


def step(takes: Callable[[Turn, Place, Heard], Heard]) -> Step:
    """The question itself."""
    return Step(STEP, "replies/ask_other_case", reader(takes), _shown, _decide)
