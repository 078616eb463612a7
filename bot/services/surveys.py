"""A reply is rated: each proposer is asked alone, answers, may change his mind once, or lets the time pass."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bot.domain.calendar import ONE_DAY
from bot.domain.errors import Refused
from bot.domain.lives import Act, ProposalState, Role, SurveyState
from bot.domain.reminders import DutyKind
from bot.domain.surveys import KEPT, Answers, Schema, Verdict, told, verdict
from bot.services import dates, hours, life, planning, policies, redating, rounds
from bot.turn import Turn
from store import commitments, duties, people
from store import surveys as kept
from store.duties import Owing
from store.people import Who
from store.tables import Commitment, Proposal, Reply, Survey

AT_ONCE = 50  # surveys that lapse in one transaction; the next strike of the clock goes on
_IN_FORCE = (SurveyState.OPEN, SurveyState.RATED)
_OVER_FOR_GOOD = (ProposalState.ARCHIVED, ProposalState.WITHDRAWN)


def open_for(turn: Turn, reply: Reply) -> dict[int, Survey]:
    """One survey for each proposer who is to rate, by the person's id; who was content with the draft keeps his.

    Who was not, or let its term pass, is asked anew about the reply; what somebody said of it who has gone with his
    case since counts no more. What is asked is written down with it, as the sitting has it today.
    """
    proposal = reply.assignment.proposal
    rules = policies.of(turn, proposal)
    raters = _raters(turn, proposal)
    asked = {survey.person_id: survey for survey in kept.of_reply(turn.work, reply.id)}
    window_ends = proposal.sitting.survey_until
    ahead = window_ends if window_ends is not None and window_ends >= turn.today else None
    due = ahead or dates.of_case(turn, proposal, rules.terms.survey)
    fresh = {
        person.id: Survey(
            reply=reply,
            person_id=person.id,
            state=SurveyState.OPEN,
            opened_at=turn.now,
            due=due,
            schema=rules.policy.survey.as_json(),
            answers={},
        )
        for person in raters
        if person.id not in asked
    }
    _add(turn, fresh.values())
    there = {person.id for person in raters}
    for survey in asked.values():
        _go_on(turn, survey, due, here=survey.person_id in there)
    return {person: survey for person, survey in asked.items() if survey.state in _IN_FORCE} | fresh


def _go_on(turn: Turn, survey: Survey, due: date, *, here: bool) -> None:
    """What becomes of an opinion of the draft when the reply is issued."""
    if survey.state is SurveyState.RATED and not here:
        life.do(turn, survey, Act.DROP, clock=True)
    elif here and survey.state in (SurveyState.RATED, SurveyState.LAPSED):
        redating.redate(turn, survey, "due", due)
        if survey.state is SurveyState.LAPSED or survey.verdict == Verdict.UNSATISFIED:
            _ask_anew(turn, survey)
        else:
            may_change_again(turn, survey)


def may_change_again(turn: Turn, survey: Survey) -> None:
    """He rated another text than the one before him now, and may change his rating once more."""
    if survey.changed_at is not None:
        survey.changed_at = None
        case, sets = life.proposal_of(survey).id, {"changed_at": None}
        turn.note("ask_again", clock=True, life="survey", subject_id=survey.id, proposal_id=case, sets=sets)


def _ask_anew(turn: Turn, survey: Survey) -> None:
    """What he said of the draft goes into the journal; of the reply he has said nothing yet."""
    answers = " ".join(f"{asked}={option}" for asked, option in survey.answers.items())
    said: dict[str, Any] = {"was_said": answers, "was_reason": survey.reason, "verdict": ""}
    survey.answers, survey.option, survey.reason, survey.verdict = {}, "", "", ""
    life.do(turn, survey, Act.ASK_ANEW, clock=True, sets={"rated_at": None, "changed_at": None}, **said)


def _add(turn: Turn, fresh: Collection[Survey]) -> None:
    kept.add(turn.work, fresh)
    for survey in fresh:
        life.born(turn, survey, "ask", clock=True)


def _raters(turn: Turn, proposal: Proposal) -> list[Who]:
    """Those whom the policy has rate a case."""
    asks = policies.of(turn, proposal).policy.survey_asks
    return kept.raters(turn.work, proposal.id, all_of_them=asks == "all")


def schema_of(survey: Survey) -> Schema:
    """The questions of a survey as they stood when it was opened."""
    return Schema.from_json(survey.schema)


def check_may_rate(turn: Turn, survey: Survey) -> Act:
    """What sending the answers would be, a first rating or a changed one, or Refused."""
    act = Act.CHANGE if survey.state is SurveyState.RATED else Act.RATE
    life.may(turn, survey, act)
    share = survey.reply.assignment
    if act is Act.CHANGE and (share.round != share.proposal.round or share.proposal.state in _OVER_FOR_GOOD):
        raise Refused("rating_settled")
    return act


def rate(turn: Turn, survey: Survey, answers: Answers, reason: str) -> None:
    """Send the answers; what follows from them follows at once, and the proposer hears what it is."""
    survey = kept.to_write(turn.work, survey.id)
    act = check_may_rate(turn, survey)
    schema = schema_of(survey)
    survey.answers = dict(answers)
    survey.verdict, survey.option = verdict(answers, schema) or "", told(answers, schema)
    survey.reason = reason
    stamp = "rated_at" if act is Act.RATE else "changed_at"
    life.do(turn, survey, act, sets={stamp: turn.now}, verdict=survey.verdict)
    follows = _about_promise(turn, survey) if survey.about else rounds.settle(turn, life.proposal_of(survey))
    if survey.reply.issued_at is None:
        follows = rounds.Next.DRAFT
    turn.answer("surveys/thanks", edit=True, **life.around(survey), follows=follows)


def open_about(turn: Turn, commitment: Commitment) -> dict[int, Survey]:
    """The second rating (承诺事项落实情况回执, 重庆 Art. 24): each proposer says whether the promise was kept."""
    proposal = commitment.reply.assignment.proposal
    rules = policies.of(turn, proposal)
    asked = {survey.person_id for survey in kept.about(turn.work, commitment.id)}
    fresh = {
        person.id: Survey(
            reply=commitment.reply,
            person_id=person.id,
            about=commitment.id,
            state=SurveyState.OPEN,
            opened_at=turn.now,
            due=dates.due(turn, turn.today, rules.terms.survey).date,
            schema=KEPT.as_json(),
            answers={},
        )
        for person in _raters(turn, proposal)
        if person.id not in asked
    }
    _add(turn, fresh.values())
    return fresh


def _about_promise(turn: Turn, survey: Survey) -> rounds.Next:
    """Who is not content with how a promise was kept has the office look at it again."""
    if survey.verdict != Verdict.UNSATISFIED:
        return rounds.Next.KEPT
    commitment = commitments.by_id(turn.work, survey.about)
    office = people.with_role(turn.work, Role.OFFICE)
    turn.tell(office, "commitments/not_content", commitment=commitment, **life.around(survey))
    return rounds.Next.OFFICE


def lapse_surveys(turn: Turn) -> None:
    """Whoever was urged to the end and let the date pass is not asked any more, and is in no base."""
    if not hours.within(turn):
        return
    past = duties.near(turn.work, DutyKind.SURVEY, turn.today - ONE_DAY, turn.today)
    if not past or not hours.are_now(turn):
        return
    for survey in list(duties.rows(turn.work, DutyKind.SURVEY, _ripe(turn, past)[:AT_ONCE])):
        assert isinstance(survey, Survey)  # noqa: S101 - the rows of this kind of duty are surveys
        life.do(turn, survey, Act.LAPSE, clock=True)
        if not survey.about:
            rounds.settle(turn, life.proposal_of(survey))


def _ripe(turn: Turn, past: Sequence[Owing]) -> list[int]:
    """Those whose last urging is a day old at least, and those of people whom no urging reaches."""
    calendar = dates.calendar(turn)
    reached = {person.id for person in people.by_ids(turn.work, {o.whose for o in past}) if planning.reaches(person)}
    keys = {o.id: [f"{step.once}:{o.whose}" for step in planning.steps(turn, o, turn.today, calendar)] for o in past}
    said = duties.said(turn.work, (key for some in keys.values() for key in some))
    before_today = {key for key, at in said.items() if at.astimezone(turn.config.zone).date() < turn.today}
    return [o.id for o in past if o.whose not in reached or before_today.issuperset(keys[o.id])]
