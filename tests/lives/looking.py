"""What the database has of the cases in hand, asked for all of them at once: what stands where, and who is awaited."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.domain.guards import TAKE_BACK
from bot.domain.lives import Act as A
from bot.domain.lives import AssignmentState, Part, SurveyState
from store.countersigns import NOT_CONCERNED
from store.tables import (
    Assignment,
    Commitment,
    Contact,
    Countersignature,
    Proposal,
    Proposer,
    Reply,
    Request,
    Sitting,
    Survey,
)
from tests.lives.office import NEW, STEPS, Office

SILENT = 7  # of so many who are asked how content they are, one hardly ever answers
Found = dict[int, list[Row[Any]]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody may do something to, as the database has it."""

    life: str
    id: int
    state: str
    unit: int | None = None
    person: int | None = None
    part: str | None = None
    moot: frozenset[A] = frozenset()  # what would be refused as things stand, as far as that is plain to everybody
    awaited: Mapping[A, Sequence[int]] = field(default_factory=dict)  # the people, or units, whose turn an act is
    step: str = ""  # of the approval chain
    signers: Sequence[int] = ()  # of a case: the people whose names stand under it


_P, _A, _R, _S, _C = Proposal, Assignment, Reply, Survey, Commitment
_CASES: Any = bindparam("cases", expanding=True)
_OF: dict[str, Any] = {
    "proposal": select(
        _P.id.label("case"),
        _P.id,
        _P.state,
        _P.round,
        _P.key,
        _P.urgent,
        _P.sensitive,
        _P.withdrawal_asked_at,
        _P.meeting_record,
        Sitting.name,
        Sitting.survey_from,
        Sitting.survey_until,
    )
    .join(_P.sitting)
    .where(_P.id.in_(_CASES)),
    "proposer": select(
        Proposer.proposal_id.label("case"),
        Proposer.position,
        Proposer.person_id,
        Proposer.invited_at,
        Proposer.signed_at,
        Proposer.declined_at,
        Proposer.consented_at,
    )
    .where(Proposer.proposal_id.in_(_CASES))
    .order_by(Proposer.proposal_id, Proposer.position),
    "request": select(Request.proposal_id.label("case"), Request.position, Request.open_round).where(
        Request.proposal_id.in_(_CASES)
    ),
    "assignment": select(
        _A.proposal_id.label("case"),
        _A.id,
        _A.state,
        _A.unit_id,
        _A.part,
        _A.round,
        _A.requests,
        _A.extension_asked_at,
        _A.objection,
        _A.objection_answered_at,
        _A.contact_waived_at,
        _A.opinion_sent_back,
        _A.views,
    )
    .where(_A.proposal_id.in_(_CASES))
    .order_by(_A.id),
    "contact": select(_A.proposal_id.label("case"), _A.id, Contact.answer)
    .join(_A, Contact.assignment_id == _A.id)
    .where(_A.proposal_id.in_(_CASES)),
    "reply": select(
        _A.proposal_id.label("case"),
        _R.id,
        _R.state,
        _R.step,
        _R.version,
        _R.submitted_at,
        _R.opinions_asked_at,
        _A.unit_id,
        _A.id.label("of"),
    )
    .join(_A, _R.assignment_id == _A.id)
    .where(_A.proposal_id.in_(_CASES))
    .order_by(_R.id),
    "signature": select(_A.proposal_id.label("case"), _R.id, Countersignature.unit_id)
    .join(_R, Countersignature.reply_id == _R.id)
    .join(_A, _R.assignment_id == _A.id)
    .where(_A.proposal_id.in_(_CASES), Countersignature.version == _R.version),
    "survey": select(_A.proposal_id.label("case"), _S.id, _S.state, _S.person_id, _S.changed_at, _S.about)
    .join(_R, _S.reply_id == _R.id)
    .join(_A, _R.assignment_id == _A.id)
    .where(_A.proposal_id.in_(_CASES))
    .order_by(_S.id),
    "commitment": select(_A.proposal_id.label("case"), _C.id, _C.state, _A.unit_id)
    .join(_R, _C.reply_id == _R.id)
    .join(_A, _R.assignment_id == _A.id)
    .where(_A.proposal_id.in_(_CASES))
    .order_by(_C.id),
}


