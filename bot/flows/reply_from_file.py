"""The part of writing a reply in which a file that was sent is read into it, once the writer has seen what it says."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows.engine import Heard, Step
from bot.flows.readers import choice
from bot.flows.reply_view import HERE, shown
from bot.services import from_file, replies
from bot.turn import Turn
from store.places import Place

STEP, FILE = "from_file", "from_file"


def opens(turn: Turn, place: Place, file_id: int) -> str:
    """Look into a file; what cannot be read is said, and the question stands."""
    from_file.read(turn, replies.find(turn, place.subject_id or 0), file_id)
    place.answers[FILE] = file_id
    return STEP


def _shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    reply = replies.find(turn, place.subject_id or 0)
    return {**shown(turn, place), "written": from_file.read(turn, reply, place.answers[FILE])}


def _read(turn: Turn, place: Place, heard: Heard) -> str:
    word = str(choice(("fill", "here", "leave"))(turn, place, heard))
    written = from_file.read(turn, replies.find(turn, place.subject_id or 0), place.answers[FILE])
    if word == "fill" and not written.parts:
        raise Unreadable("tap_wanted", kind=heard.kind)
    return word


def _press(turn: Turn, place: Place, word: str) -> str:
    file_id = place.answers.pop(FILE)
    if word == "fill":
        from_file.fill(turn, place.subject_id or 0, file_id)
        return "preview"
    if word == "here":
        from_file.fill(turn, place.subject_id or 0, file_id, at=place.answers[HERE])
    return "request"


STEPS = (Step(STEP, "replies/ask_from_file", _read, _shown, _press),)
