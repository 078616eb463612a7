"""Titles of proposals: where they begin and end, over how many lines, and how they read in one."""

import re

from bot.intake.lines import STRAY_GLYPHS, Line, flattened, joined
from bot.intake.names import proposers_in

MOST_LINES = 4
MOST_SIGNS = 90

_CN = "一二三四五六七八九十百零〇"
_ITEM = (
    rf"(?:第\s*[A-Za-z]?\d{{1,5}}\s*[号件](?:\s*(?:重点)?(?:提案|建议|议案|案))?|第[{_CN}]{{1,5}}[号件](?:提案|建议|案)?|[{_CN}]{{1,5}}\s*[、.]"
    rf"|\(\s*(?:[{_CN}]{{1,4}}|\d{{1,4}})\s*\)|\d{{1,4}}\s*[.、:]|\d{{1,4}}\s+(?=关于)|\d{{1,4}}(?=关于)"
    rf"|(?:重点)?(?:提案|建议|议案|案例|案号|编号|例)\s*(?:第?[A-Za-z]?\d{{1,5}}号?|[{_CN}]{{1,4}}(?=[:、\s.]))(?:\s*[:、.])?|[①-⑳])"
)
# Numbers, bullets and opening brackets before the words of a title.
OPENING = re.compile(rf"(?:[\s★●■◆▲※☆○◎•·*-]|[《“\"【\[〈「]|{_ITEM}\s*[:、.]?|(?:标题|题目|案由|提案名称)\s*:)*")
END = re.compile(r"(?:建议|提案|议案|建议案|意见|倡议|意见建议|议案建议|几点思考|思考)$")
NOTE = re.compile(
    r"\s*\((?:[^()]*(?:号|提案|建议|摘要|节选|摘登|重点|代表团|代表|委员|督办)[^()]*|[A-Za-z]?\d{1,5})\)\s*$|\s*第\s*\d{1,5}\s*号\s*$"
)
CLOSING = '》”"】]〉」 '
PAIRS = {"《": "》", "“": "”", "【": "】", "[": "]", "〈": "〉", "「": "」"}
SENTENCE_SIGNS = re.compile(r"[。;!?；！？]")
LEADER = re.compile(r"(?:…{2,}|\.{4,}|·{4,}|—{3,}|_{3,}|-{4,}).{0,3}\d{1,4}.{0,2}$|(?:…{2,}|\.{5,}|·{5,})$")


def opens_title(line: Line) -> bool:
    """Whether a line could be the first of a title: it begins with 关于, numbers and brackets aside."""
    opening = OPENING.match(line.flat)
    rest = line.flat[opening.end() if opening else 0 :].replace(" ", "")
    return rest.startswith("关于") and is_title_like(line)


def is_title_like(line: Line) -> bool:
    """Whether a line could be part of a title at all: short, without the end of a sentence, not a line of contents."""
    return len(line.tight) <= MOST_SIGNS and not SENTENCE_SIGNS.search(line.tight) and not LEADER.search(line.tight)


def ends_title(pieces: list[Line]) -> bool:
    """Whether these lines together end as titles do."""
    return bool(END.search(_without_notes("".join(line.tight for line in pieces)).rstrip(CLOSING)))


def title_of(pieces: list[str]) -> str:
    """The title in one line: without number, brackets around it and remarks; stray traditional glyphs corrected."""
    text = joined(pieces)
    flat = flattened(text)
    start = _start(flat)
    text, flat = text[start:], flat[start:]
    text = text[: len(_without_notes(flat))].translate(STRAY_GLYPHS).strip()
    return _unwrapped(text)


def proposers_named_in(pieces: list[Line]) -> tuple[str, ...]:
    """Deputies named in brackets behind a title, as in 关于…的建议(李明代表)."""
    found = re.search(r"\(([^()]{2,40}?)(?:代表|委员)(?:提出)?\)$", "".join(line.flat for line in pieces).strip())
    return proposers_in(found[1]) if found else ()


def _start(flat: str) -> int:
    """Where the words begin: an opening bracket stays when its partner stands inside the title."""
    opening = OPENING.match(flat)
    start = opening.end() if opening else 0
    while start and flat[start - 1] in PAIRS:
        start -= 1
    return start


def _unwrapped(text: str) -> str:
    while len(text) > 1 and text[0] in PAIRS and _closing_of_first(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing_of_first(text: str) -> int:
    """The place of the bracket that closes the first sign; -1 when none does."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == text[0]) - (sign == PAIRS[text[0]])
        if not depth:
            return place
    return -1


def _without_notes(flat: str) -> str:
    shorter = flat.rstrip(" :")
    while note := NOTE.search(shorter):
        core = shorter[: note.start()]
        if not END.search(core.rstrip(CLOSING)):
            break
        shorter = core
    return shorter
