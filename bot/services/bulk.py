"""Many cases are given out at once, as an assignment meeting (交办会) settled it: looked through, then done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from bot.documents.sheets import Sheet
from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import Act, Part, ProposalState
from bot.domain.terms import Term
from bot.intake.assignment_list import Row, number_of
from bot.intake.typed import term_in
from bot.services import assigning, life, units
from bot.services.assigning import Plan, Share
from bot.turn import FileOut, Turn
from store import people, proposals
from store.tables import Proposal, Unit

NEAR = 3  # names that a wrong one may have meant
COLUMNS = ("line", "number", "lead", "co", "due", "result")
CAN, DONE = "can", "done"  # keys of words.toml's ``bulk_results``, as every problem is


@dataclass(frozen=True, slots=True)
class Line:
    """One line looked through: its case and shares, or the problem and what it is about."""

    row: Row
    problem: str = ""
    about: str = ""
    near: tuple[str, ...] = ()
    proposal: Proposal | None = None
    shares: tuple[Share, ...] = ()

    @property
    def due(self) -> date | None:
        """When the answer is due."""
        return next((share.due.date for share in self.shares if share.part is not Part.CO), None)


@dataclass(frozen=True, slots=True)
class Result:
    """One line for reading: what it says, and what is wrong with it or became of it."""

    row: Row
    good: bool
    due: date | None
    said: str


class _Bad(Exception):
    """A line cannot be done; a key of words.toml's ``bulk_results`` says why."""

    def __init__(self, problem: str, about: str = "", near: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.problem, self.about, self.near = problem, about, tuple(near)


@dataclass(slots=True)
class Desk:
    """What looking through a list needs, read once: cases by number, units by name."""

    turn: Turn
    cases: dict[int, list[Proposal]]
    twice: frozenset[int]
    directory: units.Directory
    names: list[str]
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, turn: Turn, rows: Sequence[Row], every: Sequence[Row]) -> "Desk":
        """For these rows of a whole list."""
        wanted = {number for row in rows if (number := number_of(row)) is not None}
        counted = Counter(number_of(row) for row in every)
        known = people.units(turn.work)
        return cls(
            turn,
            proposals.numbered(turn.work, wanted),
            frozenset(number for number, count in counted.items() if number is not None and count > 1),
            units.Directory(known),
            [unit.name for unit in known],
        )

    def line(self, row: Row) -> Line:
        """One row, looked through."""
        try:
            proposal = self._case(row)
            lead, *assisting = self._units(row)
            term = self._term(proposal, row.term)
            plan = Plan([(lead.id, Part.LEAD, ())], [u.id for u in assisting], term, self._term(proposal, row.co_term))
            return Line(row, proposal=proposal, shares=tuple(assigning.shares(self.turn, proposal, plan)))
        except _Bad as bad:
            return Line(row, bad.problem, bad.about, bad.near)

    def _case(self, row: Row) -> Proposal:
        number = number_of(row)
        if number is None:
            raise _Bad("no_number", row.number)
        if number in self.twice:
            raise _Bad("number_twice", str(number))
        found = self.cases.get(number, [])
        filed = [case for case in found if case.state is ProposalState.FILED]
        if not found:
            raise _Bad("no_such_case", str(number))
        if not filed:
            word = self.turn.voice.word(self.turn.language, "proposal_states", found[0].state.value)
            raise _Bad("not_filed", word)
        if len(filed) > 1:
            raise _Bad("of_two_sittings", "、".join(case.sitting.name for case in filed))
        return filed[0]

    def _units(self, row: Row) -> list[Unit]:
        if not row.lead:
            raise _Bad("no_lead")
        found: list[Unit] = []
        for name in (row.lead, *row.co):
            unit = self.directory.named(name)
            if unit is None:
                raise _Bad("no_such_unit", name, self._alike(name))
            if unit in found:
                raise _Bad("unit_twice", unit.name)
            found.append(unit)
        return found

    def _alike(self, name: str) -> tuple[str, ...]:
        if name not in self.near:
            parts = [unit.name for unit in self.directory.containing(name)]
            self.near[name] = tuple((parts or get_close_matches(name, self.names, NEAR, 0.5))[:NEAR])
        return self.near[name]

    def _term(self, proposal: Proposal, text: str) -> Term | None:
        if not text:
            return None
        try:
            term = assigning.in_bounds(self.turn, proposal, term_in(text, self.turn.today))
        except Unreadable as reason:
            raise _Bad(reason.reason, text) from None
        return Term.parse(str(term), "office")


def look_through(turn: Turn, rows: Sequence[Row]) -> list[Result]:
    """What giving these out would come to, line by line; nothing is changed."""
    desk = Desk.of(turn, rows, rows)
    return [_result(turn, desk.line(row), CAN) for row in rows]


def give_out(turn: Turn, rows: Sequence[Row], every: Sequence[Row]) -> list[Result]:
    """Give a part of a list out; what cannot be done stays as it is, with the reason."""
    desk = Desk.of(turn, rows, every)
    return [_result(turn, _given(turn, desk.line(row)), DONE) for row in rows]


def file_of(turn: Turn, results: Iterable[Result]) -> FileOut:
    """The results as a spreadsheet, one line each."""
    words = {key: turn.voice.word(turn.language, "bulk_columns", key) for key in (*COLUMNS, "file")}
    cells = [(one.row.line, one.row.number, one.row.lead, "、".join(one.row.co), one.due, one.said) for one in results]
    sheet = Sheet(words["result"], [words[key] for key in COLUMNS], cells)
    from bot.documents.ledger import workbook  # noqa: PLC0415 - takes a while to load, and few lists are long

    return turn.enclose("document", words["file"], workbook([sheet]))


def kept(result: Result) -> list[Any]:
    """A result as plain values, to be kept while the work goes on."""
    return [result.good, result.due.isoformat() if result.due else "", result.said]


def of_kept(row: Row, values: Sequence[Any]) -> Result:
    """What ``kept`` kept."""
    good, due, said = values
    return Result(row, good, date.fromisoformat(due) if due else None, said)


def _given(turn: Turn, line: Line) -> Line:
    if line.proposal is None:
        return line
    try:
        life.may(turn, line.proposal, Act.ASSIGN)
        assigning.assign(turn, line.proposal, line.shares, key=line.proposal.key)
    except Refused:
        return Line(line.row, "overtaken")
    return line


def _result(turn: Turn, line: Line, good: str) -> Result:
    said = turn.voice.word(turn.language, "bulk_results", line.problem or good).format(about=line.about)
    if line.near:
        said += turn.voice.word(turn.language, "bulk_results", "near").format(about="、".join(line.near))
    return Result(line.row, not line.problem, line.due, said)
