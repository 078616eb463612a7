"""What stands outside the proposals: headings, prefaces, the session they name and the totals they state."""

import re
from collections.abc import Iterable, Sequence

from bot.intake.lines import Line
from bot.intake.marks import PREFACE_LEAD, PREFACE_MARK
from bot.intake.numbering import number
from bot.intake.paragraphs import Layout, paragraphs_of

_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_CITY = r"[\u3400-\u9fff]{0,7}?"
# fmt: off
SESSIONS: tuple[str, ...] = (
    rf"(?:中国人民)?(?:政治协商会议|政协)第{_N}届{_CITY}[市县区州省盟旗]委员会(?:常务委员会)?第{_N}次(?:全体)?会议",
    rf"(?:中国人民)?(?:政治协商会议|政协){_CITY}[市县区州省盟旗]?(?:第{_N}届|{_N}届)(?:委员会)?第?{_N}次(?:全体)?会议?",
    rf"{_CITY}[市县区州省盟旗]?政协第?{_N}届(?:委员会)?第?{_N}次(?:全体)?会议?",
    rf"{_CITY}[市县区州省盟旗]?第?{_N}届(?:人大|人民代表大会)(?:常委会|常务委员会)?第?{_N}次(?:全体)?会议?",
    rf"{_CITY}[市县区州省盟旗]?(?:人大|人民代表大会)第?{_N}届第?{_N}次(?:全体)?会议?",
)
# fmt: on
SESSION = re.compile("|".join(f"(?:{pattern})" for pattern in SESSIONS))
BEFORE_A_SESSION = re.compile(
    r"^.*(?:编者按|编者的话|编辑按|编前|前言|引言|导语|按语|自从|自|在|对于|对|从|将|以|关于|按照|根据|围绕|现将|于|是|和|与|及|为|把|今年|去年|期间|召开|这次|本次)(?=.*届)"
)
PUBLISHED = (
    r"(?:选登|选编|汇编|选刊|摘登|摘编|专版|专刊|专栏|专辑|特刊|刊登|选集|集锦|选载|登载|公开|刊发"
    r"|办理情况|办理答复|及答复|及办理|及回复|答复情况)"
)
HEADING = re.compile(rf"(?:建议|提案|议案).*{PUBLISHED}|{PUBLISHED}.*(?:建议|提案|议案)")
VOCABULARY = re.compile(r"建议|提案|议案|代表|委员|办理|答复|承办|刊登|选登|摘编|摘登|选编|汇编|读者|会议")
ANNOUNCES = re.compile(r"刊登|刊发|选登|摘编|摘登|选编|选刊|汇编|登载|公布|公开|读者|共收到|共提出|立案|承办|办结|办复")
KEY = re.compile(r"重点(?:督办)?(?:的)?(?:人大|政协)?(?:代表|委员)?(?:建议|提案)")
PUBLISHES = re.compile(r"刊登|刊发|选登|摘编|摘登|选编|登载|公布|公开|现将|汇编")
MOST_HEADING_SIGNS = 60

_DIGITS = r"\d{1,6}|[一二两三四五六七八九十百千万零〇]{1,9}"
_COUNT = rf"(?P<n>{_DIGITS})(?:余|多)?件"
_THING = r"(?:建议|提案|议案|意见)"
_WHOSE = (
    r"(?:人大|政协|市|代表|委员|党派|集体|会议|各类|有效|建议|提案|议案|意见|批评|、|和|与|等|的|类|[“”()]|以下简称"
    r"|各方面|社会各界|市政府|政府系统|系统|全市|参加单位|总数|共|共计|合计|总计|达|为|有|了){0,14}"
)
_MEMBER = r"(?:人大代表|政协委员|代表|委员)?"
_DONE = r"(?:办结|办复|答复|办理完毕|办理完成|办毕|回复)"
_ALL = (
    r"(?:目前|现|截至目前|到目前为止)?,?(?:已|均|全部|均已|已经|现已|都已|也已|已全部|均已全部|全部已|按期|按时|如期"
    r"|已按期全部|在规定时限内){1,3}"
)
_GIVEN = r"(?:交由|交|由|交办至|分解到|涉及|涵盖|分别交由|分别交){1,2}"
# fmt: off
TOTALS: tuple[tuple[str, str], ...] = (
    # key         what the text says
    ("received", rf"(?:收到|提出|提交|征集|接收|收集|征得){_WHOSE}{_THING}{_WHOSE}{_COUNT}"),
    ("received", rf"(?:收到|提出|提交|征集|接收){_WHOSE}{_COUNT}{_MEMBER}(?:建议|提案|议案)"),
    ("filed",    rf"立案(?:交办|办理|数|的)?{_WHOSE}{_COUNT}"),
    ("filed",    rf"{_COUNT}(?:提案)?(?:被|予以|准予|获得|获准|决定|审查)?(?:予以)?立案"),
    ("merged",   rf"(?:并案|合并|归并)(?:办理|处理|立案|为)?{_WHOSE}{_COUNT}"),
    ("handled",  rf"(?:承办|办理|交办)(?:了|的)?{_WHOSE}{_THING}{_WHOSE}{_COUNT}"),
    ("handled",  rf"(?:承办|办理)(?:了|的)?{_WHOSE}{_COUNT}{_MEMBER}(?:建议|提案|议案)"),
    ("answered", rf"{_COUNT}{_MEMBER}(?:建议|提案|议案)?(?:、批评和意见)?,?{_ALL}(?:办理)?{_DONE}"),
    ("answered", rf"(?:办结|办复|答复|回复)(?:了)?(?:建议|提案|议案|共|总数){{0,3}}{_COUNT}"),
    ("key",      rf"重点(?:督办)?(?:的)?(?:代表|委员)?(?:建议|提案|议案){_WHOSE}{_COUNT}"),
    ("units",    rf"{_GIVEN}[^。;,\d]{{0,8}}?(?P<n>{_DIGITS})(?:个|家|余个)(?:[^。;,\d]{{0,8}}?)(?:单位|部门)"),
)
# fmt: on
PATTERNS = tuple((key, re.compile(pattern)) for key, pattern in TOTALS)


