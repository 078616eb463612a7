"""Where each proposal begins: its title, who proposed it, and the labelled lines around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.intake.furniture import is_furniture
from bot.intake.lines import Line
from bot.intake.marks import (
    Label,
    Labelled,
    is_aside,
    is_date,
    is_reply_mark,
    is_request_mark,
    labels_in,
)
from bot.intake.names import ORGANISATION, is_organisation, is_person, proposers_in
from bot.intake.preface import is_heading, opens_preface
from bot.intake.signoffs import glued, labelled_units, units_in
from bot.intake.titles import MOST_LINES, ends_title, is_title_like, opens_title, title_of

LONGEST_NAMES = 120
LONGEST_TAIL = 14
NAME_STOPS = re.compile(r"[。;:!?《》]")
BODY_END = re.compile(r"(?:委员会|市委会?|县委|工商联|联合会|总工会|代表团|联络组|小组|促进会|协会|商会|界别?)$")


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


def labelled_headers(lines: Sequence[Line]) -> list[Header]:
    """The heads that name the proposer behind a label such as 建议者, in order."""
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
    return (
        any(label.label in (Label.PROPOSER, Label.WEAK_PROPOSER) for label in labels)
        and len(line.tight) <= LONGEST_NAMES
    )


def _header_at(lines: Sequence[Line], place: int, floor: int) -> Header | None:
    top = place
    while top > floor and is_label_line(lines[top - 1]):
        top -= 1
    bottom = past_labels(lines, place + 1)
    header = told_by_labels(lines, top, bottom)
    if header.title:
        return header
    above = _title_above(lines, top, floor)
    if above is None or not opens_title(lines[above]):
        below = past_title(lines, bottom)
        if below:
            return replace(
                told_by_labels(lines, top, past_labels(lines, below)),
                title=title_of([line.text for line in lines[bottom:below]]),
            )
    if above is None:
        return None
    weak = all(label.label is not Label.PROPOSER for label in labels_in(lines[place]))
    if weak and not ends_title(list(lines[above:top])):
        return None
    pieces = lines[above:top]
    return replace(
        header, first=_with_labels_above(lines, above, floor), title=title_of([line.text for line in pieces])
    )


def _with_labels_above(lines: Sequence[Line], above: int, floor: int) -> int:
    while above > floor and is_label_line(lines[above - 1]) and labels_in(lines[above - 1])[0].label is Label.NUMBER:
        above -= 1
    return above


def is_label_line(line: Line) -> bool:
    """A line of labels and their values."""
    labels = labels_in(line)
    return bool(labels) and (len(line.tight) <= LONGEST_NAMES) and not is_reply_mark(line)


def past_labels(lines: Sequence[Line], place: int) -> int:
    """Past further labelled lines, and past the second line of a value that breaks off."""
    while place < len(lines):
        previous = labels_in(lines[place - 1])
        bare = bool(previous) and not lines[place - 1].text[previous[-1].start :].strip()
        if is_label_line(lines[place]) or bare or _goes_on(lines[place - 1], lines[place]):
            place += 1
        else:
            break
    return place


def _goes_on(line: Line, after: Line) -> bool:
    """Whether names break off at the end of a line: behind a comma, or in the midst of a committee's name."""
    if after.ends or NAME_STOPS.search(after.tight) or is_reply_mark(after) or is_request_mark(after):
        return False
    if line.tight.endswith(("、", ",")):
        return all(is_person(name) or is_organisation(name) for name in proposers_in(after.text))
    labels = labels_in(line)
    if not labels or labels[-1].label is not Label.PROPOSER or len(after.tight) > LONGEST_TAIL:
        return False
    value = line.tight.rpartition(":")[2]
    return bool(ORGANISATION.match(value)) and BODY_END.search(value + after.tight) is not None


def told_by_labels(lines: Sequence[Line], first: int, after: int) -> Header:
    """The head that the labelled lines between these places make."""
    values = _values(lines[first:after])
    names = [
        name
        for label, text in values
        if label.label in (Label.PROPOSER, Label.WEAK_PROPOSER)
        for name in proposers_in(text)
    ]
    units = [unit for label, text in values if label.label is Label.UNIT for unit in labelled_units(text)]
    # who proposes says more than what the title is called: 案由 is written on suggestions too
    kinds = [label.kind for label, _ in sorted(values, key=lambda value: value[0].label is Label.TITLE) if label.kind]
    return Header(
        first=first,
        after=after,
        title=next((title_of([text]) for label, text in values if label.label is Label.TITLE and text), ""),
        proposers=tuple(dict.fromkeys(names)),
        units=tuple(dict.fromkeys(units)),
        kind=kinds[0] if kinds else "",
        key=any("重点" in text for label, text in values if label.label in (Label.ASIDE, Label.NUMBER)),
        asides=tuple(line for line in lines[first:after] if is_aside(line)),
    )


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
            split = (
                upper >= lowest
                and opens_title(lines[upper])
                and not ends_title([lines[upper]])
                and not lines[place].gap
            )
            return upper if split else place
    return _plain_title_above(lines, top, lowest)


def _plain_title_above(lines: Sequence[Line], top: int, lowest: int) -> int | None:
    """A title that does not begin with 关于: the lines above without a blank line between."""
    place = top
    while (
        place > lowest
        and is_title_like(lines[place - 1])
        and not _bars(lines[place - 1])
        and not _signed(lines[place - 1])
    ):
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


def past_title(lines: Sequence[Line], bottom: int) -> int:
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
