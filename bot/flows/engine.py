"""Walks a conversation: asks a step's question, reads the answer, keeps the place, and ends in one service call.

The place is a row, so a restart or another replica goes on where the person was. /cancel and /back are written here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Refused, Unreadable
from bot.turn import Turn
from store import places
from store.places import Place

STAY = "="  # the answer is kept and the question stands, unasked
AGAIN = "?"  # the question is asked again, with what is known now; in its place, if a button of it was pressed
END = "."  # the conversation is over

# Why an end is refused for good: the case has gone on meanwhile, and no other answer would help.
OVERTAKEN = frozenset(
    {
        "not_now",
        "too_late",
        "not_yours",
        "within_return_window",
        "within_sitting_window",
        "within_survey_window",
        "not_changed_before",
        "rating_settled",
    }
)


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file that a person sent: ``kind`` document or photo, ``size`` in bytes."""

    kind: str
    file_id: str
    unique_id: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in: a text, a tap on a button of a step with its value, a file, or something else (``kind`` names it).

    ``stamp`` is the conversation's that the button belongs to.
    """

    kind: str
    text: str = ""
    step: str = ""
    value: str = ""
    stamp: str = ""
    file: FileIn | None = None


Reader = Callable[[Turn, Place, Heard], Any]
Shows = Callable[[Turn, Place], Mapping[str, Any]]
Then = Callable[[Turn, Place, Any], str | None]


def _nothing(_turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Step:
    """One question: the message that asks it, the reader of the answer, what the message shows, and where it leads.

    ``then`` gets the value that was read and returns the next step's name, STAY, AGAIN or END; without it the value is
    kept in ``place.answers`` under the step's name and the following step comes, or the end.
    """

    name: str
    asks: str
    reads: Reader
    shows: Shows = _nothing
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A conversation: its steps in order, and the deed at its end."""

    name: str
    steps: tuple[Step, ...]
    ends: Callable[[Turn, Place], None]

    def step(self, name: str) -> Step:
        """The step of this name; KeyError where there is none."""
        return next(step for step in self.steps if step.name == name)

    def after(self, name: str) -> str:
        """The name of the following step, END after the last."""
        names = [step.name for step in self.steps]
        at = names.index(name) + 1
        return names[at] if at < len(names) else END


def begin(turn: Turn, flow: Flow, subject_id: int | None = None, *, at: str | None = None, **answers: Any) -> None:  # noqa: ANN401 - JSON values
    """Open a conversation with whoever asked, in the place of any other, and ask its first question (or another)."""
    if turn.chat_id is None:
        return
    place = Place(turn.chat_id, flow.name, at or flow.steps[0].name, subject_id, answers, stamp=_stamp(turn))
    places.keep(turn.work, place, turn.now)
    ask(turn, flow, place)


def ask(turn: Turn, flow: Flow, place: Place, *, edit: bool = False) -> None:
    """Ask the question of the place; ``edit`` puts it in the place of the message whose button was pressed."""
    step = flow.step(place.step)
    turn.stamp = place.stamp
    turn.answer(step.asks, edit=edit, answers=place.answers, **step.shows(turn, place))


def hear(turn: Turn, heard: Heard, flows: Mapping[str, Flow]) -> bool:
    """Take what was heard as the answer to the open question; False if no conversation is open."""
    place = _place(turn, flows)
    if place is None:
        if heard.kind == "tap":
            raise Refused("old_button")
        return False
    flow = flows[place.flow]
    step = flow.step(place.step)
    if heard.kind == "tap" and (heard.step, heard.stamp) != (step.name, place.stamp):
        raise Refused("old_button")
    turn.stamp = place.stamp
    try:
        value = step.reads(turn, place, heard)
    except Unreadable as reason:
        turn.answer(reason.message, **reason.facts)
        ask(turn, flow, place)
        return True
    if step.then is None:
        place.answers[step.name] = value
        _go(turn, flow, place, flow.after(step.name))
        return True
    target = step.then(turn, place, value) or flow.after(step.name)
    if heard.kind == "tap" and target == AGAIN:  # sent again after a reconnect, it would choose or remove once more
        place.stamp = _stamp(turn)
    _go(turn, flow, place, target)
    return True


def back(turn: Turn, flows: Mapping[str, Flow]) -> None:
    """Ask the question before this one again; Refused("nothing_open") where no conversation is open."""
    place = _open_place(turn, flows)
    if place.trail:
        place.step = place.trail.pop()
        places.keep(turn.work, place, turn.now)
    ask(turn, flows[place.flow], place)


def cancel(turn: Turn, flows: Mapping[str, Flow]) -> None:
    """Leave the conversation; Refused("nothing_open") where none is open."""
    place = _open_place(turn, flows)
    places.leave(turn.work, place.chat_id)
    turn.answer("conversations/cancelled", flow=place.flow, subject=place.subject_id, answers=place.answers)


def resume(turn: Turn, flows: Mapping[str, Flow]) -> bool:
    """Ask the open question once more; False if no conversation is open."""
    place = _place(turn, flows)
    if place is None:
        return False
    ask(turn, flows[place.flow], place)
    return True


def _place(turn: Turn, flows: Mapping[str, Flow]) -> Place | None:
    """The place in one of these conversations; who has not joined yet hears the language chosen in it."""
    place = places.find(turn.work, turn.chat_id) if turn.chat_id is not None else None
    if place is None or place.flow not in flows:
        return None
    if turn.who is None:
        turn.language = str(place.answers.get("language", turn.language))
    return place


def _stamp(turn: Turn) -> str:
    return f"{turn.update_id or int(turn.now.timestamp()):x}"[-6:]


def _open_place(turn: Turn, flows: Mapping[str, Flow]) -> Place:
    place = _place(turn, flows)
    if place is None:
        raise Refused("nothing_open")
    return place


def _go(turn: Turn, flow: Flow, place: Place, target: str) -> None:
    if target == END:
        places.leave(turn.work, place.chat_id)
        try:
            flow.ends(turn, place)
        except Refused as reason:
            reason.leaves = reason.reason in OVERTAKEN
            raise
        return
    if target not in (STAY, AGAIN) and target != place.step:
        place.trail.append(place.step)
        place.step = target
    places.keep(turn.work, place, turn.now)
    if target != STAY:
        ask(turn, flow, place, edit=True)