def is_heading(line: Line) -> bool:
    """A line such as 市四届人大五次会议重点建议及办理情况: a name of the publication, not a sentence."""
    if line.ends or len(line.tight) > MOST_HEADING_SIGNS or line.tight.startswith(("关于", "《关于")):
        return False
    if "," in line.tight or "。" in line.tight:
        return False
    publication = HEADING.search(line.tight)
    whole_session = SESSION.fullmatch(line.tight.strip("()《》"))
    return bool(whole_session or (publication and (SESSION.search(line.tight) or _names_its_kind(line.tight))))


def _names_its_kind(tight: str) -> bool:
    return bool(
        re.search(
            r"选登|选编|汇编|选刊|摘登|摘编|专版|专刊|专栏|专辑|特刊|选集|集锦|选载|公开|重点(?:建议|提案)|优秀(?:建议|提案)",
            tight,
        )
    )


def opens_preface(line: Line) -> bool:
    """A line that says: here begins the preface."""
    return bool(PREFACE_MARK.fullmatch(line.tight) or PREFACE_LEAD.match(line.tight))


def prefaces_in(paragraphs: Iterable[Sequence[Line]]) -> list[Line]:
    """The lines of headings and prefaces among the paragraphs outside the proposals."""
    found: list[Line] = []
    inside = False
    for paragraph in paragraphs:
        text = "".join(line.tight for line in paragraph)
        if opens_preface(paragraph[0]):
            inside = True
        elif not all(is_heading(line) for line in paragraph):
            inside = _belongs(text, inside=inside)
            if not inside:
                continue
        found.extend(paragraph)
    return found


def _belongs(text: str, *, inside: bool) -> bool:
    if inside:
        return bool(VOCABULARY.search(text))
    return bool(VOCABULARY.search(text) and ANNOUNCES.search(text) and (SESSION.search(text) or totals_in(text, "")))


def sessions_in(tight: str) -> list[str]:
    """The sessions a text names, in order, without the words before them."""
    return [BEFORE_A_SESSION.sub("", found[0]) for found in SESSION.finditer(tight)]


def kind_of_session(session: str) -> str:
    """What is put before a session: 提案 before one of the 政协, 建议 before one of the 人大."""
    return "提案" if "政协" in session or "政治协商" in session else "建议"


def totals_in(tight: str, kind: str) -> dict[str, int]:
    """The totals a text states, in Arabic or Chinese numbers; of several the one that speaks of this kind."""
    totals: dict[str, int] = {}
    for key, pattern in PATTERNS:
        for found in pattern.finditer(tight):
            count = number(found["n"])
            own = not kind or kind in found[0] or not re.search("建议|提案", found[0])
            if count is not None and (key not in totals) and own:
                totals[key] = count
    return totals


def publication_in(lines: Sequence[Line], layout: Layout) -> tuple[int, int] | None:
    """From where to where a heading and its preface stand in the midst of other lines, up to what they announce."""
    mark = next((place for place, line in enumerate(lines) if opens_preface(line)), None)
    if mark is None:
        return None
    first = mark
    while first and is_heading(lines[first - 1]):
        first -= 1
    whole = bool(PREFACE_MARK.fullmatch(lines[mark].tight))
    after = mark + whole
    for paragraph in paragraphs_of(lines[after:], layout):
        after += len(paragraph.lines)
        if ANNOUNCES.search("".join(line.tight for line in paragraph.lines)):
            return first, after
    return None


def says_key(headings: Sequence[str], prefaces: Sequence[str]) -> bool:
    """Whether what is published here are key proposals: a heading says so, or the sentence that announces them does."""
    sentences = [sentence for text in prefaces for sentence in re.split(r"[。;]", text)]
    return any(KEY.search(text) for text in headings) or any(
        KEY.search(sentence) and PUBLISHES.search(sentence) for sentence in sentences
    )
