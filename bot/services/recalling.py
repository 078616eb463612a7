"""What was owed at a past moment in the cases that have moved since: their rows, put back by the journal's lines."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.domain import deadlines
from bot.domain.calendar import Calendar
from bot.domain.lives import AssignmentState, CommitmentState, Part, ProposalState, ReplyState, SurveyState
from bot.domain.reminders import DutyKind
from bot.domain.terms import Term
from bot.services import policies
from bot.turn import Turn
from store import recalled
from store.countersigns import NOT_CONCERNED
from store.duties import GONE_ON, WITH_OFFICE, Owing
from store.recalled import Line, Signature, Talk
from store.tables import Proposal

Row = Mapping[str, Any]
# What is nothing until an act fills it in.
_NOTHING = frozenset(
    {
        *("returned_at", "return_due", "extension_asked_at", "extension_due", "contact_waived_at"),
        *("first_contact_due", "asked_at", "paused_until"),
    }
)
_TERMS = {ReplyState.AT_UNITS: "countersign", ReplyState.AT_LEADER: "approval", ReplyState.AT_OFFICE: "review"}
_LIE = {
    ReplyState.AT_UNITS: DutyKind.COUNTERSIGN,
    ReplyState.AT_LEADER: DutyKind.APPROVAL,
    ReplyState.AT_OFFICE: DutyKind.REVIEW,
}
LIFE: Mapping[DutyKind, str] = {
    **dict.fromkeys(DutyKind, "assignment"),
    **dict.fromkeys(_LIE.values(), "reply"),
    DutyKind.SIGN: "proposal",
    DutyKind.SURVEY: "survey",
    DutyKind.COMMITMENT: "commitment",
}


@dataclass(slots=True)
class Subject:
    """A row as it is, and its lines in the journal."""

    now: Row
    lines: list[Line] = field(default_factory=list)

    def at(self, moment: datetime) -> Row | None:
        """The row as it was at a moment; None before it was there."""
        cut = bisect_right(self.lines, moment, key=lambda line: line.at)
        before, after = self.lines[:cut], self.lines[cut:]
        if not after:
            return self.now
        if any(line.to_state and not line.from_state for line in after):
            return None
        past = dict(self.now)
        if (next_ := next((line for line in after if line.to_state), None)) is not None:
            past["state"] = next_.from_state
        for name in {name for line in after for name in line.sets}:
            told = next((line.sets[name] for line in reversed(before) if name in line.sets), None)
            if told is not None or name in _NOTHING or any(name in line.sets for line in before):
                past[name] = told
            elif was := next((line.was for line in after if name in line.sets), ""):
                past[name] = was
        return past

    def entered(self, moment: datetime) -> datetime | None:
        """When it came to the state that it had at a moment, or to the next reader in it."""
        moves = [line.at for line in self.lines if line.at <= moment and line.moves]
        return moves[-1] if moves else None


@dataclass(slots=True)
class Case:
    """One case with everything in it that may be owed."""

    proposal: Proposal
    subjects: dict[str, dict[int, Subject]] = field(default_factory=dict)
    talks: list[Talk] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)

    def moments(self) -> list[datetime]:
        """When something of it changed, in order."""
        found = {line.at for own in self.subjects.values() for subject in own.values() for line in subject.lines}
        found |= {talk.at for talk in self.talks} | {talk.denied_at for talk in self.talks if talk.denied_at}
        return sorted(found | {one.at for one in self.signatures})

    def rows(self, life: str, moment: datetime) -> dict[int, Row]:
        """The rows of a life as they were."""
        own = self.subjects.get(life, {})
        return {id_: row for id_, subject in own.items() if (row := subject.at(moment)) is not None}


def moved_since(turn: Turn, since: datetime) -> Iterator[Case]:
    """The cases of which something was written down since."""
    for ids in recalled.portions(recalled.moved_since(turn.work, since)):
        cases = {id_: Case(proposal) for id_, proposal in recalled.proposals(turn.work, ids).items()}
        owners: dict[tuple[str, int], Case] = {}
        for life in recalled.LIVES:
            for id_, (case, row) in recalled.rows(turn.work, life, ids).items():
                cases[case].subjects.setdefault(life, {})[id_] = Subject(row)
                owners[life, id_] = cases[case]
        for line in recalled.lines(turn.work, ids):
            if (line.life, line.subject) in owners:
                owners[line.life, line.subject].subjects[line.life][line.subject].lines.append(line)
        for talk in recalled.talks(turn.work, [id_ for life, id_ in owners if life == "assignment"]):
            owners["assignment", talk.share].talks.append(talk)
        for one in recalled.signatures(turn.work, [id_ for life, id_ in owners if life == "reply"]):
            owners["reply", one.reply].signatures.append(one)
        yield from cases.values()


def owed(turn: Turn, case: Case, moment: datetime, calendar: Calendar) -> Iterator[Owing]:
    """What was owed in a case at a moment; a reply's date is counted anew where the row has another by now."""
    shares, replies = case.rows("assignment", moment), case.rows("reply", moment)
    urgent = case.proposal.urgent
    yield from _of_proposers(case, shares.values(), moment)
    for share in shares.values():
        for kind, due, since in _of_share(case, share, replies.values(), moment):
            if due is not None:
                yield Owing(kind, share["id"], _day(due), _moment(since), share["unit_id"], urgent)
    for reply in replies.values():
        if reply["state"] in _LIE and reply["assignment_id"] in shares:
            yield from _of_reply(turn, case, reply, shares, moment, calendar)
    for survey in case.rows("survey", moment).values():
        day = moment.astimezone(turn.config.zone).date()
        is_draft = replies.get(survey["reply_id"], {}).get("state") == ReplyState.AT_PROPOSERS
        if survey["state"] == SurveyState.OPEN and (is_draft or _is_asked(case.proposal, _day(survey["due"]), day)):
            opened = _moment(survey["opened_at"])
            yield Owing(DutyKind.SURVEY, survey["id"], _day(survey["due"]), opened, survey["person_id"], urgent)
    for promise in case.rows("commitment", moment).values():
        if promise["state"] == CommitmentState.OPEN and promise["reply_id"] in replies:
            unit = shares[replies[promise["reply_id"]]["assignment_id"]]["unit_id"]
            since = _moment(promise["at"])
            yield Owing(DutyKind.COMMITMENT, promise["id"], _day(promise["due"]), since, unit, urgent)


