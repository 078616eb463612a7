"""Time as the office counts it: only while it is open."""

from datetime import datetime, time, timedelta

from bot.domain.calendar import ONE_DAY, Calendar


def after_hours(start: datetime, hours: float, opens: time, closes: time, calendar: Calendar) -> datetime:
    """The moment at which the office will have been open for so many hours since a moment; both in the office's zone.

    Raises ValueError for an office that is never open.
    """
    if closes <= opens:
        raise ValueError("an office closes after it opens")
    left, day = timedelta(hours=hours), start.date()
    while True:
        begin = max(datetime.combine(day, opens, start.tzinfo), start)
        end = datetime.combine(day, closes, start.tzinfo)
        if calendar.is_workday(day) and begin < end:
            if left <= end - begin:
                return begin + left
            left -= end - begin
        day += ONE_DAY
