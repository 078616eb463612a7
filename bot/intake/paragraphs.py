"""From lines to paragraphs: which lines a narrow column or the turn of a page tore apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.intake.lines import Line, ends_a_sentence, joined
from bot.intake.numbering import ordinal

WRAPPED_SHARE = 0.3
NEARLY_FULL = 0.72
SHORT_BY = 2.6
LEAST_LINES = 4
LEAST_WIDTH = 10.0
WIDEST_COLUMN = 70.0
INFORMATIVE = 0.25
HEADING_SIGNS = 30
PLAIN_HEADING_SIGNS = 16
STOPS = re.compile(r"[,;:、《》]|的$")
OPEN_SIGNS = re.compile(r"[,、:;(“《—-]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was printed: in a narrow column or not, how wide in full-width signs, what marks a new paragraph."""

    wrapped: bool
    width: float
    gaps_tell: bool
    indents_tell: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; ``sure`` says that the print, not a guess, ends it here."""

    lines: tuple[Line, ...]
    text: str
    sure: bool


def layout_of(lines: Sequence[Line]) -> Layout:
    """How these lines were printed, judged by how many break off though the column is full."""
    widths = sorted(line.width for line in lines)
    width = widths[int(len(widths) * 0.9)] if widths else 0.0
    open_full = [place for place, line in enumerate(lines[:-1]) if not line.ends and line.width >= NEARLY_FULL * width]
    wrapped = (
        len(lines) >= LEAST_LINES
        and LEAST_WIDTH <= width <= WIDEST_COLUMN
        and len(open_full) >= WRAPPED_SHARE * len(lines)
    )
    after_open = [lines[place + 1] for place in open_full]
    gaps = sum(1 for line in after_open if line.gap)
    indents = sum(1 for line in after_open if line.indented)
    return Layout(
        wrapped=wrapped,
        width=width,
        gaps_tell=any(line.gap for line in lines) and gaps <= INFORMATIVE * len(after_open),
        indents_tell=any(line.indented for line in lines) and indents <= INFORMATIVE * len(after_open),
    )


def paragraphs_of(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    """The paragraphs, in order; each line is in one."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _breaks(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Paragraph(tuple(group), joined([line.text for line in group]), _is_sure(group[-1], after, layout))
        for group, after in zip_longest(groups, groups[1:])
    ]


def text_of_paragraphs(paragraphs: Sequence[Paragraph]) -> str:
    """One text; a line feed stands where the print tells two paragraphs apart."""
    text = ""
    for place, paragraph in enumerate(paragraphs):
        text += paragraph.text
        if place + 1 < len(paragraphs) and paragraph.sure:
            text += "\n"
    return text


def is_short(line: Line, layout: Layout) -> bool:
    """Whether a line of a narrow column ends before its edge."""
    return line.width < layout.width - SHORT_BY


def _breaks(group: list[Line], line: Line, layout: Layout) -> bool:
    last = group[-1]
    if layout.wrapped:
        return _breaks_column(last, line, layout)
    if last.ends:
        return True
    if OPEN_SIGNS.search(last.tight) or line.new_page:
        return False
    return ordinal(line.flat) is not None or _is_heading_like(group)


def _breaks_column(last: Line, line: Line, layout: Layout) -> bool:
    if layout.indents_tell:
        return line.indented
    if layout.gaps_tell and line.gap:
        return True
    if ends_a_sentence(last.tight):
        return is_short(last, layout) or ordinal(line.flat) is not None
    return last.width < layout.width / 2 and not OPEN_SIGNS.search(last.tight) and ordinal(last.flat) is not None


def _is_heading_like(group: list[Line]) -> bool:
    """A line of its own above the text it heads, without the end of a sentence: numbered, or without any stop."""
    head = group[0]
    if len(group) > 1 or "。" in head.tight:
        return False
    return len(head.tight) <= (HEADING_SIGNS if ordinal(head.flat) else PLAIN_HEADING_SIGNS) and (
        ordinal(head.flat) is not None or not STOPS.search(head.tight)
    )


def _is_sure(last: Line, following: list[Line] | None, layout: Layout) -> bool:
    if not layout.wrapped or not last.ends:
        return True
    if not following:
        return True
    return following[0].indented if layout.indents_tell else layout.gaps_tell and following[0].gap
