"""What was asked for: the background of a proposal told from its requests, and the requests told from each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intake.lines import Line, ends_a_sentence, flattened, squeezed
from bot.intake.marks import CONTENT_LEAD, CONTENT_MARK, REQUEST_LEAD, is_request_mark
from bot.intake.numbering import RANKS, Ordinal, ordinal
from bot.intake.paragraphs import Layout, Paragraph, paragraphs_of

_ASK = (
    r"(?:具体|对策|工作|有关|相关|几点|改进|政策|解决|合理化|意见|如下|以下|\d[点条项]|[一二三四五六七八九十][点条项]|几[条项]"
    r"|[及和与、]){0,6}建议(?:如下|是|有|意见)?"
)
# The last clause before the requests: 为此建议: 针对以上问题,特提出以下几点建议:
LEAD_CLOSES = re.compile(rf"(?:^|(?<=[。!?;]))(?P<lead>[^。!?;:]{{0,60}}?{_ASK}[:])$")
LEAD_SAYS = re.compile(
    r"(?:^|(?<=[。!?;]))(?P<lead>[^。!?;:]{0,40}?(?:如下|以下)[^。!?;:]{0,8}?建议(?:如下)?。|[^。!?;:]{0,40}?建议如下。)$"
)
LEAD_INSIDE = re.compile(
    rf"(?:^|(?<=[。!?;]))(?P<lead>(?:为此|对此|因此|鉴于此|据此|故此|现|特|综上|综上所述|基于此)?,?(?:我们?|本人|特|现|谨|就此)*(?:提出|作出)?{_ASK}[:])"
)
LEAD_NUMBERED = re.compile(
    r"(?:^|(?<=[。!?;]))(?P<lead>(?:为此|对此|因此|鉴于此|故|据此)?,?(?:我们?|特)?建议[:,]?)(?=一是|一要|一、|\(一\)|1[.、]|第一[,、是])"
)
ASKING = re.compile(
    r"(?:^|(?<=[。!?]))(?:(?:为此|对此|因此|鉴于此|据此|故此|故|综上所述|综上|基于此),?)?(?:我们?|特|本人|我会|我委)*建议(?!者|人|的|书|案)"
)
CLAUSE = re.compile(r"[。;!?:,]\s*")
HEADLINE = re.compile(r"[^。,;:!?“”]{6,24}。")
HEADLINE_SLACK = 3
SENTENCE = re.compile(r"[^。!?]*[。!?][”’」』)）]*|[^。!?]+$")


@dataclass(frozen=True, slots=True)
class Asked:
    """The background and the requests of one proposal."""

    background: str
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph as text, and whether a line feed stood behind it."""

    text: str
    sure: bool

    @property
    def flat(self) -> str:
        return flattened(self.text)


def asked_in(lines: Sequence[Line], layout: Layout) -> Asked:
    """The background and the requests in the text of a proposal: by a mark, a lead-in, numbers, or 建议 at last."""
    lines, marked = _without_content_marks(lines), None
    for place, line in enumerate(lines):
        if is_request_mark(line) and (place == 0 or lines[place - 1].ends or not layout.wrapped or line.gap):
            marked = place
            break
    if marked is not None:
        before = _pieces(paragraphs_of(lines[:marked], layout))
        after = _pieces(paragraphs_of(lines[marked + 1 :], layout))
        return _asked(_without_lead(before, lines[marked].text), after)
    return _by_words(_pieces(paragraphs_of(lines, layout)))


def _without_content_marks(lines: Sequence[Line]) -> Sequence[Line]:
    return lines[1:] if lines and CONTENT_MARK.fullmatch(lines[0].tight) else lines


def _pieces(paragraphs: Sequence[Paragraph]) -> list[_Piece]:
    return [_Piece(paragraph.text, paragraph.sure) for paragraph in paragraphs]


def _by_words(pieces: list[_Piece]) -> Asked:
    if pieces and (lead := CONTENT_LEAD.match(pieces[0].flat)):
        pieces = [_Piece(pieces[0].text[lead.end() :], pieces[0].sure), *pieces[1:]]
    for split in (_at_lead, _at_numbers, _at_asking):
        found = split(pieces)
        if found:
            return _asked(*found)
    return Asked(_text(pieces), ())


def _at_lead(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]] | None:
    for place, piece in enumerate(pieces):
        lead = REQUEST_LEAD.match(piece.flat)
        if lead:
            return pieces[:place], [_Piece(piece.text[lead.end() :], piece.sure), *pieces[place + 1 :]]
        closing = LEAD_CLOSES.search(piece.flat) or LEAD_SAYS.search(piece.flat)
        if closing and pieces[place + 1 :] and not _is_nested(pieces, place):
            return [*pieces[:place], _cut(piece, closing.start("lead"))], pieces[place + 1 :]
        inside = LEAD_INSIDE.search(piece.flat) or LEAD_NUMBERED.search(piece.flat)
        if inside and not _is_nested(pieces, place):
            rest = _Piece(piece.text[inside.end("lead") :], piece.sure)
            return [*pieces[:place], _cut(piece, inside.start("lead"))], [rest, *pieces[place + 1 :]]
    return None


def _cut(piece: _Piece, end: int) -> _Piece:
    return _Piece(piece.text[:end], sure=False)


def _is_nested(pieces: list[_Piece], place: int) -> bool:
    """A lead-in inside one of several numbered paragraphs whose numbers go on behind it divides nothing."""
    before = [number for piece in pieces[: place + 1] if (number := ordinal(piece.flat))]
    after = next((number for piece in pieces[place + 1 :] if (number := ordinal(piece.flat))), None)
    return (
        bool(before)
        and after is not None
        and after.number > 1
        and any(number.style == after.style and number.number == after.number - 1 for number in before)
    )


