"""What is said while a case comes in, is filed, assigned and given back."""

import datetime as dt

from bot.demo.samples import written
from bot.demo.samples.cast import (
    ABOUT_ASSIGNMENT,
    ASSIGNMENT,
    DANA,
    DUE,
    HOUSING,
    NOW,
    OLGA,
    PRECEDENT,
    PROPOSAL,
    ROADS,
    TODAY,
    UMA,
    assignment,
    proposal,
)
from bot.domain.calendar import DayKind
from bot.domain.deadlines import Caution, CautionKind, Due, Step, StepKind
from bot.domain.lives import Act, AssignmentState, Kind, Part, ProposalState
from bot.domain.terms import Term, Unit
from bot.intake.batch import Fact, Fault, Form, Outcome, ReplyLetter
from bot.intake.published import Quarantined
from bot.intake.units import RowError, UnitRow
from bot.services.answers_in import Placed
from bot.services.assigning import Share
from bot.services.intake import Preview, Taken
from bot.services.making import Purpose
from bot.services.proposals import Own, Written
from bot.services.suggesting import Suggestion
from bot.services.units import Changes
from store.imports import Known

_LATER = DUE + dt.timedelta(days=3)
_STEPS = tuple(
    Step(kind, DUE, until, 2, unit, why, name)
    for kind in StepKind
    for until, unit, why, name in (
        (DUE, Unit.MONTHS, DayKind.WEEKEND, ""),
        (_LATER, Unit.WORKDAYS, DayKind.HOLIDAY, "spring_festival"),
    )
)
_UNTIL = Step(StepKind.EXTENDED, DUE, _LATER)
_WARNINGS = (Caution(CautionKind.UNKNOWN_YEAR, 2027), Caution(CautionKind.BEYOND_CAP))
_WHY = Due(DUE, TODAY, Term(Unit.MONTHS, 3, rule="reply"), TODAY, (*_STEPS, _UNTIL), _WARNINGS, written.CALENDAR)
_LEAD, _CO = Share(1, Part.LEAD, _WHY, (1, 3)), Share(2, Part.CO, _WHY)
_REQUESTS = (written.FIRST_REQUEST, written.SECOND_REQUEST)
_WRITTEN = Written(Kind.SUGGESTION, written.TITLE, written.BACKGROUND, _REQUESTS, written.HOUSING)
_CASE: dict[str, object] = {"proposal": PROPOSAL, "reader": OLGA}
_OWN: dict[str, object] = {"proposal": PROPOSAL, "reader": DANA}
_CHOICES = _CASE | {
    "part": Part.CO,
    "may_part": True,
    "precedents": [PRECEDENT],
    "suggestions": [Suggestion(HOUSING, "signed"), Suggestion(ROADS, "named")],
}
_PLAN = {
    "shares": [(HOUSING, _LEAD), (ROADS, _CO)],
    "near": True,
    "both": True,
    "silent": [ROADS],
    "today": DUE,
    "answers": {"key": True},
}
_UNITS = {"units": [(HOUSING, Part.LEAD, (1, 3)), (ROADS, Part.CO, ())], "due": DUE}
_ROW = UnitRow(written.HOUSING, "", (written.HOUSING_IN_FULL,))
_ERRORS = (
    RowError(4, "name_taken", written.ROADS, 2),
    RowError(5, "no_name"),
    RowError(6, "bad_active", written.WORDS),
)
_CHANGES = Changes((_ROW,), (_ROW, _ROW), (), _ERRORS)
_FAULTS = (
    Fault(written.FILE, 7, "B", "no_title"),
    Fault(written.FILE, 8, "G", "bad_date", written.WORDS),
    Fault(written.FILE, 9, "A", "number_twice", "12", ("7",)),
    Fault(written.FILE, 10, "", "number_taken", "13", (written.TITLE,)),
    Fault(written.FILE, 11, "", "unknown_unit", written.UNKNOWN_UNIT, (written.HOUSING, written.ROADS), blocks=False),
)
_OTHER = Known(
    2, written.SITTING, Kind.SUGGESTION, 12, written.TITLE, ProposalState.HANDLING, frozenset({written.DANA})
)
_LETTER = ReplyLetter(
    written.TITLE, 12, "", "建议", written.TITLE, (written.DANA,), written.FIRST_ANSWER, (written.HOUSING,)
)
_OUTCOME = Outcome(written.TITLE, (written.DANA,), written.FIRST_ANSWER, written.WORDS, 17)
_PLACED = (
    Placed(written.TITLE, _OTHER, "", outcome=_OUTCOME),
    Placed(written.TITLE, _OTHER, "handled_here", _LETTER),
    Placed(written.TITLE, None, "no_case", _LETTER),
)
_FACTS = (Fact("handled", "174", "件", 13, written.BACKGROUND), Fact(written.WORDS, "96.8", "%", 14, written.LINE))
_PREVIEW = Preview(
    Form.LEDGER,
    9,
    2,
    (written.TITLE, written.FIRST_REQUEST),
    {"received": 9, "units": 3},
    41,
    (written.UNKNOWN_UNIT,),
    _FAULTS * 2,
    _PLACED * 3,
    _FACTS,
    (written.WORDS,),
)
_LINES = [Quarantined(number, written.LINE) for number in range(1, 4)]
_DECIDED = {"proposal": proposal(ProposalState.CHANGES), "remark": written.REMARK}
_GIVEN = _CASE | _PLAN | {"given": [ASSIGNMENT], "following": PROPOSAL}

