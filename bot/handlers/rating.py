"""The button under a reply that begins its rating, or changes it."""

from bot.flows import engine, survey
from bot.handlers.routes import Command, Tap, number
from bot.services import surveys
from bot.turn import Turn


def begin(turn: Turn, words: list[str]) -> None:
    """``rate:<survey>``: the first question, if the survey may still be answered or changed by this person."""
    asked = survey.survey_of(turn, number(words))
    surveys.check_may_rate(turn, asked)
    engine.begin(turn, survey.FLOW, asked.id)


COMMANDS: tuple[Command, ...] = ()
TAPS = (Tap("rate", begin),)
