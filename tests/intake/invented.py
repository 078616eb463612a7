"""Writes compendia of a city that does not exist, in many layouts, and remembers what stands in them."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.intake.invented_words import (
    ANSWERS,
    CN,
    DEEDS,
    GROUPS,
    HARD_TO_BEGIN,
    HEADINGS,
    HEADS,
    LEAD_INS,
    NUMBERINGS,
    OFFICES,
    PEOPLE,
    PREFACES,
    PROPOSER_MARKS,
    REPLY_MARKS,
    REQUEST_MARKS,
    STORY,
    TOPICS,
    WORRIES,
)


@dataclass(frozen=True)
class Truth:
    """What one proposal of an invented compendium says."""

    title: str
    kind: str
    proposers: tuple[str, ...]
    background: tuple[str, ...]
    requests: tuple[str, ...]
    reply: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class Print:
    """How an invented compendium is printed; ``width`` 0 is a line for each paragraph."""

    width: int = 0
    spaced: bool = False
    indented: bool = False
    gaps: bool = True
    half: bool = False
    proposer_mark: int = 0
    reply_mark: str = "办理情况"
    request_mark: str = "建议："
    lead_in: str = ""
    numbering: str = "一是"
    sign: str = "lines"
    dated: bool = False
    greeting: bool = True
    pages: str = ""
    title: str = "plain"
    between_names: str = "、"
    preface: str = "before"
    story: bool = False
    units_label: bool = False
    newline: str = "\n"


def numbered(place: int, style: str, text: str) -> str:
    """A request with its number in this style."""
    marks = {"1.": f"{place + 1}.", "1、": f"{place + 1}、", "①": "①②③④⑤⑥⑦⑧"[place]}
    return marks.get(style, style.replace("一", CN[place])) + text


def truths(kind: str, numbering: str) -> st.SearchStrategy[Truth]:
    """Any proposal, with requests numbered in this style (or not at all, when it is empty)."""
    request = st.tuples(st.sampled_from(HEADS), st.lists(st.sampled_from(DEEDS), min_size=1, max_size=2, unique=True))
    requests = st.lists(request, min_size=2, max_size=5, unique_by=lambda pair: pair[0]).map(
        lambda pairs: tuple(
            numbered(place, numbering, f"{head}。{''.join(deeds)}") if numbering else f"{head}，{''.join(deeds)}"
            for place, (head, deeds) in enumerate(pairs)
        )
    )
    people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)
    proposers = people if kind == "建议" else st.one_of(people, st.sampled_from(GROUPS).map(lambda name: [name]))
    paragraphs = st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=7, unique=True)
    return st.builds(
        Truth,
        title=st.tuples(
            st.sampled_from(TOPICS), st.sampled_from(("建议", "提案") if kind == "提案" else ("建议",))
        ).map(lambda pair: f"关于{pair[0]}的{pair[1]}"),
        kind=st.just(kind),
        proposers=proposers.map(tuple),
        background=st.lists(st.sampled_from(WORRIES), min_size=1, max_size=3, unique=True).map(
            lambda some: ("".join(some),)
        ),
        requests=requests,
        reply=paragraphs.map(tuple),
        units=st.lists(st.sampled_from(OFFICES), min_size=1, max_size=2, unique=True).map(tuple),
    )


def prints() -> st.SearchStrategy[Print]:
    """Any layout."""
    return st.builds(
        Print,
        width=st.sampled_from((0, 0, 18, 21, 28, 36)),
        spaced=st.booleans(),
        indented=st.booleans(),
        gaps=st.booleans(),
        half=st.booleans(),
        proposer_mark=st.integers(0, 5),
        reply_mark=st.sampled_from(REPLY_MARKS),
        request_mark=st.sampled_from((*REQUEST_MARKS, "", "")),
        lead_in=st.sampled_from(("", *LEAD_INS)),
        numbering=st.sampled_from(NUMBERINGS),
        sign=st.sampled_from(("lines", "spaces", "comma", "glued", "glued tight", "brackets", "label")),
        dated=st.booleans(),
        greeting=st.booleans(),
        pages=st.sampled_from(("", "- {} -", "·{}·", "第{}页", "{}", "— {} —", "\f", "{}\n云河建言 2021")),
        title=st.sampled_from(("plain", "cn", "arabic", "case", "quoted", "bold")),
        between_names=st.sampled_from(("、", " ", "　", "，")),
        preface=st.sampled_from(("before", "after", "heading", "none")),
        story=st.booleans(),
        units_label=st.booleans(),
        newline=st.sampled_from(("\n", "\r\n")),
    )


def wrapped(text: str, how: Print) -> list[str]:
    """The lines of a paragraph: one, or as many as the column makes of it."""
    lead = "　　" if how.indented else ""
    if not how.width:
        return [lead + text]
    return folded(lead + text.replace(" ", ""), how.width)


def folded(text: str, width: int) -> list[str]:
    """The lines of a column; no line begins with a sign that closes."""
    lines = [""]
    for sign in text:
        if len(lines[-1]) >= width and sign not in HARD_TO_BEGIN:
            lines.append("")
        lines[-1] += sign
    return lines


def greeting(truth: Truth) -> str:
    """To whom a reply is."""
    if truth.proposers[0] in GROUPS:
        return f"{truth.proposers[0]}："
    return "、".join(truth.proposers) + ("代表：" if truth.kind == "建议" else "委员：")


def signatures(truth: Truth, how: Print, last: list[str]) -> list[str]:
    """The last lines of a reply with its signatures, and a date if there is one."""
    date = ["2021年8月5日"] if how.dated else []
    ways = {
        "lines": [*last, *truth.units],
        "spaces": [*last, "  ".join(truth.units)],
        "comma": [*last, "、".join(truth.units)],
        "glued": [*last[:-1], f"{last[-1]} {'  '.join(truth.units)}"],
        "glued tight": [*last[:-1], f"{last[-1]}{'、'.join(truth.units)}"],
        "brackets": [*last, f"（{'、'.join(truth.units)}）"],
        "label": [*last, f"承办单位：{'、'.join(truth.units)}"],
    }
    return [*ways[how.sign], *date]


def title_lines(truth: Truth, how: Print, place: int) -> list[str]:
    """The title as it is printed, over as many lines as the column makes of it."""
    forms = {
        "plain": truth.title,
        "cn": f"{CN[place]}、{truth.title}",
        "arabic": f"{place + 1}.{truth.title}",
        "case": f"第{place + 12}号 {truth.title}",
        "quoted": f"《{truth.title}》",
        "bold": f"**{truth.title}**",
    }
    return folded(forms[how.title], how.width - 4) if how.width else [forms[how.title]]


def proposal_lines(truth: Truth, how: Print, place: int) -> list[str]:
    """One proposal, as lines."""
    marks = PROPOSER_MARKS[truth.kind]
    names = how.between_names.join(truth.proposers)
    lines = [*title_lines(truth, how, place), f"{marks[how.proposer_mark % len(marks)]}：{names}"]
    if how.units_label:
        lines.append(f"承办单位：{'、'.join(truth.units)}")
    background = list(truth.background)
    if not how.request_mark and how.lead_in:
        background[-1] += how.lead_in
    for paragraph in background:
        lines.extend(wrapped(paragraph, how))
    if how.request_mark:
        lines.append(how.request_mark)
    for request in truth.requests:
        lines.extend(wrapped(request, how))
    lines.append(how.reply_mark)
    if how.greeting:
        lines.append(greeting(truth))
    body = [line for paragraph in truth.reply for line in wrapped(paragraph, how)]
    return [*lines, *signatures(truth, how, body)]


def preface_lines(kind: str, how: Print) -> list[str]:
    """The heading and, if the layout has one, the preface."""
    if how.preface == "none":
        return []
    if how.preface == "heading":
        return [HEADINGS[kind]]
    return [HEADINGS[kind], "编者按：", *wrapped(PREFACES[kind], how)]


def compendium_text(truths_told: list[Truth], how: Print) -> str:
    """The whole compendium as a text."""
    kind = truths_told[0].kind
    lines = [] if how.preface == "after" else preface_lines(kind, how)
    for place, truth in enumerate(truths_told):
        lines.extend(proposal_lines(truth, how, place))
    lines.extend(preface_lines(kind, how) if how.preface == "after" else [])
    if how.story and how.sign != "glued tight":
        lines.extend(line for paragraph in STORY for line in wrapped(paragraph, how))
    lines = with_pages(lines, how)
    gap = "\n\n" if how.spaced or (how.gaps and not how.width) else "\n"
    text = gap.join(lines) + "\n"
    if how.half:
        text = text.replace("，", ",").replace("：", ":").replace("（", "(").replace("）", ")")
    return text.replace("\n", how.newline)


def with_pages(lines: list[str], how: Print) -> list[str]:
    """A page number, or a form feed, after every 23 lines."""
    if not how.pages or ("云河建言" in how.pages and len(lines) <= 3 * 23):
        return lines
    paged: list[str] = []
    for place, line in enumerate(lines):
        turn = place and place % 23 == 0
        if turn and how.pages == "\f":
            paged.append(f"\f{line}")
            continue
        paged.extend(how.pages.format(place // 23).split("\n") if turn else [])
        paged.append(line)
    return paged
