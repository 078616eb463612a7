"""What was removed from a text and what was added: sentence by sentence, and inside a changed sentence word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.4  # share of signs that two sentences have in common, from which on they are one sentence, changed
SHORTEST = 2  # signs that stay between two changes; fewer are shown as changed too, for the eye
CONTEXT = 40  # signs of what stayed that are shown beside a change

_SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]+|[^。；！？;!?\n]+")
_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?%?|\s+|.", re.DOTALL)


class Fate(StrEnum):
    """What became of a piece of the text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and its fate; of a long one that stayed only its ends are kept, around ``…``."""

    fate: Fate
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The pieces in their order: without those added it is the old text, without those removed the new one.

    Only what stayed is shortened.
    """
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Fate.SAME, "".join(before[a:b])))
        else:
            pieces += _inside("".join(before[a:b]), "".join(after[c:d]))
    merged = _merged(pieces)
    return [_shortened(piece, first=at == 0, last=at == len(merged) - 1) for at, piece in enumerate(merged)]


def _inside(old: str, new: str) -> list[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [Piece(Fate.REMOVED, old), Piece(Fate.ADDED, new)]
    pieces: list[Piece] = []
    removed = added = ""
    for tag, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal" and (len(gone) >= SHORTEST or not (removed or added)):
            pieces += [Piece(Fate.REMOVED, removed), Piece(Fate.ADDED, added), Piece(Fate.SAME, gone)]
            removed = added = ""
        else:
            removed, added = removed + gone, added + come
    return [*pieces, Piece(Fate.REMOVED, removed), Piece(Fate.ADDED, added)]


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces, and neighbours of one fate in one."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].fate is piece.fate:
            found[-1] = Piece(piece.fate, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def _shortened(piece: Piece, *, first: bool, last: bool) -> Piece:
    head, tail = 0 if first else CONTEXT, 0 if last else CONTEXT
    if piece.fate is not Fate.SAME or len(piece.text) <= head + tail + 2:
        return piece
    end = piece.text[-tail:] if tail else ""
    return Piece(piece.fate, f"{piece.text[:head]}…{end}")
