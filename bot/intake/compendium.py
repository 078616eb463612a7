"""Reads a published compendium of suggestions or proposals with the replies to them.

    heading and preface ─► session, totals, whether these are key ones
    title ─ proposer ─ background ─ requests ─ mark ─ salutation ─ reply ─ signatures     one proposal, and the next
    whatever else stands between, before or behind ─► quarantine

The lines a page carries besides its text are taken out first, so that a sentence goes on over the turn of a page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.domain.errors import Unreadable
from bot.intake.asked import asked_in
from bot.intake.furniture import furniture_in
from bot.intake.headers import Header, told_by_labels
from bot.intake.lines import Line, lines_of
from bot.intake.marks import PREFACE_MARK
from bot.intake.openings import has_reply_lead, names_its_unit, opens_reply
from bot.intake.paragraphs import Layout, layout_of, paragraphs_of
from bot.intake.preface import (
    is_heading,
    kind_of_session,
    prefaces_in,
    publication_in,
    says_key,
    sessions_in,
    totals_in,
)
from bot.intake.published import Compendium, PublishedProposal, Quarantined
from bot.intake.replies import Reply, reply_in
from bot.intake.salutations import is_salutation
from bot.intake.signatures import ends_with_units, is_aside_at, unit_lines_above
from bot.intake.unlabelled import headers_in

LEAST_LINES_OF_A_LAYOUT = 12


@dataclass(slots=True)
class _Reading:
    """What is being collected while the proposals are read."""

    aside: list[Line] = field(default_factory=list)
    outside: list[list[Line]] = field(default_factory=list)
    proposals: list[PublishedProposal] = field(default_factory=list)


def read(text: str) -> Compendium:
    """The proposals, totals and unplaced lines of a published compendium.

    Raises:
        Unreadable: ``empty`` when the text holds nothing, ``no_proposals`` (with ``lines``) when no proposal is in it.
    """
    printed = lines_of(text)
    if not printed:
        raise Unreadable("empty")
    pages = furniture_in(printed)
    lines = [
        replace(line, new_page=True) if place - 1 in pages else line
        for place, line in enumerate(printed)
        if place not in pages
    ]
    headers = headers_in(lines)
    if not headers:
        raise Unreadable("no_proposals", lines=len(printed))
    reading = _Reading(aside=[printed[place] for place in sorted(pages)])
    reading.outside.append(lines[: headers[0].first])
    layout = layout_of(lines)
    stops = [header.first for header in headers[1:]] + [len(lines)]
    for header, stop in zip(headers, stops, strict=True):
        _read_proposal(lines, header, stop, layout, reading)
    return _compendium(reading, lines)


def _read_proposal(lines: list[Line], header: Header, stop: int, layout: Layout, reading: _Reading) -> None:
    body = lines[header.after : stop]
    if len(body) >= LEAST_LINES_OF_A_LAYOUT:
        layout = layout_of(body)
    body, published = _without_publication(body, layout)
    opened, begins = _reply_start(body, header)
    remarks = [line for place, line in enumerate(body[:opened]) if is_aside_at(body, place)]
    told = unit_lines_above(body, opened)
    asked = asked_in([line for line in body[:told] if line not in remarks], layout)
    reply = reply_in(body[begins:], header.proposers, layout) if opened < len(body) else Reply()
    reading.aside.extend([*header.asides, *reply.aside, *remarks])
    reading.outside.extend([published, reply.rest])
    first, last = lines[header.first].number, reply.last or lines[max(stop - 1 - len(reply.rest), header.first)].number
    reading.proposals.append(
        PublishedProposal(
            title=header.title,
            kind=header.kind or _kind_addressed(body[begins:]),
            session="",
            proposers=header.proposers or reply.addressed,
            background=asked.background,
            requests=asked.requests,
            reply=reply.text,
            reply_units=tuple(reply.units) or header.units or told_by_labels(body, told, opened).units,
            key=header.key,
            lines=(first, last),
        )
    )


def _without_publication(body: list[Line], layout: Layout) -> tuple[list[Line], list[Line]]:
    """Columns are read one after the other: the heading of the page may stand in the midst of a proposal."""
    stands = publication_in(body, layout)
    if not stands:
        return body, []
    first, after = stands
    signed_before = first > 0 and ends_with_units(body[first - 1])
    if signed_before or not any(ends_with_units(line) for line in body[after:]):
        return body, []
    return [*body[:first], *body[after:]], body[first:after]


def _reply_start(body: Sequence[Line], header: Header) -> tuple[int, int]:
    """Where the proposal ends and where its reply begins: at a mark, else at a salutation to who proposed."""
    for place in range(len(body)):
        taken = opens_reply(body, place)
        if taken:
            return place, place if names_its_unit(body[place]) else place + taken
        if has_reply_lead(body, place):
            return place, place
    for place in range(1, len(body)):
        if body[place - 1].ends and is_salutation(body[place], header.proposers):
            return place, place
    return len(body), len(body)


def _compendium(reading: _Reading, lines: Sequence[Line]) -> Compendium:
    preface: list[Line] = []
    for group in reading.outside:
        layout = layout_of(group)
        preface.extend(prefaces_in([paragraph.lines for paragraph in paragraphs_of(group, layout)]))
    placed = {id(line) for line in preface}
    strays = [line for group in reading.outside for line in group if id(line) not in placed]
    headings = [line.tight for line in preface if is_heading(line)]
    sentences = "".join(
        line.tight for line in preface if not is_heading(line) and not PREFACE_MARK.fullmatch(line.tight)
    )
    sessions = _sessions(sentences, headings, lines)
    kind = _kind_of_all(sessions, headings, sentences)
    key = says_key(headings, [sentences])
    return Compendium(
        proposals=tuple(_placed(one, sessions, kind, key=key) for one in reading.proposals),
        totals=totals_in(sentences, kind) or totals_in("".join(line.tight for line in strays), kind),
        quarantine=tuple(
            Quarantined(line.number, line.text)
            for line in sorted([*reading.aside, *strays], key=lambda line: line.number)
        ),
        preface=tuple(sorted({line.number for line in preface})),
    )


def _placed(proposal: PublishedProposal, sessions: Sequence[str], kind: str, *, key: bool) -> PublishedProposal:
    """The proposal with what the whole compendium says: the first session of its kind, or the only one there is."""
    own = proposal.kind or kind or "建议"
    session = next((name for name in sessions if kind_of_session(name) == own), "")
    if not session and len(set(sessions)) == 1:
        session = sessions[0]
    return replace(proposal, session=session, kind=own, key=proposal.key or key)


def _sessions(sentences: str, headings: Sequence[str], lines: Sequence[Line]) -> list[str]:
    """Prefaces name sessions as the office does; headings and then the proposals are asked where they are silent."""
    told = [name for text in (sentences, *headings) for name in sessions_in(text)]
    return told or sessions_in("".join(line.tight for line in lines))


def _kind_of_all(sessions: Sequence[str], headings: Sequence[str], sentences: str) -> str:
    for text in (*sessions[:1], *headings, sentences):
        proposal = "政协" in text or "提案" in text
        suggestion = "人大" in text or "人民代表大会" in text or "代表建议" in text
        if proposal != suggestion:
            return "提案" if proposal else "建议"
    return ""


def _kind_addressed(reply: Sequence[Line]) -> str:
    """The kind that the salutation of a reply speaks of: a member (委员) proposes, a deputy (代表) suggests."""
    found = re.match(r"[^,。;:]{1,60}?(委员|代表)(?:们)?:", reply[0].tight) if reply else None
    return {"委员": "提案", "代表": "建议"}[found[1]] if found else ""
