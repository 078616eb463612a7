"""A submitted reply on its way out: taken back, approved by the leader, issued by the office, or sent back."""

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT
from bot.domain.lives import Act, Audience
from bot.services import commitments, dates, life, replies, surveys
from bot.turn import Turn
from store import assignments, people
from store.tables import Assignment, Proposal, Reply


def take_back(turn: Turn, reply: Reply) -> None:
    """The liaison goes on writing; possible for a minute after submitting."""
    life.do(turn, reply, Act.TAKE_BACK, Facts(since=reply.submitted_at))
    _lies(turn, reply)
    turn.answer("replies/back_in_draft", edit=True, **life.around(reply))


def approve(turn: Turn, reply: Reply, version: int) -> None:
    """The unit's leader agrees; the reply goes to the office with its files."""
    check(turn, reply, Act.APPROVE, version)
    reply.approved_by = turn.who.id if turn.who else None
    _lies(turn, reply, turn.config.terms.review)
    enclosed = {Audience.OFFICE: replies.enclosed(turn, reply)}
    life.do(turn, reply, Act.APPROVE, files=enclosed, version=version, **replies.read(turn, reply))
    turn.answer("replies/decided", edit=True, **life.around(reply))


def check(turn: Turn, reply: Reply, act: Act, version: int) -> None:
    """Refused unless this person may do the act now, and to the version that he has read."""
    life.may(turn, reply, act)
    if version != reply.version:
        raise Refused("newer_version")


def send_back(turn: Turn, reply: Reply, version: int, remark: str, card: int | None) -> None:
    """The leader, or the office, wants it written differently and says how; ``card`` is the message that was tapped."""
    check(turn, reply, Act.SEND_BACK, version)
    reply.remark = remark
    _lies(turn, reply)
    life.do(turn, reply, Act.SEND_BACK, remark=remark)
    turn.answer("replies/sent_back_now", **life.around(reply))
    if card is not None:
        turn.tapped = card
        turn.answer("replies/decided", edit=True, **life.around(reply))


def issue(turn: Turn, reply: Reply, version: int) -> None:
    """The office lets it out: every proposer gets it with his survey, and the unit's share ends."""
    check(turn, reply, Act.ISSUE, version)
    reply.issued_at = turn.now
    _lies(turn, reply)
    opened = surveys.open_for(turn, reply)
    enclosed = {Audience.PROPOSERS: replies.enclosed(turn, reply)}
    life.do(turn, reply, Act.ISSUE, files=enclosed, surveys=opened, version=version, **replies.read(turn, reply))
    proposal = reply.assignment.proposal
    _end_share(turn, reply.assignment)
    commitments.propose(turn, reply)
    turn.answer("replies/let_out", edit=True, by_hand=_by_hand(turn, proposal), **life.around(reply))


def _end_share(turn: Turn, share: Assignment) -> None:
    """The share is answered; with the last that owed an answer those who assist are done too, and so is the round."""
    shares = assignments.of_round(turn.work, share.proposal)
    life.do(turn, share, Act.ANSWER, clock=True)
    share.done_at = turn.now
    share.done_in_time = turn.today <= share.due
    if owed := assignments.owing(shares):
        return
    for other in shares:
        _close(turn, other)
    life.do(turn, share.proposal, Act.ANSWER, Facts(units_open=owed), clock=True)


def _close(turn: Turn, share: Assignment) -> None:
    """End what an assisting unit still has in hand; it keeps no mark of being in time, since it delivered nothing."""
    if ASSIGNMENT.row(share.state, Act.ANSWER) is not None:
        life.do(turn, share, Act.ANSWER, clock=True)
        share.done_at = turn.now
    elif ASSIGNMENT.row(share.state, Act.CANCEL) is not None:
        life.do(turn, share, Act.CANCEL, clock=True)


def _by_hand(turn: Turn, proposal: Proposal) -> list[str]:
    """The names of the proposers whom no message reaches, so that the letter goes to them on paper."""
    reached = {who.id for who in people.proposers(turn.work, proposal.id) if who.chat_id is not None and who.reachable}
    return [proposer.name for proposer in proposal.proposers if proposer.person_id not in reached]


def _lies(turn: Turn, reply: Reply, term: str | None = None) -> None:
    """From now on it lies with somebody else, who has this term for it."""
    reply.state_since = turn.now
    reply.state_due = dates.due(turn, turn.today, term).date if term else None
