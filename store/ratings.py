"""The ratings in force, counted in SQL: of each proposer about each unit's replies to a case, the last one he gave.

A second reply that was not rated leaves the rating of the first in force; who never rated is counted apart. Answers
are counted as they are kept, whole forms at a time, so there are few rows however many ratings there are.
"""

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Subquery, Text, case, cast, desc, func, select

from bot.domain.lives import SurveyState
from bot.domain.surveys import Verdict
from store.boards import count
from store.database import Work
from store.surveys import OF_REPLY
from store.tables import Assignment, Reply, Survey, Unit


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was said of one unit: so many of each verdict ("" for who never rated), and of how many cases rated."""

    unit: str
    counts: dict[str, int]
    cases: int


def verdicts(work: Work) -> list[Verdicts]:
    """For each unit that was rated, or was to be."""
    force = _in_force()
    rated = force.c.state == SurveyState.RATED
    of_each = [count(rated & (force.c.verdict == verdict.value)) for verdict in Verdict]
    query = (
        select(Unit.name, func.count(case((rated, force.c.proposal_id)).distinct()), count(~rated), *of_each)
        .select_from(force)
        .join(Unit, Unit.id == force.c.unit_id)
        .group_by(Unit.id, Unit.name)
        .order_by(Unit.name, Unit.id)
    )
    kinds = ("", *(verdict.value for verdict in Verdict))
    return [
        Verdicts(name, dict(zip(kinds, counts, strict=True)), cases)
        for name, cases, *counts in work.connection.execute(query)
    ]


def answers(work: Work) -> dict[str, Counter[str]]:
    """For each question of the forms that came in, how many chose which option; about single requests not."""
    force = _in_force()
    query = select(force.c.answers, func.count()).where(force.c.state == SurveyState.RATED).group_by(force.c.answers)
    found: dict[str, Counter[str]] = {}
    for form, number in work.connection.execute(query):
        for question, option in json.loads(form).items():
            if "." not in question:
                found.setdefault(question, Counter())[option] += number
    return found


def _in_force() -> Subquery:
    newest = func.row_number().over(
        partition_by=(Assignment.unit_id, Assignment.proposal_id, Survey.person_id),
        order_by=(desc(Survey.state == SurveyState.RATED), Assignment.round.desc(), Survey.id.desc()),
    )
    every = (
        select(
            Assignment.unit_id,
            Assignment.proposal_id,
            Survey.state,
            Survey.verdict,
            cast(Survey.answers, Text).label("answers"),
            newest.label("age"),
        )
        .join(Survey.reply)
        .join(Reply.assignment)
        .where(Survey.state.in_((SurveyState.RATED, SurveyState.LAPSED)), Survey.about == OF_REPLY)
        .where(Reply.issued_at.is_not(None))
        .subquery()
    )
    return select(every).where(every.c.age == 1).subquery()
