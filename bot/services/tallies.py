"""How reports count: what is late, what was in time, how content the proposers are, and parts that make 100 percent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time

from bot.documents import reports
from bot.domain.lives import AssignmentState
from bot.domain.rates import Rate, largest_remainder
from bot.domain.surveys import Verdict
from bot.services.letters import word
from bot.turn import Turn
from store.ledger import Case, Share

_RUNNING = (
    AssignmentState.OFFERED,
    AssignmentState.HANDLING,
    AssignmentState.RETURNED,
    AssignmentState.DISPUTED,
)
OPEN = (*_RUNNING, AssignmentState.PAUSED)


def begins(turn: Turn, day: date) -> datetime:
    """When a day of the office begins."""
    return datetime.combine(day, time.min, turn.config.zone)


def is_late(share: Share, today: date) -> bool:
    """As on the board: past its date and not answered; what waits for its proposer is not late."""
    return share.state in _RUNNING and share.due < today


def in_time(shares: Sequence[Share]) -> Rate:
    """Those answered by their date, of those that were answered."""
    known = [share for share in shares if share.done_in_time is not None]
    return Rate(sum(bool(share.done_in_time) for share in known), len(known))


def content(verdicts: Counter[str]) -> Rate:
    """满意率: satisfied and basically satisfied, of the ratings that came in."""
    return Rate(verdicts.total() - verdicts[Verdict.UNSATISFIED.value], verdicts.total())


def slices(parts: Sequence[tuple[str, int]]) -> tuple[reports.Slice, ...]:
    """Named parts of a whole, in percent that add up to exactly 100."""
    percents = largest_remainder([count for _, count in parts])
    return tuple(reports.Slice(name, count, percent) for (name, count), percent in zip(parts, percents, strict=True))


def verdicts(turn: Turn, counted: Counter[str]) -> tuple[reports.Slice, ...]:
    """Each verdict's part, in the words of the survey."""
    return slices([(word(turn, "survey_options", verdict), counted[verdict.value]) for verdict in Verdict])


def shown_title(case: Case) -> str:
    """The title in a report; of a sensitive case there is the number only."""
    return "" if case.sensitive else case.title


def shown_number(case: Case) -> str:
    """The number in a report."""
    return str(case.number) if case.number is not None else ""
