"""What is said when a reply is rated, and when the ratings of a round are in."""

from bot.demo.samples import written
from bot.demo.samples.cast import ABOUT_SURVEY, DANA, OLGA, PROPOSAL, SURVEY, UMA, proposal
from bot.domain.guards import Facts
from bot.domain.lives import ProposalState
from bot.flows.survey import REASONS
from bot.services.rounds import Next

_BY_OFFICE: dict[str, object] = {"proposal": PROPOSAL, "reader": OLGA}
_ROUND = {"round": 2, "requests": PROPOSAL.requests, "units": [written.HOUSING, written.ROADS]}
_RATING = ABOUT_SURVEY | {"reader": DANA}
_QUESTION = {"question": "attitude", "options": ["satisfied", "basically", "unsatisfied"], "number": 2, "total": 3}
_CHOSEN = {"chosen": {"attitude": "satisfied", "result": "unsatisfied"}, "unmet": [1, 3], "reason": written.REASON}

SAMPLES: dict[str, dict[str, object]] = {
    "surveys/ask_question": _RATING | _QUESTION,
    "surveys/ask_requests": _RATING | {"requests": PROPOSAL.requests, "unmet": [1, 3]},
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
    "proposals/ask_rehandle": _BY_OFFICE | {"surveys": [SURVEY, SURVEY]},
    "proposals/ask_meeting": _BY_OFFICE | {"surveys": [SURVEY]},
    "proposals/ask_archive": _BY_OFFICE,
    "proposals/archived": _BY_OFFICE,
    "proposals/ask_reopen": _BY_OFFICE,
    "refusals/every_survey_is_over": {"facts": Facts(surveys_open=2), "reader": OLGA},
    "refusals/a_round_is_left": {"facts": Facts(round=2), "reader": OLGA},
    "refusals/within_survey_window": {"facts": Facts(), "reader": DANA},
    "refusals/rating_settled": {"reader": DANA},
}
