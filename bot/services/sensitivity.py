"""Sensitive cases (敏感件): their content is said in no chat; the office hands it, and the answer, over itself."""

from bot.domain.errors import Refused
from bot.domain.lives import Act, Audience, ReplyState
from bot.services import issuing, life, replies
from bot.turn import Turn
from store import people
from store.tables import Assignment, Proposal


def mark(turn: Turn, proposal: Proposal) -> None:
    """From now on chats show the number only; units that hold the case are told where to get it."""
    life.may(turn, proposal, Act.MARK_SENSITIVE)
    if proposal.sensitive:
        raise Refused("marked_already")
    life.do(turn, proposal, Act.MARK_SENSITIVE, sets={"sensitive": True})
    turn.tell(life.hearers(turn, Audience.UNITS, proposal), "assignments/sensitive", proposal=proposal)
    turn.answer("filing/sensitive_marked", edit=True, proposal=proposal)


def unmark(turn: Turn, proposal: Proposal) -> None:
    """Its content may be shown again."""
    life.may(turn, proposal, Act.UNMARK_SENSITIVE)
    if not proposal.sensitive:
        raise Refused("marked_already")
    life.do(turn, proposal, Act.UNMARK_SENSITIVE, sets={"sensitive": False})
    turn.answer("filing/sensitive_unmarked", edit=True, proposal=proposal)


def record_answer(turn: Turn, share: Assignment) -> None:
    """The unit has answered on paper, which the office has handed over: its share is done; nobody is surveyed."""
    life.may(turn, share, Act.ANSWER)
    proposal = share.proposal
    if not proposal.sensitive:
        raise Refused("not_now", life="assignment", act=Act.ANSWER, state=share.state)
    if share.reply is not None and share.reply.state is not ReplyState.ISSUED:
        replies.drop(turn, share.reply)
    issuing.end_share(turn, share, turn.today)
    turn.tell(people.proposers(turn.work, proposal.id), "assignments/answered_on_paper", **life.around(share))
    turn.tell(life.hearers(turn, Audience.UNIT, share), "assignments/answered_on_paper", **life.around(share))
    turn.answer("assignments/answered_on_paper", edit=True, **life.around(share))
