"""What is done to a proposal, act by act."""

from random import Random

from bot.domain.errors import Refused
from bot.domain.lives import Act as A
from bot.domain.lives import Part, ProposalState, Role
from bot.services import (
    assigning,
    facts,
    filing,
    life,
    merging,
    on_paper,
    precedents,
    rounds,
    sensitivity,
    signing,
    supervision,
    withdrawing,
)
from bot.services import proposals as own
from bot.turn import Turn
from store import people
from store import proposals as cases
from store.tables import Proposal
from tests.lives.deeds import deed, words

ABSENT = "查无此人"  # a co-signer who does not use the bot


def _case(turn: Turn, case: int) -> Proposal:
    return cases.to_write(turn.work, case)


@deed("proposal", A.SUBMIT)
def _submit(turn: Turn, case: int, chance: Random) -> None:
    proposal = signing.find(turn, case)
    if proposal.state is ProposalState.SIGNING or chance.random() < 0.02:
        signing.hand_in(turn, proposal)
    else:
        own.hand_in(turn, proposal)


@deed("proposal", A.INVITE)
def _invite(turn: Turn, case: int, chance: Random) -> None:
    deputies = people.with_role(turn.work, Role.DEPUTY)
    signing.invite(turn, signing.find(turn, case), [one.id for one in chance.sample(deputies, chance.randint(1, 3))])


@deed("proposal", A.SIGN)
def _sign(turn: Turn, case: int, chance: Random) -> None:
    if _is_office(turn):
        here = chance.choice(people.with_role(turn.work, Role.DEPUTY)).name
        on_paper.sign(turn, _case(turn, case), chance.choice(((ABSENT,), (here, ABSENT))))
    else:
        signing.sign(turn, signing.find(turn, case))


@deed("proposal", A.DECLINE)
def _decline(turn: Turn, case: int, _chance: Random) -> None:
    signing.decline(turn, signing.find(turn, case))


@deed("proposal", A.WITHDRAW, A.ASK_WITHDRAW)
def _withdraw(turn: Turn, case: int, chance: Random) -> None:
    proposal = signing.find(turn, case)
    if proposal.state is ProposalState.DRAFT and chance.random() < 0.5:
        withdrawing.discard(turn, proposal)
    else:
        withdrawing.withdraw(turn, proposal)


@deed("proposal", A.CONSENT)
def _consent(turn: Turn, case: int, _chance: Random) -> None:
    if _is_office(turn):
        _on_paper(turn, case, agrees=True)
    else:
        withdrawing.consent(turn, signing.find(turn, case))


@deed("proposal", A.REFUSE_CONSENT)
def _refuse_consent(turn: Turn, case: int, _chance: Random) -> None:
    if _is_office(turn):
        _on_paper(turn, case, agrees=False)
    else:
        withdrawing.refuse_consent(turn, signing.find(turn, case))


def _is_office(turn: Turn) -> bool:
    return turn.who is not None and turn.who.role is Role.OFFICE


def _on_paper(turn: Turn, case: int, *, agrees: bool) -> None:
    proposal = _case(turn, case)
    absent = facts.consents_on_paper(proposal)
    on_paper.record_consent(turn, proposal, absent[0].position if absent else 1, agrees=agrees)


@deed("proposal", A.FILE)
def _file(turn: Turn, case: int, _chance: Random) -> None:
    filing.file(turn, own.of_id(turn, case))


@deed("proposal", A.REJECT)
def _reject(turn: Turn, case: int, chance: Random) -> None:
    proposal = own.of_id(turn, case)
    reason = chance.choice(filing.reasons(turn, proposal))
    filing.reject(turn, proposal, reason, words(chance, proposal) if reason == filing.OTHER else "")


@deed("proposal", A.RETURN_FOR_CHANGES)
def _return_for_changes(turn: Turn, case: int, chance: Random) -> None:
    proposal = own.of_id(turn, case)
    filing.return_for_changes(turn, proposal, words(chance, proposal))


@deed("proposal", A.TRANSFER)
def _transfer(turn: Turn, case: int, chance: Random) -> None:
    proposal = own.of_id(turn, case)
    filing.transfer(turn, proposal, words(chance, proposal))


@deed("proposal", A.MERGE)
def _merge(turn: Turn, case: int, chance: Random) -> None:
    open_ = cases.in_states(turn.work, merging.LEADS)
    if not open_:
        raise Refused("merges_into_an_open_case", proposal=own.of_id(turn, case))
    merging.merge(turn, _case(turn, case), chance.choice(open_))


@deed("proposal", A.UNMERGE)
def _unmerge(turn: Turn, case: int, _chance: Random) -> None:
    merging.take_out(turn, _case(turn, case))


