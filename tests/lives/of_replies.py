"""What is done to a reply, act by act."""

from datetime import timedelta
from random import Random

from bot.domain.lives import Act as A
from bot.services import (
    acceptance,
    approval,
    correcting,
    countersigning,
    drafts,
    issuing,
    life,
    opinions,
    replies,
    results,
)
from bot.turn import Turn
from store import replies as written
from store.tables import Reply
from tests.lives.deeds import deed, reply_of, version_of, words


@deed("assignment")
def _begin(turn: Turn, share: int, chance: Random) -> None:
    """A liaison begins to write, and goes as far as he happens to get."""
    reply = drafts.begin(turn, acceptance.held(turn, share))
    _write(turn, reply, chance)


@deed("reply", A.SUBMIT, A.ASK_COUNTERSIGN)
def _submit_reply(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    _write(turn, found, chance)
    if chance.random() < 0.05:
        drafts.check_complete(turn, found)
    drafts.submit(turn, reply)


def _write(turn: Turn, reply: Reply, chance: Random) -> None:
    saved = written.answers(turn.work, reply)
    for request in written.open_requests(turn.work, reply.assignment):
        said = request.id in saved and saved[request.id].text
        if (not said and chance.random() < 0.95) or (said and chance.random() < 0.1):
            _say(turn, reply, request.position, chance)
        elif said and chance.random() < 0.02:
            drafts.clear(turn, reply.id, request.position)
    if (not reply.result_class and chance.random() < 0.95) or chance.random() < 0.1:
        drafts.choose_result(turn, reply.id, chance.choice(results.codes(turn, reply.assignment.proposal)))


def _say(turn: Turn, reply: Reply, position: int, chance: Random) -> None:
    said = words(chance, reply.assignment.proposal)
    given = opinions.delivered(turn, reply.assignment)
    if given and chance.random() < 0.3:
        drafts.quote(turn, reply.id, position, chance.choice(given).id)
    elif chance.random() < 0.1:
        drafts.not_ours(turn, reply.id, position, said)
    elif chance.random() < 0.3:
        later = turn.today + timedelta(days=chance.randint(20, 500))
        drafts.write(turn, reply.id, position, f"{said}{later.year}年{later.month}月底前将完成改造。")
    else:
        drafts.write(turn, reply.id, position, said)


@deed("reply", A.COUNTERSIGN)
def _countersign(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    countersigning.sign(turn, found, version_of(chance, found))


@deed("reply", A.TAKE_BACK)
def _take_back(turn: Turn, reply: int, _chance: Random) -> None:
    approval.take_back(turn, reply_of(turn, reply))


@deed("reply", A.PASS_ON, A.APPROVE)
def _approve(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    approval.approve(turn, found, version_of(chance, found))


@deed("reply", A.SEND_BACK)
def _send_back(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    said = words(chance, found.assignment.proposal)
    approval.send_back(turn, found, version_of(chance, found), said, chance.choice((None, 55)))


@deed("reply", A.CHANGE_CLASS)
def _change_class(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    proposal = found.assignment.proposal
    code = chance.choice(results.codes(turn, proposal))
    issuing.change_class(turn, found, version_of(chance, found), code, words(chance, proposal))


@deed("reply", A.HOLD)
def _hold(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    issuing.hold(turn, found, version_of(chance, found))


@deed("reply", A.CONSULT)
def _consult(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    issuing.consult(turn, found, version_of(chance, found))


@deed("reply", A.TAKE_OPINIONS)
def _take_opinions(turn: Turn, reply: int, _chance: Random) -> None:
    issuing.end_consulting(turn, reply_of(turn, reply))


@deed("reply", A.ISSUE)
def _issue(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    issuing.issue(turn, found, version_of(chance, found))


@deed("reply", A.CORRECT)
def _correct(turn: Turn, reply: int, chance: Random) -> None:
    found = reply_of(turn, reply)
    life.may(turn, found, A.CORRECT)
    points = replies.points(turn.work, found)
    said = words(chance, found.assignment.proposal)
    position = chance.choice(points).position if points else 0
    correcting.correct(turn, found, version_of(chance, found), position, f"{said}{chance.randint(1, 99)}", said)
