"""A reply that was written as one text is taken apart into the answers to the requests, by the numbers in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import Unreadable
from bot.intake import letters
from bot.intake.letters import RECEIVED
from bot.intake.lines import flattened, lines_of
from bot.intake.numbering import STYLES, ordinal
from bot.intake.paragraphs import layout_of
from bot.intake.replies import reply_in

GREETING = 80  # signs of a paragraph that only says that the proposal has arrived


@dataclass(frozen=True, slots=True)
class Answers:
    """The text without head, salutation and signature; its ``parts`` by request, where it has as many as there are.

    ``code`` is the result class at the head of a letter, ``number`` the case's; empty and None where it names none.
    """

    text: str
    parts: tuple[str, ...] = ()
    code: str = ""
    number: int | None = None


def answers_in(text: str, requests: int) -> Answers:
    """The answers in a reply to so many requests; Unreadable("empty") where nothing is left of it."""
    lines = lines_of(text)
    if letters.is_letter(text):
        letter = letters.read(text).letters[0]
        said, code, number = letter.text, letter.result_class, letter.number
    else:
        said, code, number = reply_in(lines, (), layout_of(lines)).text, "", None
    paragraphs = [one for line in said.splitlines() if (one := line.strip())]
    while paragraphs and len(paragraphs[0]) <= GREETING and RECEIVED.search(flattened(paragraphs[0])):
        paragraphs = paragraphs[1:]
    if not paragraphs:
        raise Unreadable("empty")
    return Answers("\n".join(paragraphs), _parts(paragraphs, requests), code, number)


def _parts(paragraphs: Sequence[str], requests: int) -> tuple[str, ...]:
    """The text between numbers of one style that run from one to the number of requests; what precedes goes first."""
    if requests == 1:
        return ("\n".join(paragraphs),)
    for style, _ in STYLES:
        heads = [
            (place, found)
            for place, paragraph in enumerate(paragraphs)
            if (found := ordinal(flattened(paragraph))) is not None and found.style == style
        ]
        if [found.number for _, found in heads] == list(range(1, requests + 1)):
            return _between(paragraphs, [(place, found.length) for place, found in heads])
    return ()


def _between(paragraphs: Sequence[str], heads: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    parts = []
    for nth, (place, length) in enumerate(heads):
        end = heads[nth + 1][0] if nth + 1 < len(heads) else len(paragraphs)
        before = paragraphs[:place] if nth == 0 else []
        first = paragraphs[place][length:].strip()
        parts.append("\n".join(one for one in (*before, first, *paragraphs[place + 1 : end]) if one))
    return tuple(parts)
