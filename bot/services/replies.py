"""A reply as it is read: its points in the order of the requests, its files, and who has it before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lifecycle import REPLY, SURVEY
from bot.domain.lives import Act, ReplyState, Role, Whose
from bot.services import chain, life, policies, reply_facts
from bot.turn import FileOut, Turn
from store import countersigns, replies, surveys
from store.database import Work
from store.tables import Reply, Request, Unit


@dataclass(frozen=True, slots=True)
class Point:
    """One request and what is said to it; an empty ``text`` is none yet, ``ours`` False makes it the reason why not."""

    position: int
    request: str
    text: str
    ours: bool
    machine: bool = False  # drafted by a machine, and by nobody revised since


def find(turn: Turn, reply_id: int, *, assisting: bool = False) -> Reply:
    """The reply of this id, held until the turn ends; Refused("old_button") or Refused("not_yours") otherwise."""
    if replies.by_id(turn.work, reply_id) is None:
        raise Refused("old_button")
    reply = replies.to_write(turn.work, reply_id)
    assists = (
        (assisting or reply.state is ReplyState.AT_UNITS)
        and turn.who is not None
        and life.concerns(turn.who, reply, Whose.CO)
    )
    if turn.who is not None and not assists:
        life.check_concerned(turn.who, reply)
    return reply


def points(work: Work, reply: Reply) -> list[Point]:
    """What the reply says to each request that its round asks about; or to all of them at once, orally."""
    saved = replies.answers(work, reply)

    def point(request: Request) -> Point:
        answer = saved.get(request.id)
        if answer is None:
            return Point(request.position, request.text, "", ours=True)
        return Point(request.position, request.text, answer.text, answer.ours, answer.machine)

    return [point(request) for request in replies.to_answer(work, reply.assignment)]


def read(turn: Turn, reply: Reply) -> dict[str, Any]:
    """What ``parts/reply_text`` shows, besides the case, its assignment and the reply."""
    signers = co_signers(turn, reply)
    return {"points": points(turn.work, reply), "attached": replies.files(turn.work, reply), "signers": signers}


def co_signers(turn: Turn, reply: Reply) -> Sequence[Unit]:
    """Who signs the letter after the unit, in the order of the assignment (GB/T 9704-2012, 7.3.5: joint letters)."""
    joint = policies.of(turn, reply.assignment.proposal).policy.joint_letter
    return countersigns.signers(turn.work, reply) if joint and reply.state is not ReplyState.DRAFTING else ()


def reviewed(turn: Turn, reply: Reply) -> dict[str, Any]:
    """What ``replies/to_review`` needs besides: whether the draft goes to the proposers first, and what they said."""
    first = reply.state is not ReplyState.HELD and reply_facts.opinions_due(turn, reply)
    return {"draft_first": first, "opinions": surveys.of_reply(turn.work, reply.id)}


def enclosed(turn: Turn, reply: Reply) -> list[FileOut]:
    """The reply's files, as a letter carries them."""
    return [FileOut(file.kind, file_id=file.file_id, name=file.name) for file in replies.files(turn.work, reply)]


def show(turn: Turn, reply: Reply) -> None:
    """The whole reply for who asks, with the buttons of whoever has to decide on it.

    The proposer reads it once it is issued, or while its draft is with him; the leader once it is submitted.
    """
    role = turn.who.role if turn.who is not None else Role.SYSTEM
    if role not in _INSIDE and reply.state not in _SHOWN:
        raise Refused("not_now", life=REPLY.name, act=Act.ISSUE, state=reply.state)
    if life.roles(turn) == {Role.LEADER} and reply.state in (ReplyState.DRAFTING, ReplyState.AT_UNITS):
        raise Refused("not_now", life=REPLY.name, act=Act.APPROVE, state=reply.state)
    message = next((card for act, card in _CARDS.items() if _may(turn, reply, act)), "replies/shown")
    said = {**read(turn, reply), **chain.shown(turn, reply)}
    if message == _CARDS[Act.CHANGE_CLASS]:
        said |= reviewed(turn, reply)
    turn.answer(message, **life.around(reply), **said)


def _may(turn: Turn, reply: Reply, act: Act) -> bool:
    try:
        life.may(turn, reply, act)
    except Refused:
        return False
    return True


def drop(turn: Turn, reply: Reply) -> None:
    """The reply comes to nothing; whoever was asked about its draft is asked no more, and no opinion of it counts."""
    life.do(turn, reply, Act.DROP, clock=True)
    for survey in surveys.of_reply(turn.work, reply.id):
        if SURVEY.row(survey.state, Act.DROP) is not None:
            life.do(turn, survey, Act.DROP, clock=True)


_SHOWN = (ReplyState.AT_PROPOSERS, ReplyState.ISSUED)  # to the proposers
_INSIDE = (Role.OFFICE, Role.LIAISON, Role.LEADER)
_CARDS = {
    Act.COUNTERSIGN: "replies/to_countersign",
    Act.PASS_ON: "replies/to_approve",
    Act.APPROVE: "replies/to_approve",
    Act.CHANGE_CLASS: "replies/to_review",
}
