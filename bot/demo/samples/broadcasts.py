"""The office writes to many."""

from bot.demo.samples import written
from bot.demo.samples.cast import DANA, HOUSING, NOW, OLGA, ROADS
from bot.services.broadcasts import PLACES, ROLES, Failed
from store.tables import Broadcast

_BROADCAST = Broadcast(id=5, by=OLGA.id, audience={"to": "all"}, text=written.LETTER, created_at=NOW, unreachable=[6])

SAMPLES: dict[str, dict[str, object]] = {
    "broadcasts/ask_audience": {"counts": [(key, 7) for key in ROLES]},
    "broadcasts/ask_confirm": {"reached": 41, "unreachable": [written.STRANGER, DANA.name], "without_unit": 3},
    "broadcasts/ask_text": {"places": PLACES, "longest": 2000},
    "broadcasts/ask_unit": {
        "units": [(1, HOUSING.name, 2), (2, ROADS.name, 1)],
        "more": True,
        "named": written.WORDS,
    },
    "broadcasts/letter": {"text": written.LETTER, "broadcast": 5, "seen": False},
    "broadcasts/progress": {"total": 41, "settled": 40, "over": False},
    "broadcasts/report": {
        "broadcast": _BROADCAST,
        "sent": 38,
        "seen": 12,
        "waiting": 1,
        "failed": [Failed(written.STRANGER, why) for why in ("blocked", "gone", "other")],
        "unreachable": [written.STRANGER, DANA.name],
    },
    "refusals/only_a_preview": {},
    "unreadable/broken_placeholder": {"line": 3, "places": PLACES},
    "unreadable/nobody_there": {},
    "unreadable/unknown_placeholder": {"name": "nmae", "places": PLACES},
}
