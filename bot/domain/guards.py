"""The last column of the life tables: conditions named like sentences, asked of the facts of one case at one moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.lives import Part

TAKE_BACK = timedelta(seconds=60)
ROUNDS = 2  # a third round goes to a meeting with the proposer instead


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at; a service fills in what its act is about, all moments aware and in UTC."""

    now: datetime | None = None
    window_ends: datetime | None = None
    since: datetime | None = None
    part: Part = Part.LEAD
    round: int = 1
    requests: frozenset[int] = field(default=frozenset())
    answered: frozenset[int] = field(default=frozenset())
    units_open: int = 0
    unsigned: int = 0
    surveys_open: int = 0
    consents_missing: int = 0
    sent_back: bool = False
    beyond_cap: bool = False


def _not_after(now: datetime | None, end: datetime | None) -> bool:
    return now is None or end is None or now <= end


def within_return_window(facts: Facts) -> bool:
    """A unit may return a case only inside the window of its session (domain 1.5); later it must handle it."""
    return _not_after(facts.now, facts.window_ends)


def within_survey_window(facts: Facts) -> bool:
    """A rating may be changed while its survey is open for answers."""
    return _not_after(facts.now, facts.window_ends)


def within_a_minute(facts: Facts) -> bool:
    """A submitted reply may be taken back for 60 seconds."""
    return facts.now is not None and facts.since is not None and facts.now - facts.since <= TAKE_BACK


def within_the_legal_cap(facts: Facts) -> bool:
    """No extension goes beyond six months from the assignment (代表法 Art. 51)."""
    return not facts.beyond_cap


def covers_every_request(facts: Facts) -> bool:
    """A reply answers each numbered request, or says why it is not the unit's, before it may leave the drafter."""
    return bool(facts.requests) and facts.requests <= facts.answered


def every_unit_has_answered(facts: Facts) -> bool:
    """A proposal is answered when no unit that answers is still open."""
    return facts.units_open == 0


def every_unit_has_signed(facts: Facts) -> bool:
    """A reply leaves the co-units when the last of them has countersigned."""
    return facts.unsigned == 0


def every_survey_is_over(facts: Facts) -> bool:
    """A case closes when no proposer is still being asked."""
    return facts.surveys_open == 0


def a_round_is_left(facts: Facts) -> bool:
    """After the second round a case goes to a meeting, not to a third round."""
    return facts.round < ROUNDS


def all_cosigners_consent(facts: Facts) -> bool:
    """A jointly signed proposal is withdrawn only with everybody's consent (上海 Art. 10)."""
    return facts.consents_missing == 0


def assists_only(facts: Facts) -> bool:
    """An opinion is what a co-unit delivers; a unit that answers writes a reply."""
    return facts.part is Part.CO


def not_sent_back_before(facts: Facts) -> bool:
    """The lead unit may send an opinion back once (重庆: no substance, 5 workdays to redo)."""
    return not facts.sent_back
