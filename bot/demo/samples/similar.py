"""What is said of like cases, and of what is quoted from them and from documents."""

from bot.demo.samples import written
from bot.demo.samples.cast import ABOUT_REPLY, DANA, OLGA, UMA, proposal
from bot.domain.lives import ProposalState
from bot.services.replies import Point
from bot.services.similar import Earlier, Similar
from store.tables import Passage

_ONE, _OTHER = proposal(ProposalState.CLOSED), proposal(ProposalState.ARCHIVED, number=None)
_OTHER.id = 8
_FOUND = [Similar(_ONE, 0.82, answered=True), Similar(_OTHER, 0.41)]
_EARLIER = [Earlier([written.HOUSING], [written.FIRST_ANSWER, written.SECOND_ANSWER])]
_POINT = Point(1, written.FIRST_REQUEST, "", ours=True)
_DOCUMENT = "临江市老旧小区改造三年行动方案"
_PASSAGES = [
    Passage(id=3, document=written.FILE, title=_DOCUMENT, number="临政发〔2025〕12号", text=written.BACKGROUND),
    Passage(id=4, document=written.FILE, title="", number="", text=written.THIRD_ANSWER),
]
_WRITING = ABOUT_REPLY | {"reader": UMA, "point": _POINT}

SAMPLES: dict[str, dict[str, object]] = {
    "proposals/similar": {"reader": DANA, "answers": {}, "similar": _FOUND, "named": {7}, "quoted": {8}},
    "filing/similar": {
        "reader": OLGA,
        "proposal": proposal(ProposalState.SUBMITTED, number=None),
        "similar": _FOUND,
        "leads": {7},
    },
    "looking/earlier": {"reader": DANA, "proposal": _ONE, "earlier": _EARLIER, "named": True},
    "replies/ask_like": _WRITING | {"similar": _FOUND},
    "replies/ask_like_part": _WRITING
    | {"case": _ONE, "earlier": _EARLIER, "parts": [written.FIRST_ANSWER, written.SECOND_ANSWER]},
    "replies/outline_asked": {"point": _POINT},
    "replies/no_outline": ABOUT_REPLY | {"reader": UMA, "reason": "slow"},
    "replies/outlined": ABOUT_REPLY | {"reader": UMA, "position": 1, "text": written.FIRST_ANSWER},
    "refusals/machine_drafted": {"positions": [1, 3]},
    "refusals/answered_already": {},
    "replies/ask_policy": _WRITING | {"passages": _PASSAGES},
}
