"""The list of an assignment meeting is read from lines, from csv and from a spreadsheet."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from bot.domain.errors import Unreadable
from bot.intake.assignment_list import MOST_ROWS, Row, number_of, rows_in_file, rows_in_text

TODAY = date(2026, 3, 2)

# fmt: off
LINES = {
    # what is typed                            what it says
    "12 市教育局":                              Row(1, "12", "市教育局"),
    "12号\t市教育局、市财政局\t3月31日":          Row(1, "12号", "市教育局", ("市财政局",), "3月31日"),
    "12,教育局,财政局,审计局,30 workdays":        Row(1, "12", "教育局", ("财政局", "审计局"), "30 workdays"),
    "第12号 教育局 2个月":                       Row(1, "第12号", "教育局", (), "2个月"),
    "12":                                      Row(1, "12", ""),
}
# fmt: on


@pytest.mark.parametrize("typed", LINES)
def test_a_line_names_a_case_who_answers_who_assists_and_a_term(typed: str) -> None:
    assert rows_in_text(typed, TODAY) == [LINES[typed]]


def test_empty_lines_count_but_say_nothing() -> None:
    assert [row.line for row in rows_in_text("\n12 甲局\n\n13 乙局", TODAY)] == [2, 4]


def test_a_table_with_headings_is_read_by_them_wherever_its_columns_stand() -> None:
    table = "交办会清单,,,,\n主办单位,案号,协办期限,协办单位,期限\n甲局,12,20天,乙局；丙局,5月1日\n,,,,\n丁局,13\n"
    assert rows_in_file(table.encode(), "list.csv") == [
        Row(3, "12", "甲局", ("乙局", "丙局"), "5月1日", "20天"),
        Row(5, "13", "丁局"),
    ]


def test_a_table_without_headings_has_the_usual_order() -> None:
    assert rows_in_file("12\t甲局\t乙局\n".encode(), "list.txt") == [Row(1, "12", "甲局", ("乙局",))]


def test_a_spreadsheet_is_read_with_its_numbers_and_dates() -> None:
    book, out = Workbook(), BytesIO()
    for row in (["案号", "主办单位", "期限"], [12, "甲局", date(2026, 5, 29)]):
        book.worksheets[0].append(row)
    book.save(out)
    assert rows_in_file(out.getvalue(), "List.XLSX") == [Row(2, "12", "甲局", (), "2026-05-29")]
    empty = BytesIO()
    Workbook().save(empty)
    with pytest.raises(Unreadable, match="no_rows"):
        rows_in_file(empty.getvalue(), "list.xlsx")


@pytest.mark.parametrize(("text", "reason"), [("\n \n", "no_rows"), ("1 甲局\n" * (MOST_ROWS + 1), "too_many_rows")])
def test_nothing_and_too_much_are_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        rows_in_text(text, TODAY)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("written", "number"), [("12", 12), ("第012号", 12), ("建议12号", 12), ("十二", None), ("", None)]
)
def test_the_number_of_a_case_stands_in_few_words(written: str, number: int | None) -> None:
    assert number_of(Row(1, written, "甲局")) == number
