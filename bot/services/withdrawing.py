"""A case is taken back: by its only proposer at once, by several when the last of them has consented (上海 Art. 10)."""

from bot.domain.errors import Refused
from bot.domain.lives import Act, AssignmentState, Audience, ProposalState, ReplyState, Role
from bot.services import facts, life, merging, replies, rounds
from bot.turn import Turn
from store import people
from store.tables import Assignment, Proposal, Proposer

OVER = frozenset({AssignmentState.DONE, AssignmentState.CANCELLED})
SETTLED = frozenset({ReplyState.ISSUED, ReplyState.DROPPED})


def may_begin(turn: Turn, proposal: Proposal) -> list[str]:
    """The names of those who have to consent first, none where the case can be taken back at once; or Refused."""
    missing = [one.name for one in facts.consents_missing(proposal.proposers)]
    if not missing or proposal.state in (ProposalState.DRAFT, ProposalState.SIGNING):
        life.may(turn, proposal, Act.WITHDRAW)
        return []
    life.may(turn, proposal, Act.ASK_WITHDRAW)
    if proposal.withdrawal_asked_at is not None:
        raise Refused("withdrawal_asked", names=missing)
    return missing


def withdraw(turn: Turn, proposal: Proposal) -> None:
    """Take the case back, or ask the others for their consent, those who do not use the bot on paper."""
    if may_begin(turn, proposal):
        _ask(turn, proposal)
        return
    _end(turn, proposal)
    turn.answer("proposals/taken_back", edit=True, proposal=proposal)


def discard(turn: Turn, proposal: Proposal) -> None:
    """Throw a draft away that was never handed in."""
    if proposal.state is not ProposalState.DRAFT:
        raise Refused("not_now", life="proposal", act=Act.WITHDRAW, state=proposal.state)
    life.do(turn, proposal, Act.WITHDRAW)
    turn.answer("proposals/discarded", edit=True, proposal=proposal)


def consent(turn: Turn, proposal: Proposal) -> None:
    """Agree that the case is taken back; with the last consent it is."""
    life.may(turn, proposal, Act.CONSENT)
    missing = agree(turn, proposal, _own(turn, proposal))
    turn.answer("proposals/consented_now", edit=True, proposal=proposal, missing=[other.name for other in missing])


def refuse_consent(turn: Turn, proposal: Proposal) -> None:
    """Do not agree: the case goes on."""
    life.may(turn, proposal, Act.REFUSE_CONSENT)
    disagree(turn, proposal, _own(turn, proposal))
    turn.answer("proposals/consent_refused_now", edit=True, proposal=proposal)


def agree(turn: Turn, proposal: Proposal, one: Proposer, *, on_paper: bool = False) -> list[Proposer]:
    """Keep a co-signer's consent, and take the case back if it was the last; who has still to consent."""
    life.do(turn, proposal, Act.CONSENT, name=one.name, on_paper=on_paper)
    one.consented_at = turn.now
    missing = facts.consents_missing(proposal.proposers)
    if not missing:
        _end(turn, proposal, clock=True)
    return missing


def disagree(turn: Turn, proposal: Proposal, one: Proposer, *, on_paper: bool = False) -> list[Proposer]:
    """Keep that a co-signer does not consent: nobody is asked any more."""
    life.do(turn, proposal, Act.REFUSE_CONSENT, name=one.name, on_paper=on_paper)
    _forget(proposal)
    return []


def _ask(turn: Turn, proposal: Proposal) -> None:
    _forget(proposal)
    life.do(turn, proposal, Act.ASK_WITHDRAW)
    proposal.withdrawal_asked_at = turn.now
    proposal.proposers[0].consented_at = turn.now
    on_paper = [one.name for one in facts.consents_on_paper(proposal)]
    if on_paper:
        turn.tell(people.with_role(turn.work, Role.OFFICE), "proposals/paper_wanted", proposal=proposal, names=on_paper)
    turn.answer("proposals/withdrawal_begun", edit=True, proposal=proposal, on_paper=on_paper)


def _forget(proposal: Proposal) -> None:
    proposal.withdrawal_asked_at = None
    for one in proposal.proposers:
        one.consented_at = None


def _end(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """What units have begun on it ends with it (山东 Art. 9: 其办理工作即行终止); cases merged into it come back."""
    life.do(turn, proposal, Act.WITHDRAW, facts.of(turn, proposal, leads=True) if clock else None, clock=clock)
    for assignment in proposal.assignments:
        _cancel(turn, assignment)
    rounds.drop_surveys(turn, proposal)
    for case in list(proposal.merged):
        merging.take_out(turn, case, clock=True)


def _cancel(turn: Turn, assignment: Assignment) -> None:
    if assignment.state in OVER:
        return
    if assignment.reply is not None and assignment.reply.state not in SETTLED:
        replies.drop(turn, assignment.reply)
    life.do(turn, assignment, Act.CANCEL, clock=True, knowing={Audience.UNIT})


def _own(turn: Turn, proposal: Proposal) -> Proposer:
    found = next((one for one in proposal.proposers if turn.who is not None and one.person_id == turn.who.id), None)
    if found is None:  # the office, which answers for others, and on paper only
        raise Refused("not_yours", life="proposal")
    return found
