"""The reply to a proposal: to whom, in which words, and which units signed it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.intake.asked import squeezed_lines
from bot.intake.lines import Line
from bot.intake.marks import REPLY_HEADING, REPLY_LEAD, UNIT_REPLY, is_date, is_reply_mark
from bot.intake.paragraphs import Layout, paragraphs_of, text_of_paragraphs
from bot.intake.preface import is_heading, opens_preface
from bot.intake.salutations import without_salutation
from bot.intake.signatures import Signature, end_of_reply, is_aside_at, is_closed, is_final, signatures_in
from bot.intake.signoffs import has_place, is_unit


@dataclass(slots=True)
class Reply:
    """What was read of a reply; ``rest`` are the lines behind the signatures that belong to no reply."""

    text: str = ""
    units: list[str] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    addressed: tuple[str, ...] = ()
    last: int = 0


def reply_in(lines: Sequence[Line], proposers: Sequence[str], layout: Layout) -> Reply:
    """The reply that these lines hold, the mark that opens it aside."""
    reply = Reply()
    lines, outside = _until_publication(_without_lead(list(lines)), layout)
    signed = signatures_in(lines, layout)
    end = end_of_reply(lines, signed)
    reply.rest = [*lines[end:], *outside]
    kept = _kept(lines[:end], signed, proposers, reply)
    reply.text = squeezed_lines(text_of_paragraphs(paragraphs_of(kept, layout)))
    reply.units = _told_once(reply.units or _headed(kept))
    reply.last = lines[end - 1].number if end else 0
    return reply


def _until_publication(lines: list[Line], layout: Layout) -> tuple[list[Line], list[Line]]:
    """A heading of the publication or a preface ends the last reply."""
    for place, line in enumerate(lines):
        closed = place == 0 or is_closed(lines[place - 1])
        if opens_preface(line) and (closed or not layout.wrapped):
            return lines[:place], lines[place:]
        if place and closed and is_heading(line) and not REPLY_HEADING.fullmatch(line.tight):
            return lines[:place], lines[place:]
    return lines, []


def _kept(lines: list[Line], signed: dict[int, Signature], proposers: Sequence[str], reply: Reply) -> list[Line]:
    """The lines of prose: without marks, salutations, signatures, dates and remarks, which go where they belong."""
    kept: list[Line] = []
    fresh, past = True, 0
    for place, line in enumerate(lines):
        if place < past:
            continue
        if place in signed:
            signature = signed[place]
            reply.units.extend(signature.units)
            kept.extend([line.with_text(signature.text)] if signature.text else [])
            fresh, past = True, place + signature.lines
        elif is_aside_at(lines, place):
            reply.aside.append(line)
        elif is_reply_mark(line):
            fresh = True
        elif not (is_date(line) and (fresh or is_final(lines, place))):
            looked_at = fresh or is_closed(lines[place - 1])
            prose, past = _opening(lines, place, proposers, reply, fresh=fresh) if looked_at else (line, place + 1)
            kept.extend([prose] if prose else [])
            fresh = prose is None
    return kept


def _opening(
    lines: list[Line], place: int, proposers: Sequence[str], reply: Reply, *, fresh: bool
) -> tuple[Line | None, int]:
    """What is left of a line that opens a part of a reply, and the place behind the lines that were looked at."""
    whose = UNIT_REPLY.fullmatch(lines[place].tight)
    if whose and is_unit(whose["unit"]):
        reply.units.append(whose["unit"])
        return None, place + 1
    if not fresh:
        return lines[place], place + 1
    greeted = without_salutation(lines, place, proposers)
    reply.addressed = reply.addressed or greeted.names
    return greeted.line, place + 1 + greeted.more


def _without_lead(lines: list[Line]) -> list[Line]:
    """Without the mark that the first line begins with."""
    lead = REPLY_LEAD.match(lines[0].flat) if lines else None
    return [lines[0].with_text(lines[0].text[lead.end() :].strip()), *lines[1:]] if lead else lines


def _headed(kept: Sequence[Line]) -> list[str]:
    """Where nobody signed: the units that stand as headings over their parts, as 市教育局 with a colon."""
    names = [line.tight[:-1] for line in kept if line.tight.endswith(":")]
    return [name for name in names if is_unit(name) and has_place(name)]


def _told_once(units: Sequence[str]) -> list[str]:
    """Each unit once, in the longer of two forms."""
    return [unit for unit in dict.fromkeys(units) if not any(other != unit and other.endswith(unit) for other in units)]
