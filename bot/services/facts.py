"""What the guards of the tables ask about a case, read from its rows as they stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.guards import Facts
from bot.domain.lives import AssignmentState, Part, ReplyState, Role, SurveyState
from bot.services import policies, reply_facts
from bot.turn import Turn
from store import contacts, surveys
from store.tables import Assignment, Commitment, Proposal, Proposer, Reply, Survey

Subject = Proposal | Assignment | Reply | Survey | Commitment
URGED_AGAIN = timedelta(days=3)
_SPEAKING = (AssignmentState.HANDLING, AssignmentState.PAUSED, AssignmentState.DONE)


def of(turn: Turn, subject: Subject, **known: Any) -> Facts:  # noqa: ANN401 - fields of Facts
    """The facts of a subject for whoever asks now; ``known`` are those that the caller knows better."""
    return replace(_read(turn, subject), now=turn.now, **known)


def _read(turn: Turn, subject: Subject) -> Facts:
    match subject:
        case Proposal():
            return _of_proposal(turn, subject)
        case Assignment():
            return _of_assignment(turn, subject)
        case Reply():
            return replace(reply_facts.of(turn, subject), heard=heard(turn, subject.assignment))
        case Survey():
            return _of_survey(turn, subject)
        case Commitment():
            return Facts()


def _of_survey(turn: Turn, survey: Survey) -> Facts:
    sitting, issued = survey.reply.assignment.proposal.sitting, survey.reply.issued_at is not None
    return Facts(
        window_ends=end_of(turn, survey.due),
        opens=start_of(turn, sitting.survey_from if issued else None),
        closes=end_of(turn, sitting.survey_until if issued else None),
        changed=survey.changed_at is not None,
    )


def start_of(turn: Turn, day: date | None) -> datetime | None:
    """The first moment of a day in the office's zone; None for no day."""
    return datetime.combine(day, time.min, turn.config.zone) if day is not None else None


def end_of(turn: Turn, day: date | None) -> datetime | None:
    """The last moment of a day in the office's zone; None for no day."""
    return datetime.combine(day, time.max, turn.config.zone) if day is not None else None


def _of_proposal(turn: Turn, proposal: Proposal) -> Facts:
    asked = surveys.of_round(turn.work, proposal)
    own = [proposer for proposer in proposal.proposers if turn.who is not None and proposer.person_id == turn.who.id]
    return Facts(
        round=proposal.round,
        surveys_open=sum(survey.state is SurveyState.OPEN for survey in asked),
        leads=turn.who is None or turn.who.role is not Role.DEPUTY or any(one.position == 1 for one in own),
        invited=any(one.invited_at is not None and one.signed_at is None and one.declined_at is None for one in own),
        window_ends=end_of(turn, proposal.sign_until),
        withdrawal_asked=proposal.withdrawal_asked_at is not None and _has_to_consent(turn, proposal, own),
        consents_missing=len(consents_missing(proposal.proposers)),
        recorded=bool(proposal.meeting_record),
        urged=proposal.urged_at is not None and turn.now - proposal.urged_at < URGED_AGAIN,
    )


def consents_missing(proposers: Sequence[Proposer]) -> list[Proposer]:
    """The co-signers who have not consented to a withdrawal; who was asked to sign and did not has nothing to say."""
    return [
        one
        for one in proposers
        if one.position > 1 and one.consented_at is None and (one.invited_at is None or one.signed_at is not None)
    ]


def consents_on_paper(proposal: Proposal) -> list[Proposer]:
    """Those of them who do not use the bot, so that the office takes their word on paper."""

    def here(one: Proposer) -> bool:
        person = one.person
        return person is not None and person.active and person.reachable and person.chat_id is not None

    return [one for one in consents_missing(proposal.proposers) if not here(one)]


def _has_to_consent(turn: Turn, proposal: Proposal, own: Sequence[Proposer]) -> bool:
    """Whether whoever asks may answer a withdrawal: for himself, or, in the office, for somebody on paper."""
    if turn.who is not None and turn.who.role is Role.OFFICE:
        return bool(consents_on_paper(proposal))
    return any(one.consented_at is None for one in own)


def _of_assignment(turn: Turn, share: Assignment) -> Facts:
    return Facts(
        part=share.part,
        heard=heard(turn, share),
        contact_open=share.state in _SPEAKING and contacts.is_open(turn.work, share.id),
        lead_writes=any(_writes(one) for one in share.proposal.assignments if one.round == share.round),
        window_ends=_last_return(turn, share),
        sent_back=share.opinion_sent_back,
        extension_asked=share.extension_asked_at is not None,
        view_given=any(turn.who is not None and v["unit"] == turn.who.unit_id and v["text"] for v in share.views),
        objected=bool(share.objection),
        objection_open=bool(share.objection) and share.objection_answered_at is None,
    )


def _last_return(turn: Turn, share: Assignment) -> datetime | None:
    """Until when a unit may give a case back; None where the policy takes late returns too (domain 1.12)."""
    late = policies.of(turn, share.proposal).policy.late_return == "allow"
    return None if late else end_of(turn, share.return_until)


def heard(turn: Turn, share: Assignment) -> bool:
    """Whether the unit may answer as far as speaking with the proposers goes (代表法 Art. 51).

    A contact counts once it is recorded, unless a proposer denied it: his silence must not use up the unit's term,
    while his word that nobody spoke to him makes the record worth nothing. One who waived the contact has been heard
    too, and so have all where the policy does not ask for it.
    """
    if share.part is Part.CO or share.contact_waived_at is not None:
        return True
    if not policies.of(turn, share.proposal).policy.contact_required:
        return True
    return share.state in _SPEAKING and contacts.stands(turn.work, share.id)


def _writes(share: Assignment) -> bool:
    """Whether a unit that answers has still to submit its reply."""
    in_hand = share.state in (AssignmentState.OFFERED, AssignmentState.HANDLING, AssignmentState.PAUSED)
    return share.part is not Part.CO and in_hand and (share.reply is None or share.reply.state is ReplyState.DRAFTING)