SAMPLES: dict[str, dict[str, object]] = {
    "proposals/ask_kind": {"answers": {}, "reader": DANA},
    "proposals/ask_title": {"answers": {}, "reader": DANA},
    "proposals/ask_background": {"answers": {}, "reader": DANA, "pieces": 2, "length": 1200},
    "proposals/ask_requests": {"answers": {"requests": list(_REQUESTS)}, "reader": DANA},
    "proposals/ask_unit": {"answers": {}, "reader": DANA},
    "proposals/preview": {"answers": {}, "reader": DANA, "written": _WRITTEN, "again": False, "chosen": [UMA]},
    "proposals/handed_in": _OWN,
    "proposals/mine": {
        "own": [Own(PROPOSAL, DUE), Own(proposal(number=None), None)],
        "count": 12,
        "page": 1,
        "pages": 3,
    },
    "proposals/taken_back": _OWN,
    "proposals/submitted": _CASE,
    "proposals/filed": _OWN,
    "proposals/filed_several": {"proposals": [PROPOSAL, proposal(number=13)], "count": 12, "reader": DANA},
    "proposals/rejected": _OWN | {"reason": "empty", "remark": ""},
    "proposals/transferred": _OWN | {"remark": written.REMARK},
    "proposals/returned": _OWN | {"remark": written.REMARK},
    "proposals/withdrawn": _CASE,
    "proposals/unmerged": _OWN,
    "proposals/assigned": _OWN | _UNITS,
    "proposals/reassigned": _OWN | _UNITS,
    "filing/filed": _CASE,
    "filing/ask_reason": _CASE | {"reasons": ["secret", "empty"], "answers": {"act": Act.REJECT}},
    "filing/ask_remark": _CASE | {"reasons": [], "answers": {"act": Act.TRANSFER}},
    "filing/decided": _CASE | _DECIDED,
    "filing/to_assign": {"proposals": [PROPOSAL, proposal(number=13)], "count": 12, "page": 1, "pages": 3},
    "assignments/offered": ABOUT_ASSIGNMENT | {"reader": UMA},
    "assignments/ask_unit": _CHOICES | {"hits": [], "chosen": []},
    "assignments/ask_co_units": _CHOICES | {"hits": [ROADS], "chosen": [HOUSING]},
    "assignments/ask_apart": _CHOICES | {"hits": [], "chosen": [HOUSING]},
    "assignments/ask_which": _CASE
    | {"unit": HOUSING, "requests": [(one, one.position == 1) for one in PROPOSAL.requests]},
    "assignments/ask_co_due": _CASE | {"part": Part.CO, "due": DUE},
    "assignments/ask_due": _CASE | {"part": Part.LEAD, "due": DUE},
    "assignments/preview": _CASE | _PLAN,
    "assignments/given": _GIVEN,
    "assignments/why": ABOUT_ASSIGNMENT | {"due": _WHY, "reader": UMA},
    "assignments/ask_insist_reason": ABOUT_ASSIGNMENT | {"reader": OLGA},
    "assignments/return_decided": {
        "proposal": PROPOSAL,
        "assignment": assignment(AssignmentState.CANCELLED),
        "reader": OLGA,
    },
    "assignments/return_upheld": ABOUT_ASSIGNMENT | {"reader": UMA},
    "assignments/return_refused": ABOUT_ASSIGNMENT | {"reader": UMA, "reason": written.REASON},
    "assignments/ruled_moves": ABOUT_ASSIGNMENT | {"reader": UMA, "reason": written.REASON},
    "assignments/ruled_stays": ABOUT_ASSIGNMENT | {"reader": UMA, "reason": written.REASON},
    "assignments/cancelled": ABOUT_ASSIGNMENT | {"reader": UMA},
    "imports/ask_file": {"answers": {}, "reader": OLGA},
    "imports/preview": {"file": written.FILE, "preview": _PREVIEW, "reader": OLGA},
    "imports/lines": {"lines": _LINES, "count": 41, "page": 1, "pages": 3, "reader": OLGA},
    "imports/faults": {"faults": _FAULTS, "count": 41, "page": 1, "pages": 3, "reader": OLGA},
    "imports/under_way": {"file": written.FILE, "count": 9, "reader": OLGA},
    "imports/done": {
        "file": written.FILE,
        "taken": Taken(7, 2, (12, 18), 3, 5),
        "purpose": Purpose.NEW,
        "reader": OLGA,
    },
    "imports/units": {"file": written.FILE, "changes": _CHANGES, "reader": OLGA},
    "imports/units_done": {"file": written.FILE, "changes": _CHANGES, "reader": OLGA},
    "unreadable/background_wanted": {},
    "unreadable/request_wanted": {},
    "unreadable/too_many_requests": {"count": 31, "at_most": 30},
    "unreadable/unit_wanted": {},
    "unreadable/unit_named_twice": {"unit": written.ROADS},
    "unreadable/two_units_wanted": {},
    "unreadable/requests_wanted": {},
    "unreadable/requests_left": {"missing": [2, 3]},
    "unreadable/after_lead_due": {"day": DUE},
    "unreadable/too_many_co_units": {"at_most": 10},
    "unreadable/date_wanted": {},
    "unreadable/not_a_date": {"text": written.WORDS},
    "unreadable/date_passed": {"day": DUE},
    "unreadable/beyond_cap": {"day": DUE},
    "unreadable/not_text": {},
    "unreadable/file_too_big": {"limit": 20},
    "unreadable/empty": {},
    "unreadable/no_proposals": {"lines": 55},
    "unreadable/no_duties": {},
    "unreadable/no_name_column": {"found": written.WORDS},
    "unreadable/encrypted": {},
    "unreadable/old_office": {},
    "unreadable/broken_file": {},
    "unreadable/too_much_inside": {"limit": 100},
    "unreadable/unsafe_names": {"name": written.FILE},
    "unreadable/nested_archive": {"name": written.FILE},
    "unreadable/other_archive": {},
    "unreadable/too_many_rows": {"limit": 20000},
    "unreadable/no_headings": {"found": written.WORDS},
    "unreadable/no_rows": {},
    "unreadable/too_deep": {},
    "unreadable/too_many_pages": {"limit": 2000},
    "unreadable/scan": {"pages": 12},
    "refusals/rows_wrong": {"faults": _FAULTS},
    "refusals/unit_taken": {},
    "refusals/lead_taken": {},
    "refusals/imported_before": {"name": written.FILE, "at": NOW, "taken": 9},
    "refusals/all_cosigners_consent": {"facts": None, "act": Act.WITHDRAW, "state": ProposalState.FILED},
}
