"""What co-signers who do not use the bot said on paper, as the office writes it down for them."""

from collections.abc import Sequence

from bot.domain.errors import Refused
from bot.domain.lives import Act, Role
from bot.domain.names import alike
from bot.services import facts, life, withdrawing
from bot.turn import Turn
from store import proposals
from store.tables import Proposal, Proposer

BETWEEN = "、"  # names in the journal


def show_consents(turn: Turn, proposal: Proposal) -> None:
    """Whose consent to a withdrawal is still wanted on paper."""
    _check(turn, proposal, Act.CONSENT)
    turn.answer("proposals/paper_consents", edit=True, proposal=proposal, absent=facts.consents_on_paper(proposal))


def record_consent(turn: Turn, proposal: Proposal, position: int, *, agrees: bool) -> None:
    """The co-signer at this position agreed, or did not, on paper; Refused if he can say so himself, or has."""
    act = Act.CONSENT if agrees else Act.REFUSE_CONSENT
    _check(turn, proposal, act)
    one = next((absent for absent in facts.consents_on_paper(proposal) if absent.position == position), None)
    if one is None:
        raise Refused("withdrawal_is_asked")
    settle = withdrawing.agree if agrees else withdrawing.disagree
    missing = settle(turn, proposal, one, on_paper=True)
    names = [other.name for other in missing]
    turn.answer(
        "proposals/paper_consent_kept", edit=True, proposal=proposal, name=one.name, agrees=agrees, missing=names
    )


def sign(turn: Turn, proposal: Proposal, names: Sequence[str]) -> None:
    """These, too, signed a proposal on paper: they stand under it, those who are in the bot as themselves."""
    life.may(turn, proposal, Act.SIGN)
    known = proposals.deputies_by_name(turn.work)
    last = max(one.position for one in proposal.proposers)
    for position, name in enumerate(names, start=last + 1):
        person = known.get(alike(name))
        proposal.proposers.append(Proposer(position=position, name=name, person_id=person, signed_at=turn.now))
    turn.work.flush()
    life.do(turn, proposal, Act.SIGN, name=BETWEEN.join(names), names=names, on_paper=True)
    turn.answer("proposals/paper_signatures_kept", proposal=proposal, names=names)


def _check(turn: Turn, proposal: Proposal, act: Act) -> None:
    """A co-signer may do the same act, but for himself."""
    if Role.OFFICE not in life.roles(turn):
        raise Refused("not_yours", life="proposal")
    life.may(turn, proposal, act)
