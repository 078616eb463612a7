"""What is said of a duty before its day, on it and after it."""

from datetime import time

from bot.demo.samples.cast import (
    ABOUT_ASSIGNMENT,
    ABOUT_COMMITMENT,
    ABOUT_REPLY,
    ABOUT_SURVEY,
    ASSIGNMENT,
    DANA,
    DUE,
    LENA,
    NOW,
    OLGA,
    TODAY,
    UMA,
    proposal,
)
from bot.demo.samples.meanwhile import share
from bot.demo.samples.written import LETTER
from bot.domain.deadlines import Left
from bot.domain.lives import ProposalState, ReplyState, Role
from bot.domain.reminders import REMINDERS, DutyKind, Row, Side
from bot.services.reminding import Line

_ABOUT: dict[DutyKind, dict[str, object]] = {
    DutyKind.SIGN: {"proposal": proposal(ProposalState.SIGNING, number=None)},
    DutyKind.ACCEPT: ABOUT_ASSIGNMENT,
    DutyKind.RETURN: ABOUT_ASSIGNMENT,
    DutyKind.CONTACT: ABOUT_ASSIGNMENT,
    DutyKind.QUESTION: ABOUT_ASSIGNMENT | {"assignment": share()},
    DutyKind.EXTENSION: ABOUT_ASSIGNMENT | {"assignment": share()},
    DutyKind.DRAFT: ABOUT_ASSIGNMENT | {"drafted": ReplyState.DRAFTING},
    DutyKind.OPINION: ABOUT_ASSIGNMENT,
    DutyKind.COUNTERSIGN: ABOUT_REPLY,
    DutyKind.APPROVAL: ABOUT_REPLY,
    DutyKind.REVIEW: ABOUT_REPLY,
    DutyKind.SURVEY: ABOUT_SURVEY,
    DutyKind.COMMITMENT: ABOUT_COMMITMENT,
}
_LEFT = {Side.BEFORE: Left(7, 5), Side.ON: Left(0, 0), Side.AFTER: Left(-7, -5)}
_READERS = {Role.OFFICE: OLGA, Role.LIAISON: UMA, Role.LEADER: LENA, Role.DEPUTY: DANA}


def _facts(row: Row) -> dict[str, object]:
    return _ABOUT[row.duty] | {"due": DUE, "left": _LEFT[row.when.side], "notice": 3, "reader": _READERS[row.to]}


_LINES = [
    Line(
        proposal=ASSIGNMENT.proposal,
        kind=kind,
        side=Side.AFTER,
        unit=ASSIGNMENT.unit.name,
        due=DUE,
        left=_LEFT[Side.AFTER],
        behalf=UMA.name,
        opens="task:9",
    )
    for kind in DutyKind
]

SAMPLES: dict[str, dict[str, object]] = {row.message: _facts(row) for row in REMINDERS} | {
    "reminders/digest": {
        "lines": _LINES,
        "count": 12,
        "day": TODAY,
        "list": "tasks",
        "seen": True,
        "foreword": LETTER,
        "reader": UMA,
    },
    "reminders/hours": {"own": time(10), "at": NOW, "usual": time(8, 30), "hours": [time(h) for h in range(9, 18)]},
    "reminders/put_off": {"until": DUE, "count": 2},
}
