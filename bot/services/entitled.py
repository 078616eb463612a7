"""Which papers of a case a person may have."""

from bot.domain.lives import AssignmentState, ReplyState, Role
from bot.services import life
from bot.services.offers import Offer
from bot.turn import Turn
from store import cards
from store.tables import Proposal, Reply

_LETTER_READY = (ReplyState.AT_OFFICE, ReplyState.HELD, ReplyState.AT_PROPOSERS, ReplyState.ISSUED)


def papers(turn: Turn, case: Proposal) -> list[Offer]:
    """The papers as buttons, whose labels are keys of words.toml's ``papers``; none of a sensitive case."""
    if turn.who is None or case.sensitive:
        return []
    replies = cards.replies(turn.work, case.id)
    found = [Offer("letter", f"paper:letter:{reply.id}") for reply in replies if may_have_letter(turn, reply)]
    if turn.who.role is not Role.OFFICE:
        return found
    if any(share.state is not AssignmentState.CANCELLED for share in case.assignments):
        found.append(Offer("order", f"paper:order:{case.id}"))
    if any(reply.state in (ReplyState.AT_PROPOSERS, ReplyState.ISSUED) for reply in replies):
        found.append(Offer("opinion", f"paper:opinion:{case.id}"))
    return [*found, Offer("casefile", f"paper:casefile:{case.id}")]


def may_have_letter(turn: Turn, reply: Reply) -> bool:
    """The office has it before it issues it; everybody whose case it is, once it is issued; if there is one."""
    assert turn.who is not None  # noqa: S101 - cards and taps of strangers do not come here
    if reply.assignment.proposal.answered_orally:
        return False
    if turn.who.role is Role.OFFICE:
        return reply.state in _LETTER_READY
    return reply.state is ReplyState.ISSUED and life.concerns(turn.who, reply)
