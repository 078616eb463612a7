"""A reply is rated: each proposer is asked alone, answers, may change his mind, or lets the time pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.calendar import ONE_DAY
from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lives import Act, ProposalState, SurveyState
from bot.domain.reminders import DutyKind
from bot.domain.surveys import DEFAULT, Answers, Tally, Verdict, verdict
from bot.services import dates, hours, life, reminding, rounds
from bot.turn import Turn
from store import duties, people
from store import surveys as kept
from store.database import Work
from store.duties import Owing
from store.surveys import Rated
from store.tables import Reply, Survey

AT_ONCE = 50  # surveys that lapse in one transaction; the next strike of the clock goes on
_OVER_FOR_GOOD = (ProposalState.ARCHIVED, ProposalState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Rates:
    """How content the proposers are, over all and by the name of the unit; who did not answer is in no base."""

    overall: Tally
    units: Mapping[str, Tally]


def open_for(turn: Turn, reply: Reply) -> dict[int, Survey]:
    """One open survey for each proposer known to the bot, by the person's id; who has one for this reply keeps it."""
    asked = {survey.person_id: survey for survey in kept.of_reply(turn.work, reply.id)}
    due = dates.due(turn, turn.today, turn.config.terms.survey).date
    fresh = {
        person.id: Survey(
            reply=reply, person_id=person.id, state=SurveyState.OPEN, opened_at=turn.now, due=due, answers={}
        )
        for person in people.proposers(turn.work, reply.assignment.proposal_id)
        if person.id not in asked
    }
    kept.add(turn.work, fresh.values())
    return asked | fresh


def check_may_rate(turn: Turn, survey: Survey) -> Act:
    """What sending the answers would be, a first rating or a changed one, or Refused."""
    act = Act.CHANGE if survey.state is SurveyState.RATED else Act.RATE
    life.may(turn, survey, act, _window(turn, survey))
    share = survey.reply.assignment
    if act is Act.CHANGE and (share.round != share.proposal.round or share.proposal.state in _OVER_FOR_GOOD):
        raise Refused("rating_settled")
    return act


def rate(turn: Turn, survey: Survey, answers: Answers, reason: str) -> None:
    """Send the answers; what follows from them follows at once, and the proposer hears what it is."""
    act = check_may_rate(turn, survey)
    survey.answers = dict(answers)
    survey.verdict = verdict(answers, DEFAULT) or ""
    survey.reason, survey.rated_at = reason, turn.now
    life.do(turn, survey, act, _window(turn, survey), verdict=survey.verdict)
    proposal = life.proposal_of(survey)
    follows = rounds.settle(turn, proposal)
    turn.answer("surveys/thanks", edit=True, **life.around(survey), follows=follows)


def lapse_surveys(turn: Turn) -> None:
    """Whoever was urged to the end and let the date pass is not asked any more, and is in no base."""
    past = duties.near(turn.work, DutyKind.SURVEY, turn.today - ONE_DAY) if hours.within(turn) else []
    if not past or not hours.are_now(turn):
        return
    for survey in list(duties.rows(turn.work, DutyKind.SURVEY, _ripe(turn, past)[:AT_ONCE])):
        assert isinstance(survey, Survey)  # noqa: S101 - the rows of this kind of duty are surveys
        life.do(turn, survey, Act.LAPSE, clock=True)
        rounds.settle(turn, life.proposal_of(survey))


def _ripe(turn: Turn, past: Sequence[Owing]) -> list[int]:
    """Those whose last urging is a day old at least, and those of people whom no urging reaches."""
    calendar = dates.calendar(turn)
    reached = {person.id for person in people.by_ids(turn.work, {o.whose for o in past}) if reminding.reaches(person)}
    keys = {o.id: [f"{step.once}:{o.whose}" for step in reminding.steps(o, turn, calendar)] for o in past}
    said = duties.said(turn.work, (key for some in keys.values() for key in some))
    before_today = {key for key, at in said.items() if at.astimezone(turn.config.zone).date() < turn.today}
    return [o.id for o in past if o.whose not in reached or before_today.issuperset(keys[o.id])]


def rates(work: Work) -> Rates:
    """The ratings as they stand: of each proposer about each unit's replies to a case, the last one he gave.

    A second reply that was not rated leaves the rating of the first in force; who never rated is counted apart.
    """
    last: dict[tuple[str, int, int], Rated] = {}
    for row in kept.all_over(work):
        if row.state is SurveyState.RATED or (row.unit, row.proposal_id, row.person_id) not in last:
            last[row.unit, row.proposal_id, row.person_id] = row
    units: dict[str, list[Verdict | None]] = {}
    for row in last.values():
        units.setdefault(row.unit, []).append(Verdict(row.verdict) if row.state is SurveyState.RATED else None)
    return Rates(
        Tally.of(each for verdicts in units.values() for each in verdicts),
        {unit: Tally.of(units[unit]) for unit in sorted(units)},
    )


def _window(turn: Turn, survey: Survey) -> Facts:
    """A rating may be changed until the end of its due date."""
    return Facts(window_ends=datetime.combine(survey.due, time.max, turn.config.zone))