def _of_proposers(case: Case, shares: Iterable[Row], moment: datetime) -> Iterator[Owing]:
    """What deputies owed a case: an answer to whether they sign it, and to what a unit asked them."""
    proposal = case.proposal
    state = next((row["state"] for row in case.rows("proposal", moment).values()), None)
    if state == ProposalState.SIGNING and proposal.sign_until is not None:
        for one in proposal.proposers:
            said = [at for at in (one.signed_at, one.declined_at) if at is not None and at <= moment]
            if one.person_id is not None and one.invited_at is not None and one.invited_at <= moment and not said:
                yield Owing(
                    DutyKind.SIGN, proposal.id, proposal.sign_until, one.invited_at, one.person_id, proposal.urgent
                )
    own = {one.person_id for each in (proposal, *proposal.merged) for one in each.proposers}
    for share in shares:
        if share["state"] == AssignmentState.PAUSED:
            due, since = _day(share["paused_until"]), _moment(share["asked_at"])
            for person in own - {None}:
                yield Owing(DutyKind.QUESTION, share["id"], due, since, person or 0, proposal.urgent)


def _of_reply(
    turn: Turn, case: Case, reply: Row, shares: Mapping[int, Row], moment: datetime, calendar: Calendar
) -> Iterator[Owing]:
    """What those owed who had a reply to read."""
    kind, share = _LIE[ReplyState(reply["state"])], shares[reply["assignment_id"]]
    since, due = _lies(turn, case, reply, moment, calendar)
    whose = _signing(case, reply, share, shares, moment) if kind is DutyKind.COUNTERSIGN else [share]
    if due is None:
        return
    for unit in whose:
        yield Owing(kind, reply["id"], due, since, unit["unit_id"], case.proposal.urgent)


