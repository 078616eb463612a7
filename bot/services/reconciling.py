"""Each night: what should have been said on the day that is over, against what was said and arrived on it.

What should have been said is asked of the planner for what has not moved since, and of the journal for what has: a step
counts if it was owed at the person's moment of that day and for a while after it, whatever has become of the duty.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.calendar import ONE_DAY, Calendar
from bot.domain.lives import Role
from bot.domain.reminders import DutyKind
from bot.services import dates, hours, planning, recalling
from bot.services.planning import Audience, Call
from bot.services.recalling import LIFE, Case
from bot.turn import Turn
from store import digests, people, planned, reconciled, reminded
from store.reconciled import Said
from store.tables.traffic import LetterState

GRACE = timedelta(minutes=30)  # in which the clock comes to everybody whose moment has come
AT_ONCE = 31  # days in one strike of the clock, after an outage


class Why(StrEnum):
    """Why something counts as a gap."""

    UNSAID = "unsaid"  # nothing was written
    LATE = "late"  # it was said, or arrived, on a later day
    LOST = "lost"  # the letter failed or was called off
    WAITING = "waiting"  # the letter has not left


@dataclass(frozen=True, slots=True)
class Gap:
    """One step of one duty that one person should have been told of on a day."""

    call: Call
    why: Why


@dataclass(frozen=True, slots=True)
class Count:
    """What was found of a day."""

    day: date
    expected: int
    gaps: tuple[Gap, ...]

    def by_kind(self) -> list[dict[str, Any]]:
        """How many gaps of which kind, and why: ``kind``, ``why`` and ``count``."""
        counts = Counter((gap.call.owing.kind, gap.why) for gap in self.gaps)
        return [{"kind": kind.value, "why": why.value, "count": counts[kind, why]} for kind, why in sorted(counts)]


def every_night(turn: Turn) -> None:
    """In the first strike of a day the days before it are gone through that were not yet, at most so many at once.

    What a letter said that never arrived counts as unsaid, so that it is said at the next office hour.
    """
    yesterday, last = turn.today - ONE_DAY, reconciled.last_day(turn.work)
    day = yesterday if last is None else last + ONE_DAY
    for _ in range(AT_ONCE):
        if day > yesterday:
            return
        _keep(turn, of_day(turn, day))
        day += ONE_DAY


def _keep(turn: Turn, count: Count) -> None:
    quiet = not count.gaps or not turn.config.reminders.report_gaps
    row = {
        "day": count.day,
        "at": turn.now,
        "expected": count.expected,
        "gaps": len(count.gaps),
        "found": count.by_kind(),
        "told_at": turn.now if quiet else None,
    }
    if reconciled.keep(turn.work, row):
        reconciled.unsay(turn.work, [gap.call.key for gap in count.gaps if gap.why is Why.LOST])


def report(turn: Turn) -> None:
    """In office hours the office hears, in one letter, of all days on which something was left unsaid."""
    if not hours.within(turn):
        return
    days = reconciled.untold(turn.work)
    last = reconciled.last_day(turn.work)
    if not days or last is None or last < turn.today - ONE_DAY or not hours.are_now(turn):
        return
    reconciled.tell(turn.work, [one.day for one in days], turn.now)
    kinds: Counter[DutyKind] = Counter()
    whys: Counter[Why] = Counter()
    for found in (found for one in days for found in one.found):
        kinds[DutyKind(found["kind"])] += found["count"]
        whys[Why(found["why"])] += found["count"]
    turn.tell(
        people.with_role(turn.work, Role.OFFICE),
        "plans/gaps",
        once=f"gaps:{days[-1].day.isoformat()}",
        days=[(one.day, one.expected, one.gaps) for one in days],
        kinds=[(kind, kinds[kind]) for kind in DutyKind if kinds[kind]],
        whys=[(why, whys[why]) for why in Why if whys[why]],
        count=sum(one.gaps for one in days),
    )


def of_day(turn: Turn, day: date) -> Count:
    """What should have been said on a day that is over, and the gaps; changes nothing."""
    calendar = dates.calendar(turn)
    begins = datetime.combine(day, time(), turn.config.zone)
    ends = begins + ONE_DAY
    moved = list(recalling.moved_since(turn, begins))
    ids = {(life, id_) for case in moved for life, own in case.subjects.items() for id_ in own}
    calls = [call for call in planning.calls(turn, day, calendar) if (LIFE[call.owing.kind], call.owing.id) not in ids]
    audience, own = Audience(turn, day), digests.hours(turn.work)
    for case in moved:
        calls += _of_case(turn, case, day, calendar, audience, own)
    should = _meant(turn, calls, day, begins)
    said = reconciled.said(turn.work, list(should))
    gaps = [Gap(call, why) for key, call in should.items() if (why := _why(said.get(key), ends)) is not None]
    return Count(day, len(should), tuple(gaps))


def _meant(turn: Turn, calls: list[Call], day: date, begins: datetime) -> dict[str, Call]:
    """Those of them, by key, that nobody put off or held, to people who were there."""
    fresh = reconciled.joined_since(turn.work, begins)
    held = planned.holds(turn.work, day)
    put_off = {key for key, until in reminded.snoozes(turn.work, day).items() if until > day}
    return {
        call.key: call
        for call in calls
        if call.to.id not in fresh and call.subject not in held and call.subject not in put_off
    }


def _of_case(
    turn: Turn, case: Case, day: date, calendar: Calendar, audience: Audience, own: dict[int, time]
) -> Iterator[Call]:
    """What was to be said in a case that has moved: owed at somebody's moment, and still when the clock had come."""
    begins = datetime.combine(day, time(), turn.config.zone)
    cuts = [begins, *(at for at in case.moments() if begins < at < begins + ONE_DAY)]
    rests = not calendar.is_workday(day)
    if rests and not case.proposal.urgent:
        return
    spans = [
        {
            call.key: call
            for owing in recalling.owed(turn, case, cut, calendar)
            for call in planning.of_owing(turn, owing, day, calendar, audience)
        }
        for cut in cuts
    ]
    for key in {key for span in spans for key in span}:
        call = next(span[key] for span in spans if key in span)
        at = _moment(turn, call, day, own)
        if all(key in spans[bisect_right(cuts, moment) - 1] for moment in (at, at + GRACE)):
            yield call


def _moment(turn: Turn, call: Call, day: date, own: dict[int, time]) -> datetime:
    """When it was to be said: what is urgent as soon as the office opens, all else at the reader's own minute."""
    if call.owing.urgent:
        return datetime.combine(day, turn.config.office.day_starts, turn.config.zone)
    return planning.moment(turn.config, call.taker.id, own.get(call.taker.id), day)


def _why(said: Said | None, ends: datetime) -> Why | None:
    if said is None:
        return Why.UNSAID
    if said.at >= ends:
        return Why.LATE
    if said.state in (None, LetterState.FAILED, LetterState.CANCELLED):
        return Why.LOST
    if said.state in (LetterState.SENT, LetterState.SEEN):
        return Why.LATE if said.settled_at is not None and said.settled_at >= ends else None
    return Why.WAITING