def look(office: Office, cases: Sequence[int]) -> dict[int, list[Subject]]:
    """Everything that belongs to each of these cases, the case first."""
    found: dict[str, Found] = {}
    for kind, asked in _OF.items():
        found[kind] = defaultdict(list)
        for row in office.connection.execute(asked, {"cases": list(cases)}):
            found[kind][row.case].append(row)
    return {case: _subjects(case, found, office.now) for case in cases if found["proposal"].get(case)}


def _subjects(case: int, found: Mapping[str, Found], now: datetime) -> list[Subject]:
    proposal = found["proposal"][case][0]
    own = {kind: rows.get(case, []) for kind, rows in found.items()}
    return [
        _case(proposal, own),
        *(_share(proposal, row, own) for row in own["assignment"]),
        *(_reply(proposal, row, own, now) for row in own["reply"]),
        *(_survey(proposal, row, now) for row in own["survey"]),
        *(Subject("commitment", row.id, row.state, unit=row.unit_id) for row in own["commitment"]),
    ]


def _case(proposal: Row[Any], own: Mapping[str, list[Row[Any]]]) -> Subject:
    signers = own["proposer"]
    asked = [one.person_id for one in signers if one.invited_at and not one.signed_at and not one.declined_at]
    missing = [one for one in signers if one.position > 1 and not one.consented_at and not one.declined_at]
    consent = [one.person_id for one in missing if one.person_id]
    leads = [one.person_id for one in signers if one.position == 1 and one.person_id]
    withdraws = proposal.withdrawal_asked_at is not None
    moot = {
        A.SIGN: not asked and proposal.state == "signing",
        A.SUBMIT: proposal.sensitive,
        A.DECLINE: not asked,
        A.CONSENT: not withdraws,
        A.REFUSE_CONSENT: not withdraws,
        A.ASK_WITHDRAW: withdraws or not missing,
        A.WITHDRAW: bool(missing) and proposal.state not in ("draft", "signing"),
        A.MARK_KEY: proposal.key,
        A.UNMARK_KEY: not proposal.key,
        A.MARK_URGENT: proposal.urgent,
        A.UNMARK_URGENT: not proposal.urgent,
        A.MARK_SENSITIVE: proposal.sensitive,
        A.UNMARK_SENSITIVE: not proposal.sensitive,
        **_of_round(proposal, own),
    }
    awaited = {A.SIGN: asked, A.DECLINE: asked, A.CONSENT: consent, A.REFUSE_CONSENT: consent}
    awaited |= dict.fromkeys((A.SUBMIT, A.INVITE, A.WITHDRAW, A.ASK_WITHDRAW), leads)
    meant = {act: ids for act, ids in awaited.items() if ids}
    everybody = [one.person_id for one in signers if one.person_id]
    return Subject("proposal", proposal.id, proposal.state, moot=_true(moot), awaited=meant, signers=everybody)


def _of_round(proposal: Row[Any], own: Mapping[str, list[Row[Any]]]) -> dict[A, bool]:
    asked = any(row.state is SurveyState.OPEN and not row.about for row in own["survey"])
    shares = [row for row in own["assignment"] if row.round == proposal.round and row.part is not Part.CO]
    live = [row for row in shares if row.state is not AssignmentState.CANCELLED]
    wanted = {row.position for row in own["request"] if row.open_round >= proposal.round}
    covered = set().union(*(set(row.requests) or wanted for row in live))
    return {
        A.ASSIGN: proposal.state == "handling" and wanted <= covered,
        A.CLOSE: not proposal.meeting_record if proposal.state == "meeting" else asked,
        A.REHANDLE: proposal.state == "answered" and (asked or proposal.round > 1),
    }


