"""What everybody decides for himself: the hour at which his reminders come, and what he wants to hear of later."""

from datetime import time, timedelta

from bot.domain.errors import Refused
from bot.services import planning
from bot.turn import Turn
from store import digests, reminded

DAYS = (1, 3)  # for which a reminder can be put off


def show(turn: Turn, *, edit: bool = False) -> None:
    """The hour, and those that can be chosen instead."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    own = digests.hour(turn.work, turn.who.id)
    at = planning.moment(turn.config, turn.who.id, own, turn.today)
    turn.answer("reminders/hours", edit=edit, own=own, at=at, usual=_usual(turn), hours=_hours(turn))


def choose(turn: Turn, text: str) -> None:
    """From the next day that is still to come on the reminders come at this hour, ``0900``; empty for the office's."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    chosen = next((hour for hour in _hours(turn) if f"{hour:%H%M}" == text), None)
    if chosen is None and text:
        raise Refused("old_button")
    digests.set_hour(turn.work, turn.who.id, chosen)
    turn.note("choose_hour", at=text)
    show(turn, edit=True)


def put_off(turn: Turn, days: int) -> None:
    """What the tapped reminder says is said again after so many days; others hear of it as ever."""
    if turn.who is None or turn.tapped is None or days not in DAYS:
        raise Refused("old_button")
    said = reminded.of_message(turn.work, turn.who.id, turn.tapped)
    if not said:
        raise Refused("old_button")
    until = turn.today + timedelta(days=days)
    reminded.put_off(turn.work, said, until)
    turn.note("put_off_reminder", until=until.isoformat(), count=len(said))
    turn.answer("reminders/put_off", until=until, count=len(said))


def _usual(turn: Turn) -> time:
    return turn.config.reminders.digest_at or turn.config.office.day_starts


def _hours(turn: Turn) -> list[time]:
    """The full hours of the office's day, but for its last."""
    office = turn.config.office
    return [time(hour) for hour in range(23) if office.day_starts <= time(hour) and time(hour + 1) <= office.day_ends]
