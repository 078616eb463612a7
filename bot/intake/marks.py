"""The words that divide a compendium: labels at the head of a line, and lines that are nothing but a mark."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.intake.lines import Line


class Label(StrEnum):
    """What stands behind a label."""

    PROPOSER = "proposer"
    WEAK_PROPOSER = "weak_proposer"
    UNIT = "unit"
    TITLE = "title"
    NUMBER = "number"
    ASIDE = "aside"


# fmt: off
LABELS: tuple[tuple[Label, str, str], ...] = (
    # what                kind    words
    (Label.PROPOSER,      "建议", "建议者 建议人 建议单位 建议代表 提议者 提议人 建议提出人 建议提出者 第一建议人"),
    (Label.PROPOSER,      "建议", "领衔建议人 领衔代表 提出代表 联名代表 附议代表 代表姓名 代表名单 领衔人大代表"),
    (Label.PROPOSER,      "提案", "提案者 提案人 提案单位 提案委员 提案集体 提案方 提案党派 提案主体 提案提出人"),
    (Label.PROPOSER,      "提案", "提案提出者 提案提出单位 第一提案人 第一提案者 首席提案人 领衔提案人 联名提案人"),
    (Label.PROPOSER,      "提案", "共同提案人 联合提案人 提案者姓名 提案人姓名 联名提案者 领衔委员 提出委员 联名委员"),
    (Label.PROPOSER,      "提案", "附议委员 委员姓名 委员名单 领衔政协委员"),
    (Label.PROPOSER,      "",     "提出者 提出人 提出单位 领衔人 领衔者 领衔提出人 联名人 联名者 附议人 附议者"),
    (Label.PROPOSER,      "",     "提交人 提交者 提交单位"),
    (Label.WEAK_PROPOSER, "建议", "代表 人大代表 市人大代表 代表团"),
    (Label.WEAK_PROPOSER, "提案", "委员 政协委员 市政协委员"),
    (Label.UNIT,          "",     "承办单位 主办单位 协办单位 会办单位 分办单位 主承办单位 答复单位 办理单位 办复单位"),
    (Label.UNIT,          "",     "承办部门 主办部门 协办部门 会办部门 办理部门 答复部门 回复单位 独办单位 承办机关"),
    (Label.UNIT,          "",     "主办 协办 会办 分办 承办"),
    (Label.TITLE,         "提案", "案由 案名 提案题目 提案标题 提案名称 提案案由"),
    (Label.TITLE,         "建议", "建议题目 建议标题 建议名称 建议案由"),
    (Label.TITLE,         "",     "题目 标题 名称 题名"),
    (Label.NUMBER,        "提案", "提案号 提案编号 提案案号"),
    (Label.NUMBER,        "建议", "建议号 建议编号"),
    (Label.NUMBER,        "",     "案号 编号 序号"),
    (Label.ASIDE,         "",     "界别 类别 分类 性质 提案性质 建议类别 提案类别 办理方式 办理类别 办理时限 督办人"),
    (Label.ASIDE,         "",     "督办领导 领办领导 督办单位 领衔督办 督办情况 领导批示 公开属性 答复类别 办理等次"),
    (Label.ASIDE,         "",     "联系人 联系电话 联系方式 联系单位 联系单位及电话 承办人 经办人 签发人 电话 邮编"),
    (Label.ASIDE,         "",     "邮政编码 通讯地址 工作单位 提出时间 提交时间 提交日期 交办时间 交办日期 办理日期"),
    (Label.ASIDE,         "",     "答复时间 答复日期 办结时间 日期 时间 届次 文号 答复文号 满意度 满意程度 代表评价"),
    (Label.ASIDE,         "",     "委员评价 代表意见 委员意见 办理结果类别 解决程度 审查意见 立案 立案情况 抄送 抄报"),
    (Label.ASIDE,         "",     "主题词 附件 附注 备注"),
)
# fmt: on
WORDS = {word: (label, kind) for label, kind, words in LABELS for word in words.split()}
_SPACED = "|".join(r"\s*".join(word) for word in sorted(WORDS, key=len, reverse=True))
# The word, perhaps with a remark in brackets, then a colon, a closing bracket or, for the plain ones, a space.
LABEL = re.compile(
    rf"(?P<open>[【\[〔<(]\s*)?(?P<word>{_SPACED})\s*(?:\((?!\d)[^()]{{1,10}}\)|[/和及][^\s:]{{1,6}})?"
    r"\s*(?P<mark>[】\]〕>]\s*:?|:)\s*"
)
SPACED_LABEL = re.compile(r"(?P<word>建议者|建议人|提案者|提案人|提议者|提出人|领衔代表|承办单位|主办单位)\s+(?=\S)")

_NUMBERED = r"(?:[一二三四五六七八九十]{1,2}[、.]|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、])?"
_OPEN, _SHUT = r"[【\[〔(<《■◆●★▲]*", r"[】\]〕)>》]*"
_DEED = r"(?:承办|办理|落实|答复|回复|办复|采纳|反馈)"
_REPLY_WORD = (
    rf"(?:答复|回复|复函|复文|函复|{_DEED}{{1,2}}(?:[及和与、]{_DEED}{{1,2}}|工作)?(?:过程|进展)?[及和与、]?"
    rf"(?:情况|结果|意见|内容|摘要|要点|进展|成效|函|如下|{_DEED}){{1,4}})"
)
_OF_WHOM = r"(?:(?:人大)?代表|政协|委员)?(?:建议|提案|议案)?(?:的)?(?:承办|主办|办理)?(?:单位|部门)?(?:的)?"
REPLY_MARK = re.compile(rf"{_NUMBERED}{_OPEN}{_NUMBERED}{_OF_WHOM}{_REPLY_WORD}{_SHUT}:?{_SHUT}")
REPLY_LEAD = re.compile(rf"{_OPEN}(?:{_OF_WHOM}){_REPLY_WORD}{_SHUT}:(?=.)|[【\[〔]{_REPLY_WORD}[】\]〕]:?(?=.)")
UNIT_REPLY = re.compile(rf"{_NUMBERED}{_OPEN}(?P<unit>[^:,。、的《》]{{2,24}}?)(?:的)?{_REPLY_WORD}{_SHUT}:?")
REPLY_HEADING = re.compile(
    r".{0,24}?(?:关于|对).*(?:建议|提案|议案|号|意见).*?(?:的|)(?:答复|复函|回复|函复|答复函|答复意见|办理情况|办复意见)(?:函|书|的函)?"
)

_REQUEST_KIND = (
    r"(?:具体|对策|工作|有关|相关|几点|主要|改进|意见|几项|政策|解决|整改|合理化|下一步|\d条|[一二三四五六七八九十]点)"
)
_REQUEST_LEAD = (
    r"(?:为此|对此|因此|鉴于此|据此|故此|综上)?,?(?:我们?|特|现|本人|我会|我委|我党){0,3}(?:提出|作)?(?:如下|以下)?"
)
_REQUEST_WORD = (
    rf"(?:{_REQUEST_LEAD}{_REQUEST_KIND}{{0,3}}[及和与、]?{_REQUEST_KIND}{{0,3}}"
    r"(?:建议|对策|办法|解决措施|意见和?建议|建议[和及与、](?:对策|措施|意见))(?:内容|措施|意见|事项|如下|有|是)?)"
)
REQUEST_MARK = re.compile(rf"{_NUMBERED}{_OPEN}{_REQUEST_WORD}{_SHUT}[:,]?{_SHUT}")
REQUEST_LEAD = re.compile(rf"{_OPEN}{_REQUEST_WORD}{_SHUT}:(?=.)|[【\[〔]{_REQUEST_WORD}[】\]〕]:?(?=.)")
CONTENT_MARK = re.compile(
    rf"{_NUMBERED}{_OPEN}(?:(?:建议|提案)(?:的)?(?:内容|正文|原文|摘要|背景|理由|缘由|事由)|内容|正文|内容摘要|主要内容|摘要|理由|案据|背景|事由"
    rf"|提案内容及建议|情况分析|情况说明|情况反映){_SHUT}:?{_SHUT}"
)
CONTENT_LEAD = re.compile(
    rf"{_OPEN}(?:(?:建议|提案)(?:内容|正文|原文|摘要|背景|理由|缘由)|内容|正文|内容摘要|主要内容|摘要|理由|案据|背景){_SHUT}:(?=.)"
)
PREFACE_MARK = re.compile(
    rf"{_OPEN}(?:前言|编者按|编者的话|编者案|编辑按|编前|引言|导语|导言|按语|写在前面|开篇语|卷首语|按){_SHUT}:?"
)
PREFACE_LEAD = re.compile(rf"{_OPEN}(?:前言|编者按|编者的话|编辑按|编前|按语|开篇语){_SHUT}:(?=.)")
DATE = re.compile(
    r"[(]?(?:\d{4}|[二一〇○零九八七六五四三]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?[)]?"
    r"|\d{4}([-./])\d{1,2}\1\d{1,2}"
)
MARK_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label found in a line, the kind it speaks of if any, and where its value stands in the text."""

    label: Label
    kind: str
    word: str
    start: int
    end: int


