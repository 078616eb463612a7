"""The ledger opens in a spreadsheet as it should: dates are dates, nothing is a formula, the heading stays in view."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.ledger import LONGEST, WIDEST, Sheet, Value, workbook

HEADS = ("案号", "标题", "办理期限")


def opened(*sheets: Sheet) -> list[Worksheet]:
    return list(load_workbook(BytesIO(workbook(sheets))).worksheets)


def one(*rows: list[Value]) -> Worksheet:
    return opened(Sheet("台账", HEADS, rows))[0]


def test_dates_are_dates_and_numbers_are_numbers() -> None:
    sheet = one([12, "关于加装电梯的建议", date(2026, 6, 2)], [None, "", None])
    number, _, due = sheet[2]
    assert (number.value, number.data_type) == (12, "n")
    assert (due.value, due.data_type, due.number_format) == (datetime(2026, 6, 2), "d", "yyyy-mm-dd")  # noqa: DTZ001 - a day has no zone
    assert [cell.value for cell in sheet[3]] == [None, None, None]


@pytest.mark.parametrize("text", ["=cmd()|' /C calc'!A0", "=1+1", "+8613", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_what_begins_like_a_formula_is_a_text_and_stays_one(text: str) -> None:
    """The mark that Excel keeps for an apostrophe goes along: editing the cell makes no formula of it either."""
    cell = one([1, text, None])[2][1]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_the_heading_is_frozen_and_filtered_over_all_rows() -> None:
    sheet = one([1, "甲", None], [2, "乙", None])
    assert [cell.value for cell in sheet[1]] == list(HEADS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert all(cell.font.b for cell in sheet[1])


def test_a_column_is_as_wide_as_what_it_holds_within_limits() -> None:
    sheet = one([1, "很长的标题" * 40, date(2026, 6, 2)])
    widths = {name: sheet.column_dimensions[name].width for name in "ABC"}
    assert widths["B"] == WIDEST
    assert widths["A"] < widths["C"] < WIDEST


def test_signs_that_no_sheet_may_hold_and_texts_too_long_for_a_cell_do_no_harm() -> None:
    cells = one([1, "一\x0b二\x00{{ x }} <b>&amp; 🛗", None], [2, "长" * 40_000, None])
    assert cells[2][1].value == "一二{{ x }} <b>&amp; 🛗"
    assert len(str(cells[3][1].value)) == LONGEST


def test_each_sheet_has_its_name() -> None:
    sheets = opened(Sheet("台账", HEADS, []), Sheet("按单位汇总", ("单位",), [["甲"]]))
    assert [sheet.title for sheet in sheets] == ["台账", "按单位汇总"]
    assert sheets[1]["A2"].value == "甲"


def test_ten_thousand_rows_are_all_there() -> None:
    rows: list[list[Value]] = [[number, "关于加装电梯的建议", date(2026, 6, 2)] for number in range(10_000)]
    assert one(*rows).max_row == 10_001
