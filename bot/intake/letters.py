"""A reply as it was sent (答复函): its class, number and title at the head, to whom, what, who signed, and when.

A                                        class, at the right
临教函〔2026〕12号                        the document's own number
关于市五届人大三次会议第18号建议的答复        the title: session and number of the case
王小明代表：                              to whom
您提出的《关于……的建议》收悉，现答复如下：    the case's title
……                                      the text
临江市教育局　2026年6月1日                 who signed, and when
联系人：李某　联系电话：……                  the contact
"""

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot.intake.batch import Batch, Form, ReplyLetter
from bot.intake.cells import NoDate, date_in
from bot.intake.lines import Line, lines_of
from bot.intake.marks import DATE
from bot.intake.paragraphs import layout_of
from bot.intake.preface import kind_of_session, sessions_in
from bot.intake.replies import reply_in
from bot.intake.salutations import without_salutation
from bot.intake.titles import MOST_LINES

CLASS = re.compile(r"(?:(?:答复|办理|办复|复文)?(?:分类|类别|结果|等次)?[:]?)?(?P<code>[ABCD甲乙丙丁])类?(?:件)?")
CLASSES = dict(zip("甲乙丙丁", "ABCD", strict=True))
DOCUMENT = re.compile(
    r"(?P<number>[\u3400-\u9fff]{1,14}[\[(〔【](?:19|20)\d{2}[\])〕】](?:第)?\d{1,5}号)(?:签发人[:].*)?"
)
HEAD = re.compile(
    r"(?:.{0,30}?(?:局|委|办|厅|政府|中心|单位|部|院|委员会|公司))??关于(?:对)?(?P<about>.*(?:建议|提案|议案|意见).*?)(?:的)?(?:答复|复函|回复|函复|答复函|办理答复|答复意见)(?:函|书|意见)?"
)
NUMBER = re.compile(r"第?[\"“”'《(]*0*(?P<number>\d{1,6})[\"“”'》)]*号")
CASE_TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
RECEIVED = re.compile(r"收悉|收到|现答复|答复如下|现将")
CONTACT = re.compile(
    r"[(]?(?:联系人|联系电话|联系人及电话|联系方式|承办人|经办人|联系单位|联系单位及电话)[^:]{0,6}[:].*"
)
FOOT = re.compile(
    r"(?:抄送|抄报|附件|主题词|分管领导|签发人|印发|印送)[:].*|\(此页无正文\)|.*20\d{2}年\d{1,2}月\d{1,2}日印发"
)
LETTERHEAD = re.compile(r".{2,30}(?:文件|函|\(函\))|.{2,24}(?:局|委员会|办公室|政府|厅|委)")
LOOKED_AT = 14  # lines in which the head of a letter stands
OPENING = 3  # lines of the text in which the case is named


def is_letter(text: str) -> bool:
    """Whether a text is one reply letter: a title that says so at its head, a salutation below, and no second title."""
    lines = lines_of(text)
    head = _head(lines)
    if head is None:
        return False
    start, stop, _ = head
    greeted = any(_greets(lines, place) for place in range(stop, min(stop + 3, len(lines))))
    again = any(_head(lines[place:], 1) for place in range(stop, len(lines)))
    return greeted and not again and start < LOOKED_AT


def read(text: str) -> Batch:
    """The letter of a text that is one."""
    lines = lines_of(text)
    head = _head(lines)
    assert head is not None  # noqa: S101 - the text was looked at
    start, stop, title = head
    above = lines[:start]
    body, foot = _without_foot(lines[stop:])
    about = HEAD.fullmatch(title)
    tight = about["about"] if about else title
    reply = reply_in(body, (), layout_of(body))
    opening = "".join(line.tight for line in body[: OPENING + 1])
    session = next(iter([*sessions_in(tight), *sessions_in(opening)]), "")
    number = NUMBER.search(tight) or NUMBER.search(RECEIVED.split(opening)[0])
    named = CASE_TITLE.search(tight) or CASE_TITLE.search(opening)
    kind = "提案" if "提案" in tight else kind_of_session(session)
    letter = ReplyLetter(
        title=title,
        number=int(number["number"]) if number else None,
        session=session,
        kind=kind,
        case_title=named["title"] if named else "",
        addressed=reply.addressed,
        text=reply.text,
        units=tuple(reply.units),
        result_class=_class(above),
        document=next((found["number"] for line in above if (found := DOCUMENT.fullmatch(line.tight))), ""),
        on=_signed_on(body),
        contact=next((line.text.strip("()（）") for line in foot if CONTACT.fullmatch(line.tight)), ""),
    )
    return Batch(Form.LETTER, letters=(letter,))


def _head(lines: Sequence[Line], looked_at: int = LOOKED_AT) -> tuple[int, int, str] | None:
    """Where the title begins and ends, and how it reads in one line."""
    for place in range(min(looked_at, len(lines))):
        for count in range(1, MOST_LINES):
            pieces = lines[place : place + count]
            if len(pieces) < count or any(line.ends for line in pieces):
                break
            title = "".join(line.tight for line in pieces).strip("《》")
            if HEAD.fullmatch(title):
                return place, place + count, title
    return None


def _greets(lines: Sequence[Line], place: int) -> bool:
    greeted = without_salutation(lines, place, ())
    return bool(greeted.names) or greeted.line is None


def _class(above: Sequence[Line]) -> str:
    for line in above:
        for piece in [line.tight, *line.flat.split()]:
            if found := CLASS.fullmatch(piece):
                return CLASSES.get(found["code"], found["code"])
    return ""


def _without_foot(body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The text with its signatures, and the contact and copies below them."""
    foot = [line for line in body if CONTACT.fullmatch(line.tight) or FOOT.fullmatch(line.tight)]
    return [line for line in body if line not in foot], foot


def _signed_on(body: Sequence[Line]) -> date | None:
    for line in reversed(body):
        if found := DATE.search(line.tight):
            try:
                return date_in(found[0].strip("()"), datetime(1899, 12, 30))  # noqa: DTZ001 - a day has no zone
            except NoDate:
                return None
    return None
