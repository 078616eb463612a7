"""What the office does with an approved reply: lets it out, holds it, or gives it another result class."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT
from bot.domain.lives import Act, AssignmentState, Audience, Part
from bot.services import (
    approval,
    assigning,
    commitments,
    hours,
    life,
    numbering,
    papers,
    replies,
    results,
    rounds,
    surveys,
    versions,
)
from bot.turn import Turn
from store import assignments, marks, people
from store.tables import Assignment, Proposal, Reply

EVERY = timedelta(hours=1)
AT_ONCE = 50  # rounds that end in one transaction; the next hour goes on


def issue(turn: Turn, reply: Reply, version: int) -> None:
    """The office lets it out: every proposer gets it with his survey, and the unit's share ends."""
    names = let_out(turn, reply, version)
    turn.answer("replies/let_out", edit=True, by_hand=names, **life.around(reply))


def let_out(turn: Turn, reply: Reply, version: int) -> list[str]:
    """The same without a word to whoever does it; returns the names of those to whom it goes on paper."""
    approval.check(turn, reply, Act.ISSUE, version)
    reply.issued_at = turn.now
    numbering.give(turn, reply)
    approval.lies(turn, reply)
    opened = surveys.open_for(turn, reply)
    enclosed = {Audience.PROPOSERS: [*papers.enclosed(turn, reply), *replies.enclosed(turn, reply)]}
    life.do(turn, reply, Act.ISSUE, files=enclosed, surveys=opened, version=version, **replies.read(turn, reply))
    end_share(turn, reply.assignment, _handed_in(turn, reply))
    if reply.opinions_asked_at is not None and opened:
        rounds.settle(turn, reply.assignment.proposal)  # all may have been content with the draft
    commitments.propose(turn, reply)
    return by_hand(turn, reply.assignment.proposal)


def consult(turn: Turn, reply: Reply, version: int) -> None:
    """The draft goes to the proposers with the form of opinions (征求意见表); the reply waits for what they say."""
    approval.check(turn, reply, Act.CONSULT, version)
    approval.lies(turn, reply)
    opened = surveys.open_for(turn, reply)
    enclosed = {Audience.PROPOSERS: replies.enclosed(turn, reply)}
    sets, said = {"opinions_asked_at": turn.now}, {"surveys": opened, "version": version, **replies.read(turn, reply)}
    life.do(turn, reply, Act.CONSULT, files=enclosed, sets=sets, **said)
    turn.answer("replies/draft_sent", edit=True, by_hand=by_hand(turn, reply.assignment.proposal), **life.around(reply))


def end_consulting(turn: Turn, reply: Reply) -> None:
    """The office waits no longer for opinions of the draft, and has it before it again."""
    rounds.take_opinions(turn, reply)
    replies.show(turn, reply)


def hold(turn: Turn, reply: Reply, version: int) -> None:
    """The office has read it and lets it out later, with others."""
    approval.check(turn, reply, Act.HOLD, version)
    approval.lies(turn, reply)
    life.do(turn, reply, Act.HOLD, version=version)
    turn.answer("replies/held_now", edit=True, **life.around(reply))


def change_class(turn: Turn, reply: Reply, version: int, code: str, reason: str) -> None:
    """The office gives it another class, for a reason; both are kept, and the text is a new version with the new one.

    Whoever still has the card of the earlier version before him is told so when he decides on it.
    """
    approval.check(turn, reply, Act.CHANGE_CLASS, version)
    before = reply.result_wording
    if code == reply.result_class:
        raise Refused("same_class")
    results.choose(turn, reply, code)
    versions.keep(turn, reply)
    said: dict[str, Any] = {"version": reply.version, "before": before, "after": reply.result_wording, "reason": reason}
    life.do(turn, reply, Act.CHANGE_CLASS, **said)
    turn.answer("replies/class_changed", before=before, after=reply.result_wording, reason=reason, **life.around(reply))
    replies.show(turn, reply)


def end_share(turn: Turn, share: Assignment, handed_in: date) -> None:
    """The share is answered; with the last that owed an answer those who assist are done too, and so is the round.

    Where no unit answers for the moment, what an assisting unit delivered is no answer. The unit was in time if it
    handed the reply in by the date: how long others then had it is not its doing.
    """
    shares = assignments.of_round(turn.work, share.proposal)
    done = {"done_at": turn.now, "done_in_time": handed_in <= share.due}
    life.do(turn, share, Act.ANSWER, clock=True, sets=done)
    answered = any(one.part is not Part.CO and one.state is AssignmentState.DONE for one in shares)
    owed = assignments.owing(shares) + len(assigning.uncovered(share.proposal))
    if not owed and answered:
        _end_round(turn, share.proposal, shares)


def _end_round(turn: Turn, proposal: Proposal, shares: Sequence[Assignment]) -> None:
    for other in shares:
        _close(turn, other)
    life.do(turn, proposal, Act.ANSWER, Facts(units_open=0), clock=True)


def end_rounds(turn: Turn) -> None:
    """A round whose last open share was taken away ends, if others have answered everything that it asks.

    The office has until the next morning to give the case to another unit.
    """
    if not hours.within(turn) or not marks.take(turn.work, "rounds", turn.now, EVERY):
        return
    morning = datetime.combine(turn.today, time.min, turn.config.zone)
    left = assignments.left_answered(turn.work, morning)
    for proposal in islice((one for one in left if not assigning.uncovered(one)), AT_ONCE):
        shares = assignments.of_round(turn.work, proposal)  # held from here on: somebody may have got it meanwhile
        if not assignments.owing(shares) and not assigning.uncovered(proposal):
            _end_round(turn, proposal, shares)
            rounds.settle(turn, proposal)


def _handed_in(turn: Turn, reply: Reply) -> date:
    return (reply.submitted_at or turn.now).astimezone(turn.config.zone).date()


def _close(turn: Turn, share: Assignment) -> None:
    """End what an assisting unit still has in hand; it keeps no mark of being in time, since it delivered nothing."""
    if ASSIGNMENT.row(share.state, Act.ANSWER) is not None:
        life.do(turn, share, Act.ANSWER, clock=True, sets={"done_at": turn.now})
    elif ASSIGNMENT.row(share.state, Act.CANCEL) is not None:
        life.do(turn, share, Act.CANCEL, clock=True)


def by_hand(turn: Turn, proposal: Proposal) -> list[str]:
    """The names of the proposers whom no message reaches, so that the letter goes to them on paper, if there is one."""
    if proposal.answered_orally:
        return []
    reached = {who.id for who in people.proposers(turn.work, proposal.id) if who.chat_id is not None and who.reachable}
    return [proposer.name for proposer in proposal.proposers if proposer.person_id not in reached]
