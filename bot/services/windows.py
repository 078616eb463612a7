"""The time in which a sitting is rated, where the office sets one for all its cases; without it each reply has its own.

Outside it nothing is rated, nobody is reminded and nothing lapses; what was opened after it waits for the next one.
"""

from datetime import date

from bot.domain.errors import Refused
from bot.domain.lives import Role, SurveyState
from bot.services import dates, redating
from bot.turn import Turn
from store import people, surveys
from store.outbox import BULK
from store.tables import Sitting, Survey

BUTTONS = 20  # in one letter; what is beyond them is found with the person's own cases


def show(turn: Turn, sitting_id: int = 0, *, edit: bool = False) -> None:
    """When the ratings of a sitting are taken, and how many came; of the newest one, unless another is named."""
    _check_office(turn)
    sittings = surveys.sittings(turn.work)
    shown = next((one for one in sittings if one.id == sitting_id), next(iter(sittings), None))
    if shown is None:
        raise Refused("no_sitting")
    counts = surveys.counted(turn.work, shown.id)
    turn.answer(
        "surveys/window",
        edit=edit,
        sitting=shown,
        today=turn.today,
        counts=[(state.value, counts[state]) for state in SurveyState if counts.get(state)],
        others=[one for one in sittings if one is not shown],
    )


def of_id(turn: Turn, sitting_id: int) -> Sitting:
    """The sitting behind one of the office's buttons, held until the turn ends, or Refused."""
    _check_office(turn)
    sitting = surveys.sitting_to_write(turn.work, sitting_id)
    if sitting is None or sitting.past:
        raise Refused("old_button")
    return sitting


def set_time(turn: Turn, sitting: Sitting, first: date, last: date) -> None:
    """From now on the sitting is rated between these two days, which count; who has something to rate is told."""
    sitting.survey_from, sitting.survey_until = first, last
    _redate(turn, sitting, last)
    _tell(turn, sitting)
    turn.note("open_ratings", sitting=sitting.id, first=first.isoformat(), last=last.isoformat())
    show(turn, sitting.id)


def end_today(turn: Turn, sitting: Sitting) -> None:
    """Today is the last day on which the sitting is rated."""
    if sitting.survey_from is None or sitting.survey_until is None:
        raise Refused("old_button")
    if not sitting.survey_from <= turn.today <= sitting.survey_until:
        raise Refused("old_button")
    set_time(turn, sitting, sitting.survey_from, turn.today)


def lift(turn: Turn, sitting: Sitting) -> None:
    """There is no common time any more: whatever is still to be rated has its own term, from today on."""
    if sitting.survey_from is None:
        raise Refused("old_button")
    sitting.survey_from = sitting.survey_until = None
    _redate(turn, sitting, dates.due(turn, turn.today, turn.config.rules_of(sitting.name).terms.survey).date)
    turn.note("lift_ratings", sitting=sitting.id)
    show(turn, sitting.id, edit=True)


def _tell(turn: Turn, sitting: Sitting) -> None:
    """Everybody who has something of the sitting to rate hears when, with a button for each."""
    asked: dict[int, list[Survey]] = {}
    for survey in surveys.open_of(turn.work, sitting.id):
        asked.setdefault(survey.person_id, []).append(survey)
    once = f"window:{sitting.id}:{sitting.survey_from}:{sitting.survey_until}"
    for person in people.by_ids(turn.work, asked):
        own = asked[person.id]
        turn.tell(
            [person],
            "surveys/window_set",
            priority=BULK,
            once=once,
            sitting=sitting,
            surveys=own[:BUTTONS],
            count=len(own),
        )


def _redate(turn: Turn, sitting: Sitting, due: date) -> None:
    for survey in surveys.open_of(turn.work, sitting.id):
        redating.redate(turn, survey, "due", due)


def _check_office(turn: Turn) -> None:
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours", life="survey")
