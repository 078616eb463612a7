"""The headings of a ledger: which column holds what, in whichever words, in one row or two, under whatever title."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.intake.cells import Cell, text_of


class Column(StrEnum):
    """What a column of a ledger may hold."""

    INDEX = "index"  # counts the rows of the sheet, and is no number of a case
    NUMBER = "number"
    TITLE = "title"
    KIND = "kind"
    SESSION = "session"
    PROPOSER = "proposer"
    COSIGNER = "cosigner"
    LEAD = "lead"
    CO = "co"
    ASSIGNED = "assigned"
    DUE = "due"
    TEXT = "text"
    REQUESTS = "requests"
    REPLY = "reply"
    OTHER = "other"  # known, and of no use here


# fmt: off
WORDS: tuple[tuple[Column, str], ...] = (
    # column          headings, without spaces, numbers behind and remarks in brackets
    (Column.INDEX,    "序号 序 行号 no no."),
    (Column.NUMBER,   "案号 编号 建议编号 提案编号 建议号 提案号 建议案号 提案案号 立案案号 立案号 件号 提案序号"),
    (Column.NUMBER,   "建议序号"),
    (Column.TITLE,    "标题 案由 题目 案名 名称 建议标题 提案标题 建议题目 提案题目 建议名称 提案名称 标题案由"),
    (Column.TITLE,    "建议案由 提案案由 事由"),
    (Column.KIND,     "类型 种类 件别 建议提案类型 类别"),
    (Column.SESSION,  "届次 届次会议 会议 会次 会议届次 所属会议"),
    (Column.PROPOSER, "领衔代表 领衔委员 领衔人 领衔者 第一提案人 第一建议人 提案人 提案者 提案委员 提案单位 建议人"),
    (Column.PROPOSER, "建议者 建议代表"),
    (Column.PROPOSER, "代表姓名 委员姓名 代表 委员 提出人 提出者 提议人 代表委员 代表委员姓名 领衔代表委员 提交人"),
    (Column.PROPOSER, "提出代表 提出单位 姓名"),
    (Column.COSIGNER, "联名 联名人 联名代表 联名委员 联名提案人 联名者 附议 附议人 附议代表 附议委员 附议人姓名"),
    (Column.COSIGNER, "联名附议人 共同提案人"),
    (Column.LEAD,     "主办单位 承办单位 牵头单位 主办部门 承办部门 牵头部门 主办 承办 牵头 独办单位 独办 分办单位"),
    (Column.LEAD,     "分办 主承办单位 责任单位"),
    (Column.LEAD,     "承办单位名称 建议承办单位 意向主办 意向主办单位 拟办单位 拟主办单位 主办承办单位 单位"),
    (Column.CO,       "协办单位 会办单位 协办部门 会办部门 协办 会办 配合单位 配合部门 参办单位 参加单位 配合"),
    (Column.CO,       "意向会办 意向会办单位"),
    (Column.ASSIGNED, "交办日期 交办时间 交办日 分办日期 转办日期 转办时间"),
    (Column.DUE,      "办结期限 答复时限 办理时限 办结时限 答复期限 办理期限 完成时限 完成期限 主办时限 时限 期限"),
    (Column.DUE,      "到期日 截止日期"),
    (Column.DUE,      "应答复日期 要求答复时间 要求办结时间 答复截止日期 计划办结日期 办理截止日期"),
    (Column.TEXT,     "正文 内容 建议内容 提案内容 主要内容 内容摘要 建议正文 提案正文 情况分析"),
    (Column.REQUESTS, "具体建议 建议事项 要点 建议要点 工作建议 意见建议 诉求"),
    (Column.REPLY,    "答复内容 答复意见 办理情况 办理答复 答复情况 答复正文 办复内容 办理落实情况"),
    (Column.OTHER,    "备注 联系电话 电话 联系人 联络员 界别 代表团 分类 专业分类 内容分类 签收日期 签收时间 办理进度"),
    (Column.OTHER,    "进度 状态 办理结果 答复日期"),
    (Column.OTHER,    "协办时限 会办时限 满意度 办理方式 提出人数 联名人数 人数 提交日期 解决程度 答复类别 分管领导"),
    (Column.OTHER,    "督办领导 通讯地址 邮编"),
)
# fmt: on
KNOWN: Mapping[str, Column] = {word: column for column, words in WORDS for word in words.split()}
DATES = frozenset({Column.ASSIGNED, Column.DUE})
LOOKED_AT = 20  # rows in which a heading is looked for
LEAST = 2
REMARK = re.compile(r"\([^()]*\)|[*:.。、\"'“”/\s]|[\d①-⑩一二三四五]+$")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the rows below begin, what each column holds (by place, from 0), and what is written over it."""

    after: int
    columns: Mapping[int, Column]
    written: Mapping[int, str]

    def of(self, *wanted: Column) -> list[int]:
        """The places of the columns that hold one of these."""
        return [place for place, column in sorted(self.columns.items()) if column in wanted]


def column_of(upper: str, lower: str = "") -> Column | None:
    """What stands below a heading, or below two of which the upper may span several columns; None if unknown."""
    above, below = KNOWN.get(_plain(upper)), KNOWN.get(_plain(lower))
    if above in DATES and below in {Column.LEAD, Column.CO}:  # 时限 over 主办 and 协办
        return above if below is Column.LEAD else Column.OTHER
    return below or KNOWN.get(_plain(upper + lower)) or above


def headings_in(rows: Sequence[Sequence[Cell]]) -> Headings | None:
    """The headings among the first rows, merged cells filled in; None where no row names a title and something more."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        texts = [text_of(cell) for cell in row]
        below = [text_of(cell) for cell in rows[place + 1]] if place + 1 < len(rows) else []
        single = {at: column for at, text in enumerate(texts) if (column := column_of(text)) is not None}
        if single and _goes_on(texts, below):
            double = {at: found for at in range(max(len(texts), len(below))) if (found := _double(texts, below, at))}
            if _suffices(double):
                written = {at: _at(below, at) or _at(texts, at) for at in range(max(len(texts), len(below)))}
                return Headings(place + 2, _one_title(double), written)
        if _suffices(single):
            return Headings(place + 1, _one_title(single), dict(enumerate(texts)))
    return None


def _double(upper: Sequence[str], lower: Sequence[str], at: int) -> Column | None:
    above, below = _at(upper, at), _at(lower, at)
    return column_of(above, "" if below == above else below)


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower row is headings too: names of columns only, over fewer or other ones than the upper."""
    fresh = [text for at, text in enumerate(lower) if text and text != _at(upper, at)]
    return bool(fresh) and all(_plain(text) in KNOWN for text in fresh)


def _suffices(columns: Mapping[int, Column]) -> bool:
    kinds = set(columns.values())
    return (Column.TITLE in kinds or Column.TEXT in kinds) and len(kinds) >= LEAST and len(columns) > LEAST - 1


def _one_title(columns: dict[int, Column]) -> dict[int, Column]:
    """Where nothing is called a title the content is one: offices write the title under 建议内容."""
    if Column.TITLE in columns.values():
        return columns
    first = min(at for at, column in columns.items() if column is Column.TEXT)
    return columns | {first: Column.TITLE}


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _plain(heading: str) -> str:
    flat = unicodedata.normalize("NFKC", heading).casefold()
    return REMARK.sub("", REMARK.sub("", flat))