def _of_share(
    case: Case,
    share: Row,
    replies: Iterable[Row],
    moment: datetime,
) -> Iterator[tuple[DutyKind, Any, Any]]:
    """Kind, date and beginning of what a unit, or the office for it, owed."""
    since = share["assigned_at"]
    if share["state"] == AssignmentState.OFFERED:
        yield DutyKind.ACCEPT, share["accept_due"], since
    if share["state"] in WITH_OFFICE:
        yield DutyKind.RETURN, share["return_due"], share["returned_at"]
    if share["state"] != AssignmentState.HANDLING:
        return
    if share["extension_asked_at"] is not None:
        yield DutyKind.EXTENSION, share["extension_due"], share["extension_asked_at"]
    if share["part"] == Part.CO:
        yield DutyKind.OPINION, share["due"], since
    elif not any(reply["assignment_id"] == share["id"] and reply["state"] in GONE_ON for reply in replies):
        yield DutyKind.DRAFT, share["due"], since
        if share["contact_waived_at"] is None and not _spoke(case.talks, share["id"], moment):
            yield DutyKind.CONTACT, share["first_contact_due"], since


def _spoke(talks: Sequence[Talk], share: int, moment: datetime) -> bool:
    own = [talk for talk in talks if talk.share == share and talk.at <= moment]
    return any(talk.denied_at is None or talk.denied_at > moment for talk in own)


def _signing(case: Case, reply: Row, share: Row, shares: Mapping[int, Row], moment: datetime) -> list[Row]:
    """The shares of the units that had still to sign a reply."""
    version = reply["version"]
    signed = {
        one.unit for one in case.signatures if one.reply == reply["id"] and one.version == version and one.at <= moment
    }
    return [
        other
        for other in shares.values()
        if other["round"] == share["round"]
        and other["part"] == Part.CO
        and other["state"] not in NOT_CONCERNED
        and other["unit_id"] not in signed
    ]


def _lies(turn: Turn, case: Case, reply: Row, moment: datetime, calendar: Calendar) -> tuple[datetime, date | None]:
    """Since when a reply lay with whoever had to read it, and by when he had to."""
    subject = case.subjects["reply"][reply["id"]]
    since = subject.entered(moment)
    if (moved := _moved_after(subject, moment)) is not None:
        return since or subject.now["state_since"], moved
    if since is None or since == subject.now["state_since"]:
        return subject.now["state_since"], subject.now["state_due"]
    told = [line.sets["state_due"] for line in subject.lines if since < line.at <= moment and "state_due" in line.sets]
    if told:
        return since, _day(told[-1]) if told[-1] is not None else None
    rules = policies.of(turn, case.proposal)
    term = Term.parse(getattr(rules.terms, _TERMS[reply["state"]]))
    begun = since.astimezone(turn.config.zone).date()
    return since, deadlines.due(begun, term, calendar, roll=rules.policy.roll_over_holidays).date


def _moved_after(subject: Subject, moment: datetime) -> date | None:
    """By when a reply had to be read at a moment, if it got another date for that later, still lying there."""
    for line in subject.lines:
        if line.at > moment:
            if line.moves:
                return None
            if "state_due" in line.sets and line.was:
                return _day(line.was)
    return None


def _is_asked(proposal: Proposal, due: date, day: date) -> bool:
    """Whether a rating is asked for yet, where the sitting has a common time for it (as in ``store.duties.near``)."""
    sitting = proposal.sitting
    if sitting.survey_from is None:
        return True
    return sitting.survey_until is not None and sitting.survey_from <= day and due <= sitting.survey_until


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
