"""The part of writing a proposal in which like cases are shown, to be read, or to be named as a reference."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.flows.engine import AGAIN, STAY, Heard, Step
from bot.services import similar
from bot.services.similar import Similar
from bot.turn import Turn
from store.places import Place

STEP = "similar"
THEN, QUOTED = "then", "quoted"  # where the conversation goes on, and the rows of the cases that are named already
_BUTTON = re.compile(r"(quote|read)-(\d{1,18})|(go)")


def by_way_of(turn: Turn, place: Place, following: str) -> str:
    """The step that shows like cases, or at once the following one where there are none."""
    place.answers[THEN] = following
    return STEP if _found(turn, place) else following


def _found(turn: Turn, place: Place) -> list[Similar]:
    answers = place.answers
    return similar.for_deputy(turn, answers["title"], answers["requests"], place.subject_id)


def _shows(turn: Turn, place: Place) -> Mapping[str, Any]:
    found = _found(turn, place)
    return {
        "similar": found,
        "named": {one.proposal.id for one in found if similar.named(turn, one.proposal)},
        "quoted": set(place.answers.get(QUOTED, [])),
    }


def _read(_turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind != "tap" or not _BUTTON.fullmatch(heard.value):
        raise Unreadable("tap_wanted", kind=heard.kind)
    return heard.value


def _press(turn: Turn, place: Place, value: str) -> str:
    word, _, number = value.partition("-")
    if word == "go":
        return str(place.answers.pop(THEN, "preview"))
    if word == "read":
        similar.show_earlier(turn, int(number))
        return STAY
    if int(number) not in place.answers.get(QUOTED, []):
        line = similar.reference(turn, int(number))
        place.answers["background"] = [*place.answers["background"], line]
        place.answers[QUOTED] = [*place.answers.get(QUOTED, []), int(number)]
    return AGAIN


def step(keep: Any) -> Step:  # noqa: ANN401 - saves the draft: (turn, place) -> None
    """The question itself; ``keep`` saves the draft after each tap."""

    def then(turn: Turn, place: Place, value: str) -> str:
        following = _press(turn, place, value)
        keep(turn, place)
        return following

    return Step(STEP, "proposals/similar", _read, _shows, then)
