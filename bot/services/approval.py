"""A submitted reply on its way to the office: taken back, approved step by step by the unit's leaders, or sent back."""

from bot.domain.errors import Refused
from bot.domain.lives import Act, Audience, ReplyState, Role
from bot.services import chain, dates, facts, life, policies, replies
from bot.turn import Turn
from store import people
from store import replies as rows
from store.people import Who
from store.tables import Reply


def take_back(turn: Turn, reply: Reply) -> None:
    """The liaison goes on writing: for a minute after submitting, and as long as the co-units have it to sign."""
    life.do(turn, reply, Act.TAKE_BACK)
    lies(turn, reply)
    turn.answer("replies/back_in_draft", edit=True, **life.around(reply))


def approve(turn: Turn, reply: Reply, version: int) -> None:
    """A leader agrees; the reply goes to those of the next step, after the last step to the office, with its files."""
    is_last = chain.left(turn, reply) == 0
    act = Act.APPROVE if is_last else Act.PASS_ON
    check(turn, reply, act, version)
    known, terms = facts.of(turn, reply, their_step=True), policies.of(turn, reply.assignment.proposal).terms
    reply.approved_by = turn.who.id if turn.who else None
    reply.step += not is_last
    lies(turn, reply, terms.review if is_last else terms.approval)
    enclosed = {(Audience.OFFICE if is_last else Audience.LEADERS): replies.enclosed(turn, reply)}
    said = {**replies.read(turn, reply), **chain.shown(turn, reply)}
    if is_last:
        said |= replies.reviewed(turn, reply)
    life.do(turn, reply, act, known, files=enclosed, version=version, **said)
    turn.answer("replies/decided", edit=True, **life.around(reply), **chain.shown(turn, reply))
    if is_last:
        return
    report_empty_step(turn, reply)
    if turn.who is not None and chain.holds(turn, reply, turn.who):  # the next step is his too, and nobody told him
        replies.show(turn, reply)


def report_empty_step(turn: Turn, reply: Reply) -> None:
    """A step that nobody holds is said to the unit and the office, once for each version; the reply waits there."""
    if life.leaders(turn, reply):
        return
    liaisons = people.of_unit(turn.work, reply.assignment.unit_id, Role.LIAISON)
    once = f"empty_step:{reply.id}:{reply.version}:{reply.step}"
    told = [*liaisons, *people.with_role(turn.work, Role.OFFICE)]
    turn.tell(told, "replies/empty_step", once=once, **life.around(reply), **chain.shown(turn, reply))


def check(turn: Turn, reply: Reply, act: Act, version: int) -> None:
    """Refused unless this person may do the act now, and to the version that he has read."""
    life.may(turn, reply, act)
    if version != reply.version:
        raise Refused("newer_version")


def send_back(turn: Turn, reply: Reply, version: int, remark: str, card: int | None) -> None:
    """A leader, a co-unit or the office wants it written differently and says how; ``card`` is the tapped message."""
    check(turn, reply, Act.SEND_BACK, version)
    reply.remark = remark
    lies(turn, reply)
    life.do(turn, reply, Act.SEND_BACK, remark=remark, sender=_sender(turn))
    turn.answer("replies/sent_back_now", **life.around(reply))
    if card is not None:
        turn.tapped = card
        turn.answer("replies/decided", edit=True, **life.around(reply), **chain.shown(turn, reply))


def _sender(turn: Turn) -> dict[str, str]:
    """Who sends it back: a role, and the step that a leader holds."""
    who = turn.who
    return {"role": who.role.value, "step": who.step} if who is not None else {"role": Role.SYSTEM.value, "step": ""}


def waiting_for(turn: Turn, who: Who) -> list[Reply]:
    """The replies that this leader has to approve, the longest waiting first."""
    lying = rows.waiting(turn.work, ReplyState.AT_LEADER, who.unit_id or 0)
    return [reply for reply in lying if chain.holds(turn, reply, who)]


def lies(turn: Turn, reply: Reply, term: str | None = None) -> None:
    """From now on it lies with somebody else, who has this term for it."""
    reply.state_since = turn.now
    reply.state_due = dates.of_case(turn, reply.assignment.proposal, term) if term else None
