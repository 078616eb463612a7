"""Writing a reply: request by request, each message saved at once, by any liaison of the unit, till it is submitted."""

import json
from hashlib import sha256
from typing import Any

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT
from bot.domain.lives import Act, Audience, Part, Role
from bot.services import approval, chain, countersigning, facts, life, opinions, policies, replies, results, versions
from bot.turn import FileOut, Turn
from store import people, places
from store import replies as rows
from store.people import Who
from store.tables import Assignment, Attachment, Reply, Request

FLOW = "reply_draft"  # the conversation in which it is written
_ANY = frozenset({1})  # whether every request is covered is asked when the reply is submitted, not while it is written


def begin(turn: Turn, assignment: Assignment) -> Reply:
    """The assignment's reply, begun now if it is the first time; Refused where this person may not write it now."""
    if Act.ACCEPT in life.open_acts(turn, assignment):
        raise Refused("accept_first")
    if assignment.part is Part.CO:
        raise Refused("co_gives_opinion")
    if ASSIGNMENT.row(assignment.state, Act.ANSWER) is None:
        raise Refused("not_now", life=ASSIGNMENT.name, act=Act.ANSWER, state=assignment.state)
    if not rows.open_requests(turn.work, assignment):
        raise Refused("no_requests")
    begun = rows.begun(turn.work, assignment.id)
    reply = rows.of_assignment(turn.work, assignment, turn.now)
    _check(turn, reply)
    if begun is None:
        life.born(turn, reply, "begin")
    return reply


def write(turn: Turn, reply_id: int, position: int, text: str) -> None:
    """Add a text to what is said to a request."""
    reply, request = _held(turn, reply_id, position)
    rows.append(turn.work, reply, request, text)
    _note(turn, reply, "write", request=position, text=text)


def outline(turn: Turn, reply_id: int, position: int, text: str) -> None:
    """A machine's first outline of an answer to a request; Refused where somebody has written there meanwhile."""
    reply, request = _held(turn, reply_id, position)
    if any(point.text for point in replies.points(turn.work, reply) if point.position == position):
        raise Refused("answered_already")
    rows.replace(turn.work, reply, request, text, ours=True, machine=True)
    _note(turn, reply, "outline", request=position, text=text)


def quote(turn: Turn, reply_id: int, position: int, share_id: int) -> None:
    """Put the opinion of an assisting unit into what is said to a request; the reply states it (上海, 山东, 浙江)."""
    reply = _writable(turn, reply_id)
    given = next((one for one in opinions.delivered(turn, reply.assignment) if one.id == share_id), None)
    if given is None:
        raise Refused("old_button")
    write(turn, reply_id, position, given.opinion)


def clear(turn: Turn, reply_id: int, position: int) -> None:
    """Say nothing to a request, to begin anew."""
    reply, request = _held(turn, reply_id, position)
    rows.replace(turn.work, reply, request, "", ours=True)
    _note(turn, reply, "clear", request=position)


def not_ours(turn: Turn, reply_id: int, position: int, reason: str) -> None:
    """Leave a request unanswered, with the reason that the proposer will read."""
    reply, request = _held(turn, reply_id, position)
    rows.replace(turn.work, reply, request, reason, ours=False)
    _note(turn, reply, "not_ours", request=position, text=reason)


def attach(turn: Turn, reply_id: int, file: FileOut, unique_id: str, size: int) -> bool:
    """Let a file go with the reply; False if it is there already."""
    reply = _writable(turn, reply_id)
    kept = Attachment(
        reply_id=reply.id, file_id=file.file_id, unique_id=unique_id, name=file.name[:200], kind=file.kind, size=size
    )
    is_new = rows.attach(turn.work, kept)
    if is_new:
        _note(turn, reply, "attach", file=file.name)
    return is_new


def detach(turn: Turn, reply_id: int, file_id: int) -> None:
    """Take a file out of the reply."""
    reply = _writable(turn, reply_id)
    rows.detach(turn.work, reply, file_id)
    _note(turn, reply, "detach", file=file_id)


