"""What is said when a reply is rated, and when the ratings of a round are in."""

from datetime import timedelta

from bot.demo.samples import written
from bot.demo.samples.cast import ABOUT_SURVEY, DANA, DUE, NOW, OLGA, PROPOSAL, SURVEY, TODAY, UMA, proposal
from bot.domain.guards import Facts
from bot.domain.lives import ProposalState
from bot.flows.survey import REASONS
from bot.services.rounds import Next
from store.tables import Sitting

_BY_OFFICE: dict[str, object] = {"proposal": PROPOSAL, "reader": OLGA}
_ROUND = {"round": 2, "requests": PROPOSAL.requests, "units": [written.HOUSING, written.ROADS]}
_RATING = ABOUT_SURVEY | {"reader": DANA}
_SITTING = Sitting(id=1, name=written.SITTING, survey_from=TODAY, survey_until=DUE)
_QUESTION = {"question": "attitude", "options": ["satisfied", "basically", "unsatisfied"], "number": 2, "total": 3}
_CHOSEN = {
    "chosen": {"attitude": "satisfied", "result": "unsatisfied"},
    "each": {"1": "unsatisfied", "3": "basically"},
    "reason": written.REASON,
    "several": True,
}

SAMPLES: dict[str, dict[str, object]] = {
    "surveys/ask_question": _RATING | _QUESTION,
    "surveys/ask_requests": _RATING | {"requests": PROPOSAL.requests, "unmet": [1, 3]},
    "surveys/ask_each": _RATING | {"requests": PROPOSAL.requests, "each": {"1": "satisfied", "3": "unsatisfied"}},
    "surveys/window": {
        "sitting": _SITTING,
        "today": TODAY,
        "counts": [("open", 12), ("rated", 30)],
        "others": [PROPOSAL.sitting],
    },
    "surveys/window_set": {"sitting": _SITTING, "surveys": [SURVEY], "count": 3, "reader": DANA},
    "surveys/ask_window_first": {"sitting": _SITTING},
    "surveys/ask_window_last": {"sitting": _SITTING, "first": TODAY},
    "unreadable/day_not_after": {"day": TODAY, "after": TODAY},
    "refusals/no_sitting": {"reader": OLGA},
    "surveys/ask_reason": _RATING | {"reasons": REASONS, "marked": list(REASONS[:2])},
    "surveys/ask_confirm": _RATING | _CHOSEN,
    "surveys/thanks": _RATING | {"follows": Next.OFFICE},
    "surveys/rated": ABOUT_SURVEY | {"reader": UMA, "verdict": "unsatisfied"},
    "surveys/changed": ABOUT_SURVEY
    | {"reader": OLGA, "verdict": "unsatisfied", "proposal": proposal(ProposalState.CLOSED)},
    "surveys/lapsed": ABOUT_SURVEY | {"reader": OLGA},
    "proposals/rehandled": _BY_OFFICE | _ROUND,
    "proposals/reopened": _BY_OFFICE | _ROUND,
    "proposals/closed": {"proposal": proposal(ProposalState.CLOSED), "reader": OLGA},
    "proposals/meeting": {"proposal": proposal(ProposalState.MEETING), "reader": OLGA},
    "proposals/ask_meeting_day": _BY_OFFICE,
    "proposals/ask_meeting_who": _BY_OFFICE,
    "proposals/ask_meeting_agreed": _BY_OFFICE,
    "proposals/meeting_recorded": _BY_OFFICE | {"day": TODAY, "who": written.DAN, "agreed": written.REASON},
    "refusals/meeting_is_recorded": {"reader": OLGA},
    "unreadable/day_to_come": {"day": TODAY},
    "proposals/ask_rehandle": _BY_OFFICE | {"surveys": [SURVEY, SURVEY]},
    "proposals/ask_meeting": _BY_OFFICE | {"surveys": [SURVEY]},
    "proposals/ask_archive": _BY_OFFICE,
    "proposals/archived": _BY_OFFICE,
    "proposals/ask_reopen": _BY_OFFICE,
    "refusals/every_survey_is_over": {"facts": Facts(surveys_open=2), "reader": OLGA},
    "refusals/a_round_is_left": {"facts": Facts(round=2), "reader": OLGA},
    "refusals/within_survey_window": {"facts": Facts(), "reader": DANA},
    "unreadable/marks_wanted": {},
    "unreadable/no_such_request": {"number": 7},
    "refusals/within_sitting_window": {"facts": Facts(opens=NOW, closes=NOW + timedelta(days=30)), "reader": DANA},
    "refusals/not_changed_before": {"facts": Facts(changed=True), "reader": DANA},
    "refusals/rating_settled": {"reader": DANA},
}
