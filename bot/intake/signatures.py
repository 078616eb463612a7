"""The lines of a reply that units signed, and where the reply ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.intake.lines import Line
from bot.intake.marks import Label, is_aside, is_date, is_reply_mark, labels_in
from bot.intake.paragraphs import Layout
from bot.intake.salutations import is_salutation
from bot.intake.signoffs import glued, has_place, labelled_units, units_in

EDGE = 4.0
LOOSE = re.compile(r"[。;]\s+\S")


@dataclass(frozen=True, slots=True)
class Signature:
    """Units signed on a line, and the text before them on it."""

    units: tuple[str, ...]
    text: str = ""
    lines: int = 1


def signatures_in(lines: list[Line], layout: Layout) -> dict[int, Signature]:
    """The signatures by place; where a narrow column holds none that stand apart, any line that names units only."""
    return _found_in(lines, layout) or _found_in(lines, replace(layout, wrapped=False))


def _found_in(lines: list[Line], layout: Layout) -> dict[int, Signature]:
    found: dict[int, Signature] = {}
    for place in range(len(lines)):
        if place - 1 in found and found[place - 1].lines > 1:
            continue
        signature = _signature_at(lines, place, found, layout)
        if signature:
            found[place] = signature
    return found


def _signature_at(lines: list[Line], place: int, found: dict[int, Signature], layout: Layout) -> Signature | None:
    line = lines[place]
    final = is_final(lines, place)
    if _may_follow(lines, place, found):
        torn = _torn(lines, place)
        if torn:
            return Signature(torn, lines=2)
        units = _own_line(line)
        if units and (final or _stands_apart(lines, place, layout)):
            return Signature(units)
    behind = glued(line)
    if behind and (final or (behind[2] and (_stands_apart(lines, place, layout) or not _is_loosely_set(lines, place)))):
        return Signature(behind[1], behind[0])
    return None


def _torn(lines: list[Line], place: int) -> tuple[str, ...]:
    """The unit whose name the column broke over the last two lines; unless each line names one."""
    if place + 1 >= len(lines) or lines[place].ends or not is_final(lines, place + 1):
        return ()
    first, second = lines[place], lines[place + 1]
    if is_date(second) or is_aside(second) or (units_in(first.text) and units_in(second.text)):
        return ()
    units = units_in(f"{first.text}{second.text}")
    return units if all(has_place(unit) for unit in units) else ()


def _own_line(line: Line) -> tuple[str, ...]:
    labels = labels_in(line)
    if labels and labels[0].label is Label.UNIT:
        return tuple(
            unit
            for label in labels
            if label.label is Label.UNIT
            for unit in labelled_units(line.text[label.start : label.end])
        )
    return units_in(line.text)


def is_closed(line: Line) -> bool:
    """Whether nothing of a sentence is left open at the end of a line."""
    return line.ends or bool(labels_in(line)) or ends_with_units(line)


def ends_with_units(line: Line) -> bool:
    """Whether a line is, or ends with, the signature of units, or is its date."""
    return bool(units_in(line.text)) or is_date(line) or glued(line) is not None


def is_aside_at(lines: Sequence[Line], place: int) -> bool:
    """Whether a remark about the proposal stands here, and not a word of prose that happens to look like its label."""
    return is_aside(lines[place]) and (place == 0 or is_closed(lines[place - 1]))


def unit_lines_above(lines: Sequence[Line], place: int) -> int:
    """Where the lines begin that stand above a place and only say which units handle the proposal."""
    first = place
    while first and _tells_units(lines[first - 1]) and (first == 1 or is_closed(lines[first - 2])):
        first -= 1
    return first


def _tells_units(line: Line) -> bool:
    labels = [label.label for label in labels_in(line)]
    return Label.UNIT in labels and set(labels) <= {Label.UNIT, Label.ASIDE}


def _may_follow(lines: list[Line], place: int, found: dict[int, Signature]) -> bool:
    return (
        place == 0
        or place - 1 in found
        or lines[place - 1].ends
        or is_date(lines[place - 1])
        or is_aside(lines[place - 1])
    )


def is_final(lines: list[Line], place: int) -> bool:
    return all(is_date(line) or _own_line(line) or is_aside(line) for line in lines[place + 1 :])


def _stands_apart(lines: list[Line], place: int, layout: Layout) -> bool:
    """A name in the midst of the lines is a signature only if the print sets it apart from the sentence after it."""
    if not layout.wrapped or place + 1 == len(lines) or labels_in(lines[place]):
        return True
    after = lines[place + 1]
    if is_date(after) or is_reply_mark(after) or units_in(after.text) or is_salutation(after, ()):
        return True
    if lines[place].tight[:1] in "([【—" or (" " in lines[place].text and len(units_in(lines[place].text)) > 1):
        return True
    if layout.indents_tell or layout.gaps_tell:
        return after.indented if layout.indents_tell else after.gap
    return abs(lines[place].width - layout.width) > EDGE


def _is_loosely_set(lines: list[Line], place: int) -> bool:
    """Whether spaces stand behind full stops elsewhere too, so that one says nothing."""
    return any(LOOSE.search(line.flat) for other, line in enumerate(lines) if other != place and glued(line) is None)


def end_of_reply(lines: list[Line], signed: dict[int, Signature]) -> int:
    """Behind the last signature and its date; the end when nobody signed below a text."""
    below = [
        place
        for place in signed
        if signed[place].text or any(other not in signed and not is_date(lines[other]) for other in range(place))
    ]
    if not below:
        return len(lines)
    end = max(below) + signed[max(below)].lines
    while end < len(lines) and (is_date(lines[end]) or is_aside(lines[end])):
        end += 1
    return end
