"""Ledgers are read as offices keep them, and what is wrong in a row is said with its sheet, row and column."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.errors import Unreadable
from bot.intake import formats, ledger
from bot.intake.batch import Batch, Fault, Form
from bot.intake.cells import NoDate, UnitsIn, date_in, number_in, text_of, units_in
from bot.intake.headings import Column, column_of
from bot.intake.workbook import MOST_ROWS
from tests.intake.files import SESSION, archive, nasty_ledger, workbook

EPOCH = datetime(1899, 12, 30, tzinfo=UTC).replace(tzinfo=None)
HEAD = ["案号", "标题", "领衔代表", "主办单位", "交办日期", "办结期限"]
ROW: list[Any] = [1, "关于修缮北门桥的建议", "王小明", "市道路管理处", "2026-3-5", "2026-6-5"]


def ledger_of(*rows: list[Any]) -> Batch:
    return formats.read(workbook([HEAD, *rows]))


def test_a_nasty_ledger_is_read_whole() -> None:
    found = formats.read(nasty_ledger())
    assert found.form is Form.LEDGER
    assert [(one.number, one.title, one.proposers) for one in found.proposals] == [
        (1, "关于修缮北门桥的建议", ("王小明", "李四", "赵六")),
        (2, "关于夜市摊位管理的建议", ("张三",)),
        (3, "关于校园周边交通的建议", ("王丫",)),
        (4, "关于老年食堂的建议", ("赵敏", "钱多")),
    ]
    assert {one.session for one in found.proposals} == {SESSION}
    assert found.faults == ()


def test_units_stand_together_in_a_cell_in_several_columns_or_in_rows_below_each_other() -> None:
    roads, housing = "市道路管理处", "市住房建设局"
    assert [(one.units, one.co_units) for one in formats.read(nasty_ledger()).proposals] == [
        ((roads,), (housing,)),
        ((roads, housing), ()),
        ((roads, housing), ()),
        ((roads,), (housing,)),
    ]


def test_totals_and_notes_are_no_cases_but_are_shown_and_so_are_columns_that_nobody_reads() -> None:
    found = formats.read(nasty_ledger())
    assert [entry.line for entry in found.quarantine] == [11, 12]
    assert found.unused == ("密级",)


@pytest.mark.parametrize(
    ("row", "column", "reason", "value"),
    [
        ([2, None, "王小明", "市道路管理处"], "B", "no_title", ""),
        ([2, "关" * 301, "王小明"], "B", "title_too_long", "关" * 301),
        ([2, "关于灯的建议", None, "市道路管理处"], "C", "no_proposer", ""),
        (["甲乙丙丁号", "关于灯的建议", "王小明"], "A", "bad_number", "甲乙丙丁号"),
        ([2, "关于灯的建议", "王小明", None, "月底前"], "E", "bad_date", "月底前"),
        ([2, "关于灯的建议", "王小明", None, "2026-2-30"], "E", "bad_date", "2026-2-30"),
        ([2, "关于灯的建议", "王小明", None, "2026-3-5", "2026-3-4"], "F", "due_before_assigned", "2026-03-04"),
    ],
)
def test_a_wrong_row_is_named_by_sheet_row_and_column(row: list[Any], column: str, reason: str, value: str) -> None:
    found = ledger_of(ROW, row)
    assert found.faults == (Fault("台账", 3, column, reason, value),)
    assert found.blocked


def test_a_number_given_twice_names_both_rows() -> None:
    found = ledger_of(ROW, [1, "关于灯的建议", "赵敏"])
    assert found.faults == (Fault("台账", 3, "A", "number_twice", "1", ("2",)),)


def test_a_case_written_twice_is_said_and_keeps_nothing_out() -> None:
    found = ledger_of(ROW, [None, *ROW[1:]])
    assert found.faults == (Fault("台账", 3, "B", "repeated", ROW[1], ("2",), blocks=False),)
    assert not found.blocked


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026.03.05", date(2026, 3, 5)),
        ("2026/3/5 08:30", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        (20260305, date(2026, 3, 5)),
        (20260305.0, date(2026, 3, 5)),
        ("２０２６年３月５日", date(2026, 3, 5)),
        ("二〇二六年三月五日", date(2026, 3, 5)),
        (46086, date(2026, 3, 5)),
        ("46086", date(2026, 3, 5)),
        (46086.5, date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5)),
        (datetime(2026, 3, 5, 9, tzinfo=UTC), date(2026, 3, 5)),
        ("—", None),
        (None, None),
    ],
)
def test_a_date_is_read_however_it_was_typed(cell: object, day: date | None) -> None:
    assert date_in(cell, EPOCH) == day


@pytest.mark.parametrize("cell", ["3月", "2026-13-1", 12, "99999", "是"])
def test_what_is_no_date_is_not_guessed(cell: object) -> None:
    with pytest.raises(NoDate):
        date_in(cell, EPOCH)


def test_serials_count_from_the_day_the_book_says() -> None:
    assert date_in(44624, datetime(1904, 1, 1, tzinfo=UTC)) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("第012号", 12), ("12", 12), (12.0, 12), ("建第7号", 7), ("B12", 12), ("HG-2019-1", None), ("", None)],
)
def test_a_number_is_read_with_what_stands_around_it(cell: object, number: int | None) -> None:
    assert number_in(cell) == number


@pytest.mark.parametrize(
    ("cell", "lead", "co"),
    [
        ("市教育局、市财政局", ("市教育局", "市财政局"), ()),
        ("市教育局（主办）；市财政局（会办）", ("市教育局",), ("市财政局",)),
        ("牵头：市教育局 配合单位：市财政局", ("市教育局",), ("市财政局",)),
        ("主办单位：市教育局\n会办单位：市财政局、市水利局", ("市教育局",), ("市财政局", "市水利局")),
        ("市教育局 市财政局", ("市教育局", "市财政局"), ()),
        ("市 教 育 局", ("市教育局",), ()),
        ("无", (), ()),
    ],
)
def test_units_are_told_apart_with_the_part_they_play(cell: str, lead: tuple[str, ...], co: tuple[str, ...]) -> None:
    assert units_in(cell, assist=False) == UnitsIn(lead, co)


def test_a_cell_reads_as_people_see_it() -> None:
    assert [text_of(cell) for cell in (None, True, 3.0, 3.5, " 字 ", datetime(2026, 3, 5, tzinfo=UTC))] == [
        "", "", "3", "3.5", "字", "2026-03-05",
    ]  # fmt: skip


def test_a_term_over_both_parts_is_that_of_the_lead_unit() -> None:
    assert column_of("时限", "主办") is Column.DUE
    assert column_of("时限", "会办") is Column.OTHER
    assert column_of("承办单位", "会办") is Column.CO
    assert column_of("联名代表（3人）") is Column.COSIGNER
    assert column_of("会办单位2") is Column.CO


def test_without_a_column_of_titles_the_content_is_the_title() -> None:
    found = formats.read(workbook([["编号", "建议内容", "代表"], [1, "关于修桥的建议", "王小明"]]))
    assert [one.title for one in found.proposals] == ["关于修桥的建议"]


def test_a_ledger_of_the_past_brings_texts_and_replies() -> None:
    head = ["届次", "类型", "案由", "提案人", "承办单位", "正文", "答复内容"]
    text = "夜间出行不便。建议：一、延长末班车。二、开通环线。"
    row = [
        "政协第三届临江市委员会第五次会议",
        "提案",
        "关于公交的提案",
        "民盟临江市委",
        "市道路管理处",
        text,
        "已延长。",
    ]
    (one,) = formats.read(workbook([head, row])).proposals
    assert (one.kind, one.session) == ("提案", "政协第三届临江市委员会第五次会议")
    assert (one.requests, one.reply) == (("一、延长末班车。", "二、开通环线。"), "已延长。")
    assert one.reply_units == ("市道路管理处",)


def test_a_heading_across_the_columns_is_no_case() -> None:
    found = formats.read(workbook([HEAD, ["一、城建类", *[None] * 5], ROW], "A2:F2"))
    assert len(found.proposals) == 1
    assert [entry.text for entry in found.quarantine] == ["一、城建类"]


def test_a_hidden_sheet_is_not_read_and_a_sheet_without_headings_is_left_out() -> None:
    found = formats.read(workbook([HEAD, ROW], hidden=[HEAD, [9, "关于灯的建议", "赵敏"]]))
    assert [one.number for one in found.proposals] == [1]


def test_a_ledger_saved_as_text_is_a_ledger() -> None:
    text = "编号;标题;领衔代表;主办单位\n7;关于修桥的建议;王小明;市道路管理处\n"
    for encoding in ("utf-8-sig", "gb18030"):
        (one,) = formats.read(text.encode(encoding)).proposals
        assert (one.number, one.units) == (7, ("市道路管理处",))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbook([["甲", "乙"], [1, 2]]), "no_headings"),
        (workbook([HEAD]), "no_rows"),
        (workbook([]), "empty"),
        (workbook([HEAD, *([n, "关于灯的建议", f"王{n}"] for n in range(MOST_ROWS + 1))]), "too_many_rows"),
        (archive({"xl/workbook.xml": b"<broken"}), "broken_file"),
    ],
)
def test_what_is_no_ledger_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ledger.read(content)
    assert refused.value.reason == reason


def test_a_stray_cell_far_below_costs_nothing_and_changes_nothing() -> None:
    rows: list[list[Any]] = [HEAD, ROW, *([] for _ in range(2_100)), ["stray"]]
    assert len(formats.read(workbook(rows)).proposals) == 1
