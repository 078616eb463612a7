"""The calendar in force: the published one from `chinesecalendar`, under the office's own table of days."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from bot.domain.calendar import Calendar, Override

CODES: Mapping[str, str] = {holiday.value: holiday.name for holiday in Holiday}


def official(overrides: Mapping[date, Override] | None = None, number: int = 0) -> Calendar:
    """The published days (holidays named by code, such as ``spring_festival``) with the office's own laid over them.

    The tables are read, not the package's functions, which raise outside their years. The version names the package,
    the ``number`` of the office's last change and a digest of its days, so it changes with each; a calendar once made
    is given out again.
    """
    return _under(tuple(sorted((day, Override(kind)) for day, kind in (overrides or {}).items())), number)


@lru_cache(maxsize=8)
def _under(overrides: tuple[tuple[date, Override], ...], number: int) -> Calendar:
    package = f"chinesecalendar {version('chinesecalendar')}"
    published = Calendar(
        off={day: CODES[name] for day, name in holidays.items()},
        worked=frozenset(workdays),
        years=frozenset(day.year for day in holidays),
        version=package,
    )
    if not overrides:
        return published
    rows = "\n".join(f"{day.isoformat()} {kind.value}" for day, kind in overrides)
    own = f"{number}/{sha256(rows.encode()).hexdigest()[:8]}"
    return published.under(dict(overrides), f"{package} + {own}")
