"""A moment to come as people type it: 明天9点, 3月9日 14:30, 下午三点 with today, 2026-03-09 08:30, 9:00."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.domain.errors import Unreadable
from bot.intake.lines import flattened
from bot.intake.numbering import number

_DAYS: Mapping[str, int] = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2}
_NIGHT = {"下午", "晚上", "晚", "傍晚", "pm"}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
_TIME = (
    rf"(?P<part>上午|下午|晚上|晚|傍晚|早上|早|中午)?\s*(?P<hour>{_NUMBER})\s*(?:[:点时]\s*(?:(?P<minute>\d{{1,2}})\s*分?"
    r"|(?P<half>半)|整)?)?\s*(?P<pm>am|pm)?"
)
_MOMENT = re.compile(rf"(?:(?:{_DATE}|(?P<word>{'|'.join(_DAYS)}))[\sT,]*)?{_TIME}", re.IGNORECASE)


def moment_in(typed: str, now: datetime) -> datetime:
    """The moment, in the zone of ``now``; without a day the next time that it is so late, without a year the next date.

    Raises:
        Unreadable: ``not_a_moment``.
    """
    match = _MOMENT.fullmatch(flattened(typed).strip().lower())
    if match is None:
        raise Unreadable("not_a_moment", typed=typed)
    try:
        at = _time(match)
        if match["word"]:
            return _on(now.date() + timedelta(days=_DAYS[match["word"]]), at, now)
        if match["month"]:
            day = date(int(match["year"] or now.year), int(match["month"]), int(match["day"]))
            if day < now.date() and not match["year"]:
                day = day.replace(year=day.year + 1)
            return _on(day, at, now)
    except ValueError as error:
        raise Unreadable("not_a_moment", typed=typed) from error
    today = _on(now.date(), at, now)
    return today if today > now else today + timedelta(days=1)


def _time(match: re.Match[str]) -> time:
    hour = int(match["hour"]) if match["hour"].isdecimal() else number(match["hour"]) or 0
    if hour < 12 and (match["part"] in _NIGHT or match["pm"] == "pm"):  # noqa: PLR2004 - of the clock's face
        hour += 12
    return time(hour, 30 if match["half"] else int(match["minute"] or 0))


def _on(day: date, at: time, now: datetime) -> datetime:
    return datetime.combine(day, at, now.tzinfo)
