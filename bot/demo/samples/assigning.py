"""What is said about who handles a case: more units, objections, rulings and precedents."""

from bot.demo.samples import written
from bot.demo.samples.cast import (
    ABOUT_ASSIGNMENT,
    ASSIGNMENT,
    DANA,
    DUE,
    HOUSING,
    OLGA,
    PRECEDENT,
    PROPOSAL,
    ROADS,
    UGO,
    UMA,
)
from bot.domain.guards import Facts
from bot.intake.assignment_list import Row
from bot.services.bulk import Result

_OFFICE = ABOUT_ASSIGNMENT | {"reader": OLGA}
_UNIT = ABOUT_ASSIGNMENT | {"reader": UMA}
_OTHER = ABOUT_ASSIGNMENT | {"reader": UGO}
_OWN = ABOUT_ASSIGNMENT | {"reader": DANA}
_RULED = {"reason": written.REASON, "moves": True}

_LINES = [
    Result(Row(1, "12", written.HOUSING, (written.ROADS,), "30天"), good=True, due=DUE, said=written.WORDS),
    Result(Row(2, written.WORDS, written.UNKNOWN_UNIT), good=False, due=None, said=written.REASON),
]
_LIST = {"good": 12, "bad": 3, "lines": _LINES, "more": 13, "reader": OLGA}

SAMPLES: dict[str, dict[str, object]] = {
    "bulk/ask_list": {"reader": OLGA},
    "bulk/checked": {"count": 1000, "reader": OLGA},
    "bulk/preview": _LIST,
    "bulk/under_way": {"done": 25, "count": 1000, "reader": OLGA},
    "bulk/done": _LIST,
    "assignments/ask_suggested_units": _UNIT,
    "assignments/accepted_suggesting": _OFFICE | {"units": [HOUSING, ROADS]},
    "assignments/ask_view": _OTHER,
    "assignments/ask_view_text": _OTHER,
    "assignments/view_kept": _OTHER,
    "assignments/view_stated": _OFFICE | {"unit": ROADS, "text": written.REMARK},
    "assignments/ask_ruling_reason": _OFFICE | {"answers": {"moves": True}},
    "assignments/ruled": _OTHER | _RULED,
    "assignments/precedents": {"precedents": [PRECEDENT] * 3, "count": 20, "page": 1, "pages": 3, "reader": OLGA},
    "assignments/ask_objection_unit": {"proposal": PROPOSAL, "shares": [ASSIGNMENT], "reader": DANA},
    "assignments/ask_objection_reason": _OWN,
    "assignments/objection_sent": _OWN,
    "assignments/objected": _OFFICE | {"reason": written.REASON},
    "assignments/ask_dismissal_reason": _OFFICE,
    "assignments/objection_dismissed": _OWN | {"reason": written.REASON},
    "assignments/objection_answered": _OFFICE,
    "refusals/view_is_not_given": {"reader": UGO, "facts": Facts(view_given=True)},
    "refusals/not_objected_before": {"reader": DANA, "facts": Facts(objected=True)},
    "refusals/objection_is_open": {"reader": OLGA, "facts": Facts()},
    "refusals/nothing_to_object_to": {"reader": DANA},
}
