"""What follows the ratings of a round: the case is closed, handled again, or goes to a meeting; and its end."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from bot.domain.guards import ROUNDS, Facts
from bot.domain.lives import Act, AssignmentState, Audience, Part, ProposalState, Role, SurveyState
from bot.domain.surveys import DEFAULT, Verdict, unmet_requests
from bot.services import assigning, life
from bot.turn import Turn
from store import people, surveys
from store.tables import Assignment, Proposal, Survey


class Next(StrEnum):
    """What comes after a rating: others rate first, the case is closed, handled again, or the office decides."""

    WAITING = "waiting"
    CLOSED = "closed"
    AGAIN = "again"
    OFFICE = "office"


def settle(turn: Turn, proposal: Proposal) -> Next:
    """Draw the consequence of a round whose surveys are all over; before that, and once it is drawn, nothing happens.

    Whoever did not answer is in no base: a round that nobody answered is closed like one that contents everybody.
    """
    asked = surveys.of_round(turn.work, proposal)
    if proposal.state is not ProposalState.ANSWERED or _open(asked):
        return Next.CLOSED if proposal.state is ProposalState.CLOSED else Next.WAITING
    unhappy = _unhappy(asked)
    if not unhappy:
        close(turn, proposal, clock=True)
        return Next.CLOSED
    if proposal.round < ROUNDS and turn.config.policy.rehandle == "automatic":
        rehandle(turn, proposal, clock=True)
        return Next.AGAIN
    message = "proposals/ask_rehandle" if proposal.round < ROUNDS else "proposals/ask_meeting"
    turn.tell(people.with_role(turn.work, Role.OFFICE), message, proposal=proposal, surveys=_rated(asked))
    return Next.OFFICE


def close(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """The case is done with (办结); refused while a proposer is being asked, except after a meeting with them."""
    if proposal.state is ProposalState.MEETING:
        drop_surveys(turn, proposal)
    still_asked = Facts(surveys_open=_still_asked(turn, proposal))
    proposal.closed_at = turn.now
    life.do(turn, proposal, Act.CLOSE, still_asked, clock=clock)
    if not clock:
        turn.answer("proposals/closed", edit=True, proposal=proposal)


def rehandle(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """A new round (重新办理): the units that did not satisfy answer the requests that were not satisfied, once more."""
    if proposal.state is ProposalState.MEETING:
        drop_surveys(turn, proposal)
    _new_round(turn, proposal, Act.REHANDLE, clock=clock)


def meet(turn: Turn, proposal: Proposal) -> None:
    """The case goes to a meeting with the proposers (面商研究)."""
    life.do(turn, proposal, Act.MEET)
    turn.answer("proposals/meeting", edit=True, proposal=proposal)


def reopen(turn: Turn, proposal: Proposal, reason: str) -> None:
    """A closed case is handled again, for a reason the office gives."""
    proposal.reason, proposal.closed_at = reason, None
    _new_round(turn, proposal, Act.REOPEN)


def ask_archive(turn: Turn, proposal: Proposal) -> None:
    """Show what putting the case away means, with the button that does it."""
    life.may(turn, proposal, Act.ARCHIVE)
    turn.answer("proposals/ask_archive", edit=True, proposal=proposal)


def archive(turn: Turn, proposal: Proposal) -> None:
    """The file of the case is put away (归档)."""
    life.do(turn, proposal, Act.ARCHIVE)
    turn.answer("proposals/archived", edit=True, proposal=proposal)


def _new_round(turn: Turn, proposal: Proposal, act: Act, *, clock: bool = False) -> None:
    unhappy = _unhappy(surveys.of_round(turn.work, proposal))
    shares = _shares(proposal, unhappy)
    wanted = unmet(proposal, unhappy)
    requests = [request for request in proposal.requests if request.position in wanted]
    said: dict[str, Any] = {
        "round": proposal.round + 1,
        "requests": requests,
        "units": [share.unit.name for share in shares],
    }
    facts = Facts(round=proposal.round, surveys_open=_still_asked(turn, proposal))
    row = life.do(turn, proposal, act, facts, clock=clock, **said)
    proposal.round += 1
    for request in requests:
        request.open_round = proposal.round
    turn.work.flush()
    units = [(share.unit_id, share.part) for share in shares]
    assigning.open_round(turn, proposal, units=units, term=turn.config.terms.second_reply)
    if not clock:
        turn.answer(row.told[Audience.PROPOSERS], edit=True, proposal=proposal, **said)


def unmet(proposal: Proposal, unhappy: Collection[Survey]) -> frozenset[int]:
    """The numbers of the requests to be answered again: those the unsatisfied named, all of the round if none."""
    asked = frozenset(request.position for request in proposal.requests if request.open_round >= proposal.round)
    named = [unmet_requests(survey.answers, DEFAULT) & asked or asked for survey in unhappy]
    return frozenset().union(*named) if named else asked


def _shares(proposal: Proposal, unhappy: Collection[Survey]) -> list[Assignment]:
    """The shares of those who answered this round, but if only some of them did not satisfy, only theirs."""
    answered = [
        share
        for share in proposal.assignments
        if share.round == proposal.round and share.state is AssignmentState.DONE and share.part is not Part.CO
    ]
    again = {survey.reply.assignment_id for survey in unhappy}
    return [share for share in answered if not again or share.id in again]


def drop_surveys(turn: Turn, proposal: Proposal) -> None:
    """Nobody is asked any more how content he is with this round."""
    for survey in _open(surveys.of_round(turn.work, proposal)):
        life.do(turn, survey, Act.DROP, clock=True)


def _still_asked(turn: Turn, proposal: Proposal) -> int:
    return len(_open(surveys.of_round(turn.work, proposal)))


def _open(asked: Collection[Survey]) -> list[Survey]:
    return [survey for survey in asked if survey.state is SurveyState.OPEN]


def _rated(asked: Collection[Survey]) -> list[Survey]:
    return [survey for survey in asked if survey.state is SurveyState.RATED]


def _unhappy(asked: Collection[Survey]) -> list[Survey]:
    return [survey for survey in _rated(asked) if survey.verdict == Verdict.UNSATISFIED]
