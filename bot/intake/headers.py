"""Where each proposal begins: its title, who proposed it, and the labelled lines around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.intake.furniture import is_furniture
from bot.intake.lines import Line
from bot.intake.marks import (
    REPLY_HEADING,
    REPLY_LEAD,
    UNIT_REPLY,
    Label,
    Labelled,
    is_date,
    is_reply_mark,
    is_request_mark,
    labels_in,
)
from bot.intake.names import is_organisation, is_person, proposers_in
from bot.intake.preface import is_heading, opens_preface
from bot.intake.replies import labelled_units
from bot.intake.signoffs import glued, is_unit, units_in
from bot.intake.titles import MOST_LINES, ends_title, is_title_like, opens_title, proposers_named_in, title_of

LONGEST_NAMES = 120
UNLABELLED = re.compile(
    r"[(]?(?:—+)?(?:(?:市|省|县|区)?(?:人大代表|政协委员|代表|委员)[:\s]*)?(?P<names>[\u3400-\u9fff·、\s]{2,40}?)(?:等\d+[名位人])?(?:(?:市|省)?(?:人大代表|政协委员|代表|委员))?(?:提出)?[)]?"
)
HAS_RANK = re.compile(r"代表|委员|^[(].*[)]$|^—")


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a proposal: the places of its first line and of the first line behind it, and what it says."""

    first: int
    after: int
    title: str
    proposers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    kind: str = ""
    key: bool = False
    asides: tuple[Line, ...] = ()


def headers_in(lines: Sequence[Line]) -> list[Header]:
    """The heads of all proposals, in order."""
    headers = _labelled(lines)
    marks = [place for place in range(len(lines)) if opens_reply(lines, place)]
    headers.extend(_unlabelled(lines, headers, marks))
    return sorted(headers, key=lambda header: header.first)


def opens_reply(lines: Sequence[Line], place: int) -> int:
    """How many lines, from this one, say that a reply begins; 0 when they do not."""
    line = lines[place]
    if is_reply_mark(line):
        return 1
    if names_its_unit(line):
        return 1
    for count in range(1, MOST_LINES):
        pieces = lines[place : place + count]
        if len(pieces) < count or not all(is_title_like(piece) for piece in pieces):
            return 0
        if REPLY_HEADING.fullmatch("".join(piece.tight for piece in pieces)) and (place == 0 or not _is_open(lines[place - 1])):
            return count
    return 0


def names_its_unit(line: Line) -> bool:
    """Whether the line that opens a reply says whose it is, as in 市教育局答复:"""
    found = UNIT_REPLY.fullmatch(line.tight)
    return bool(found) and is_unit(found["unit"]) if found else False


def has_reply_lead(lines: Sequence[Line], place: int) -> bool:
    """Whether the line begins with 答复: and goes on."""
    return bool(REPLY_LEAD.match(lines[place].flat)) and (place == 0 or lines[place - 1].ends)


def _is_open(line: Line) -> bool:
    """Whether the line breaks off in the midst of a sentence."""
    return not (line.ends or units_in(line.text) or is_date(line) or is_heading(line) or labels_in(line) or opens_preface(line))


def _labelled(lines: Sequence[Line]) -> list[Header]:
    headers: list[Header] = []
    place = 0
    while place < len(lines):
        found = _header_at(lines, place, headers[-1].after if headers else 0) if _is_proposer(lines[place]) else None
        if found:
            headers.append(found)
            place = found.after
        else:
            place += 1
    return headers


def _is_proposer(line: Line) -> bool:
    labels = labels_in(line)
    return any(label.label in (Label.PROPOSER, Label.WEAK_PROPOSER) for label in labels) and len(line.tight) <= LONGEST_NAMES


def _header_at(lines: Sequence[Line], place: int, floor: int) -> Header | None:
    top = place
    while top > floor and _is_label_line(lines[top - 1]):
        top -= 1
    bottom = _below(lines, place + 1)
    header = _filled(lines, top, bottom)
    if header.title:
        return header
    above = _title_above(lines, top, floor)
    if above is None or not opens_title(lines[above]):
        below = _title_below(lines, bottom)
        if below:
            return replace(_filled(lines, top, _below(lines, below)), title=title_of([line.text for line in lines[bottom:below]]))
    if above is None:
        return None
    weak = all(label.label is Label.WEAK_PROPOSER for label in labels_in(lines[place]) if "PROPOSER" in label.label.name)
    if weak and not ends_title(list(lines[above:top])):
        return None
    pieces = lines[above:top]
    return replace(header, first=_with_labels_above(lines, above, floor), title=title_of([line.text for line in pieces]))


def _with_labels_above(lines: Sequence[Line], above: int, floor: int) -> int:
    while above > floor and _is_label_line(lines[above - 1]) and labels_in(lines[above - 1])[0].label is Label.NUMBER:
        above -= 1
    return above


def _is_label_line(line: Line) -> bool:
    labels = labels_in(line)
    return bool(labels) and (len(line.tight) <= LONGEST_NAMES) and not is_reply_mark(line)


def _below(lines: Sequence[Line], place: int) -> int:
    """Past further labelled lines, and past the second line of a value that breaks off."""
    while place < len(lines):
        previous = labels_in(lines[place - 1])
        bare = bool(previous) and not lines[place - 1].text[previous[-1].start :].strip()
        if _is_label_line(lines[place]) or bare or lines[place - 1].tight.endswith(("、", ",")) and _could_be_names(lines[place]):
            place += 1
        else:
            break
    return place


def _could_be_names(line: Line) -> bool:
    names = proposers_in(line.text)
    return not line.ends and all(is_person(name) or is_organisation(name) for name in names)


