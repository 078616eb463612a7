"""What is said of letters that matter: who takes them up, and whom their silence is told to."""

from bot.demo.samples import written
from bot.demo.samples.cast import HOUSING, LENA, NOW, OLGA, PROPOSAL, UMA, VERA
from bot.services.notices import Silence

_SILENT = {"proposal": PROPOSAL, "unit": HOUSING, "notice": 3, "what": "offered", "since": NOW, "hours": 4}

_LINE = Silence(PROPOSAL, 3, 2, "notices/silent_leader", HOUSING, "late", NOW, 8)

SAMPLES: dict[str, dict[str, object]] = {
    "notices/copy": {
        "text": "<b>12</b>",
        "rows": [[["Look", "task:9"]], [["Later", "later:1"]]],
        "by": UMA,
        "reader": LENA,
    },
    "notices/silent_unit": _SILENT | {"reader": UMA},
    "notices/silent_leader": _SILENT | {"reader": LENA},
    "notices/silent_office": _SILENT | {"reader": OLGA},
    "notices/silent_supervisor": _SILENT | {"reader": VERA},
    "notices/silent_several": {"lines": [_LINE] * 10, "count": 12, "reader": LENA},
    "refusals/taken_already": {"name": written.UMA},
}
