"""Several put a proposal forward together (联名): the first invites, the others sign within a term, or decline."""

from collections.abc import Collection
from typing import Any

from bot.domain.calendar import ONE_DAY
from bot.domain.errors import Refused
from bot.domain.lives import Act, ProposalState
from bot.services import dates, facts, hours, life, policies, similar
from bot.services import proposals as own
from bot.turn import Turn
from store import people, proposals
from store.tables import Proposal, Proposer


def find(turn: Turn, proposal_id: int) -> Proposal:
    """The case behind a button, held until the turn ends, so that two who sign at once follow one another."""
    if proposals.by_id(turn.work, proposal_id) is None:
        raise Refused("old_button")
    return proposals.to_write(turn.work, proposal_id)


def choose(turn: Turn, proposal: Proposal, chosen: Collection[int]) -> None:
    """Let these deputies, and no others, stand behind the first in a draft; none of them is told before it is sent."""
    proposals.drop_proposers(
        turn.work, proposal, [one for one in proposal.proposers if one.position > 1 and one.person_id not in chosen]
    )
    held = {one.person_id for one in proposal.proposers}
    _add(turn, proposal, [one for one in chosen if one not in held])


def invite(turn: Turn, proposal: Proposal, chosen: Collection[int] = ()) -> None:
    """Ask those who stand in the draft, and these besides, to sign until the end of the term."""
    life.may(turn, proposal, Act.INVITE)
    held = {one.person_id for one in proposal.proposers}
    _add(turn, proposal, [one for one in chosen if one not in held])
    asked = [one for one in proposal.proposers if one.position > 1 and one.invited_at is None]
    for one in asked:
        one.invited_at = turn.now
    if proposal.sign_until is None:
        proposal.sign_until = dates.due(turn, turn.today, policies.of(turn, proposal).terms.sign).date
    life.do(turn, proposal, Act.INVITE, until=proposal.sign_until)
    turn.answer("proposals/invited", edit=True, proposal=proposal, asked=[one.name for one in asked])


def sign(turn: Turn, proposal: Proposal) -> None:
    """Put one's name under the proposal."""
    _check_open(proposal)
    life.may(turn, proposal, Act.SIGN)
    _own(turn, proposal).signed_at = turn.now
    life.do(turn, proposal, Act.SIGN, facts.of(turn, proposal, invited=True), **_progress(turn, proposal))
    turn.answer("proposals/signed_now", edit=True, proposal=proposal)


def decline(turn: Turn, proposal: Proposal) -> None:
    """Do not sign; the case is none of one's own any more."""
    _check_open(proposal)
    life.may(turn, proposal, Act.DECLINE)
    one = _own(turn, proposal)
    life.do(turn, proposal, Act.DECLINE, **_progress(turn, proposal, without=one))
    one.declined_at = turn.now
    turn.answer("proposals/declined_now", edit=True, proposal=proposal)


def ask_hand_in(turn: Turn, proposal: Proposal) -> None:
    """Before a proposal goes to the office while signatures are missing: who would be left out."""
    _check_signing(turn, proposal)
    turn.answer("proposals/ask_hand_in", edit=True, proposal=proposal, missing=_names(waiting(proposal)))


def hand_in(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """Submit with those who have signed; whoever has not does not stand under it (朝天: 未签名无效)."""
    if not clock:
        _check_signing(turn, proposal)
    left_out = [one for one in proposal.proposers if one.position > 1 and one.signed_at is None]
    unsigned = people.by_ids(turn.work, [one.person_id for one in waiting(proposal) if one.person_id])
    proposals.drop_proposers(turn.work, proposal, left_out)
    proposal.submitted_at, proposal.sitting = turn.now, own.sitting(turn)
    signed = _names(proposal.proposers[1:])
    known = facts.of(turn, proposal, leads=True) if clock else None
    life.do(turn, proposal, Act.SUBMIT, known, clock=clock, signed=signed)
    similar.index(turn, [proposal])
    turn.tell(unsigned, "proposals/signing_closed", proposal=proposal)
    if not clock:
        turn.answer("proposals/handed_in", edit=True, proposal=proposal)


def end_terms(turn: Turn) -> None:
    """The clock: the day before the term ends the first hears it, after it the proposal goes to the office as it is."""
    if not hours.within(turn):
        return
    for found in proposals.being_signed(turn.work, until=turn.today + ONE_DAY):
        proposal = proposals.to_write(turn.work, found)
        if proposal.state is not ProposalState.SIGNING or proposal.sign_until is None:
            continue
        if proposal.sign_until < turn.today:
            hand_in(turn, proposal, clock=True)
        else:
            _say_it_ends(turn, proposal)


def waiting(proposal: Proposal) -> list[Proposer]:
    """Those who were asked to sign and have said nothing."""
    return [
        one
        for one in proposal.proposers
        if one.invited_at is not None and one.signed_at is None and one.declined_at is None
    ]


def _say_it_ends(turn: Turn, proposal: Proposal) -> None:
    missing = waiting(proposal)
    once = f"signing:{proposal.id}:{proposal.sign_until}"
    about: dict[str, Any] = {"proposal": proposal, "until": proposal.sign_until, "missing": _names(missing)}
    first = people.by_ids(turn.work, filter(None, [proposal.proposers[0].person_id]))
    turn.tell(first, "proposals/signing_ends", once=once, **about)


def _check_open(proposal: Proposal) -> None:
    """Whoever comes too late is told so, even if the proposal is none of his any more."""
    if proposal.state is not ProposalState.SIGNING:
        raise Refused("within_signing_term")


def _check_signing(turn: Turn, proposal: Proposal) -> None:
    if proposal.state is not ProposalState.SIGNING:
        raise Refused("not_now", life="proposal", act=Act.SUBMIT, state=proposal.state)
    life.may(turn, proposal, Act.SUBMIT)


def _own(turn: Turn, proposal: Proposal) -> Proposer:
    assert turn.who is not None  # noqa: S101 - the table lets nobody else sign
    who = turn.who.id
    return next(one for one in proposal.proposers if one.person_id == who)


def _progress(turn: Turn, proposal: Proposal, without: Proposer | None = None) -> dict[str, Any]:
    """How far it is: who acted, how many have signed, who is still waited for."""
    missing = [one for one in waiting(proposal) if one is not without]
    signed = sum(one.signed_at is not None for one in proposal.proposers)
    return {"name": _own(turn, proposal).name, "signed": signed, "missing": _names(missing)}


def _names(some: Collection[Proposer]) -> list[str]:
    return [one.name for one in some]


def _add(turn: Turn, proposal: Proposal, chosen: Collection[int]) -> None:
    at = max((one.position for one in proposal.proposers), default=0)
    for position, person in enumerate(people.by_ids(turn.work, chosen), start=at + 1):
        proposal.proposers.append(Proposer(position=position, name=person.name, person_id=person.id))
    turn.work.flush()
