"""The form of one proposal (专用纸, 提案表): labels and values in the cells of a table, the text in one or below it.

label | value          beside each other, however merged
label | label | label  in a row of their own, with the values in the rows below
label：value           in one cell
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.intake.asked import asked_in
from bot.intake.batch import Batch, Fault, Form
from bot.intake.cells import number_in, units_in
from bot.intake.lines import flattened, lines_of
from bot.intake.names import proposers_in
from bot.intake.paragraphs import layout_of
from bot.intake.preface import kind_of_session, sessions_in
from bot.intake.published import KINDS, PublishedProposal
from bot.intake.titles import title_of
from bot.intake.word import GridCell, Page


class Label(StrEnum):
    """What a cell of a form may be the label of."""

    TITLE = "title"
    NUMBER = "number"
    SESSION = "session"
    KIND = "kind"
    PROPOSER = "proposer"
    COSIGNER = "cosigner"
    BACKGROUND = "background"
    REQUESTS = "requests"
    TEXT = "text"
    LEAD = "lead"
    CO = "co"
    OTHER = "other"


# fmt: off
WORDS: tuple[tuple[Label, str], ...] = (
    (Label.TITLE,      "标题 题目 案由 案名 建议标题 建议题目 建议名称 提案标题 提案题目 提案名称 提案案由 名称 议题"),
    (Label.NUMBER,     "编号 案号 建议编号 提案编号 建议号 提案号"),
    (Label.SESSION,    "届次 会议 届次会议 会议届次"),
    (Label.KIND,       "类别 类型 建议类别 种类"),
    (Label.PROPOSER,   "代表姓名 委员姓名 领衔代表 领衔人 第一提案人 提案人 提案者 建议人 建议者 提出人 领衔委员 姓名"),
    (Label.PROPOSER,   "提案委员 提案单位 提出者 代表 委员 第一提案者 提案者姓名"),
    (Label.COSIGNER,   "联名代表 联名人 附议人 附议代表 联名委员 附议委员 联名提案人 联名 附议 建议附议人 共同提案人"),
    (Label.BACKGROUND, "背景 背景情况 情况分析 问题及分析 问题分析 事由 理由 案据 情况 存在问题"),
    (Label.REQUESTS,   "具体建议 建议 工作建议 意见建议 办法 建议事项 具体意见 解决办法 建议措施"),
    (Label.TEXT,       "正文 内容 建议内容 提案内容 建议正文 提案正文 具体内容 主要内容"),
    (Label.LEAD,       "意向主办 意向主办单位 建议承办单位 建议主办单位 提案者意向主办 主办单位 承办单位 意向承办单位"),
    (Label.CO,         "意向会办 意向协办 意向会办单位 意向协办单位 建议会办单位 提案者意向会办 协办单位 会办单位"),
    (Label.OTHER,      "代表证号码 代表证号 委员编号 联系电话 电话 通讯地址 地址 邮政编码 邮编 工作单位 单位 职务"),
    (Label.OTHER,      "界别 代表团"),
    (Label.OTHER,      "工作单位及职务 单位及职务 单位职务 手机 手机号码 联系人 审查意见 交办意见 提案分类 审查分类"),
    (Label.OTHER,      "联名类别"),
    (Label.OTHER,      "相关附件 附件 注意事项 备注 提交日期 日期 是否同意公开 层次 会议次数 建议联系人 序号"),
    (Label.OTHER,      "提案者性质 签名 性别"),
)
# fmt: on
KNOWN = {word: label for label, words in WORDS for word in words.split()}
REMARK = re.compile(r"\([^()]*\)|[:*\s]")
INSIDE = re.compile(r"^(?P<label>[\u3400-\u9fff\s]{2,12}?)\s*[:](?P<value>.*)$", re.DOTALL)
NUMBER_IN_HEAD = re.compile(r"第(\d{1,6})号|(?:编号|案号)[:](?:第)?(\d{1,6})")
LEAST_LABELS = 2


@dataclass(slots=True)
class _Told:
    """What the form says under each label, in the order of the page."""

    said: dict[Label, list[str]] = field(default_factory=lambda: defaultdict(list))

    def put(self, label: Label, value: str) -> None:
        if value.strip() and value.strip() not in self.said[label]:
            self.said[label].append(value.strip())

    def first(self, label: Label) -> str:
        return next(iter(self.said.get(label, ())), "")

    def all(self, label: Label) -> str:
        return "\n".join(self.said.get(label, ()))


def is_form(page: Page) -> bool:
    """Whether a document is such a form: its tables have a label for the title and one for who proposed."""
    labels = {label for table in page.tables for cell in table if (label := _label(cell)) is not None}
    return Label.TITLE in labels and Label.PROPOSER in labels


def read(page: Page) -> Batch:
    """The one proposal of a form; what is missing in it is said as faults."""
    told = _Told()
    for table in page.tables:
        _read_table(table, told)
    head = "".join(flattened(" ".join(page.above)).split())
    proposal = _proposal(told, head, page.below)
    faults = tuple(
        Fault("", 0, "", reason)
        for reason, missing in (
            ("no_title", not proposal.title),
            ("no_proposer", not proposal.proposers),
            ("no_text", not proposal.background and not proposal.requests),
        )
        if missing
    )
    return Batch(Form.SHEET, (proposal,), faults=faults)


def _label(cell: GridCell) -> Label | None:
    plain = REMARK.sub("", unicodedata.normalize("NFKC", cell.text))
    if plain in KNOWN:
        return KNOWN[plain]
    inside = INSIDE.match(flattened(cell.text))
    return KNOWN.get("".join(inside["label"].split())) if inside else None


def _read_table(cells: Sequence[GridCell], told: _Told) -> None:
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    columns: dict[tuple[int, int], Label] = {}  # of a row of labels above, by place and width
    side: Label | None = None  # the label at the left that spans the rows
    for row in rows.values():
        labels = [(cell, _label(cell)) for cell in row]
        if _is_row_of_labels(labels):
            named = [(cell, label) for cell, label in labels if label is not None]
            side = _side(named)
            columns = {(cell.column, cell.span): _of_side(side, label) for cell, label in named}
        elif columns and not any(label or (cell.column, cell.span) not in columns for cell, label in labels):
            for cell in row:
                told.put(columns[cell.column, cell.span], cell.text)
        else:
            columns = {}
            _read_row(labels, told)


def _is_row_of_labels(labels: Sequence[tuple[GridCell, Label | None]]) -> bool:
    """Nothing but labels, and more than a label with an empty value beside it."""
    filled = [label for cell, label in labels if cell.text.strip()]
    return len(filled) >= LEAST_LABELS and all(filled) and len(filled) == len(labels)


def _side(named: Sequence[tuple[GridCell, Label]]) -> Label | None:
    first = named[0][1]
    return first if first in {Label.COSIGNER, Label.PROPOSER} and len(named) > 1 else None


def _of_side(side: Label | None, label: Label) -> Label:
    """姓名 in the rows beside 附议人 names those who co-sign."""
    return side if side is not None and label is Label.PROPOSER else label


def _read_row(labels: Iterable[tuple[GridCell, Label | None]], told: _Told) -> None:
    open_: Label | None = None
    for cell, label in labels:
        inside = INSIDE.match(flattened(cell.text)) if label is not None else None
        if label is not None and inside and inside["value"].strip():
            told.put(label, cell.text[inside.start("value") :])
            open_ = None
        elif label is not None:
            open_ = label
        elif open_ is not None:
            told.put(open_, cell.text)


def _proposal(told: _Told, head: str, below: Sequence[str]) -> PublishedProposal:
    said = "".join(flattened(told.first(Label.SESSION)).split())
    session = next(iter(sessions_in(said or head)), "") or next(iter(sessions_in(head)), told.first(Label.SESSION))
    kind = next((kind for kind in KINDS if kind in told.first(Label.KIND)), "") or (
        kind_of_session(session) if session else KINDS["提案" in head]
    )
    text = lines_of(told.all(Label.TEXT) or ("" if told.first(Label.REQUESTS) else "\n".join(below)))
    asked = asked_in(text, layout_of(text))
    wanted = lines_of(told.all(Label.REQUESTS))
    requests = (
        asked_in(lines_of("具体建议：\n" + told.all(Label.REQUESTS)), layout_of(wanted)).requests if wanted else ()
    )
    units = units_in(told.all(Label.LEAD), assist=False)
    names = [*_names(told.said.get(Label.PROPOSER, ())), *_names(told.said.get(Label.COSIGNER, ()))]
    return PublishedProposal(
        title=title_of(told.first(Label.TITLE).split("\n")),
        kind=kind,
        session=session,
        proposers=tuple(dict.fromkeys(names)),
        background="\n".join(filter(None, (told.all(Label.BACKGROUND), asked.background))),
        requests=requests or asked.requests,
        reply="",
        reply_units=(),
        key=False,
        lines=(0, 0),
        number=_number(told, head),
        units=units.lead,
        co_units=(*units.co, *units_in(told.all(Label.CO), assist=True).co),
    )


def _names(said: Iterable[str]) -> list[str]:
    return [name for text in said for name in proposers_in(text.replace("\n", "、"))]


def _number(told: _Told, head: str) -> int | None:
    if told.first(Label.NUMBER):
        return number_in(told.first(Label.NUMBER))
    found = NUMBER_IN_HEAD.search(head)
    return int(found[1] or found[2]) if found else None
