"""The ledger as a spreadsheet: one row a case, real dates, the heading frozen and filtered; and the units' summary."""

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.sheets import Sheet, Value

__all__ = ["Sheet", "Value", "workbook"]

A4 = 9  # of the sizes of paper that a sheet knows
LONGEST = 32_767  # characters that a cell may hold
DATES = "yyyy-mm-dd"
WIDE, NARROWEST, WIDEST = 2, 8, 48  # of a Chinese sign in columns, and the limits of a column
LOOKED_AT = 200  # rows that a column's width is taken from
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="2F5D8A")
_HEAD_FORM = Alignment(horizontal="center", vertical="center", wrap_text=True)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The file. What begins like a formula is written as a text, and stays one when it is edited."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(book: Workbook, sheet: Sheet) -> None:
    into = cast("Worksheet", book.create_sheet(sheet.name))  # one to which rows are only added
    into.freeze_panes = "A2"
    into.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heads))}{len(sheet.rows) + 1}"
    for number, head in enumerate(sheet.heads):
        column = into.column_dimensions[get_column_letter(number + 1)]
        column.width = _width([head, *(row[number] for row in sheet.rows[:LOOKED_AT])])
    into.print_title_rows = "1:1"
    into.page_setup.orientation, into.page_setup.paperSize = "landscape", A4
    into.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    into.page_setup.fitToHeight = 0  # as wide as a page, and as long as it is
    into.append([_head(into, head) for head in sheet.heads])
    for row in sheet.rows:
        into.append([_cell(into, value) for value in row])


def _head(sheet: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_FORM
    return cell


def _cell(sheet: Worksheet, value: Value) -> Cell | Value:
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # its types forget a day
        cell.number_format = DATES
        return cell
    if not isinstance(value, str):
        return value
    text = _UNPRINTABLE.sub("", value)[:LONGEST]
    if not text.startswith(_FORMULA):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def _width(values: Iterable[Value]) -> int:
    longest = max(_columns(str(value)) for value in values if value is not None)
    return min(max(longest + 3, NARROWEST), WIDEST)


def _columns(text: str) -> int:
    return sum(WIDE if ord(sign) > 0x2E80 else 1 for sign in text[:WIDEST])  # noqa: PLR2004 - where CJK begins
