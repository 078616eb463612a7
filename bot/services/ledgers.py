"""The ledger (台账) for a spreadsheet: which columns there are, which cases are in it, and the units' summary."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.documents.sheets import Sheet, Value
from bot.domain.lives import Kind, Part, ProposalState, ReplyState
from bot.services import tallies
from bot.services.letters import LANGUAGE, word
from bot.turn import Turn
from store import ledger
from store.ledger import Case, Share


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the sheet, the case, and what turns moments and codes into what is shown."""

    place: int
    case: Case
    word: Callable[[str, str], str]
    day: Callable[[datetime | None], date | None]
    today: date

    def answering(self) -> list[Share]:
        """The shares of the present round that answer."""
        return [share for share in self.present() if share.part is not Part.CO]

    def present(self) -> list[Share]:
        """All shares of the present round."""
        return [share for share in self.case.shares if share.round == self.case.round]

    def units(self, part: Part) -> str:
        """The units of the present round with this part."""
        return self.word("marks", "between").join(share.unit for share in self.present() if share.part is part)

    def open(self, text: str) -> str:
        """The text, but not of a sensitive case."""
        return self.word("marks", "sensitive") if self.case.sensitive else text

    def yes(self, known: bool | None) -> str:  # noqa: FBT001 - it is the value that is shown
        """是 or 否; nothing where it is not known."""
        return "" if known is None else self.word("marks", "yes" if known else "no")


