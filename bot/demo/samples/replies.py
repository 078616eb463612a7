"""What is said about a reply besides writing it: signatures, steps, classes, versions, corrections, kept texts."""

from types import SimpleNamespace

from bot.demo.samples import written
from bot.demo.samples.cast import (
    ABOUT_REPLY,
    DANA,
    DUE,
    HOUSING,
    LENA,
    NOW,
    OLGA,
    PROPOSAL,
    REPLY,
    ROADS,
    SURVEY,
    UGO,
    UMA,
    proposal,
    reply,
    survey,
)
from bot.domain.differences import differences
from bot.domain.guards import Facts
from bot.domain.lives import ReplyState, SurveyState
from bot.services.replies import Point
from bot.services.versions import Changed, Hand
from store.tables import Snippet

_POINTS = [Point(1, written.FIRST_REQUEST, written.FIRST_ANSWER, ours=True)]
_READ = {"points": _POINTS, "attached": REPLY.attachments, "signers": [ROADS]}
_CHAIN = {"steps": 3, "step": 2, "step_name": written.STEP}
_CHANGES = {
    "changed": [Changed(1, differences(written.FIRST_ANSWER, written.SECOND_ANSWER)), Changed(2, [])],
    "wordings": (written.WORDING, written.REMARK),
    "files_gone": [written.ENCLOSED],
    "files_come": [written.FILE],
}
_KEPT = Snippet(id=3, unit_id=1, title=written.WORDS, text=written.FIRST_ANSWER, by=UMA.id, at=NOW)
_CLASSES = [("A", written.WORDING), ("B", written.WORDING)]
_HELD = reply(ReplyState.HELD)

SAMPLES: dict[str, dict[str, object]] = {
    "replies/empty_step": ABOUT_REPLY | _CHAIN | {"reader": OLGA},
    "replies/to_countersign": ABOUT_REPLY | _READ | {"reader": UGO},
    "replies/countersigned": ABOUT_REPLY | {"reader": UMA, "signer": written.ROADS, "unsigned": [HOUSING, ROADS]},
    "replies/signed_now": ABOUT_REPLY | {"reader": UGO},
    "replies/sent_to_units": ABOUT_REPLY | {"reader": UMA, "units": [HOUSING, ROADS]},
    "replies/draft_to_rate": ABOUT_REPLY | _READ | {"reader": DANA, "surveys": {DANA.id: SURVEY}},
    "replies/draft_out": ABOUT_REPLY | {"reader": UMA},
    "replies/draft_sent": ABOUT_REPLY | {"reader": OLGA, "by_hand": [written.STRANGER, written.DAN]},
    "replies/opinions_in": ABOUT_REPLY | {"reader": OLGA, "asked": [survey(SurveyState.RATED), SURVEY]},
    "refusals/opinions_are_due": {"reader": OLGA, "facts": Facts()},
    "refusals/opinions_were_taken": {"reader": OLGA, "facts": Facts(opinions_due=True)},
    "replies/held": ABOUT_REPLY | {"reader": UMA},
    "replies/held_now": ABOUT_REPLY | {"reader": OLGA},
    "replies/ask_class": ABOUT_REPLY | {"reader": OLGA, "classes": _CLASSES},
    "replies/ask_class_reason": ABOUT_REPLY | {"reader": OLGA, "classes": _CLASSES},
    "replies/class_changed": ABOUT_REPLY
    | {"reader": UMA, "before": written.WORDING, "after": written.REMARK, "reason": written.REASON},
    "replies/held_list": {
        "reader": OLGA,
        "held": [_HELD],
        "count": 25,
        "page": 1,
        "pages": 3,
        "picked": [_HELD.id],
    },
    "replies/publishing": {"reader": OLGA, "done": 10, "count": 25},
    "replies/published": {"reader": OLGA, "out": 24, "left": [REPLY], "paper": [(PROPOSAL, [written.STRANGER])]},
    "replies/ask_correction": ABOUT_REPLY | _READ | {"reader": OLGA, "point": None},
    "replies/ask_correction_text": ABOUT_REPLY | _READ | {"reader": OLGA, "point": _POINTS[0]},
    "replies/ask_correction_reason": ABOUT_REPLY | _READ | {"reader": OLGA, "point": _POINTS[0]},
    "replies/correction_preview": ABOUT_REPLY | _CHANGES | {"reader": OLGA, "reason": written.REASON},
    "replies/corrected": ABOUT_REPLY
    | _READ
    | _CHANGES
    | {"reader": DANA, "reason": written.REASON, "surveys": {DANA.id: SURVEY}, "today": DUE},
    "replies/corrected_now": ABOUT_REPLY | {"reader": OLGA},
    "replies/versions": ABOUT_REPLY
    | {
        "reader": LENA,
        "versions": REPLY.versions,
        "names": {1: written.UMA},
        "pairs": [(1, 2), (2, 0)],
        "hands": [Hand(1, written.UMA, [NOW, NOW])],
    },
    "replies/compared": ABOUT_REPLY | _CHANGES | {"reader": LENA, "old": 1, "new": 2},
    "replies/ask_snippet": ABOUT_REPLY | {"reader": UMA, "point": _POINTS[0], "snippets": [_KEPT]},
    "replies/ask_snippet_title": ABOUT_REPLY | {"reader": UMA, "point": _POINTS[0]},
    "replies/ask_other_case": ABOUT_REPLY | {"reader": UMA, "other": proposal(number=15), "excerpt": written.LETTER},
    "joining/ask_step": {"reader": OLGA, "unit": SimpleNamespace(name=written.HOUSING), "steps": [written.STEP]},
    "refusals/needs_no_countersign": {"reader": UMA, "facts": Facts(countersigned_first=True)},
    "refusals/not_signed_before": {"reader": UGO, "facts": Facts(signed=True)},
    "refusals/is_their_step": {"reader": LENA, "facts": Facts(their_step=False)},
    "refusals/more_steps_follow": {"reader": LENA, "facts": Facts()},
    "refusals/is_the_last_step": {"reader": LENA, "facts": Facts(steps_left=1)},
    "refusals/same_class": {"reader": OLGA},
    "refusals/nothing_changed": {"reader": OLGA},
    "refusals/nothing_picked": {"reader": OLGA},
    "refusals/nothing_to_keep": {"reader": UMA},
    "refusals/too_many_snippets": {"reader": UMA, "most": 20},
}
