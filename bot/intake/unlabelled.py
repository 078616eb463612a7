"""Proposals whose head has no label for who proposed them: found by their titles and the replies below."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.intake.headers import Header, is_label_line, labelled_headers, past_labels, past_title, told_by_labels
from bot.intake.lines import Line
from bot.intake.marks import is_date
from bot.intake.names import is_organisation, is_person, proposers_in
from bot.intake.openings import breaks_off, opens_reply
from bot.intake.preface import is_heading
from bot.intake.signoffs import glued, units_in
from bot.intake.titles import proposers_named_in, title_of

UNLABELLED = re.compile(
    r"[(]?(?:—+)?(?:(?:市|省|县|区)?(?:人大代表|政协委员|代表|委员)[:\s]*)?(?P<names>[\u3400-\u9fff·、\s]{2,40}?)(?:等\d+[名位人])?(?:(?:市|省)?(?:人大代表|政协委员|代表|委员))?(?:提出)?[)]?"
)
HAS_RANK = re.compile(r"代表|委员|^[(].*[)]$|^—")


def headers_in(lines: Sequence[Line]) -> list[Header]:
    """The heads of all proposals, in order."""
    headers = labelled_headers(lines)
    marks = [place for place in range(len(lines)) if opens_reply(lines, place)]
    headers.extend(_unlabelled(lines, headers, marks))
    return sorted(headers, key=lambda header: header.first)


def _unlabelled(lines: Sequence[Line], headers: list[Header], marks: list[int]) -> list[Header]:
    """Proposals that name nobody behind a label: a title above each reply that no labelled head explains."""
    found: list[Header] = []
    replied = 0
    for mark in [*marks]:
        known = any(replied <= header.first < mark for header in headers)
        choice = (
            None
            if known
            else _likeliest([header for header in _candidates(lines, replied, mark) if header.after <= mark], lines)
        )
        if choice:
            found.append(choice)
        replied = mark + 1
    return found


def _candidates(lines: Sequence[Line], start: int, stop: int) -> list[Header]:
    found: list[Header] = []
    place = start
    while place < stop:
        after = past_title(lines, place) if place == 0 or not breaks_off(lines[place - 1]) else 0
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
    below = past_labels(lines, after) if after < len(lines) and is_label_line(lines[after]) else after
    filled = told_by_labels(lines, after, below)
    rank = "".join(line.tight for line in lines[first:after])
    kind = "提案" if re.search(r"委员[)]?$", rank) else "建议" if re.search(r"代表[)]?$", rank) else filled.kind
    return replace(filled, first=first, title=title, proposers=names or filled.proposers, kind=kind)


def _names_alone(line: Line) -> tuple[str, ...]:
    found = UNLABELLED.fullmatch(line.flat)
    if found and HAS_RANK.search(line.tight):
        names = proposers_in(found["names"])
        return names if all(is_person(name) or is_organisation(name) for name in names) else ()
    names = proposers_in(line.text)
    return (
        names
        if not line.ends
        and re.match(r"民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|[市县区]工商联", line.tight)
        and all(is_organisation(name) for name in names)
        else ()
    )


def _likeliest(candidates: list[Header], lines: Sequence[Line]) -> Header | None:
    """Not an entry of the contents; best one that follows a signature or opens the text; else the last."""
    real = [one for one, other in zip_longest(candidates, candidates[1:]) if not other or other.first != one.after]
    strong = [header for header in real if header.first == 0 or _closes(lines[header.first - 1])]
    return next(iter([*strong, *reversed(real)]), None)


def _closes(line: Line) -> bool:
    return bool(units_in(line.text)) or is_date(line) or is_heading(line) or glued(line) is not None
