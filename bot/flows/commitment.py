"""A promise is written down by the unit: what, and by when; or only the day, where it was read wrongly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act
from bot.domain.terms import Unit, add_months
from bot.flows import engine
from bot.flows.engine import Flow, Heard, Step
from bot.flows.readers import text
from bot.intake.promises import LONGEST
from bot.intake.typed import term_in
from bot.services import commitments, dates, life, replies
from bot.turn import Turn
from store.places import Place
from store.tables import Commitment, Reply

YEARS_AHEAD = 5  # of office; what is promised for later is no promise of this one


def open_for(turn: Turn, reply: Reply) -> None:
    """Ask what was promised in this reply."""
    commitments.check_add(turn, reply)
    engine.begin(turn, FLOW, reply.id)


def redate(turn: Turn, commitment: Commitment) -> None:
    """Ask by when it is really to be done."""
    life.may(turn, commitment, Act.CONFIRM)
    engine.begin(turn, FLOW, commitment.reply_id, at="due", redates=commitment.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(replies.find(turn, place.subject_id or 0))


def _due(turn: Turn, _place: Place, heard: Heard) -> str:
    if heard.kind != "text":
        raise Unreadable("date_wanted")
    term = term_in(heard.text, turn.today)
    day = term.on if term.unit is Unit.DATE else dates.due(turn, turn.today, str(term)).date
    if day is None or day <= turn.today or day > add_months(turn.today, YEARS_AHEAD * 12)[0]:
        raise Unreadable("date_passed", day=day)
    return day.isoformat()


def _write_down(turn: Turn, place: Place) -> None:
    due = date.fromisoformat(place.answers["due"])
    if "redates" in place.answers:
        commitments.redate(turn, commitments.find(turn, place.answers["redates"]), due)
    else:
        commitments.add(turn, replies.find(turn, place.subject_id or 0), place.answers["text"], due)


FLOW = Flow(
    "commitment",
    (
        Step("text", "commitments/ask_text", text(at_most=LONGEST, at_least=4), _case),
        Step("due", "commitments/ask_due", _due, _case),
    ),
    _write_down,
)
