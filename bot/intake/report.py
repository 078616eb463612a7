"""A government report on handled cases: its figures, with their sentences, and what became of those it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.intake.batch import Batch, Fact, Form, Outcome
from bot.intake.lines import Line, joined, lines_of
from bot.intake.names import proposers_in
from bot.intake.numbering import number, ordinal
from bot.intake.preface import PATTERNS, SESSION, is_heading, opens_preface, sessions_in
from bot.intake.sessions import sitting_of

ABOUT = re.compile(
    r"关于(?P<who>[^。;,《》]{1,60}?)(?:代表|委员|提出)+(?:提出)?的?《(?P<title>[^《》]+)》(?:的)?办理情况"
)
EXAMPLE = re.compile(r"(?P<who>[\u3400-\u9fff、·]{2,40}?)(?:代表|委员)提出的?《(?P<title>[^《》]+)》")
RATE = re.compile(
    r"(?P<names>[\u3400-\u9fff]{1,6}率(?:[、和及与][\u3400-\u9fff]{1,6}率)*)(?:分别|均|都|也)?(?:达到了?|达|为|是|到)?(?P<n>\d{1,3}(?:\.\d+)?)%"
)
GROUP = re.compile(
    r"(?:问题)?(?P<what>(?:已经|已|正在|列入|因|受|暂时|留作|短期|部分|得到)[^。;:《》]{2,60}?)的?,?(?:有|共|为)?(?P<n>\d{1,5})件(?:[,、]?(?:占[^,。;\d]{0,12}?)(?P<share>\d{1,3}(?:\.\d+)?)%)?"
)
KEY = re.compile(r"重点(?:督办)?(?:代表)?(?:建议|提案)[^。;,\d]{0,8}?(?P<n>\d{1,4})件")
HANDLED = re.compile(r"(?:办理|交办|承办)[^。;]{0,10}(?:建议|提案)|(?:建议|提案)[^。;]{0,12}办理")
COMMITTEE = re.compile(r"常委会|常务委员会")  # its meetings are no sittings that have cases
STOPS = "。；;!?！？"
LEAST_FACTS = 2
CUE = re.compile(r"^[^\u3400-\u9fff]+|^(?:比如|例如|如|其中|和|及|以及|与|像|今年|目前|对)+[,:]?")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence without spaces, as printed and in half width, and the line that each of its signs stands in."""

    text: str
    tight: str
    lines: tuple[int, ...]


def is_report(text: str) -> bool:
    """Whether a text reports on handled cases: it names some with what became of them, and states rates."""
    tight = "".join(line.tight for line in lines_of(text))
    return bool(HANDLED.search(tight) and RATE.search(tight) and (ABOUT.search(tight) or EXAMPLE.search(tight)))


def read(text: str) -> Batch:
    """The figures and the outcomes of a report."""
    lines = lines_of(text)
    return Batch(Form.REPORT, outcomes=tuple(_outcomes(lines)), facts=tuple(facts_in(lines)))


def facts_in(lines: Sequence[Line]) -> Iterator[Fact]:
    """Every total, rate and group of results that a sentence states, each once."""
    seen: set[tuple[str, str]] = set()
    for sentence in _sentences(lines):
        for name, value, unit, at in _stated(sentence.tight):
            same = (name, str(sitting_of(value)) if name == "session" else value)
            if same not in seen:
                seen.add(same)
                yield Fact(name, value, unit, sentence.lines[at], sentence.text)


def _stated(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Name, value, unit and place; totals are named as in ``Compendium.totals``, others as they are written."""
    for session in SESSION.finditer(text):
        if not COMMITTEE.search(session[0]):
            yield "session", sessions_in(session[0])[0], "", session.start()
    yield from _totals(text)
    for found in KEY.finditer(text):
        yield "key", found["n"], "件", found.start("n")
    for found in GROUP.finditer(text):
        yield found["what"], found["n"], "件", found.start("n")
        if found["share"]:
            yield found["what"], found["share"], "%", found.start("share")
    for found in RATE.finditer(text):
        for name in re.split("[、和及与]", found["names"]):
            yield name, found["n"], "%", found.start("n")


def _totals(text: str) -> Iterator[tuple[str, str, str, int]]:
    for key, pattern in PATTERNS:
        for found in pattern.finditer(text):
            count = number(found["n"])
            if count is not None:
                yield key, str(count), "" if key == "units" else "件", found.start("n")


def _sentences(lines: Sequence[Line]) -> Iterator[_Sentence]:
    signs: list[tuple[str, str, int]] = []  # as printed, in half width, on which line
    for line in lines:
        for printed, sign in zip(_bare(line), line.tight, strict=True):
            signs.append((printed, sign, line.number))
            if sign in STOPS:
                yield _sentence(signs)
                signs = []
        if signs and (is_heading(line) or opens_preface(line) or _opens_part(line)):
            yield _sentence(signs)
            signs = []
    if signs:
        yield _sentence(signs)


def _sentence(signs: Sequence[tuple[str, str, int]]) -> _Sentence:
    printed, tight, numbers = zip(*signs, strict=True)
    return _Sentence("".join(printed), "".join(tight), numbers)


def _bare(line: Line) -> str:
    """A line as printed without its spaces: sign by sign what ``tight`` is in half width."""
    return "".join(line.text.split())


def _outcomes(lines: Sequence[Line]) -> Iterator[Outcome]:
    """Cases with a heading of their own get the lines below it, those that serve as examples the rest of their line."""
    group = ""
    place = 0
    while place < len(lines):
        line = lines[place]
        head = ABOUT.search(line.tight)
        group = _group(line) or group
        after = place + 1
        if head:
            while after < len(lines) and not ABOUT.search(lines[after].tight) and not _opens_part(lines[after]):
                after += 1
            text = joined([below.text for below in lines[place + 1 : after]])
            yield _outcome(head, text, group, line.number)
        else:
            while after < len(lines) and not _opens_part(lines[after]) and not ABOUT.search(lines[after].tight):
                after += 1
            yield from _examples(lines[place:after], group)
        place = after


def _examples(lines: Sequence[Line], group: str) -> Iterator[Outcome]:
    whole = "".join(line.tight for line in lines)
    printed = "".join(_bare(line) for line in lines)
    numbers = [line.number for line in lines for _ in line.tight]
    found = list(EXAMPLE.finditer(whole))
    for at, example in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else len(whole)
        text = printed[example.end() : stop].lstrip("。，,、和")
        text = text or printed[found[-1].end() :].lstrip("。，,、")  # several cases, and what is said of all of them
        yield _outcome(example, text, group, numbers[example.start("title")])


def _outcome(found: re.Match[str], text: str, group: str, line: int) -> Outcome:
    who = CUE.sub("", found["who"].split("。")[-1])
    return Outcome(found["title"], proposers_in(who), text, group, line)


def _group(line: Line) -> str:
    """The heading of a part: what stands before its first sentence ends."""
    number_ = ordinal(line.flat)
    if number_ is None or number_.style not in {"一、", "(一)"}:
        return ""
    head = re.split(r"[。:]", line.flat[number_.length :], maxsplit=1)[0]
    result = GROUP.search("".join(head.split()))
    return result["what"] if result else "".join(head.split())


def _opens_part(line: Line) -> bool:
    found = ordinal(line.flat)
    return found is not None and found.style in {"一、", "(一)"}
