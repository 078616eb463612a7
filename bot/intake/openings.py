"""Where the reply to a proposal begins."""

from collections.abc import Sequence

from bot.intake.lines import Line
from bot.intake.marks import REPLY_HEADING, REPLY_LEAD, UNIT_REPLY, is_date, is_reply_mark, labels_in
from bot.intake.preface import is_heading, opens_preface
from bot.intake.signoffs import is_unit, units_in
from bot.intake.titles import MOST_LINES, is_title_like


def opens_reply(lines: Sequence[Line], place: int) -> int:
    """How many lines, from this one, say that a reply begins; 0 when they do not."""
    line = lines[place]
    if is_reply_mark(line) or names_its_unit(line):
        return 1
    for count in range(1, MOST_LINES):
        pieces = lines[place : place + count]
        if len(pieces) < count or not all(is_title_like(piece) for piece in pieces):
            return 0
        if REPLY_HEADING.fullmatch("".join(piece.tight for piece in pieces)) and (
            place == 0 or not breaks_off(lines[place - 1])
        ):
            return count
    return 0


def names_its_unit(line: Line) -> bool:
    """Whether the line that opens a reply says whose it is, as 市教育局答复 does."""
    found = UNIT_REPLY.fullmatch(line.tight)
    return bool(found) and is_unit(found["unit"]) if found else False


def has_reply_lead(lines: Sequence[Line], place: int) -> bool:
    """Whether the line begins with 答复: and goes on."""
    return bool(REPLY_LEAD.match(lines[place].flat)) and (place == 0 or lines[place - 1].ends)


def breaks_off(line: Line) -> bool:
    """Whether the line breaks off in the midst of a sentence."""
    return not (
        line.ends or units_in(line.text) or is_date(line) or is_heading(line) or labels_in(line) or opens_preface(line)
    )
