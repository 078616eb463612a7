"""The year's report: the cases filed in a year, how they were answered, and how content their proposers are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.documents import reports
from bot.domain.lives import CommitmentState, Kind, Part, ProposalState, ReplyState, SurveyState
from bot.domain.rates import Rate
from bot.domain.surveys import Verdict
from bot.services import bulletins, tallies
from bot.services.letters import LANGUAGE, word
from bot.turn import Turn
from store import ledger, papers
from store.ledger import Case, Rated, Share

EXAMPLES = 2  # cases named for each result class
_ANSWERED = (ProposalState.ANSWERED, ProposalState.MEETING, ProposalState.CLOSED, ProposalState.ARCHIVED)


def annual(turn: Turn, year: int) -> reports.Annual:
    """The report of a year of the office's calendar, as things stand today."""
    cases = [case for case in ledger.cases(turn.work) if _year(turn, case.filed_at) == year]
    shares = [share for case in cases for share in case.shares]
    answering = [share for share in shares if share.part is not Part.CO]
    issued = [share for share in answering if share.reply_state is ReplyState.ISSUED]
    verdicts, unanswered = _ratings(cases)
    returned = _returned(turn, year)
    met = {share for case in cases for share in case.met}
    return reports.Annual(
        office=turn.config.office.name,
        year=year,
        as_of=turn.today,
        filed=len(cases),
        kinds=tallies.slices([(word(turn, "kinds", kind), sum(case.kind is kind for case in cases)) for kind in Kind]),
        units=len({share.unit_id for share in shares}),
        key=sum(case.key for case in cases),
        answered=Rate(sum(case.state in _ANSWERED for case in cases), len(cases)),
        in_time=tallies.in_time(issued),
        met=Rate(sum(share.id in met for share in answering), len(answering)),
        content=tallies.content(verdicts),
        rated=Rate(verdicts.total(), verdicts.total() + unanswered),
        again=sum(case.round > 1 for case in cases),
        classes=_classes(turn, cases),
        verdicts=tallies.verdicts(turn, verdicts),
        unsatisfied=verdicts[Verdict.UNSATISFIED.value],
        key_cases=tuple(_key_case(turn, case) for case in cases if case.key),
        by_unit=_by_unit(shares, returned),
        late=sum(tallies.is_late(share, turn.today) for share in shares),
        returned=returned.total(),
        promises=_promises(turn, issued),
    )


def _year(turn: Turn, at: datetime | None) -> int:
    return at.astimezone(turn.config.zone).year if at is not None else 0


def _ratings(cases: Iterable[Case]) -> tuple[Counter[str], int]:
    """The verdicts in force and how many never answered: of each proposer on each unit's replies the last he gave."""
    last: dict[tuple[int, int, int], Rated] = {}
    for case in cases:
        unit_of = {share.reply_id: share.unit_id for share in case.shares}
        for survey in case.surveys:
            key = (case.id, unit_of[survey.reply_id], survey.person_id)
            if survey.state is SurveyState.RATED or (survey.state is SurveyState.LAPSED and key not in last):
                last[key] = survey
    rated = [survey for survey in last.values() if survey.state is SurveyState.RATED]
    return Counter(survey.verdict for survey in rated if survey.verdict), len(last) - len(rated)


def _returned(turn: Turn, year: int) -> Counter[str]:
    since, until = (tallies.begins(turn, date(one, 1, 1)) for one in (year, year + 1))
    acts = papers.happened(turn.work, since, until, bulletins.RETURNS)
    units = papers.units_of(turn.work, [act.subject_id for act in acts])
    return Counter(units[act.subject_id] for act in acts if act.subject_id in units)


def _last_answers(case: Case) -> list[Share]:
    """The shares whose issued replies are in force: those of the last round in which each unit answered."""
    last: dict[int, Share] = {}
    for share in case.shares:
        if share.reply_state is ReplyState.ISSUED and share.result_class:
            last[share.unit_id] = share
    return list(last.values())


def _classes(turn: Turn, cases: Sequence[Case]) -> tuple[reports.Slice, ...]:
    """How many answers had which result, told apart by the full wording: a letter means something else elsewhere."""
    answers = [(case, share) for case in cases for share in _last_answers(case)]
    counted = Counter(share.result_wording or share.result_class for _, share in answers)
    policy = turn.config.policy
    group = f"result_{policy.result_scheme}"
    usual = [word(turn, group, code) for code in policy.result_classes or turn.voice.keys(group, LANGUAGE)]
    wordings = [*usual, *sorted(counted.keys() - set(usual))]
    parts = tallies.slices([(wording, counted[wording]) for wording in wordings])
    return tuple(
        replace(
            part,
            examples=tuple(
                reports.Example(tallies.shown_number(case), tallies.shown_title(case), share.unit)
                for case, share in [
                    pair for pair in answers if (pair[1].result_wording or pair[1].result_class) == wording
                ][:EXAMPLES]
            ),
        )
        for wording, part in zip(wordings, parts, strict=True)
    )


def _key_case(turn: Turn, case: Case) -> reports.KeyCase:
    answers = _last_answers(case)
    results = dict.fromkeys(share.result_wording or share.result_class for share in answers)
    units = dict.fromkeys(share.unit for share in case.shares if share.part is not Part.CO)
    return reports.KeyCase(
        tallies.shown_number(case),
        tallies.shown_title(case),
        " ".join(units),
        word(turn, "proposal_states", case.state),
        "" if case.sensitive else " ".join(results),
    )


def _by_unit(shares: Sequence[Share], returned: Counter[str]) -> tuple[reports.UnitYear, ...]:
    of_unit: dict[str, list[Share]] = {}
    for share in shares:
        of_unit.setdefault(share.unit, []).append(share)
    rows = [
        reports.UnitYear(
            unit,
            len(own),
            sum(share.done_at is not None for share in own),
            returned[unit],
            tallies.in_time([share for share in own if share.reply_state is ReplyState.ISSUED]),
        )
        for unit, own in of_unit.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.given, row.unit)))


def _promises(turn: Turn, issued: Sequence[Share]) -> tuple[reports.Slice, ...]:
    replies = {share.reply_id for share in issued if share.reply_id is not None}
    counted = Counter(papers.promises_of(turn.work, replies))
    states = [state for state in CommitmentState if counted[state.value]]
    return tallies.slices([(word(turn, "commitment_states", state), counted[state.value]) for state in states])
