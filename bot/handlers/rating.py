"""The button under a reply that begins its rating, or changes it; and the office's, for when a sitting is rated."""

from bot.flows import engine, survey, survey_window
from bot.handlers.routes import Command, Tap, number
from bot.services import satisfaction, surveys, windows
from bot.turn import Turn


def begin(turn: Turn, words: list[str]) -> None:
    """``rate:<survey>``: the first question, if the survey may still be answered or changed by this person."""
    asked = survey.survey_of(turn, number(words))
    surveys.check_may_rate(turn, asked)
    engine.begin(turn, survey.FLOW, asked.id)


def time(turn: Turn, _text: str) -> None:
    """When the newest sitting is rated."""
    windows.show(turn)


def open_time(turn: Turn, words: list[str]) -> None:
    """``window:<sitting>``: when that sitting is rated."""
    windows.show(turn, windows.of_id(turn, number(words)).id, edit=True)


def set_time(turn: Turn, words: list[str]) -> None:
    """``windowset:<sitting>``: the question from when on."""
    engine.begin(turn, survey_window.FLOW, windows.of_id(turn, number(words)).id)


def end_time(turn: Turn, words: list[str]) -> None:
    """``windowend:<sitting>``: with the end of today."""
    windows.end_today(turn, windows.of_id(turn, number(words)))


def lift_time(turn: Turn, words: list[str]) -> None:
    """``windowlift:<sitting>``: no common time."""
    windows.lift(turn, windows.of_id(turn, number(words)))


def by_unit(turn: Turn, words: list[str]) -> None:
    """``rates:<page>``: how content the proposers are with each unit."""
    satisfaction.show_units(turn, number(words), edit=bool(words))


COMMANDS = (Command("ratings", time),)
TAPS = (
    Tap("rate", begin),
    Tap("rates", by_unit),
    Tap("window", open_time),
    Tap("windowset", set_time),
    Tap("windowend", end_time),
    Tap("windowlift", lift_time),
)
