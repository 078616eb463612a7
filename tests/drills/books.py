"""An accounting of its own: the duties of every case, read from its rows, and by the table who was to hear what when.

Nothing of the planner is used here. Days are counted on a list of working days, and of REMINDERS only the rows are
taken: for each role the step of the ladder whose day came last, if it came after the day on which the duty began.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.domain.calendar import Calendar
from bot.domain.lives import AssignmentState, CommitmentState, Part, ReplyState, Role, SurveyState
from bot.domain.reminders import REMINDERS, DutyKind, Row, Side
from store.database import Work
from store.tables import Assignment, Commitment, Contact, Countersignature, Proposal, Reply, Survey

ROWS: dict[DutyKind, list[Row]] = {kind: [row for row in REMINDERS if row.duty is kind] for kind in DutyKind}
GONE = tuple(state for state in ReplyState if state not in (ReplyState.DRAFTING, ReplyState.DROPPED))

AWAY = (AssignmentState.CANCELLED, AssignmentState.RETURNED, AssignmentState.DISPUTED)


@dataclass(frozen=True, slots=True)
class Duty:
    """One open duty: of which row, by when, since which day, whose (a unit, or a person who is to rate), how urgent."""

    kind: DutyKind
    id: int
    due: date
    since: date
    whose: int
    urgent: bool


class Days:
    """The working days of some years in a list; every day, where nothing waits for Monday."""

    def __init__(self, first: date, last: date, calendar: Calendar | None) -> None:
        every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.days = [day for day in every if calendar is None or calendar.is_workday(day)]

    def before(self, due: date, count: int) -> date:
        """So many working days before the due date, or before the last working day ahead of it."""
        return self.days[bisect_right(self.days, due) - 1 - count]

    def after(self, due: date, count: int) -> date:
        """The so-manieth working day after the due date."""
        return self.days[bisect_right(self.days, due) - 1 + count]

    def late(self, due: date, today: date) -> int:
        """Working days from the due date to today."""
        return bisect_right(self.days, today) - bisect_right(self.days, due)

    def has(self, day: date) -> bool:
        """Whether it is one of them."""
        at = bisect_left(self.days, day)
        return at < len(self.days) and self.days[at] == day


def step_day(row: Row, due: date, today: date, days: Days) -> tuple[date, int]:
    """The day of the latest repetition of a row that may have come, and its number."""
    if row.when.side is not Side.AFTER:
        return days.before(due, row.when.workdays), 1
    passed = max(1, days.late(due, today) // row.when.workdays)
    number = passed if row.when.times is None else min(passed, row.when.times)
    return days.after(due, number * row.when.workdays), number


def latest_steps(duty: Duty, today: date, days: Days) -> Iterator[tuple[Role, str]]:
    """For each role its latest step, as the ledger names it; of two on one day the lower row of the table."""
    found: dict[Role, tuple[date, str]] = {}
    for row in ROWS[duty.kind]:
        day, number = step_day(row, duty.due, today, days)
        if duty.since < day <= today and (row.to not in found or found[row.to][0] <= day):
            found[row.to] = day, f"{duty.kind}:{row.when}:{duty.id}:{duty.due.isoformat()}:{number}"
    for role, (_, once) in found.items():
        yield role, once


class Books:
    """What every case owes now, case by case."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.cases: dict[int, list[Duty]] = {}

    @property
    def duties(self) -> Iterator[Duty]:
        """All of it."""
        return (duty for own in self.cases.values() for duty in own)

    def read(self, work: Work, cases: Collection[int]) -> None:
        """Look at these cases anew."""
        ids = sorted(cases)
        for begin in range(0, len(ids), 400):
            some = ids[begin : begin + 400]
            fresh: dict[int, list[Duty]] = {case: [] for case in some}
            for case, duty in self._found(work, some):
                fresh[case].append(duty)
            self.cases |= fresh

    def _found(self, work: Work, cases: Sequence[int]) -> Iterator[tuple[int, Duty]]:
        read = work.connection.execute
        found = read(select(Proposal.id, Proposal.urgent).where(Proposal.id.in_(cases)))
        urgent = {row.id: row.urgent for row in found}
        shares = {row.id: row for row in read(select(Assignment.__table__).where(Assignment.proposal_id.in_(cases)))}
        replies = {row.id: row for row in read(select(Reply.__table__).where(Reply.assignment_id.in_(shares)))}
        talks = select(Contact.assignment_id).where(Contact.answer != "denied", Contact.assignment_id.in_(shares))
        spoken = set(read(talks).scalars())
        gone = {reply.assignment_id for reply in replies.values() if reply.state in GONE}
        for share in shares.values():
            case = share.proposal_id
            for kind, due, begun in _of_share(share, answered=share.id in gone, spoke=share.id in spoken):
                yield case, Duty(kind, share.id, due, self._day(begun), share.unit_id, urgent[case])
        signed = self._signed(work, replies)
        for reply in replies.values():
            case = shares[reply.assignment_id].proposal_id
            for kind, unit in _of_reply(reply, shares, signed):
                since = self._day(reply.state_since)
                yield case, Duty(kind, reply.id, reply.state_due, since, unit, urgent[case])
        for survey in read(select(Survey.__table__).where(Survey.reply_id.in_(replies))):
            case = shares[replies[survey.reply_id].assignment_id].proposal_id
            if survey.state is SurveyState.OPEN:
                since = self._day(survey.opened_at)
                yield case, Duty(DutyKind.SURVEY, survey.id, survey.due, since, survey.person_id, urgent[case])
        for promise in read(select(Commitment.__table__).where(Commitment.reply_id.in_(replies))):
            share = shares[replies[promise.reply_id].assignment_id]
            if promise.state is CommitmentState.OPEN:
                case, since = share.proposal_id, self._day(promise.at)
                yield case, Duty(DutyKind.COMMITMENT, promise.id, promise.due, since, share.unit_id, urgent[case])

    def _signed(self, work: Work, replies: Collection[int]) -> set[tuple[int, int, int]]:
        agreed = select(Countersignature.reply_id, Countersignature.version, Countersignature.unit_id)
        found = work.connection.execute(agreed.where(Countersignature.reply_id.in_(replies)))
        return {(row[0], row[1], row[2]) for row in found}

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def _of_share(share: Any, *, answered: bool, spoke: bool) -> Iterator[tuple[DutyKind, date, datetime]]:  # noqa: ANN401 - a row
    if share.state is AssignmentState.OFFERED:
        yield DutyKind.ACCEPT, share.accept_due, share.assigned_at
    if share.state in (AssignmentState.RETURNED, AssignmentState.DISPUTED):
        yield DutyKind.RETURN, share.return_due, share.returned_at
    if share.state is not AssignmentState.HANDLING:
        return
    if share.extension_asked_at is not None:
        yield DutyKind.EXTENSION, share.extension_due, share.extension_asked_at
    if share.part is Part.CO:
        yield DutyKind.OPINION, share.due, share.assigned_at
    elif not answered:
        yield DutyKind.DRAFT, share.due, share.assigned_at
        if not spoke and share.contact_waived_at is None and share.first_contact_due is not None:
            yield DutyKind.CONTACT, share.first_contact_due, share.assigned_at


def _of_reply(
    reply: Any,  # noqa: ANN401 - a row
    shares: Any,  # noqa: ANN401 - rows by id
    signed: set[tuple[int, int, int]],
) -> Iterator[tuple[DutyKind, int]]:
    """Who has to read a reply or to sign it, by the unit."""
    own = shares[reply.assignment_id]
    if reply.state is ReplyState.AT_LEADER:
        yield DutyKind.APPROVAL, own.unit_id
    if reply.state is ReplyState.AT_OFFICE:
        yield DutyKind.REVIEW, own.unit_id
    if reply.state is not ReplyState.AT_UNITS:
        return
    for other in shares.values():
        beside = (other.proposal_id, other.round, other.part) == (own.proposal_id, own.round, Part.CO)
        if beside and other.state not in AWAY and (reply.id, reply.version, other.unit_id) not in signed:
            yield DutyKind.COUNTERSIGN, other.unit_id