def _last(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _results(line: Line) -> str:
    found = dict.fromkeys(share.result_wording or share.result_class for share in line.answering())
    return line.word("marks", "between").join(text for text in found if text)


def _verdicts(line: Line) -> str:
    replies = {share.reply_id for share in line.answering()}
    found = [survey.verdict for survey in line.case.surveys if survey.reply_id in replies and survey.verdict]
    return line.word("marks", "between").join(line.word("survey_options", verdict) for verdict in found)


def _in_time(line: Line) -> bool | None:
    known = [share.done_in_time for share in line.answering() if share.done_in_time is not None]
    return all(known) if known else None


def _due(line: Line) -> date | None:
    return max((share.due for share in line.answering()), default=None)


# fmt: off
COLUMNS: Mapping[str, Callable[[Line], Value]] = {
    # head in words.toml  value (domain notes, 2.9)
    "place":      lambda line: line.place,
    "sitting":    lambda line: line.case.sitting,
    "number":     lambda line: line.case.number,
    "kind":       lambda line: line.word("kinds", line.case.kind.value),
    "title":      lambda line: line.open(line.case.title),
    "lead":       lambda line: line.open(line.case.proposers[0] if line.case.proposers else ""),
    "proposers":  lambda line: len(line.case.proposers),
    "cosigners":  lambda line: line.open(line.word("marks", "between").join(line.case.proposers[1:])),
    "requests":   lambda line: line.case.requests,
    "wished":     lambda line: line.open(line.case.wished_units),
    "key":        lambda line: line.yes(line.case.key),
    "openness":   lambda line: line.word("openness", line.case.openness),
    "state":      lambda line: line.word("proposal_states", line.case.state.value),
    "round":      lambda line: line.case.round,
    "submitted":  lambda line: line.day(line.case.submitted_at),
    "filed":      lambda line: line.day(line.case.filed_at),
    "assigned":   lambda line: line.day(_last(share.assigned_at for share in line.answering())),
    "lead_unit":  lambda line: line.units(Part.LEAD),
    "co_units":   lambda line: line.units(Part.CO),
    "separate":   lambda line: line.units(Part.SEPARATE),
    "accepted":   lambda line: line.day(_last(share.accepted_at for share in line.answering())),
    "met":        lambda line: line.yes(bool(line.case.met)),
    "due":        _due,
    "answered":   lambda line: line.day(_last(share.issued_at for share in line.answering())),
    "in_time":    lambda line: line.yes(_in_time(line)),
    "late":       lambda line: line.yes(any(tallies.is_late(share, line.today) for share in line.present())),
    "result":     lambda line: line.open(_results(line)),
    "rating":     _verdicts,
    "closed":     lambda line: line.day(line.case.closed_at),
}
SETS: Mapping[str, tuple[str, ...]] = {
    "master":   ("place", "number", "title", "lead", "proposers", "kind", "state", "openness", "submitted", "filed",
                 "lead_unit", "result"),
    "progress": ("place", "number", "title", "lead_unit", "co_units", "separate", "assigned", "accepted", "due",
                 "answered", "in_time", "late", "state"),
    "results":  ("place", "number", "title", "lead_unit", "separate", "met", "answered", "result", "rating", "round",
                 "closed"),
    "all":      tuple(COLUMNS),
}
_OVER = (ProposalState.CLOSED, ProposalState.ARCHIVED)
_ASIDE = (ProposalState.REJECTED, ProposalState.TRANSFERRED, ProposalState.MERGED, ProposalState.WITHDRAWN)
FILTERS: Mapping[str, Callable[[Case, date], bool]] = {
    # which       cases
    "every":      lambda _case, _today: True,
    "open":       lambda case, _today: case.state not in (*_OVER, *_ASIDE),
    "late":       lambda case, today: any(tallies.is_late(share, today) for share in case.shares),
    "answered":   lambda case, _today: any(share.reply_state is ReplyState.ISSUED for share in case.shares),
    "over":       lambda case, _today: case.state in _OVER,
    "key":        lambda case, _today: case.key,
}
# fmt: on
EVERY_KIND = "both"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which ledger is wanted: columns by key, in the table's order; a unit's id, or 0 for all."""

    columns: Sequence[str]
    which: str = "every"
    kind: str = EVERY_KIND
    unit_id: int = 0


def chosen(turn: Turn, wish: Wish) -> list[Case]:
    """The cases that a wish is about."""
    return [case for case in ledger.cases(turn.work) if _is_wanted(case, wish, turn.today)]


def sheets(turn: Turn, cases: Sequence[Case], columns: Collection[str]) -> tuple[Sheet, Sheet]:
    """The ledger and the units' summary."""
    said = partial(word, turn)
    zone = turn.config.zone

    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(zone).date() if moment is not None else None

    keys = [key for key in COLUMNS if key in columns]
    lines = [Line(place, case, said, day, turn.today) for place, case in enumerate(cases, start=1)]
    rows = [[COLUMNS[key](line) for key in keys] for line in lines]
    return Sheet(said("ledger", "sheet"), [said("ledger_columns", key) for key in keys], rows), _summary(turn, cases)


def _summary(turn: Turn, cases: Sequence[Case]) -> Sheet:
    """提案承办单位汇总: how many cases each unit has as lead, co-unit or separately, and which."""
    numbers: dict[str, dict[Part, list[int]]] = {}
    for case in cases:
        for share in case.shares:
            if share.round == case.round:
                numbers.setdefault(share.unit, {part: [] for part in Part})[share.part].append(case.number or 0)
    between = word(turn, "marks", "between")
    rows: list[list[Value]] = [
        [unit, *(one for part in Part for one in (len(of[part]), between.join(map(str, of[part])))), _total(of)]
        for unit, of in sorted(numbers.items())
    ]
    heads = turn.voice.keys("ledger_units", LANGUAGE)
    return Sheet(word(turn, "ledger", "units"), [word(turn, "ledger_units", key) for key in heads], rows)


def _total(of: Mapping[Part, Sequence[int]]) -> int:
    return sum(len(numbers) for numbers in of.values())


def _is_wanted(case: Case, wish: Wish, today: date) -> bool:
    of_kind = wish.kind == EVERY_KIND or case.kind is Kind(wish.kind)
    of_unit = not wish.unit_id or any(share.unit_id == wish.unit_id for share in case.shares)
    return of_kind and of_unit and FILTERS[wish.which](case, today)
