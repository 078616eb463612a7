"""What follows the ratings of a round: the case is closed, handled again, or goes to a meeting; and its end."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from bot.domain.guards import ROUNDS, Facts
from bot.domain.lives import Act, AssignmentState, Audience, Part, ProposalState, ReplyState, Role, SurveyState
from bot.domain.surveys import Schema, Verdict, unmet_requests
from bot.services import approval, assigning, life, policies
from bot.turn import Turn
from store import people, surveys
from store.tables import Assignment, Proposal, Reply, Survey


class Next(StrEnum):
    """What comes after a rating: others rate first; the case ends, is handled again, is met about; the office."""

    WAITING = "waiting"
    CLOSED = "closed"
    AGAIN = "again"
    MEETING = "meeting"
    OFFICE = "office"
    DRAFT = "draft"  # the rating was of a draft, and the reply follows
    KEPT = "kept"  # the rating was of a promise, and nothing follows


def settle(turn: Turn, proposal: Proposal) -> Next:
    """Draw the consequence of a round whose surveys are all over; before that, and once it is drawn, nothing happens.

    Whoever did not answer is in no base: a round that nobody answered is closed like one that contents everybody. Where
    nobody could be asked, the office decides.
    """
    asked = surveys.of_round(turn.work, proposal)
    for share in proposal.assignments:
        if share.reply is not None and share.reply.state is ReplyState.AT_PROPOSERS:
            take_opinions(turn, share.reply, clock=True)
    if proposal.state is not ProposalState.ANSWERED or not asked or _open(asked):
        return Next.CLOSED if proposal.state is ProposalState.CLOSED else Next.WAITING
    unhappy = _unhappy(asked)
    if not unhappy:
        close(turn, proposal, clock=True)
        return Next.CLOSED
    last = proposal.round >= ROUNDS
    if policies.of(turn, proposal).policy.rehandle == "automatic":
        follows = meet if last else rehandle
        follows(turn, proposal, clock=True)
        return Next.MEETING if last else Next.AGAIN
    message = "proposals/ask_meeting" if last else "proposals/ask_rehandle"
    turn.tell(people.with_role(turn.work, Role.OFFICE), message, proposal=proposal, surveys=_rated(asked))
    return Next.OFFICE


def take_opinions(turn: Turn, reply: Reply, *, clock: bool = False) -> None:
    """The proposers have said what they think of the draft, or nobody waits for it longer: the office decides on it.

    The clock does so when the last has rated; the office sooner, and whoever has not rated by then was not asked.
    """
    asked = surveys.of_reply(turn.work, reply.id)
    if clock and _open(asked):
        return
    life.may(turn, reply, Act.TAKE_OPINIONS, clock=clock)
    for survey in _open(asked):
        life.do(turn, survey, Act.LAPSE, clock=True, knowing={Audience.OFFICE})
    approval.lies(turn, reply, policies.of(turn, reply.assignment.proposal).terms.review)
    life.do(turn, reply, Act.TAKE_OPINIONS, clock=clock, asked=asked)


def close(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """The case is done with (办结); refused while a proposer is being asked, or a meeting with them is not recorded."""
    if proposal.state is ProposalState.MEETING:
        drop_surveys(turn, proposal)
    life.do(turn, proposal, Act.CLOSE, clock=clock, sets={"closed_at": turn.now})
    if not clock:
        turn.answer("proposals/closed", edit=True, proposal=proposal)


def rehandle(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """A new round (重新办理): the units that did not satisfy answer the requests that were not satisfied, once more."""
    if proposal.state is ProposalState.MEETING:
        drop_surveys(turn, proposal)
    _new_round(turn, proposal, Act.REHANDLE, clock=clock)


def meet(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """The case goes to a meeting with the proposers (面商研究); of an earlier one the journal keeps the record."""
    life.do(turn, proposal, Act.MEET, clock=clock, sets={"meeting_record": ""})
    if not clock:
        turn.answer("proposals/meeting", edit=True, proposal=proposal)


def record_meeting(turn: Turn, proposal: Proposal, day: date, who: str, agreed: str) -> None:
    """What the meeting came to is written down, below what was written of it before; it may then be closed."""
    surveys.of_round(turn.work, proposal)  # holds the case, so that two records follow one another
    spelled = turn.voice.word(turn.config.office.language, "meetings", "record")
    record = spelled.format(day=day.isoformat(), who=who, agreed=agreed)
    whole = "\n\n".join(filter(None, [proposal.meeting_record, record]))
    said: dict[str, Any] = {"day": day, "who": who, "agreed": agreed}
    life.do(turn, proposal, Act.RECORD_MEETING, sets={"meeting_record": whole}, record=record, **said)
    turn.answer("proposals/meeting_recorded", proposal=proposal, **said)


def reopen(turn: Turn, proposal: Proposal, reason: str) -> None:
    """A closed case is handled again, for a reason the office gives."""
    proposal.reason = reason
    _new_round(turn, proposal, Act.REOPEN, sets={"closed_at": None})


def ask_archive(turn: Turn, proposal: Proposal) -> None:
    """Show what putting the case away means, with the button that does it."""
    life.may(turn, proposal, Act.ARCHIVE)
    turn.answer("proposals/ask_archive", edit=True, proposal=proposal)


def archive(turn: Turn, proposal: Proposal) -> None:
    """The file of the case is put away (归档)."""
    put_away(turn, proposal)
    turn.answer("proposals/archived", edit=True, proposal=proposal)


def put_away(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """Archive the case, and with it those that were merged into it."""
    life.do(turn, proposal, Act.ARCHIVE, clock=clock)
    for case in proposal.merged:
        life.do(turn, case, Act.ARCHIVE, clock=True)


def _new_round(
    turn: Turn, proposal: Proposal, act: Act, *, clock: bool = False, sets: Mapping[str, Any] = MappingProxyType({})
) -> None:
    unhappy = _unhappy(surveys.of_round(turn.work, proposal))
    shares = _shares(proposal, unhappy)
    again = {share.id: unmet(share, unhappy) for share in shares}
    wanted = frozenset().union(*again.values()) if again else _asked(proposal)
    requests = [request for request in proposal.requests if request.position in wanted]
    said: dict[str, Any] = {
        "round": proposal.round + 1,
        "requests": requests,
        "units": [share.unit.name for share in shares],
    }
    facts = Facts(round=proposal.round, surveys_open=_still_asked(turn, proposal))
    row = life.do(turn, proposal, act, facts, clock=clock, sets=sets, **said)
    proposal.round += 1
    for request in requests:
        request.open_round = proposal.round
    turn.work.flush()
    apart = len(shares) > 1
    units = [
        (share.unit_id, share.part, tuple(sorted(again[share.id])) if apart or share.requests else ())
        for share in shares
    ]
    term = policies.of(turn, proposal).terms.second_reply
    assigning.open_round(turn, proposal, units, term, clock=clock)
    if not clock:
        turn.answer(row.told[Audience.PROPOSERS], edit=True, proposal=proposal, **said)


def unmet(share: Assignment, unhappy: Collection[Survey]) -> frozenset[int]:
    """The numbers of a share's requests to be answered again: those the unsatisfied with it named, all if none."""
    asked = _asked(share.proposal, share.requests)
    own = [survey for survey in unhappy if survey.reply.assignment_id == share.id]
    named = [unmet_requests(survey.answers, Schema.from_json(survey.schema)) & asked or asked for survey in own]
    return frozenset().union(*named) if named else asked


def _asked(proposal: Proposal, only: Collection[int] = ()) -> frozenset[int]:
    """The numbers of the requests that the round asks about, or those of them that one share has."""
    asked = frozenset(request.position for request in proposal.requests if request.open_round >= proposal.round)
    return asked & frozenset(only) if only else asked


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
