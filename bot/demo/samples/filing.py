"""What is said when cases are merged, made key cases, urged, or marked as sensitive."""

from bot.demo.samples import written
from bot.demo.samples.cast import ASSIGNMENT, DANA, DUE, OLGA, UMA, VERA, proposal
from bot.domain.deadlines import Left
from bot.domain.lives import ProposalState, Role
from bot.services.boards import Page
from bot.services.supervision import Watched

_LEAD = proposal(number=3)
_CASE: dict[str, object] = {"proposal": proposal(ProposalState.SUBMITTED), "reader": OLGA}
_MERGED = _CASE | {"lead": _LEAD}


def _sensitive() -> dict[str, object]:
    case = proposal()
    case.sensitive = True
    return {"proposal": case, "reader": OLGA}


SAMPLES: dict[str, dict[str, object]] = {
    "filing/ask_lead": _CASE | {"answers": {}, "similar": [_LEAD]},
    "filing/merged": _MERGED,
    "filing/unmerged": _CASE,
    "filing/joined_case": {"proposal": _LEAD, "case": proposal(number=None), "reader": UMA},
    "filing/ask_supervisor": _CASE | {"supervisors": [VERA]},
    "filing/key_marked": _CASE | {"supervisor": VERA},
    "filing/key_unmarked": _CASE,
    "filing/urgent_marked": _CASE,
    "filing/urgent_unmarked": _CASE,
    "proposals/marked_urgent": _CASE | {"reader": UMA},
    "filing/sensitive_marked": _sensitive(),
    "filing/sensitive_unmarked": _CASE,
    "assignments/answered_on_paper": _sensitive() | {"assignment": ASSIGNMENT},
    "assignments/sensitive": _sensitive() | {"reader": UMA},
    "proposals/merged": _MERGED | {"reader": DANA},
    "proposals/key_named": _CASE | {"reader": VERA},
    "proposals/key_taken": _CASE | {"reader": VERA},
    "proposals/urged": _CASE | {"name": written.DANA, "role": Role.DEPUTY, "due": DUE, "reader": UMA},
    "proposals/urged_now": _CASE | {"units": [written.HOUSING], "reader": DANA},
    "looking/key_cases": {
        "cases": [Watched(_LEAD, [written.HOUSING, written.ROADS], Left(12, 8)), Watched(proposal(), [], None)],
        "count": 20,
        "page": Page(1, 3, "board"),
        "reader": VERA,
    },
    "refusals/merges_into_an_open_case": {},
    "refusals/leads_others": {"others": 2},
    "refusals/not_urged_lately": {},
    "refusals/marked_already": {},
    "refusals/sensitive_on_paper": {},
    "unreadable/no_such_number": {"typed": written.WORDS},
    "unreadable/no_lead_case": {"proposal": _LEAD},
}
