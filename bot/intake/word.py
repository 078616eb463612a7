"""A docx as lines and tables: what a reader of the page sees, insertions in, deletions out, lists with their numbers.

Tables keep the place of each cell in the grid, whatever was merged; what stands in a nested table is told as part of
the cell around it, and its own labels and values as a table of their own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from bot.domain.errors import Unreadable
from bot.intake.archives import DAMAGE, MEGABYTE, MOST_UNPACKED, opened
from bot.intake.lists import Lists

BROKEN: tuple[type[Exception], ...] = (*DAMAGE, OpcError)
DEEPEST = 6  # tables within tables
MOST_CELLS = 20_000
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
Element = Any  # lxml's, which has no types

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), FALLBACK}
_BREAKS = {qn("w:br"), qn("w:cr")}


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: where it begins in the grid, how many columns and rows it spans, and what it says."""

    row: int
    column: int
    span: int
    text: str


@dataclass(slots=True)
class Page:
    """A document: all its lines in order, the tables, and the lines above and below the tables."""

    lines: list[str] = field(default_factory=list)
    tables: list[list[GridCell]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything as plain text."""
        return "\n".join(self.lines)


def page_of(content: bytes) -> Page:
    """The document's page.

    Raises:
        Unreadable: ``broken_file``, ``encrypted``, ``too_much_inside`` or ``too_deep`` (tables within tables).
    """
    with opened(content) as archive:
        try:
            if any(mark in archive.read(name) for name in archive.namelist() if ".xml" in name for mark in FORBIDDEN):
                raise Unreadable("broken_file")
            document = docx.Document(BytesIO(content))
            return _Reader(Lists(document)).page(document.element.body)
        except BROKEN as error:
            raise Unreadable("broken_file") from error


class _Reader:
    """Walks the body once; the numbers of lists count on as it goes."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._page = Page()
        self._cells = 0

    def page(self, body: Element) -> Page:
        for block in _blocks(body):
            if block.tag == qn("w:tbl"):
                self._page.lines.extend(self._table(block, 1))
                self._page.below.clear()
            else:
                lines = self._paragraph(block)
                self._page.lines.extend(lines)
                (self._page.below if self._page.tables else self._page.above).extend(lines)
        return self._page

    def _paragraph(self, paragraph: Element) -> list[str]:
        boxes = [line for box in _boxes(paragraph) for inner in box.iter(qn("w:p")) for line in _lines(inner)]
        lines = _lines(paragraph)
        if any(line.strip() for line in lines):
            lines[0] = self._lists.mark(paragraph) + lines[0]
        return [*boxes, *lines]

    def _table(self, table: Element, depth: int) -> list[str]:
        if depth > DEEPEST:
            raise Unreadable("too_deep")
        own: list[GridCell] = []
        self._page.tables.append(own)
        lines: list[str] = []
        open_: dict[int, int] = {}  # by column: which of the cells goes on downwards
        for number, row in enumerate(_rows(table)):
            column = _skipped(row)
            texts = []
            for cell in _cells(row):
                span, goes_on, begins = _spans(cell)
                if goes_on and column in open_:
                    column += span
                    continue
                text = "\n".join(self._inside(cell, depth))
                self._cells += 1
                if self._cells > MOST_CELLS:
                    raise Unreadable("too_much_inside", limit=MOST_UNPACKED // MEGABYTE)
                open_.pop(column, None)
                if begins:
                    open_[column] = len(own)
                own.append(GridCell(number, column, span, text))
                texts.append(text)
                column += span
            lines.append("  ".join(texts))
        return [line for text in lines for line in text.split("\n")]

    def _inside(self, cell: Element, depth: int) -> list[str]:
        lines: list[str] = []
        for block in _blocks(cell):
            lines.extend(self._table(block, depth + 1) if block.tag == qn("w:tbl") else self._paragraph(block))
        return lines


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order; content controls and custom tags are looked through."""
    for child in parent:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
            yield from _blocks(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _cells(child)


def _skipped(row: Element) -> int:
    """How many columns of the grid a row leaves out at its beginning."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return int(before.get(qn("w:val"), "0")) if before is not None else 0


def _spans(cell: Element) -> tuple[int, bool, bool]:
    """How many columns a cell takes, whether it goes on from above, and whether it goes on below."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    restarts = merge is not None and merge.get(qn("w:val")) == "restart"
    return int(span.get(qn("w:val"), "1")) if span is not None else 1, merge is not None and not restarts, restarts


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes that hang on a paragraph, each once: Word writes them a second time for older programs."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
            yield box


def _lines(paragraph: Element) -> list[str]:
    pieces: dict[int, list[str]] = defaultdict(list)
    for line, text in _runs(paragraph, [0]):
        pieces[line].append(text)
    return ["".join(pieces[line]) for line in range(max(pieces, default=0) + 1)]


def _runs(element: Element, line: list[int]) -> Iterator[tuple[int, str]]:
    for child in element:
        if child.tag == qn("w:t"):
            yield line[0], child.text or ""
        elif child.tag == qn("w:tab"):
            yield line[0], "\t"
        elif child.tag == qn("w:noBreakHyphen"):
            yield line[0], "-"
        elif child.tag in _BREAKS:
            line[0] += 1
        elif child.tag not in _UNSEEN and child.tag not in {qn("w:pPr"), qn("w:rPr"), qn("w:p")}:
            yield from _runs(child, line)
