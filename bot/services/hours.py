"""When the office may be heard: its hours on working days, so that nobody is rung up at night or on a holiday."""

from datetime import datetime

from bot.config import Config
from bot.services import dates
from bot.turn import Turn


def within(turn: Turn) -> bool:
    """Whether it is between the office's opening and closing time; asks nothing of the database."""
    return open_at(turn.config, turn.now)


def open_at(config: Config, now: datetime) -> bool:
    """Whether a moment lies between the office's opening and closing time, on whatever day."""
    return config.office.day_starts <= now.astimezone(config.zone).time() < config.office.day_ends


def are_now(turn: Turn) -> bool:
    """Whether the office is at work: within its hours, on a working day of its calendar."""
    return within(turn) and dates.calendar(turn).is_workday(turn.today)