def labels_in(line: Line) -> tuple[Labelled, ...]:
    """The labels of a line that begins with one, in order; nothing for a line of prose."""
    first = LABEL.match(line.flat) or SPACED_LABEL.match(line.flat)
    if not first:
        return ()
    found = [first]
    found.extend(later for later in LABEL.finditer(line.flat, first.end()) if line.flat[later.start() - 1] in " ;,)。(")
    stops = [later.start() for later in found[1:]] + [len(line.flat)]
    return tuple(_labelled(match, stop) for match, stop in zip(found, stops, strict=True))


def _labelled(match: re.Match[str], stop: int) -> Labelled:
    word = "".join(match["word"].split())
    label, kind = WORDS[word]
    return Labelled(label, kind, word, match.end(), stop)


def is_reply_mark(line: Line) -> bool:
    """A line that only says: here begins the reply."""
    return len(line.tight) <= MARK_LENGTH and bool(REPLY_MARK.fullmatch(line.tight))


def is_request_mark(line: Line) -> bool:
    """A line that only says: here begin the requests."""
    return len(line.tight) <= MARK_LENGTH and bool(REQUEST_MARK.fullmatch(line.tight))


def is_date(line: Line) -> bool:
    """A line that is nothing but a date."""
    return bool(DATE.fullmatch(line.tight))


def is_aside(line: Line) -> bool:
    """A labelled line that tells something about a proposal which is no part of it, such as a telephone number."""
    labels = labels_in(line)
    return bool(labels) and all(label.label is Label.ASIDE for label in labels)
