"""What people look at: the board, lists, cards, what was found, and figures."""

from datetime import timedelta

from bot.demo.samples import written
from bot.demo.samples.cast import (
    DANA,
    DUE,
    HOUSING,
    NOW,
    OLGA,
    ROADS,
    assignment,
    proposal,
    reply,
    survey,
)
from bot.domain.deadlines import Left
from bot.domain.lives import AssignmentState, Part, ProposalState, ReplyState, Role, SurveyState
from bot.domain.rates import Rate
from bot.domain.surveys import Tally
from bot.services.boards import Page, Timed
from bot.services.cards import Entry, Share
from bot.services.figures import total
from bot.services.offers import OFFERS, Offer
from bot.services.satisfaction import OfQuestion, OfUnit
from store.boards import Line, Load, Pile
from store.figures import Figures, Progress

_MIDDLE = Page(1, 3, "list:late")
_NEW = proposal(ProposalState.SUBMITTED, number=None)
_REJECTED = proposal(ProposalState.REJECTED)
_ISSUED, _DRAFT = reply(ReplyState.ISSUED), reply(ReplyState.DRAFTING)
_DONE = assignment(AssignmentState.DONE, Part.CO, ROADS)
_DONE.done_at = NOW
_SECOND = proposal()
_SECOND.round = 2
_LINES = [
    Timed(Line(proposal(), assignment(), DUE), Left(-3, -2)),
    Timed(Line(proposal(), assignment(of=ROADS), DUE), Left(92, 63)),
    Timed(Line(_NEW, None, None), None),
]
_LOADS = [Load(1, HOUSING.name, 12, 3, 2), Load(2, ROADS.name, 1, 0, 0)]
_EVENTS = [
    Entry(NOW, "submit", Role.DEPUTY, DANA.name, "", ""),
    Entry(NOW + timedelta(hours=1), "offer", Role.OFFICE, written.OLGA, "", HOUSING.name),
    Entry(NOW + timedelta(hours=2), "accept", Role.LIAISON, "", HOUSING.name, ""),
    Entry(NOW + timedelta(hours=3), "approve", Role.LEADER, written.LENA, HOUSING.name, ""),
    Entry(NOW + timedelta(hours=4), "lapse", Role.SYSTEM, "", "", ""),
]
_SHARES = [
    Share(assignment(), _DRAFT, Left(92, 63), explains=True),
    Share(assignment(AssignmentState.HANDLING, of=ROADS), _ISSUED, Left(0, 0), explains=False),
    Share(_DONE, None, None, explains=False),
]
_PROGRESS = total([Progress(HOUSING.name, 9, 4, 2, 1), Progress(ROADS.name, 1, 0, 0, 0)])
_RATE = Rate(95, 120)
_FIGURES = Figures(_RATE, _RATE, _RATE, _RATE, Rate(0, 0))
_CARD = {
    "proposal": _SECOND,
    "shares": _SHARES,
    "readable": [_ISSUED, _DRAFT],
    "ratings": [survey(SurveyState.RATED)],
    "timeline": _EVENTS,
    "events": 31,
    "papers": [Offer("letter", "paper:letter:11"), Offer("casefile", "paper:casefile:7")],
    "offers": list(OFFERS.values()),
    "more": 3,
    "others": [proposal()],
}

SAMPLES: dict[str, dict[str, object]] = {
    "looking/ask_words": {},
    "looking/ask_number": {},
    "looking/board": {
        "totals": [(pile.value, number) for number, pile in enumerate(Pile)],
        "loads": _LOADS,
        "units": 30,
        "unreached": 2,
        "page": Page(1, 3, "board"),
    },
    "looking/card": _CARD,
    "looking/figures": {
        "figures": _FIGURES,
        "rates": Tally(satisfied=40, basically=9, unsatisfied=2, unanswered=3),
        "questions": [OfQuestion("result", _RATE, [("satisfied", 60), ("basically", 35), ("unsatisfied", 25)])],
        "units": 2,
        "progress": _PROGRESS,
    },
    "looking/rates": {
        "units": [OfUnit(HOUSING.name, Tally(40, 9, 2, 3), 30), OfUnit(ROADS.name, Tally(3, 0, 0, 1), 3)],
        "first": 1,
        "few": 5,
        "page": Page(1, 3, "rates"),
    },
    "looking/rates_picture": {"shown": 20, "units": 34, "few": 5},
    "looking/found": {
        "cases": [proposal(), _NEW],
        "count": 23,
        "page": Page(1, 3, "find"),
        "words": written.WORDS,
        "carried": "电梯+消防",
    },
    "looking/list": {"lines": _LINES, "page": _MIDDLE, "count": 23, "pile": Pile.LATE.value, "unit": ""},
    "looking/no_picture": {},
    "looking/funnel_picture": {"steps": [("已提交", 236), ("已立案", 221), ("已办结", 97)]},
    "looking/weeks_picture": {"weeks": [("5/18", _RATE), ("5/25", Rate(0, 0))], "whole": _RATE},
    "looking/terms_picture": {"spans": [("早1至7天", 20), ("当天", 3)], "count": 23, "units": 20, "shown": 15},
    "looking/content_picture": {
        "rows": [(HOUSING.name, _RATE), (ROADS.name, Rate(3, 3))],
        "units": 20,
        "whole": _RATE,
    },
    "looking/picture": {"shown": 20, "units": 34, "progress": _PROGRESS},
    "looking/more": {"proposal": proposal(), "offers": list(OFFERS.values())},
    "looking/printed": {"proposal": _REJECTED, "printed": _REJECTED.published},
    "looking/text": {"proposal": proposal()},
    "looking/timeline": {"proposal": proposal(), "timeline": _EVENTS},
    "refusals/no_such_case": {"reader": OLGA, "number": 999, "sitting": written.SITTING},
    "unreadable/number_wanted": {},
    "unreadable/words_wanted": {},
}
