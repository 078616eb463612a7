"""What must hold whatever has happened, each asked of the finished database alone; a check yields what breaks it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from bot.domain.calendar import Calendar, Override
from bot.domain.lifecycle import ASSIGNMENT, PROPOSAL, REPLY
from bot.domain.lives import Act, AssignmentState, Part, ProposalState, ReplyState, SurveyState
from bot.domain.surveys import Verdict
from bot.services import dates, policies, reckoning, satisfaction, verifying
from bot.services.calendar import official
from bot.turn import Turn
from store import holidays
from store.countersigns import NOT_CONCERNED
from store.tables import (
    Answer,
    Assignment,
    CalendarChange,
    Commitment,
    Countersignature,
    JournalRow,
    Letter,
    Proposal,
    Reply,
    Request,
    Sitting,
    Survey,
)
from tests.lives.office import Office

Check = Callable[[Turn], Iterator[str]]
CHECKS: list[Check] = []
_OVER = (ProposalState.REJECTED, ProposalState.TRANSFERRED, ProposalState.WITHDRAWN, ProposalState.ARCHIVED)
_ANSWERED = (ProposalState.ANSWERED, ProposalState.MEETING, ProposalState.CLOSED)


def check(does: Check) -> Check:
    """Keep it in the list; its docstring is its name."""
    CHECKS.append(does)
    return does


def broken(office: Office) -> dict[str, list[str]]:
    """Each check by its name, with the first that break it."""
    found: dict[str, list[str]] = {}
    for does in CHECKS:
        with office.database.reading() as work:
            turn = Turn(work, office.now, office.config, office.voice)
            name = (does.__doc__ or "").strip().removesuffix(".")
            found[name] = [one for one, _ in zip(does(turn), range(5), strict=False)]
    return found


@check
def _journal(turn: Turn) -> Iterator[str]:
    """The state rebuilt from the journal alone equals the rows."""
    for one in verifying.differences(turn.work, verifying.Compared()):
        yield f"case {one.case}, {one.life} {one.subject}: {one.what}"


@check
def _one_share(turn: Turn) -> Iterator[str]:
    """A unit has one open share of a case and round, and a case one lead."""
    live = Assignment.state != AssignmentState.CANCELLED
    keys: tuple[Any, ...] = (Assignment.proposal_id, Assignment.round)
    twice = select(*keys, Assignment.unit_id).where(live).group_by(*keys, Assignment.unit_id).having(func.count() > 1)
    leads = select(*keys).where(live, Assignment.part == Part.LEAD).group_by(*keys).having(func.count() > 1)
    yield from (
        f"case {row[0]}, round {row[1]}" for query in (twice, leads) for row in turn.work.connection.execute(query)
    )


@check
def _covered(turn: Turn) -> Iterator[str]:
    """No reply is issued that does not answer every request of its share."""
    said = select(Answer.reply_id, Request.position).join(Request, Answer.request_id == Request.id)
    answered: dict[int, set[int]] = defaultdict(set)
    for reply, position in turn.work.connection.execute(said.where(Answer.text != "")):
        answered[reply].add(position)
    asked = (
        select(Reply.id, Request.position, Assignment.requests)
        .join(Assignment, Reply.assignment_id == Assignment.id)
        .join(Request, Request.proposal_id == Assignment.proposal_id)
        .where(Reply.state == ReplyState.ISSUED, Request.open_round >= Assignment.round)
    )
    for reply, position, only in turn.work.connection.execute(asked):
        if (not only or position in only) and position not in answered[reply]:
            yield f"reply {reply} says nothing to request {position}"


@check
def _rated(turn: Turn) -> Iterator[str]:
    """Nothing is rated that the proposers were not given, and changed at most once for each text."""
    given = func.coalesce(Reply.opinions_asked_at, Reply.issued_at)
    early = select(Survey.id).join(Survey.reply).where(given.is_(None) | (Survey.opened_at < given))
    yield from (f"survey {one} is of no issued reply" for one in turn.work.connection.execute(early).scalars())
    rated = (SurveyState.RATED, SurveyState.DROPPED)
    wrong = select(Survey.id).where(
        or_(
            and_(Survey.state == SurveyState.RATED, Survey.rated_at.is_(None)),
            and_(Survey.state.not_in(rated), Survey.rated_at.is_not(None)),
        )
    )
    yield from (f"survey {one} is rated at no time" for one in turn.work.connection.execute(wrong).scalars())
    lines = select(JournalRow.life, JournalRow.subject_id, func.count()).group_by(
        JournalRow.life, JournalRow.subject_id
    )
    corrected = {row[1]: row[2] for row in turn.work.connection.execute(lines.where(JournalRow.act == Act.CORRECT))}
    changed = {row[1]: row[2] for row in turn.work.connection.execute(lines.where(JournalRow.act == Act.CHANGE))}
    drafts = select(Reply.id, Reply.opinions_asked_at)
    texts = {row[0]: 1 if row[1] is None else 2 for row in turn.work.connection.execute(drafts)}
    of_reply = select(Survey.id, Survey.reply_id).where(Survey.id.in_(changed))
    for survey, reply in turn.work.connection.execute(of_reply):
        if changed[survey] > texts[reply] + corrected.get(reply, 0):
            yield f"survey {survey} was changed {changed[survey]} times"


@check
def _rates(turn: Turn) -> Iterator[str]:
    """The base of each rate is the ratings that were given: of each proposer about a unit the last, nobody else."""
    query = (
        select(Assignment.unit_id, Assignment.proposal_id, Survey.person_id, Survey.verdict, Survey.state)
        .join(Reply, Reply.assignment_id == Assignment.id)
        .join(Survey, Survey.reply_id == Reply.id)
        .where(Survey.about == 0, Reply.issued_at.is_not(None))
        .order_by(Assignment.round, Survey.id)
    )
    last = {row[:3]: row.verdict for row in turn.work.connection.execute(query) if row.state is SurveyState.RATED}
    counted = Counter(last.values())
    told = satisfaction.rates(turn.work)
    given = [counted[verdict.value] for verdict in Verdict]
    if [told.overall.satisfied, told.overall.basically, told.overall.unsatisfied] != given:
        yield f"{told.overall} is not {given}"
    if told.overall.base != sum(given) or sum(one.tally.base for one in told.units.values()) != sum(given):
        yield f"the bases do not add up to {sum(given)}"


@check
def _numbers(turn: Turn) -> Iterator[str]:
    """A number is given once in a sitting, to one case for good."""
    given = select(JournalRow.proposal_id, JournalRow.detail).where(
        JournalRow.life == "proposal", JournalRow.act == Act.FILE
    )
    held: dict[tuple[int, int], int] = {}
    proposals = select(Proposal.id, Proposal.sitting_id, Proposal.number)
    cases = {row.id: row for row in turn.work.connection.execute(proposals)}
    for case, detail in turn.work.connection.execute(given):
        number = detail["sets"]["number"]
        if held.setdefault((cases[case].sitting_id, number), case) != case or cases[case].number != number:
            yield f"number {number} of case {case}"
    most = select(Sitting.id, Sitting.last_number)
    for sitting, number in turn.work.connection.execute(most):
        if any(row.number is not None and row.number > number for row in cases.values() if row.sitting_id == sitting):
            yield f"sitting {sitting} gave more than {number}"


@check
def _answered(turn: Turn) -> Iterator[str]:
    """An answered round has every share that answers done, and nothing left in hand."""
    query = select(
        Assignment.id, Assignment.part, Assignment.state, Assignment.round, Proposal.id, Proposal.round, Proposal.state
    )
    done: dict[int, list[bool]] = defaultdict(list)
    for share, part, state, round_, case, now, stands in turn.work.connection.execute(query.join(Assignment.proposal)):
        if (round_ < now or stands in (*_ANSWERED, *_OVER)) and state not in ASSIGNMENT.ends:
            yield f"share {share} of case {case} is {state} in round {round_} of {now}, {stands}"
        if round_ == now and stands in _ANSWERED and part is not Part.CO:
            done[case].append(state is AssignmentState.DONE)
    answered = select(Proposal.id).where(Proposal.state.in_(_ANSWERED))
    yield from (
        f"case {one} has no answer" for one in turn.work.connection.execute(answered).scalars() if not any(done[one])
    )


@check
def _settled(turn: Turn) -> Iterator[str]:
    """Of a share that is over no reply is in hand, and of a case that is over no rating is asked for."""
    replies = select(Reply.id, Reply.state, Assignment.state).join(Assignment, Reply.assignment_id == Assignment.id)
    for reply, state, share in turn.work.connection.execute(replies):
        if share in ASSIGNMENT.ends and state not in REPLY.ends:
            yield f"reply {reply} is {state} of a share that is {share}"
    surveys = (
        select(Survey.id, Proposal.state)
        .join(Survey.reply)
        .join(Reply.assignment)
        .join(Assignment.proposal)
        .where(Survey.state == SurveyState.OPEN, Survey.about == 0, Proposal.state.in_(PROPOSAL.ends))
    )
    yield from (f"survey {row[0]} is open of a case that is {row[1]}" for row in turn.work.connection.execute(surveys))


@check
def _letters(turn: Turn) -> Iterator[str]:
    """What is said once is said once."""
    twice = select(Letter.once).where(Letter.once.is_not(None)).group_by(Letter.once).having(func.count() > 1)
    yield from (str(one) for one in turn.work.connection.execute(twice).scalars())


@check
def _dates(turn: Turn) -> Iterator[str]:
    """One more day off makes no date earlier, and no extension leads beyond the legal cap."""
    calendar, own = dates.calendar(turn), holidays.all_days(turn.work)
    for share in turn.work.session.scalars(select(Assignment).order_by(Assignment.id.desc()).limit(1500)):
        given = {"pauses": share.pauses, "extensions": share.extensions}
        due = reckoning.of(turn, share, calendar=calendar, **given)
        free = share.due - (share.due - due.start) // 3
        later = reckoning.of(turn, share, calendar=_without(own, free), **given)
        if later.date < due.date:
            yield f"share {share.id} would be due on {later.date} and not on {due.date} if {free} were off"
        limit = reckoning.limit(turn, share)
        if any(one["until"] > limit.isoformat() for one in share.extensions):
            yield f"share {share.id} has until {share.extensions[-1]}, the law gives {limit}"
        if any(one["ended"] and one["ended"] < one["began"] for one in share.pauses):
            yield f"share {share.id} was paused backwards"


def _without(own: Mapping[date, bool], day: date) -> Calendar:
    days = {one: Override.OFF if off else Override.WORK for one, off in own.items()}
    return official(days | {day: Override.OFF, day + timedelta(days=1): Override.OFF})


@check
def _moved(turn: Turn) -> Iterator[str]:
    """No day off that the office added moved a date that ran to an earlier day."""
    applied = select(CalendarChange).where(CalendarChange.state == holidays.APPLIED)
    only_off = {
        change.settled_at: change.id
        for change in turn.work.session.scalars(applied)
        if all(one["kind"] == "off" for one in change.days)
    }
    moved = select(JournalRow).where(JournalRow.act == "redate", JournalRow.at.in_(only_off))
    for line in turn.work.session.scalars(moved.order_by(JournalRow.id)):
        for column, becomes in line.detail["sets"].items():
            if becomes < line.detail["was"]:
                change, what = only_off[line.at], f"{column} of {line.life} {line.subject_id}"
                yield f"change {change}: {what} was {line.detail['was']}, is {becomes}"


@check
def _signed(turn: Turn) -> Iterator[str]:
    """Where the co-units sign first, no reply reaches the leaders before all who assist have signed it."""
    signed = {
        tuple(row)
        for row in turn.work.connection.execute(
            select(Countersignature.reply_id, Countersignature.version, Countersignature.unit_id)
        )
    }
    replies = {row[0]: row[1] for row in turn.work.connection.execute(select(Reply.id, Reply.assignment_id))}
    shares = {
        row.id: row
        for row in turn.work.connection.execute(
            select(Assignment.id, Assignment.proposal_id, Assignment.round, Assignment.unit_id, Assignment.part)
        )
    }
    wanted = {
        case.id for case in turn.work.session.scalars(select(Proposal)) if policies.of(turn, case).policy.countersign
    }
    assists: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    lines = select(JournalRow).where(JournalRow.life.in_(("assignment", "reply")), JournalRow.to_state != "")
    for line in turn.work.session.scalars(lines.order_by(JournalRow.id)):
        subject = line.subject_id or 0
        share = shares[replies[subject] if line.life == "reply" else subject]
        if line.life == "assignment" and share.part is Part.CO:
            assists[share.proposal_id, share.round][share.unit_id] = line.to_state
        elif line.act == Act.SUBMIT and line.to_state == ReplyState.AT_LEADER and share.proposal_id in wanted:
            for unit, state in assists[share.proposal_id, share.round].items():
                if state not in NOT_CONCERNED and (subject, line.detail["version"], unit) not in signed:
                    yield f"unit {unit} never signed version {line.detail['version']} of reply {subject}"


@check
def _carried(turn: Turn) -> Iterator[str]:
    """A promise was carried as often as its count says."""
    times = (
        select(JournalRow.subject_id, func.count()).where(JournalRow.act == Act.CARRY).group_by(JournalRow.subject_id)
    )
    carried = {row[0]: row[1] for row in turn.work.connection.execute(times)}
    for promise, count in turn.work.connection.execute(select(Commitment.id, Commitment.carried)):
        if carried.get(promise, 0) != count:
            yield f"promise {promise} was carried {carried.get(promise, 0)} times, and says {count}"