def _share(proposal: Row[Any], share: Row[Any], own: Mapping[str, list[Row[Any]]]) -> Subject:
    contacts = [row.answer for row in own["contact"] if row.id == share.id]
    waits = "" in contacts
    heard = any(answer != "denied" for answer in contacts) or share.contact_waived_at is not None
    assists = share.part is Part.CO
    objects = share.objection and share.objection_answered_at is None
    moot = {
        **dict.fromkeys((A.CONFIRM_CONTACT, A.DENY_CONTACT), not waits),
        A.RECORD_CONTACT: assists or heard,
        A.WAIVE_CONTACT: assists or heard or proposal.name == NEW,
        **dict.fromkeys((A.GRANT_EXTENSION, A.REFUSE_EXTENSION), share.extension_asked_at is None),
        A.ASK_EXTENSION: assists or share.extension_asked_at is not None or proposal.sensitive,
        A.ASK_PROPOSER: assists or proposal.sensitive,
        A.DELIVER_OPINION: not assists or proposal.sensitive,
        A.SEND_BACK_OPINION: not assists or share.opinion_sent_back or share.round < proposal.round,
        A.OBJECT: bool(share.objection) or proposal.sensitive,
        A.DISMISS_OBJECTION: not objects,
        A.ANSWER: not proposal.sensitive,
    }
    views = [one["unit"] for one in share.views if not one["text"]]
    moot[A.STATE_VIEW] = not views
    awaited = {A.STATE_VIEW: views} if views else {}
    return Subject(
        "assignment", share.id, share.state, share.unit_id, part=share.part, moot=_true(moot), awaited=awaited
    )


def _reply(proposal: Row[Any], reply: Row[Any], own: Mapping[str, list[Row[Any]]], now: datetime) -> Subject:
    share = next(row for row in own["assignment"] if row.id == reply.of)
    contacts = [row.answer for row in own["contact"] if row.id == share.id]
    signed = {row.unit_id for row in own["signature"] if row.id == reply.id}
    unsigned = [
        row.unit_id
        for row in own["assignment"]
        if row.round == share.round
        and row.part is Part.CO
        and row.state not in NOT_CONCERNED
        and row.unit_id not in signed
    ]
    heard = share.contact_waived_at is not None or any(answer != "denied" for answer in contacts)
    spoken = heard or proposal.name == NEW
    paper = proposal.sensitive
    draft = proposal.name == NEW and reply.opinions_asked_at is None and proposal.survey_until is None
    moot = {A.SUBMIT: not spoken or paper, A.ASK_COUNTERSIGN: not spoken or paper, A.ISSUE: not spoken or draft}
    moot |= {A.CONSULT: not spoken or not draft, A.HOLD: draft}
    lately = reply.submitted_at is not None and now - reply.submitted_at < TAKE_BACK
    moot[A.TAKE_BACK] = reply.state == "at_leader" and not lately
    awaited = {A.COUNTERSIGN: unsigned} if unsigned else {}
    step = STEPS[min(reply.step, len(STEPS) - 1)] if proposal.name == NEW else ""
    return Subject("reply", reply.id, reply.state, reply.unit_id, moot=_true(moot), awaited=awaited, step=step)


def _survey(proposal: Row[Any], survey: Row[Any], now: datetime) -> Subject:
    first, last = proposal.survey_from, proposal.survey_until
    shut = first is not None and not first <= now.date() <= last
    moot = {A.RATE: shut or survey.id % SILENT == 0, A.CHANGE: shut or survey.changed_at is not None}
    return Subject("survey", survey.id, survey.state, person=survey.person_id, moot=_true(moot))


def _true(moot: Mapping[A, bool]) -> frozenset[A]:
    return frozenset(act for act, so in moot.items() if so)
