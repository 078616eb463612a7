"""What is said of promises: found, confirmed, reported on."""

from datetime import date

from bot.demo.samples import written
from bot.demo.samples.cast import ABOUT_COMMITMENT, ABOUT_REPLY, ABOUT_SURVEY, COMMITMENT, DANA, OLGA, UMA

_OF_UNIT, _OF_DEPUTY = ABOUT_COMMITMENT | {"reader": UMA}, ABOUT_COMMITMENT | {"reader": DANA}
_PAGES = {"count": 12, "page": 0, "pages": 2, "today": date(2027, 1, 5)}

SAMPLES: dict[str, dict[str, object]] = {
    "commitments/proposed": ABOUT_REPLY | {"reader": UMA, "commitments": [COMMITMENT]},
    "commitments/card": _OF_UNIT | {"acts": {"confirm", "report", "reopen"}},
    "commitments/list": {"reader": OLGA, "commitments": [COMMITMENT]} | _PAGES,
    "commitments/ask_text": ABOUT_REPLY | {"reader": UMA, "answers": {}},
    "commitments/ask_due": ABOUT_REPLY | {"reader": UMA, "answers": {"text": written.PROMISE}},
    "commitments/ask_report": _OF_UNIT | {"act": "explain", "answers": {"act": "explain"}},
    "commitments/confirmed": ABOUT_COMMITMENT | {"reader": OLGA},
    "commitments/promised": _OF_DEPUTY,
    "commitments/progress": _OF_DEPUTY | {"text": written.REASON},
    "commitments/fulfilled": _OF_DEPUTY | {"text": written.REASON, "surveys": {}},
    "commitments/not_content": ABOUT_SURVEY | {"reader": OLGA, "commitment": COMMITMENT},
    "commitments/explained": _OF_DEPUTY | {"text": written.REASON},
    "commitments/carried": _OF_UNIT,
    "commitments/reopened": _OF_UNIT,
}
