"""Sensitive cases (敏感件): their content is said in no chat; the office hands it over in person."""

from bot.domain.errors import Refused
from bot.domain.lives import Act, Audience
from bot.services import life
from bot.turn import Turn
from store.tables import Proposal


def mark(turn: Turn, proposal: Proposal) -> None:
    """From now on chats show the number only; units that hold the case are told where to get it."""
    life.may(turn, proposal, Act.MARK_SENSITIVE)
    if proposal.sensitive:
        raise Refused("marked_already")
    proposal.sensitive = True
    life.do(turn, proposal, Act.MARK_SENSITIVE)
    turn.tell(life.hearers(turn, Audience.UNITS, proposal), "assignments/sensitive", proposal=proposal)
    turn.answer("filing/sensitive_marked", edit=True, proposal=proposal)


def unmark(turn: Turn, proposal: Proposal) -> None:
    """Its content may be shown again."""
    life.may(turn, proposal, Act.UNMARK_SENSITIVE)
    if not proposal.sensitive:
        raise Refused("marked_already")
    proposal.sensitive = False
    life.do(turn, proposal, Act.UNMARK_SENSITIVE)
    turn.answer("filing/sensitive_unmarked", edit=True, proposal=proposal)
