"""Tomorrow's mail, what the office does to it, a week to come, and what was left unsaid."""

from datetime import date, timedelta

from bot.demo.samples.cast import ASSIGNMENT, DUE, OLGA, TODAY, UMA
from bot.demo.samples.written import LETTER
from bot.domain.deadlines import Left
from bot.domain.reminders import DutyKind, Side
from bot.services.previewing import Shown
from bot.services.reconciling import Why
from bot.services.reminding import Line

_DAY = TODAY + timedelta(days=1)
_STAMP = f"{_DAY:%Y%m%d}"


def _shown(kind: DutyKind, until: date | None = None) -> Shown:
    line = Line(
        proposal=ASSIGNMENT.proposal,
        kind=kind,
        side=Side.BEFORE,
        unit="" if until else ASSIGNMENT.unit.name,
        due=DUE,
        left=Left(7, 5),
        behalf=OLGA.name if until else "",
        opens="task:9",
    )
    return Shown(line, UMA.name, ASSIGNMENT.unit.name if until else "", until, f"123456-{kind.value}-1234567")


_LINES = [_shown(kind, DUE if kind is DutyKind.DRAFT else None) for kind in DutyKind]
_KINDS = [(kind, 3) for kind in DutyKind]
_LIST = {
    "reader": OLGA,
    "day": _DAY,
    "stamp": _STAMP,
    "scope": "p123456",
    "lines": _LINES,
    "page": 2,
    "pages": 3,
    "count": 25,
    "held": 3,
    "person": UMA.name,
    "case": None,
    "foreword": LETTER,
}

SAMPLES: dict[str, dict[str, object]] = {
    "plans/tomorrow": {
        "reader": OLGA,
        "day": _DAY,
        "hearers": 12,
        "count": 30,
        "held": 2,
        "kinds": _KINDS,
        "lines": _LINES,
        "more": 20,
        "stamp": _STAMP,
    },
    "plans/list": _LIST,
    "plans/line": {
        "reader": OLGA,
        "day": _DAY,
        "stamp": _STAMP,
        "shown": _LINES[3],
        "taker": 123456,
        "same_letter": 4,
        "same_case": 2,
        "foreword": LETTER,
    },
    "plans/ask_until": {
        "reader": OLGA,
        "answers": {},
        "day": _DAY,
        "count": 3,
        "choices": [(1, DUE), (3, DUE), (5, DUE)],
    },
    "plans/held": {
        "reader": OLGA,
        "day": _DAY,
        "until": DUE,
        "count": 3,
        "scope": "123456-countersign-1234567",
        "stamp": _STAMP,
    },
    "plans/ask_words": {"reader": OLGA, "answers": {}, "day": _DAY, "name": UMA.name},
    "plans/reworded": {
        "reader": OLGA,
        "day": _DAY,
        "name": UMA.name,
        "foreword": LETTER,
        "person": 123456,
        "stamp": _STAMP,
    },
    "plans/week": {
        "reader": OLGA,
        "days": [(_DAY, 12, 5), (DUE, 3, 3)],
        "first": _DAY,
        "last": DUE,
        "total": 15,
        "kinds": _KINDS,
        "earlier": "20260302",
        "later": "20260316",
    },
    "plans/gaps": {
        "reader": OLGA,
        "days": [(TODAY, 40, 12), (_DAY, 41, 3)],
        "kinds": _KINDS,
        "whys": [(why, 2) for why in Why],
        "count": 15,
    },
    "plans/week_picture": {"reader": OLGA},
    "plans/week_units": {"reader": OLGA},
    "unreadable/held_too_long": {"reader": OLGA, "day": DUE},
    "unreadable/week_too_far": {"reader": OLGA, "day": DUE},
}
