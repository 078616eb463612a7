"""The reply to a proposal: to whom, in which words, and which units signed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.intake.asked import squeezed_lines
from bot.intake.lines import Line, flattened
from bot.intake.marks import REPLY_HEADING, REPLY_LEAD, UNIT_REPLY, Label, is_date, is_reply_mark, labels_in
from bot.intake.names import ORGANISATION, ORGANISATION_END, proposers_in
from bot.intake.paragraphs import Layout, paragraphs_of, text_of_paragraphs
from bot.intake.preface import is_heading, opens_preface
from bot.intake.signoffs import glued, has_place, is_unit, units_in

SALUTATION = re.compile(
    r"^(?:尊敬的)?(?P<who>[^。!?;:]{1,60}?)(?P<rank>(?:等\d+[名位])?(?:市|省|县|区)?(?:人大代表|政协委员|代表|委员|先生|女士|同志))?(?:们)?[:](?P<rest>.*)$"
)
LONGEST_SALUTATION = 70
EDGE = 4.0


@dataclass(slots=True)
class Reply:
    """What was read of a reply; ``rest`` are the lines behind the signatures that belong to no reply."""

    text: str = ""
    units: list[str] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    last: int = 0


def reply_in(lines: Sequence[Line], proposers: Sequence[str], layout: Layout) -> Reply:
    """The reply that these lines hold, the mark that opens it aside."""
    reply = Reply()
    lines, outside = _until_publication(list(lines), layout)
    signed = _signatures(lines, layout)
    end = _end(lines, signed)
    reply.rest = [*lines[end:], *outside]
    kept = _kept(lines[:end], signed, proposers, reply, layout)
    reply.text = squeezed_lines(text_of_paragraphs(paragraphs_of(kept, layout)))
    reply.last = lines[end - 1].number if end else 0
    return reply


def is_salutation(line: Line, proposers: Sequence[str]) -> bool:
    """Whether a line only says to whom the reply is: 王明委员: or the name of who proposed."""
    found = SALUTATION.match(line.flat)
    return bool(found) and not found["rest"].strip() and _addresses(found, proposers) if found else False


def _addresses(found: re.Match[str], proposers: Sequence[str]) -> bool:
    who = "".join(found["who"].split())
    if len(who) > LONGEST_SALUTATION or "," in who:
        return False
    names = proposers_in(found["who"])
    known = {"".join(flattened(name).split()) for name in proposers}
    if names and known.intersection(names):
        return True
    if found["rank"]:
        return not re.search(r"[的了是将已]|各位|有关", who)
    organisation = bool(ORGANISATION.match(who) and ORGANISATION_END.search(who))
    return organisation and is_unit(who) and len(names) > 0


def _until_publication(lines: list[Line], layout: Layout) -> tuple[list[Line], list[Line]]:
    """A heading of the publication or a preface ends the last reply."""
    for place, line in enumerate(lines):
        closed = place == 0 or _is_closed(lines[place - 1])
        if opens_preface(line) and (closed or not layout.wrapped):
            return lines[:place], lines[place:]
        if place and closed and is_heading(line) and not REPLY_HEADING.fullmatch(line.tight):
            return lines[:place], lines[place:]
    return lines, []


def _is_closed(line: Line) -> bool:
    """Whether nothing of a sentence is left open at the end of a line."""
    return line.ends or is_date(line) or bool(units_in(line.text) or labels_in(line)) or glued(line) is not None


@dataclass(frozen=True, slots=True)
class _Signature:
    """Units signed on a line, and the text before them on it."""

    units: tuple[str, ...]
    text: str = ""
    lines: int = 1


def _signatures(lines: list[Line], layout: Layout) -> dict[int, _Signature]:
    found: dict[int, _Signature] = {}
    for place in range(len(lines)):
        if place - 1 in found and found[place - 1].lines > 1:
            continue
        signature = _signature_at(lines, place, found, layout)
        if signature:
            found[place] = signature
    return found


def _signature_at(lines: list[Line], place: int, found: dict[int, _Signature], layout: Layout) -> _Signature | None:
    line = lines[place]
    final = _is_final(lines, place)
    if _may_follow(lines, place, found):
        units = _own_line(line)
        if units and (final or _stands_apart(lines, place, layout)):
            return _Signature(units)
        if place + 1 < len(lines) and _is_final(lines, place + 1) and not line.ends:
            units = units_in(f"{line.text}{lines[place + 1].text}")
            if units and all(has_place(unit) for unit in units):
                return _Signature(units, lines=2)
    behind = glued(line)
    if behind and (final or (behind[2] and _stands_apart(lines, place, layout))):
        return _Signature(behind[1], behind[0])
    return None


def _own_line(line: Line) -> tuple[str, ...]:
    labels = labels_in(line)
    if labels and labels[0].label is Label.UNIT:
        return tuple(unit for label in labels if label.label is Label.UNIT for unit in labelled_units(line.text[label.start : label.end]))
    return units_in(line.text)


def labelled_units(text: str) -> list[str]:
    """The units behind a label, where any name will do."""
    return list(units_in(text)) or [name for name in re.split(r"[、,，;；\s]+", text.strip(" 。)）】")) if name]


def _may_follow(lines: list[Line], place: int, found: dict[int, _Signature]) -> bool:
    return place == 0 or place - 1 in found or lines[place - 1].ends or is_date(lines[place - 1]) or _is_aside(lines[place - 1])


def _is_final(lines: list[Line], place: int) -> bool:
    return all(is_date(line) or _own_line(line) or _is_aside(line) for line in lines[place + 1 :])


def _stands_apart(lines: list[Line], place: int, layout: Layout) -> bool:
    """A name in the midst of the lines is a signature only if the print sets it apart from the sentence after it."""
    if not layout.wrapped or place + 1 == len(lines) or labels_in(lines[place]):
        return True
    after = lines[place + 1]
    if is_date(after) or is_reply_mark(after) or units_in(after.text) or is_salutation(after, ()):
        return True
    if layout.indents_tell or layout.gaps_tell:
        return after.indented if layout.indents_tell else after.gap
    return abs(lines[place].width - layout.width) > EDGE


def _end(lines: list[Line], signed: dict[int, _Signature]) -> int:
    """Behind the last signature and its date; the end when nobody signed below a text."""
    below = [place for place in signed if signed[place].text or any(other not in signed and not is_date(lines[other]) for other in range(place))]
    if not below:
        return len(lines)
    end = max(below) + signed[max(below)].lines
    while end < len(lines) and (is_date(lines[end]) or _is_aside(lines[end])):
        end += 1
    return end


def _kept(
    lines: list[Line], signed: dict[int, _Signature], proposers: Sequence[str], reply: Reply, layout: Layout
) -> list[Line]:
    """The lines of prose: without marks, salutations, signatures and dates."""
    kept: list[Line] = []
    fresh, skip = True, 0
    for place, line in enumerate(lines):
        if skip:
            skip -= 1
        elif place in signed:
            reply.units.extend(unit for unit in signed[place].units if unit not in reply.units)
            skip, fresh = signed[place].lines - 1, True
            kept.extend([_with_text(line, signed[place].text)] if signed[place].text else [])
        elif _is_aside(line):
            reply.aside.append(line)
        elif is_reply_mark(line):
            fresh = True
        elif not (is_date(line) and (fresh or _is_final(lines, place))):
            greeted = _without_salutation(lines, place, proposers) if fresh else (line, 0)
            skip = greeted[1]
            unit = UNIT_REPLY.fullmatch(line.tight) if fresh else None
            if unit and is_unit(unit["unit"]):
                reply.units.append(unit["unit"])
            elif greeted[0]:
                kept.append(_without_lead(greeted[0]) if not kept else greeted[0])
                fresh = False
    return kept


def _without_salutation(lines: list[Line], place: int, proposers: Sequence[str]) -> tuple[Line | None, int]:
    """The line without the salutation it opens with, and how many more lines the salutation takes."""
    for more in (0, 1, 2):
        pieces = lines[place : place + more + 1]
        if any(":" in line.tight or line.ends for line in pieces[:-1]):
            break
        whole = "".join(line.text for line in pieces)
        found = SALUTATION.match(flattened(whole))
        if found and len(pieces) == more + 1 and _addresses(found, proposers):
            rest = whole[found.start("rest") :].strip()
            return (_with_text(pieces[-1], rest) if rest else None), more
    return lines[place], 0


def _without_lead(line: Line) -> Line:
    lead = REPLY_LEAD.match(line.flat)
    return _with_text(line, line.text[lead.end() :].strip()) if lead else line


def _with_text(line: Line, text: str) -> Line:
    flat = flattened(text)
    return Line(line.number, text, flat, "".join(flat.split()), line.gap, line.indented, line.new_page)


def _is_aside(line: Line) -> bool:
    labels = labels_in(line)
    return bool(labels) and labels[0].label is Label.ASIDE