def _filled(lines: Sequence[Line], first: int, after: int) -> Header:
    values = _values(lines[first:after])
    names = [name for label, text in values if label.label in (Label.PROPOSER, Label.WEAK_PROPOSER) for name in proposers_in(text)]
    units = [unit for label, text in values if label.label is Label.UNIT for unit in labelled_units(text)]
    kinds = [label.kind for label, _ in values if label.kind]
    return Header(
        first=first,
        after=after,
        title=next((title_of([text]) for label, text in values if label.label is Label.TITLE and text), ""),
        proposers=tuple(dict.fromkeys(names)),
        units=tuple(dict.fromkeys(units)),
        kind=kinds[0] if kinds else "",
        key=any("重点" in text for label, text in values if label.label in (Label.ASIDE, Label.NUMBER)),
        asides=tuple(line for line in lines[first:after] if _is_aside(line)),
    )


def _is_aside(line: Line) -> bool:
    labels = labels_in(line)
    return bool(labels) and all(label.label is Label.ASIDE for label in labels)


def _values(lines: Sequence[Line]) -> list[tuple[Labelled, str]]:
    values: list[tuple[Labelled, str]] = []
    for line in lines:
        labels = labels_in(line)
        values.extend((label, line.text[label.start : label.end].strip()) for label in labels)
        if not labels and values:
            values[-1] = (values[-1][0], f"{values[-1][1]}{line.text}")
    return values


def _title_above(lines: Sequence[Line], top: int, floor: int) -> int | None:
    """The place where the title begins that ends just above; None when no title stands there."""
    lowest = max(floor, top - MOST_LINES)
    for place in range(top - 1, lowest - 1, -1):
        if not is_title_like(lines[place]) or _bars(lines[place]):
            break
        if opens_title(lines[place]):
            upper = place - 1
            split = upper >= lowest and opens_title(lines[upper]) and not ends_title([lines[upper]]) and not lines[place].gap
            return upper if split else place
    return _plain_title_above(lines, top, lowest)


def _plain_title_above(lines: Sequence[Line], top: int, lowest: int) -> int | None:
    """A title that does not begin with 关于: the lines above without a blank line between."""
    place = top
    while place > lowest and is_title_like(lines[place - 1]) and not _bars(lines[place - 1]) and not _signed(lines[place - 1]):
        place -= 1
        if lines[place].gap:
            break
    return place if place < top else None


def _bars(line: Line) -> bool:
    return bool(
        line.ends
        or labels_in(line)
        or is_date(line)
        or is_reply_mark(line)
        or (is_request_mark(line) and ":" in line.tight)
        or opens_preface(line)
        or is_heading(line)
        or is_furniture(line)
    )


def _signed(line: Line) -> bool:
    return bool(units_in(line.text)) or glued(line) is not None


def _title_below(lines: Sequence[Line], bottom: int) -> int:
    """The place behind a title that begins here; 0 when none does."""
    if bottom >= len(lines) or not opens_title(lines[bottom]):
        return 0
    for count in range(1, MOST_LINES + 1):
        pieces = list(lines[bottom : bottom + count])
        if len(pieces) < count or not is_title_like(pieces[-1]) or _bars(pieces[-1]):
            return 0
        if ends_title(pieces):
            return bottom + count
    return 0


def _unlabelled(lines: Sequence[Line], headers: list[Header], marks: list[int]) -> list[Header]:
    """Proposals that name nobody behind a label: a title above each reply that no labelled head explains."""
    found: list[Header] = []
    replied = 0
    for mark in [*marks]:
        known = any(replied <= header.first < mark for header in headers)
        choice = None if known else _likeliest([header for header in _candidates(lines, replied, mark) if header.after <= mark], lines)
        if choice:
            found.append(choice)
        replied = mark + 1
    return found


def _candidates(lines: Sequence[Line], start: int, stop: int) -> list[Header]:
    found: list[Header] = []
    place = start
    while place < stop:
        after = _title_below(lines, place) if place == 0 or not _is_open(lines[place - 1]) else 0
        if after:
            found.append(_unlabelled_header(lines, place, after))
        place = max(after, place + 1)
    return found


def _unlabelled_header(lines: Sequence[Line], first: int, after: int) -> Header:
    pieces = list(lines[first:after])
    names = proposers_named_in(pieces)
    title = title_of([line.text for line in pieces])
    if after < len(lines) and not names:
        names = _names_alone(lines[after])
        after += 1 if names else 0
    below = _below(lines, after) if after < len(lines) and _is_label_line(lines[after]) else after
    filled = _filled(lines, after, below)
    rank = "".join(line.tight for line in lines[first:after])
    kind = "提案" if re.search(r"委员[)]?$", rank) else "建议" if re.search(r"代表[)]?$", rank) else filled.kind
    return replace(filled, first=first, title=title, proposers=names or filled.proposers, kind=kind)


def _names_alone(line: Line) -> tuple[str, ...]:
    found = UNLABELLED.fullmatch(line.flat)
    if found and HAS_RANK.search(line.tight):
        names = proposers_in(found["names"])
        return names if all(is_person(name) or is_organisation(name) for name in names) else ()
    names = proposers_in(line.text)
    return names if not line.ends and re.match(r"民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|[市县区]工商联", line.tight) and all(is_organisation(name) for name in names) else ()


def _likeliest(candidates: list[Header], lines: Sequence[Line]) -> Header | None:
    """Not an entry of the contents; best one that follows a signature or opens the text; else the last."""
    real = [one for one, other in zip_longest(candidates, candidates[1:]) if not other or other.first != one.after]
    strong = [header for header in real if header.first == 0 or _closes(lines[header.first - 1])]
    return next(iter([*strong, *reversed(real)]), None)


def _closes(line: Line) -> bool:
    return bool(units_in(line.text)) or is_date(line) or is_heading(line) or glued(line) is not None
