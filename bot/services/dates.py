"""When something is due: the office's terms over the official calendar and the office's own days."""

from datetime import date

from bot.domain import deadlines
from bot.domain.calendar import Calendar, Override
from bot.domain.explanation import Due
from bot.domain.terms import Term
from bot.services import policies
from bot.services.calendar import official
from bot.turn import Turn
from store import holidays
from store.tables import Proposal


def calendar(turn: Turn) -> Calendar:
    """The calendar that counts today."""
    days = holidays.all_days(turn.work)
    if not days:
        return official()
    own = {day: Override.OFF if off else Override.WORK for day, off in days.items()}
    return official(own, holidays.version(turn.work))


def due(turn: Turn, start: date, term: str) -> Due:
    """The date a term of config.toml ends, with its explanation; ``start`` itself does not count."""
    return deadlines.due(start, Term.parse(term), calendar(turn), roll=turn.config.policy.roll_over_holidays)


def of_case(turn: Turn, proposal: Proposal, term: str) -> date:
    """The date a term of this case ends that begins today, as the rules of its sitting have it."""
    roll = policies.of(turn, proposal).policy.roll_over_holidays
    return deadlines.due(turn.today, Term.parse(term), calendar(turn), roll=roll).date
