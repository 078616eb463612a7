"""The month's 通报: what the journal has of it, the units in order, and what is late today."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.documents import reports
from bot.domain.lives import Act
from bot.domain.rates import Rate
from bot.services import tallies
from bot.turn import Turn
from store import ledger, papers
from store.ledger import Case, Rated, Share
from store.papers import Happened

LEAST = 5  # ratings below which a unit's 满意率 is not shown: a few names behind a figure are soon guessed
OFFER = "offer"  # the journal's word for giving a share to a unit
RETURNS = (Act.RETURN.value, Act.RETURN_AGAIN.value)
_RATED = (Act.RATE.value, Act.CHANGE.value)
_COUNTED = (Act.FILE.value, OFFER, Act.ISSUE.value, Act.CLOSE.value, *RETURNS, *_RATED)


@dataclass(frozen=True, slots=True)
class _Month:
    """What happened in a month, with the ledger's rows behind it."""

    acts: Sequence[Happened]
    issued: Sequence[Share]  # whose replies went out, each once
    rated: Mapping[str, Sequence[Rated]]  # the ratings that came in or were changed, as they stand, by unit
    returned: Counter[str]  # how often each unit returned something

    def count(self, *acts: str) -> int:
        return sum(happened.act in acts for happened in self.acts)

    def verdicts(self, *units: str) -> Counter[str]:
        return Counter(rated.verdict for unit in units for rated in self.rated.get(unit, ()) if rated.verdict)


def bulletin(turn: Turn, year: int, month: int) -> reports.Bulletin:
    """The report of a month of the office's calendar; what is open and late is as of today."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    cases = ledger.cases(turn.work)
    seen = _month(turn, cases, first, after)
    running = sum(share.state in tallies.OPEN for case in cases for share in case.shares)
    late = [(case, share) for case in cases for share in case.shares if tallies.is_late(share, turn.today)]
    verdicts = seen.verdicts(*seen.rated)
    return reports.Bulletin(
        office=turn.config.office.name,
        year=year,
        month=month,
        first=first,
        last=after - timedelta(days=1),
        as_of=turn.today,
        filed=seen.count(Act.FILE.value),
        assigned=seen.count(OFFER),
        closed=seen.count(Act.CLOSE.value),
        returned=seen.count(*RETURNS),
        answered=tallies.in_time(seen.issued),
        open=Rate(len(late), running),
        rated=verdicts.total(),
        verdicts=tallies.verdicts(turn, verdicts),
        content=tallies.content(verdicts),
        ranking=_ranking(seen, {share.unit for case in cases for share in case.shares} | set(seen.returned)),
        least=LEAST,
        late=tuple(_late(case, share, turn.today) for case, share in sorted(late, key=lambda pair: pair[1].due)),
    )


def _month(turn: Turn, cases: Iterable[Case], first: date, after: date) -> _Month:
    acts = papers.happened(turn.work, tallies.begins(turn, first), tallies.begins(turn, after), _COUNTED)
    of_reply = {share.reply_id: share for case in cases for share in case.shares if share.reply_id is not None}
    surveys = {survey.id: survey for case in cases for survey in case.surveys}
    issued = dict.fromkeys(act.subject_id for act in acts if act.act == Act.ISSUE.value)
    asked = {act.subject_id for act in acts if act.act in _RATED and act.life == "survey"}
    rated: dict[str, list[Rated]] = {}
    for survey in surveys.values():
        counts = survey.reply_id in issued if survey.of_draft else survey.id in asked
        if counts:  # what was said of a draft, with its reply
            rated.setdefault(of_reply[survey.reply_id].unit, []).append(survey)
    returns = [act.subject_id for act in acts if act.act in RETURNS]
    units = papers.units_of(turn.work, returns)
    return _Month(
        acts,
        [of_reply[one] for one in issued if one in of_reply],
        rated,
        Counter(units[one] for one in returns if one in units),
    )


def _ranking(seen: _Month, units: Iterable[str]) -> tuple[reports.Ranked, ...]:
    """By the share in time, then by how many were answered; equal ones share a place, who answered nothing has none."""
    rates = {unit: tallies.in_time([share for share in seen.issued if share.unit == unit]) for unit in units}

    def key(unit: str) -> tuple[float, int]:
        rate = rates[unit]
        return -rate.numerator / rate.denominator if rate.denominator else 1.0, -rate.denominator

    keys = sorted(key(unit) for unit in units)
    return tuple(
        reports.Ranked(
            rank=keys.index(key(unit)) + 1 if rates[unit].denominator else None,
            unit=unit,
            in_time=rates[unit],
            returned=seen.returned[unit],
            content=_shown(tallies.content(seen.verdicts(unit))),
        )
        for unit in sorted(units, key=lambda unit: (key(unit), unit))
    )


def _shown(rate: Rate) -> Rate | None:
    return rate if rate.denominator >= LEAST else None


def _late(case: Case, share: Share, today: date) -> reports.Late:
    return reports.Late(
        tallies.shown_number(case), tallies.shown_title(case), share.unit, share.due, (today - share.due).days
    )
