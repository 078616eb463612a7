"""What is said of the office's calendar and its changes."""

from datetime import date

from bot.demo.samples import written
from bot.demo.samples.cast import ASSIGNMENT, DANA, NOW, OLGA, SURVEY, UMA
from bot.services.rehearsal import Moved
from store.tables import CalendarChange, Holiday

_CHANGE = CalendarChange(
    id=4, days=[{"day": "2027-02-05"}], state="applied", version=3, moved=2, at=NOW, settled_at=NOW
)
_MOVED = [
    Moved("due", ASSIGNMENT, date(2027, 2, 5), date(2027, 2, 12)),
    Moved("survey", SURVEY, date(2027, 2, 5), date(2027, 2, 18)),
]
_DAYS = [(date(2027, 2, 5), "off", written.REMARK), (date(2027, 2, 14), "work", "")]
_OUTCOME = {"change": _CHANGE, "days": _DAYS, "moved": _MOVED, "count": 14, "late": 1, "in_time": 2, "reader": OLGA}

SAMPLES: dict[str, dict[str, object]] = {
    "calendar/shown": {
        "reader": OLGA,
        "years": [2024, 2025, 2026],
        "own": [Holiday(day=date(2027, 2, 5), off=True, note=written.REMARK)],
        "changes": [_CHANGE],
        "unknown": [2027],
    },
    "calendar/ask_days": {"reader": OLGA, "answers": {}},
    "calendar/preview": _OUTCOME,
    "calendar/applied": _OUTCOME,
    "calendar/dropped": {"reader": OLGA},
    "calendar/moved": {"reader": UMA, "moved": _MOVED, "count": 2},
    "calendar/unknown_year": {"reader": OLGA, "year": 2027},
    "unreadable/not_days": {"reader": DANA, "line": written.LINE},
}
