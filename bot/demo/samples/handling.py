"""What a unit, its leader and the office say to each other about a case in hand and the reply to it."""

from bot.demo.samples import written
from bot.demo.samples.cast import (
    ABOUT_ASSIGNMENT,
    ABOUT_REPLY,
    DANA,
    DUE,
    LENA,
    NOW,
    OLGA,
    PROPOSAL,
    REPLY,
    ROADS,
    SURVEY,
    UGO,
    UMA,
    assignment,
    reply,
)
from bot.domain.guards import Facts
from bot.domain.lives import AssignmentState, Part, ReplyState
from bot.intake.answers import Answers
from bot.services.from_file import Written
from bot.services.offers import OFFERS
from bot.services.replies import Point

_OFFERED = assignment()
_WAITING = reply(ReplyState.AT_LEADER)
_CO = ABOUT_ASSIGNMENT | {"assignment": assignment(AssignmentState.HANDLING, Part.CO, ROADS)}
_POINTS = [
    Point(1, written.FIRST_REQUEST, written.FIRST_ANSWER, ours=True),
    Point(2, written.SECOND_REQUEST, written.SECOND_ANSWER, ours=False),
    Point(3, written.THIRD_REQUEST, "", ours=True),
    Point(4, written.FIRST_REQUEST, written.THIRD_ANSWER, ours=True, machine=True),
]
_READ = {"points": _POINTS, "attached": REPLY.attachments, "signers": [ROADS]}
_WRITING = (
    ABOUT_REPLY
    | _READ
    | {
        "reader": UMA,
        "point": _POINTS[0],
        "count": 3,
        "nth": 2,
        "before": 1,
        "after": 3,
        "missing": [3],
        "approvers": [LENA],
        "classes": [("A", written.WORDING), ("B", written.WORDING)],
        "mark": "0123abcd",
        "heard": False,
        "opinions": [assignment(AssignmentState.DONE, Part.CO, ROADS)],
        "changed": True,
        "outlines": True,
        "machine": [2],
        "readable": [REPLY.attachments[0].id],
        "steps": 2,
        "step": 1,
        "step_name": written.STEP,
    }
)
_FILE = Written(
    REPLY.attachments[0],
    Answers(written.FIRST_ANSWER),
    ((1, written.FIRST_ANSWER), (2, written.SECOND_ANSWER)),
    13,
)
_CHAIN = {"steps": 3, "step": 2, "step_name": written.STEP}
_CARD = ABOUT_ASSIGNMENT | {"reader": UMA, "requests": PROPOSAL.requests, "late": True, "written": _WAITING}

SAMPLES: dict[str, dict[str, object]] = {
    "assignments/card": _CARD | {"offers": list(OFFERS.values()), "more": 2, "may_return": True},
    "assignments/tasks": {
        "reader": LENA,
        "tasks": [_OFFERED] * 10,
        "count": 25,
        "page": 1,
        "pages": 3,
        "waiting": [_WAITING],
        "today": DUE.replace(year=2027),
    },
    "assignments/accepted": ABOUT_ASSIGNMENT | {"reader": OLGA},
    "assignments/returned": ABOUT_ASSIGNMENT | {"reader": OLGA},
    "assignments/disputed": ABOUT_ASSIGNMENT | {"reader": OLGA},
    "assignments/ask_return_reason": ABOUT_ASSIGNMENT | {"reader": UMA},
    "assignments/ask_return_unit": ABOUT_ASSIGNMENT | {"reader": UMA},
    "assignments/given_back": ABOUT_ASSIGNMENT | {"reader": UMA, "again": True},
    "assignments/ask_opinion": _CO | {"reader": UGO},
    "assignments/opinion_saved": _CO | {"reader": UGO},
    "assignments/opinion_preview": _CO | {"reader": UGO},
    "assignments/opinion_sent": _CO | {"reader": UGO},
    "replies/ask_request": _WRITING,
    "replies/saved": _WRITING | {"file": REPLY.attachments[0]},
    "replies/ask_from_file": _WRITING | {"written": _FILE},
    "replies/ask_not_ours": _WRITING,
    "replies/ask_result": _WRITING,
    "replies/preview": _WRITING | {"reproaches": [("general", 4), ("no_contact", 1)]},
    "replies/submitted": ABOUT_REPLY | {"reader": UMA, "approvers": [LENA]},
    "replies/to_approve": ABOUT_REPLY | _READ | _CHAIN | {"reader": LENA},
    "replies/taken_back": ABOUT_REPLY | {"reader": LENA},
    "replies/back_in_draft": ABOUT_REPLY | {"reader": UMA},
    "replies/approved": ABOUT_REPLY | {"reader": UMA},
    "replies/to_review": ABOUT_REPLY | _READ | {"reader": OLGA, "draft_first": False, "opinions": [SURVEY]},
    "replies/decided": ABOUT_REPLY | _CHAIN | {"reader": LENA, "reply": reply(ReplyState.DRAFTING)},
    "replies/ask_remark": ABOUT_REPLY | {"reader": LENA},
    "replies/sent_back": ABOUT_REPLY | {"reader": UMA, "sender": {"role": "leader", "step": written.STEP}},
    "replies/sent_back_now": ABOUT_REPLY | {"reader": LENA},
    "replies/issued": ABOUT_REPLY | _READ | {"reader": DANA, "surveys": {DANA.id: SURVEY}},
    "replies/issued_to_proposer": ABOUT_REPLY | {"reader": UMA},
    "replies/let_out": ABOUT_REPLY | {"reader": OLGA, "by_hand": [written.STRANGER, written.DAN]},
    "replies/shown": ABOUT_REPLY | _READ | {"reader": UMA},
    "replies/no_leader": ABOUT_REPLY | {"reader": OLGA},
    "refusals/within_the_legal_cap": {"reader": OLGA, "facts": Facts(beyond_cap=True)},
    "refusals/no_leader": ABOUT_REPLY | {"reader": UMA},
    "refusals/accept_first": {"reader": UMA},
    "refusals/co_gives_opinion": {"reader": UGO},
    "refusals/assists_only": {"reader": UMA, "facts": Facts()},
    "refusals/no_requests": {"reader": UMA},
    "refusals/nothing_written": {"reader": UGO},
    "refusals/no_result_class": {"reader": UMA},
    "refusals/newer_version": {"reader": LENA},
    "refusals/within_return_window": {"reader": UMA, "facts": Facts(window_ends=NOW)},
    "refusals/within_a_minute": {"reader": UMA, "facts": Facts()},
    "refusals/covers_every_request": {"reader": UMA, "facts": Facts(requests=frozenset({1, 2, 3}))},
    "refusals/every_unit_has_answered": {"reader": OLGA, "facts": Facts(units_open=2)},
    "refusals/every_unit_has_signed": {"reader": UMA, "facts": Facts(unsigned=2)},
    "refusals/not_sent_back_before": {"reader": UMA, "facts": Facts(sent_back=True)},
}
