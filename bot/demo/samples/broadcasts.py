"""The office writes to many."""

from datetime import time
from types import SimpleNamespace

from bot.demo.samples import written
from bot.demo.samples.cast import DANA, HOUSING, NOW, OLGA, ROADS
from bot.domain.broadcasts import BroadcastState
from bot.domain.lives import Role
from bot.domain.reminders import DutyKind
from bot.services.audiences import ROLES
from bot.services.boards import Page
from bot.services.broadcast_reports import Failed, Recipient
from bot.services.broadcasts import PLACES
from store.tables import Broadcast

_BROADCAST = Broadcast(
    id=5,
    by=OLGA.id,
    audience={"to": "all"},
    text=written.LETTER,
    created_at=NOW,
    unreachable=[6],
    state=BroadcastState.RUNNING,
)
_LOST = [
    SimpleNamespace(name=written.STRANGER, unit=HOUSING, unreachable_since=NOW),
    SimpleNamespace(name=DANA.name, unit=None, unreachable_since=None),
]
_FATES = ("failed", "unreached", "queued", "cancelled", "sent", "seen")

SAMPLES: dict[str, dict[str, object]] = {
    "broadcasts/ask_audience": {"counts": [(key, 7) for key in ROLES]},
    "broadcasts/ask_cancel": {"broadcast": _BROADCAST, "total": 41, "settled": 20, "under_way": 3},
    "broadcasts/ask_confirm": {
        "reached": 41,
        "unreachable": [written.STRANGER, DANA.name],
        "unreached": 3,
        "without_unit": 3,
        "enclosed": [written.ENCLOSED],
        "at": NOW,
        "at_work": False,
    },
    "broadcasts/ask_duty": {"counts": [(kind.value, 3) for kind in DutyKind]},
    "broadcasts/ask_list": {"found": 3, "unknown": [written.STRANGER], "ambiguous": [DANA.name]},
    "broadcasts/ask_moment": {"starts": time(8, 30), "ends": time(18), "now": NOW},
    "broadcasts/ask_sitting": {"sittings": [(1, written.WORDS), (2, written.WORDS)]},
    "broadcasts/ask_text": {"places": PLACES, "longest": 2000},
    "broadcasts/ask_unit": {
        "units": [(1, HOUSING.name, 2), (2, ROADS.name, 1)],
        "more": True,
        "named": written.WORDS,
    },
    "broadcasts/letter": {"text": written.LETTER, "broadcast": 5, "seen": False, "again": True},
    "broadcasts/progress": {"broadcast": _BROADCAST, "total": 41, "settled": 40, "under_way": 1},
    "broadcasts/recipients": {
        "broadcast": _BROADCAST,
        "lines": [
            Recipient(written.STRANGER, HOUSING.name, Role.LIAISON, fate, "blocked" if fate == "failed" else "")
            for fate in _FATES
        ],
        "count": 41,
        "page": Page(1, 3, "blist:5"),
    },
    "broadcasts/report": {
        "broadcast": _BROADCAST,
        "sent": 38,
        "seen": 12,
        "waiting": 1,
        "cancelled": 2,
        "failed": [Failed(written.STRANGER, why) for why in ("blocked", "gone", "late", "unsure", "other")],
        "failures": 7,
        "unreachable": [written.STRANGER, DANA.name],
        "unreached": 3,
    },
    "broadcasts/report_file": {"broadcast": _BROADCAST},
    "broadcasts/unreachable": {"lost": _LOST, "count": 3},
    "broadcasts/unreached": {"lost": _LOST, "count": 41, "page": Page(1, 3, "unreached")},
    "refusals/all_have_seen": {},
    "refusals/broadcast_gone_on": {},
    "refusals/only_a_preview": {},
    "refusals/said_again_already": {},
    "unreadable/broken_placeholder": {"line": 3, "places": PLACES},
    "unreadable/moment_not_ahead": {"at": NOW, "days": 90},
    "unreadable/nobody_there": {},
    "unreadable/not_a_list": {},
    "unreadable/not_a_moment": {"typed": written.WORDS},
    "unreadable/too_many_files": {"limit": 5},
    "unreadable/unknown_placeholder": {"name": "nmae", "places": PLACES},
}
