"""A ledger (台账) in a spreadsheet becomes cases: each row, or those over which a case is spread, and what is wrong.

title row, session ─► headings, one row or two ─► rows of cases ─► totals and notes at the foot
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.errors import Unreadable
from bot.intake.asked import asked_in
from bot.intake.batch import Batch, Fault, Form
from bot.intake.cells import Cell, NoDate, UnitsIn, date_in, number_in, text_of, units_in
from bot.intake.headings import Column, Headings, column_of, headings_in
from bot.intake.lines import flattened, lines_of
from bot.intake.names import proposers_in
from bot.intake.paragraphs import layout_of
from bot.intake.preface import kind_of_session, sessions_in
from bot.intake.published import KINDS, PublishedProposal, Quarantined, fingerprint
from bot.intake.titles import title_of
from bot.intake.workbook import LOOKED_AT_TITLE, Sheet, letter_of, sheets_of

LONGEST_TITLE = 300
TOTALS = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|总数)[:]?")
FOOT = re.compile(r"(?:备\s*注|说\s*明|注|填\s*表|制\s*表|审\s*核|联系人|单位负责人|填报)[^:]{0,8}[:].*")
UNKNOWN_SHOWN = 12
ALONE = 2  # cells; more that say the same are one that was merged


@dataclass(slots=True)
class _Case:
    """The rows over which one case is spread."""

    row: int
    told: dict[Column, str]
    lead: list[str] = field(default_factory=list)
    co: list[str] = field(default_factory=list)
    cosigners: list[str] = field(default_factory=list)

    def adds(self, units: UnitsIn, cosigners: Sequence[str]) -> None:
        self.lead.extend(units.lead)
        self.co.extend(units.co)
        self.cosigners.extend(cosigners)


@dataclass(slots=True)
class _Reading:
    """A sheet while it is read: what the rows above its headings say, and what was found."""

    sheet: Sheet
    headings: Headings
    session: str
    kind: str
    cases: list[_Case] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    aside: list[Quarantined] = field(default_factory=list)

    def fault(self, row: int, column: Column, reason: str, value: str = "") -> None:
        places = self.headings.of(column)
        letter = letter_of(places[0]) if places else ""
        self.faults.append(Fault(self.sheet.name, row, letter, reason, value))


def read(content: bytes) -> Batch:
    """The cases of every sheet with headings.

    Raises:
        Unreadable: what ``workbook.sheets_of`` says, ``empty``, or ``no_headings`` (with ``found``, the fullest of the
            first rows) where no sheet has any, ``no_rows`` where nothing stands below them.
    """
    sheets = sheets_of(content)
    return read_sheets(sheets)


def read_sheets(sheets: Sequence[Sheet]) -> Batch:
    """The same for sheets that were read already."""
    if not sheets:
        raise Unreadable("empty")
    readings = [_read(sheet, headings) for sheet in sheets if (headings := headings_in(sheet.rows))]
    if not readings:
        raise Unreadable("no_headings", found=_fullest(sheets))
    proposals: list[PublishedProposal] = []
    faults: list[Fault] = []
    for reading in readings:
        made = [_proposal(reading, case) for case in reading.cases]
        faults.extend([*reading.faults, *_twice(reading, made), *_repeated(reading, made)])
        proposals.extend(made)
    if not proposals and not faults:
        raise Unreadable("no_rows")
    faults.sort(key=lambda fault: (fault.where, fault.row))
    unused = [text for reading in readings for text in _unused(reading.headings)]
    aside = tuple(entry for reading in readings for entry in reading.aside)
    good = tuple(one for one in proposals if one.title and one.proposers)
    return Batch(Form.LEDGER, good, quarantine=aside, faults=tuple(faults), unused=tuple(dict.fromkeys(unused)))


def _read(sheet: Sheet, headings: Headings) -> _Reading:
    above = " ".join(text_of(cell) for row in sheet.rows[: headings.after] for cell in row[:LOOKED_AT_TITLE])
    session = next(iter(sessions_in("".join(flattened(above).split()))), "")
    kind = kind_of_session(session) if session else KINDS["提案" in above and "建议" not in above]
    reading = _Reading(sheet, headings, session, kind)
    written = list(headings.written.values())
    for number, row in enumerate(sheet.rows[headings.after :], start=headings.after + 1):
        texts = [text_of(cell) for cell in row]
        if not any(texts) or _is_heading_again(texts, written):
            continue
        if _is_foot(texts, headings):
            reading.aside.append(Quarantined(number, " ".join(dict.fromkeys(filter(None, texts)))))
        else:
            _take_row(reading, number, row, texts)
    return reading


def _is_heading_again(texts: Sequence[str], written: Sequence[str]) -> bool:
    """Printed sheets repeat their headings on each page."""
    told = [(at, text) for at, text in enumerate(texts) if text]
    same = sum(1 for at, text in told if at < len(written) and text == written[at])
    return same == len(told) and column_of(told[0][1]) is not None


def _is_foot(texts: Sequence[str], headings: Headings) -> bool:
    """A row of totals, a note, or a heading across the columns: nothing that could be a case."""
    told = [text for text in texts if text]
    if any(TOTALS.fullmatch(flattened(text)) for text in told[:2]) or FOOT.match(flattened(told[0])):
        return True
    units = headings.of(Column.LEAD, Column.CO, Column.COSIGNER)
    alone = len(set(told)) == 1
    return alone and (len(told) > ALONE or not any(at < len(texts) and texts[at] for at in units))


def _take_row(reading: _Reading, number: int, row: Sequence[Cell], texts: Sequence[str]) -> None:
    told = _told(reading.headings, texts)
    units = _units(reading.headings, row)
    cosigners = _names(reading.headings, texts, Column.COSIGNER)
    last = reading.cases[-1] if reading.cases else None
    if last is not None and _continues(last, told):
        last.adds(units, cosigners)
        return
    case = _Case(number, told)
    case.adds(units, cosigners)
    reading.cases.append(case)
    _check(reading, number, row, told)


def _told(headings: Headings, texts: Sequence[str]) -> dict[Column, str]:
    """What each column says, the first of several that say something."""
    said: dict[Column, str] = {}
    for at, column in sorted(headings.columns.items()):
        if at < len(texts) and texts[at]:
            said.setdefault(column, texts[at])
    return said


def _continues(last: _Case, told: Mapping[Column, str]) -> bool:
    """Whether a row only adds to the case above: no title of its own, or the same one with the same number."""
    title = told.get(Column.TITLE, "")
    if not title:
        return not told.get(Column.NUMBER) and not told.get(Column.PROPOSER)
    same = (Column.TITLE, Column.NUMBER, Column.INDEX, Column.PROPOSER)
    has_number = told.get(Column.NUMBER) or told.get(Column.INDEX)
    return bool(has_number) and all(last.told.get(column, "") == told.get(column, "") for column in same)


def _check(reading: _Reading, number: int, row: Sequence[Cell], told: Mapping[Column, str]) -> None:
    title = told.get(Column.TITLE, "")
    if not title:
        reading.fault(number, Column.TITLE, "no_title")
    elif len(title) > LONGEST_TITLE:
        reading.fault(number, Column.TITLE, "title_too_long", title)
    if not _names(reading.headings, [text_of(cell) for cell in row], Column.PROPOSER):
        reading.fault(number, Column.PROPOSER, "no_proposer")
    if told.get(Column.NUMBER) and number_in(told[Column.NUMBER]) is None:
        reading.fault(number, Column.NUMBER, "bad_number", told[Column.NUMBER])
    days = {column: _date(reading, number, row, column) for column in (Column.ASSIGNED, Column.DUE)}
    assigned, due = days[Column.ASSIGNED], days[Column.DUE]
    if assigned and due and due < assigned:
        reading.fault(number, Column.DUE, "due_before_assigned", due.isoformat())


def _date(reading: _Reading, number: int, row: Sequence[Cell], column: Column) -> date | None:
    found = None
    for at in reading.headings.of(column):
        try:
            found = found or date_in(row[at] if at < len(row) else None, reading.sheet.epoch)
        except NoDate:
            letter = letter_of(at)
            reading.faults.append(Fault(reading.sheet.name, number, letter, "bad_date", text_of(row[at])))
    return found


def _units(headings: Headings, row: Sequence[Cell]) -> UnitsIn:
    found = UnitsIn()
    for at in headings.of(Column.LEAD, Column.CO):
        here = units_in(row[at] if at < len(row) else None, assist=headings.columns[at] is Column.CO)
        found = UnitsIn((*found.lead, *here.lead), (*found.co, *here.co))
    return found


def _names(headings: Headings, texts: Sequence[str], column: Column) -> list[str]:
    said = (texts[at] for at in headings.of(column) if at < len(texts) and texts[at])
    return [name for text in said for name in proposers_in(" 、".join(text.split("\n")))]


def _proposal(reading: _Reading, case: _Case) -> PublishedProposal:
    told = case.told
    said = told.get(Column.SESSION, "")
    session = next(iter(sessions_in("".join(flattened(said).split()))), said) or reading.session
    named = next((kind for kind in KINDS if kind in told.get(Column.KIND, "")), "")
    text = lines_of(told.get(Column.TEXT, ""))
    asked = asked_in(text, layout_of(text))
    requests = tuple(line.text for line in lines_of(told.get(Column.REQUESTS, ""))) or asked.requests
    lead = tuple(dict.fromkeys(case.lead))
    proposers = [*proposers_in(told.get(Column.PROPOSER, "").replace("\n", "、")), *case.cosigners]
    return PublishedProposal(
        title=title_of([told.get(Column.TITLE, "").replace("\n", "")]),
        kind=named or (kind_of_session(session) if session else reading.kind),
        session=session,
        proposers=tuple(dict.fromkeys(proposers)),
        background=asked.background,
        requests=requests,
        reply=told.get(Column.REPLY, ""),
        reply_units=lead if told.get(Column.REPLY) else (),
        key=False,
        lines=(case.row, case.row),
        where=reading.sheet.name,
        number=number_in(told.get(Column.NUMBER)),
        units=lead,
        co_units=tuple(unit for unit in dict.fromkeys(case.co) if unit not in lead),
    )


def _twice(reading: _Reading, made: Sequence[PublishedProposal]) -> Iterator[Fault]:
    """A number that two cases of one session carry."""
    seen: dict[tuple[str, str, int], int] = {}
    places = reading.headings.of(Column.NUMBER)
    for one in made:
        if one.number is not None:
            first = seen.setdefault((one.kind, one.session, one.number), one.lines[0])
            if first != one.lines[0]:
                letter = letter_of(places[0])
                yield Fault(one.where, one.lines[0], letter, "number_twice", str(one.number), (str(first),))


def _repeated(reading: _Reading, made: Sequence[PublishedProposal]) -> Iterator[Fault]:
    """A case that a row above has already; it is taken in once, and nothing is kept out by it."""
    seen: dict[str, int] = {}
    for one in made:
        first = seen.setdefault(fingerprint(one), one.lines[0])
        if first != one.lines[0] and one.title:
            letter = letter_of(reading.headings.of(Column.TITLE)[0])
            yield Fault(one.where, one.lines[0], letter, "repeated", one.title, (str(first),), blocks=False)


def _unused(headings: Headings) -> list[str]:
    return [text for at, text in headings.written.items() if text and at not in headings.columns]


def _fullest(sheets: Sequence[Sheet]) -> str:
    rows = [[text_of(cell) for cell in row if text_of(cell)] for sheet in sheets for row in sheet.rows[:10]]
    return "、".join(max(rows, key=len)[:UNKNOWN_SHOWN])