def choose_result(turn: Turn, reply_id: int, code: str) -> None:
    """Set what came of the matter, by a code of the configured scheme."""
    reply = _writable(turn, reply_id)
    results.choose(turn, reply, code)
    _note(turn, reply, "choose_result", code=code, wording=reply.result_wording)


def approvers(turn: Turn, reply: Reply) -> list[Who]:
    """Whose approval the reply needs first."""
    return life.leaders(turn, reply)


def report_no_leader(turn: Turn, reply: Reply) -> None:
    """Nobody could approve the reply: said to who wanted to submit it, and once a day to the office."""
    about = life.around(reply) | chain.shown(turn, reply)
    once = f"no_leader:{reply.assignment.unit_id}:{turn.today}"
    turn.tell(people.with_role(turn.work, Role.OFFICE), "replies/no_leader", once=once, **about)
    turn.answer("refusals/no_leader", **about)


def mark(turn: Turn, reply: Reply) -> str:
    """A short sign of the text, the class and the files as they stand, by which a preview knows that they changed."""
    return sha256(json.dumps(versions.content(turn, reply), sort_keys=True).encode()).hexdigest()[:8]


def check_complete(turn: Turn, reply: Reply) -> None:
    """Refused unless the reply has a result class, and an answer to each request that a person wrote or revised."""
    if not results.is_chosen(turn, reply):
        raise Refused("no_result_class")
    machine = [point.position for point in replies.points(turn.work, reply) if point.machine]
    if machine:
        raise Refused("machine_drafted", positions=machine)
    known = facts.of(turn, reply)
    life.may(turn, reply, Act.ASK_COUNTERSIGN if known.countersigned_first else Act.SUBMIT, known)


def submit(turn: Turn, reply_id: int) -> None:
    """Give the reply to the unit's leaders, or to the co-units before: a version of it is kept, and stays as it is."""
    reply = _writable(turn, reply_id)
    check_complete(turn, reply)
    known, terms = facts.of(turn, reply), policies.of(turn, reply.assignment.proposal).terms
    signs = known.countersigned_first
    reply.step = 0
    reply.submitted_at = turn.now
    approval.lies(turn, reply, terms.countersign if signs else terms.approval)
    enclosed = {(Audience.CO_UNITS if signs else Audience.LEADERS): replies.enclosed(turn, reply)}
    said = {**replies.read(turn, reply), **chain.shown(turn, reply)}
    versions.keep(turn, reply)
    act = Act.ASK_COUNTERSIGN if signs else Act.SUBMIT
    life.do(turn, reply, act, known, files=enclosed, version=reply.version, **said)
    places.leave_all(turn.work, FLOW, reply.id)
    if signs:
        units = countersigning.missing(turn, reply)
        turn.answer("replies/sent_to_units", edit=True, units=units, **life.around(reply))
    else:
        turn.answer("replies/submitted", edit=True, approvers=approvers(turn, reply), **life.around(reply))


def _writable(turn: Turn, reply_id: int) -> Reply:
    reply = replies.find(turn, reply_id)
    _check(turn, reply)
    reply.drafted_by = turn.who.id if turn.who else None
    return reply


def _check(turn: Turn, reply: Reply) -> None:
    life.may(turn, reply, Act.SUBMIT, Facts(requests=_ANY, answered=_ANY))


def _held(turn: Turn, reply_id: int, position: int) -> tuple[Reply, Request]:
    reply = _writable(turn, reply_id)
    for request in rows.to_answer(turn.work, reply.assignment):
        if request.position == position:
            return reply, request
    raise Refused("old_button")


def _note(turn: Turn, reply: Reply, act: str, **detail: Any) -> None:  # noqa: ANN401 - goes to a JSON column
    case = reply.assignment.proposal_id
    turn.note(act, life="reply", subject_id=reply.id, proposal_id=case, **detail)