def _at_numbers(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]] | None:
    firsts = [
        (number, place) for place, piece in enumerate(pieces) if (number := ordinal(piece.flat)) and number.number == 1
    ]
    series = [(number, place) for number, place in firsts if _goes_on(pieces, place, number)]
    if not series:
        return None
    place = min(series, key=lambda entry: (RANKS[entry[0].style], entry[1]))[1]
    return pieces[:place], pieces[place:]


def _goes_on(pieces: list[_Piece], place: int, first: Ordinal) -> bool:
    later = (ordinal(piece.flat) for piece in pieces[place + 1 :])
    return any(number and (number.style, number.number) == (first.style, 2) for number in later) or bool(
        _inside(pieces[place].flat, first.style, 2, first.length)
    )


def _at_asking(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]] | None:
    for place, piece in enumerate(pieces):
        found = ASKING.search(piece.flat)
        if found:
            rest = _Piece(piece.text[found.start() :], piece.sure)
            return [*pieces[:place], _cut(piece, found.start())], [rest, *pieces[place + 1 :]]
    return None


def _without_lead(before: list[_Piece], mark: str) -> list[_Piece]:
    """What stands before a mark may end with a lead-in of its own, or break off in one that the mark completes."""
    if not before:
        return before
    last = before[-1]
    whole = last.flat if ends_a_sentence(last.flat) else f"{last.flat}{flattened(mark).rstrip(':')}:"
    closing = LEAD_CLOSES.search(whole) or LEAD_SAYS.search(whole)
    return [*before[:-1], _cut(last, closing.start("lead"))] if closing else before


def _asked(before: list[_Piece], after: list[_Piece]) -> Asked:
    after = [piece for piece in after if piece.text]
    first = ordinal(after[0].flat) if after else None
    if first is None:
        intro, numbered = _introduced(after)
        if numbered:
            return Asked(_text([*before, *intro]), _numbered(numbered))
        return Asked(_text(before), _unnumbered(after))
    return Asked(_text(before), _numbered(after))


def _introduced(after: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """A sentence or two before the first number belong to the background."""
    found = _at_numbers(after)
    if found:
        return found
    for place, piece in enumerate(after[:1]):
        for start in [match.end() for match in CLAUSE.finditer(piece.flat)]:
            number = ordinal(piece.flat, start)
            if number and number.number == 1 and _inside(piece.flat, number.style, 2, start + number.length):
                rest = _Piece(piece.text[start:], piece.sure)
                return [*after[:place], _cut(piece, start)], [rest, *after[place + 1 :]]
    return [], []


def _numbered(pieces: list[_Piece]) -> tuple[str, ...]:
    """Divided by the numbers of the first paragraph's style, in sequence; other numbers stay inside."""
    first = ordinal(pieces[0].flat)
    style = first.style if first else ""
    groups: list[list[_Piece]] = [[]]
    wanted = (first.number if first else 0) + 1
    for place, piece in enumerate(pieces):
        number = ordinal(piece.flat)
        if place and number and (number.style, number.number) == (style, wanted):
            groups.append([])
            wanted += 1
        rest = piece
        while not _comes_later(pieces[place + 1 :], style, wanted) and (start := _inside(rest.flat, style, wanted, 1)):
            groups[-1].append(_cut(rest, start))
            groups.append([])
            rest = _Piece(rest.text[start:], rest.sure)
            wanted += 1
        groups[-1].append(rest)
    return tuple(_text(group) for group in groups)


def _comes_later(pieces: list[_Piece], style: str, wanted: int) -> bool:
    return any((number := ordinal(piece.flat)) and (number.style, number.number) == (style, wanted) for piece in pieces)


def _inside(flat: str, style: str, wanted: int, start: int) -> int:
    """Where, behind the end of a clause, this number stands; 0 when nowhere."""
    for clause in CLAUSE.finditer(flat, start):
        number = ordinal(flat, clause.end())
        if number and (number.style, number.number) == (style, wanted) and clause[0].strip() != ",":
            return clause.end()
    return 0


def _unnumbered(pieces: list[_Piece]) -> tuple[str, ...]:
    """One for a paragraph; where each begins with a headline, a headline inside a paragraph begins another."""
    texts = [piece.text for piece in pieces]
    heads = [HEADLINE.match(flattened(text)) for text in texts]
    if not texts[1:] or not all(heads):
        return tuple(texts)
    lengths = [len(head[0]) for head in heads if head]
    span = range(min(lengths) - HEADLINE_SLACK, max(lengths) + HEADLINE_SLACK + 1)
    return tuple(part for text in texts for part in _at_headlines(text, span))


def _at_headlines(text: str, span: range) -> list[str]:
    sentences = SENTENCE.findall(text)
    parts: list[list[str]] = [[]]
    for place, sentence in enumerate(sentences):
        head = HEADLINE.fullmatch(flattened(sentence))
        if head and len(sentence) in span and len(parts[-1]) > 1 and place + 1 < len(sentences):
            parts.append([])
        parts[-1].append(sentence)
    return ["".join(part) for part in parts]


def _text(pieces: Sequence[_Piece]) -> str:
    text = ""
    for place, piece in enumerate(pieces):
        text += piece.text
        if place + 1 < len(pieces) and piece.sure and piece.text:
            text += "\n"
    return squeezed_lines(text)


def squeezed_lines(text: str) -> str:
    """Each paragraph without stray spaces at its ends."""
    return "\n".join(squeezed(line) for line in text.split("\n")).strip()