@deed("proposal", A.MARK_KEY)
def _mark_key(turn: Turn, case: int, chance: Random) -> None:
    supervisors = people.with_role(turn.work, Role.SUPERVISOR)
    supervision.mark_key(turn, _case(turn, case), chance.choice([0, *(one.id for one in supervisors)]))


@deed("proposal", A.UNMARK_KEY)
def _unmark_key(turn: Turn, case: int, _chance: Random) -> None:
    supervision.unmark_key(turn, _case(turn, case))


@deed("proposal", A.MARK_SENSITIVE)
def _mark_sensitive(turn: Turn, case: int, _chance: Random) -> None:
    sensitivity.mark(turn, _case(turn, case))


@deed("proposal", A.UNMARK_SENSITIVE)
def _unmark_sensitive(turn: Turn, case: int, _chance: Random) -> None:
    sensitivity.unmark(turn, _case(turn, case))


@deed("proposal", A.MARK_URGENT)
def _mark_urgent(turn: Turn, case: int, _chance: Random) -> None:
    supervision.mark_urgent(turn, _case(turn, case))


@deed("proposal", A.UNMARK_URGENT)
def _unmark_urgent(turn: Turn, case: int, _chance: Random) -> None:
    supervision.unmark_urgent(turn, _case(turn, case))


@deed("proposal", A.URGE)
def _urge(turn: Turn, case: int, _chance: Random) -> None:
    supervision.urge(turn, _case(turn, case))


@deed("proposal", A.ASSIGN)
def _assign(turn: Turn, case: int, chance: Random) -> None:
    proposal = _case(turn, case)
    life.may(turn, proposal, A.ASSIGN)
    units = chance.sample([unit.id for unit in people.units(turn.work)], 5)
    if proposal.state is ProposalState.FILED:
        planned = assigning.shares(turn, proposal, _plan(proposal, units, chance))
        assigning.assign(turn, proposal, planned, key=proposal.key)
        return
    missing, held = sorted(assigning.uncovered(proposal)), assigning.open_shares(proposal)
    answering = any(share.part is not Part.CO for share in held)
    if answering and not missing:
        assigning.add_assisting(turn, proposal, units[0])
        return
    part = Part.SEPARATE if answering else Part.LEAD
    plan = assigning.Plan([(units[0], part, tuple(missing))])
    gone = [one for one in proposal.assignments if one.round == proposal.round and one not in held]
    given = assigning.assign(turn, proposal, assigning.shares(turn, proposal, plan), key=proposal.key)
    if gone:
        precedents.note_taker(turn, gone[-1], given[0])


def _plan(proposal: Proposal, units: list[int], chance: Random) -> assigning.Plan:
    """One unit that answers, or several of which each has some of the requests; and up to two that assist."""
    assisting = units[3 : 3 + chance.choice((0, 0, 1, 2))]
    if chance.random() < 0.6:
        return assigning.Plan([(units[0], Part.LEAD, ())], assisting)
    numbers = [request.position for request in proposal.requests]
    apart = units[: chance.randint(2, 3)]
    wants: dict[int, set[int]] = {unit: {chance.choice(numbers)} for unit in apart}
    for number in numbers:
        wants[chance.choice(apart)].add(number)
    whole = len(numbers) == 1
    answering = [(unit, Part.SEPARATE, () if whole else tuple(sorted(wants[unit]))) for unit in apart]
    return assigning.Plan(answering, assisting)


@deed("proposal", A.REHANDLE)
def _rehandle(turn: Turn, case: int, _chance: Random) -> None:
    rounds.rehandle(turn, _case(turn, case))


@deed("proposal", A.MEET)
def _meet(turn: Turn, case: int, _chance: Random) -> None:
    rounds.meet(turn, _case(turn, case))


@deed("proposal", A.RECORD_MEETING)
def _record_meeting(turn: Turn, case: int, chance: Random) -> None:
    proposal = _case(turn, case)
    rounds.record_meeting(turn, proposal, turn.today, words(chance, proposal), words(chance, proposal))


@deed("proposal", A.CLOSE)
def _close(turn: Turn, case: int, _chance: Random) -> None:
    rounds.close(turn, _case(turn, case))


@deed("proposal", A.REOPEN)
def _reopen(turn: Turn, case: int, chance: Random) -> None:
    proposal = _case(turn, case)
    rounds.reopen(turn, proposal, words(chance, proposal))


@deed("proposal", A.ARCHIVE)
def _archive(turn: Turn, case: int, _chance: Random) -> None:
    rounds.archive(turn, _case(turn, case))
