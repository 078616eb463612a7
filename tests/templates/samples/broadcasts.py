"""The office writes to many."""

from bot.services.broadcasts import PLACES, ROLES, Failed
from store.tables import Broadcast
from tests.templates.cast import DANA, HOSTILE, HOSTILE_NAME, HOUSING, NOW, OLGA, ROADS

_BROADCAST = Broadcast(id=5, by=OLGA.id, audience={"to": "all"}, text=HOSTILE, created_at=NOW, unreachable=[6])

SAMPLES: dict[str, dict[str, object]] = {
    "broadcasts/ask_audience": {"counts": [(key, 7) for key in ROLES]},
    "broadcasts/ask_confirm": {"reached": 41, "unreachable": [HOSTILE_NAME, DANA.name], "without_unit": 3},
    "broadcasts/ask_text": {"places": PLACES, "longest": 2000},
    "broadcasts/ask_unit": {
        "units": [(1, HOUSING.name, 2), (2, ROADS.name, 1)],
        "more": True,
        "named": HOSTILE,
    },
    "broadcasts/letter": {"text": HOSTILE, "broadcast": 5, "seen": False},
    "broadcasts/progress": {"total": 41, "settled": 40, "over": False},
    "broadcasts/report": {
        "broadcast": _BROADCAST,
        "sent": 38,
        "seen": 12,
        "waiting": 1,
        "failed": [Failed(HOSTILE_NAME, why) for why in ("blocked", "gone", "other")],
        "unreachable": [HOSTILE_NAME, DANA.name],
    },
    "refusals/only_a_preview": {},
    "unreadable/broken_placeholder": {"line": 3, "places": PLACES},
    "unreadable/nobody_there": {},
    "unreadable/unknown_placeholder": {"name": "nmae", "places": PLACES},
}
