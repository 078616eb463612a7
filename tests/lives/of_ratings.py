"""What is done to ratings and promises, act by act."""

from datetime import timedelta
from random import Random

from bot.domain.errors import Refused
from bot.domain.lives import Act as A
from bot.domain.surveys import Answers, Content, Schema
from bot.services import (
    commitments,
    surveys,
)
from bot.turn import Turn
from store import replies as written
from store import surveys as asked
from store.tables import Survey
from tests.lives.deeds import DEEDS, Deed, deed, reply_of, words


@deed("survey", A.RATE, A.CHANGE)
def _rate(turn: Turn, survey: int, chance: Random) -> None:
    found = asked.by_id(turn.work, survey)
    if found is None:
        raise Refused("old_button")
    content = chance.random() < 0.75
    said = words(chance, found.reply.assignment.proposal)
    surveys.rate(turn, found, _answers(turn, found, chance, content=content), "" if content else said)


def _answers(turn: Turn, survey: Survey, chance: Random, *, content: bool) -> Answers:
    schema: Schema = surveys.schema_of(survey)
    answers: dict[str, str] = {}
    for question in schema.questions:
        wanted = [one for one in question.options if (one.kind is not Content.NOT) == content] or question.options
        answers[question.key] = chance.choice(list(wanted)).key
    if not content and not survey.about and chance.random() < 0.5:
        requests = [one.position for one in written.open_requests(turn.work, survey.reply.assignment)]
        one = schema.deciding.first(Content.NOT)
        if requests and one is not None:
            answers[f"{schema.deciding.key}.{chance.choice(requests)}"] = one.key
    return answers


@deed("commitment", A.CONFIRM)
def _confirm(turn: Turn, promise: int, chance: Random) -> None:
    found = commitments.find(turn, promise)
    if chance.random() < 0.3:
        commitments.redate(turn, found, turn.today + timedelta(days=chance.randint(1, 400)))
    else:
        commitments.confirm(turn, found)


@deed("commitment", A.DISCARD)
def _discard(turn: Turn, promise: int, _chance: Random) -> None:
    commitments.discard(turn, commitments.find(turn, promise))


@deed("commitment", A.REOPEN)
def _take_up(turn: Turn, promise: int, _chance: Random) -> None:
    commitments.reopen(turn, commitments.find(turn, promise))


def _reports(act: A) -> Deed:
    def does(turn: Turn, promise: int, chance: Random) -> None:
        found = commitments.find(turn, promise)
        commitments.report(turn, found, act, words(chance, found.reply.assignment.proposal))

    return does


for _act in (A.REPORT, A.FULFIL, A.EXPLAIN):
    DEEDS["commitment", _act] = _reports(_act)


@deed("reply")
def _promise_more(turn: Turn, reply: int, chance: Random) -> None:
    """A unit adds a promise that nobody found in its reply."""
    found = reply_of(turn, reply)
    said = words(chance, found.assignment.proposal)
    commitments.add(turn, found, said, turn.today + timedelta(days=chance.randint(1, 400)))
