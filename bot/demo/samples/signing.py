"""What is said while several put a proposal forward together, and when it is taken back."""

import datetime as dt

from bot.demo.samples import written
from bot.demo.samples.cast import DAN, DANA, DUE, OLGA, proposal
from bot.domain.lives import Act, ProposalState

_UNTIL = dt.date(2026, 3, 7)


def _signing() -> dict[str, object]:
    case = proposal(ProposalState.SIGNING, number=None)
    case.sign_until = _UNTIL
    return {"proposal": case}


_CASE = _signing() | {"reader": DANA}
_WHO = _CASE | {"name": written.DAN}
_HELD: dict[str, object] = {"proposal": proposal(), "reader": DANA}
_OFFICE = _HELD | {"reader": OLGA}
_REFUSED: dict[str, object] = {"life": "proposal", "act": Act.SIGN, "state": ProposalState.SIGNING, "facts": None}

SAMPLES: dict[str, dict[str, object]] = {
    "proposals/ask_cosigners": {"answers": {}, "reader": DANA, "chosen": [DAN], "hits": [DAN, DANA]},
    "proposals/asked_to_sign": _CASE | {"until": DUE},
    "proposals/invited": _CASE | {"asked": [written.DAN]},
    "proposals/signed": _WHO | {"signed": 2, "missing": [written.DANA]},
    "proposals/declined": _WHO | {"signed": 1, "missing": []},
    "proposals/signed_now": _CASE,
    "proposals/declined_now": _CASE,
    "proposals/signing_ends": _CASE | {"until": _UNTIL, "missing": [written.DAN]},
    "proposals/signing_over": _CASE | {"signed": [written.DAN]},
    "proposals/signing_closed": _CASE,
    "proposals/ask_hand_in": _CASE | {"missing": [written.DAN]},
    "proposals/discarded": _CASE,
    "proposals/ask_withdraw": _HELD | {"answers": {}, "missing": [written.DAN]},
    "proposals/withdrawal_begun": _HELD | {"on_paper": [written.STRANGER]},
    "proposals/asked_to_withdraw": _HELD,
    "proposals/consented": _HELD | {"name": written.DAN, "on_paper": True},
    "proposals/consented_now": _HELD | {"missing": [written.DANA]},
    "proposals/consent_refused": _HELD | {"name": written.DAN, "on_paper": True},
    "proposals/consent_refused_now": _HELD,
    "proposals/paper_wanted": _OFFICE | {"names": [written.STRANGER]},
    "proposals/paper_consents": _OFFICE | {"absent": proposal().proposers},
    "proposals/paper_consent_kept": _OFFICE | {"name": written.DAN, "agrees": True, "missing": [written.STRANGER]},
    "proposals/ask_paper_names": _OFFICE | {"answers": {}},
    "proposals/ask_paper_sure": _OFFICE | {"answers": {"names": [written.DAN, written.STRANGER]}},
    "proposals/paper_signatures_kept": _OFFICE | {"names": [written.DAN, written.STRANGER]},
    "proposals/signed_on_paper": _HELD | {"names": [written.DAN, written.STRANGER]},
    "refusals/leads_the_proposal": _REFUSED,
    "refusals/invited_to_sign": _REFUSED,
    "refusals/within_signing_term": {},
    "refusals/withdrawal_is_asked": _REFUSED,
    "refusals/withdrawal_asked": {"names": [written.DAN]},
    "unreadable/deputy_wanted": {},
    "unreadable/no_such_deputy": {"typed": written.WORDS},
    "unreadable/deputy_named_twice": {"name": written.DAN},
    "unreadable/too_many_deputies": {"typed": written.WORDS, "count": 40},
}
