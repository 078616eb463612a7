"""Files made by hand as offices make them: ledgers, forms, letters, PDFs, archives; and nasty ones."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook

SESSION = "临江市第五届人民代表大会第三次会议"


def workbook(rows: Iterable[Sequence[Any]], *merged: str, title: str = "台账", hidden: Sequence[Any] = ()) -> bytes:
    """A spreadsheet of one sheet, and a hidden one if it has rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for range_ in merged:
        sheet.merge_cells(range_)
    if hidden:
        other = book.create_sheet("选项")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:  # noqa: ANN401 - a workbook or a document
    """The bytes of a workbook or a document."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def nasty_ledger() -> bytes:
    """Two rows of headings under a title, merged cells, dates of every kind, a case over two rows, totals, notes."""
    roads, housing = "市道路管理处", "市住房建设局"
    market = "关于夜市\n摊位管理的建议"
    return workbook(
        [
            [f"{SESSION}代表建议交办台账"],
            ["编号", "建议标题", "领衔代表", "联名", "承办单位", None, "时限", None, "交办日期", "密级"],
            [None, None, None, None, "主办", "会办", "主办", "会办", None, None],
            [1, "关于修缮北门桥的建议", "王小明", "李四、赵六", roads, housing, "2026年6月5日", None, date(2026, 3, 5)],
            ["第2号", market, "张三等3名代表", None, f"{roads}\n{housing}", None, 46178, None, "2026.3.5"],
            [3, "关于校园周边交通的建议", "王丫", None, "市道路管理处", None, "20260605", None, "2026-3-5"],
            [None, None, None, None, "市住房建设局", None, None, None, None],
            [],
            ["编号", "建议标题", "领衔代表", "联名", "主办", "会办", "主办", "会办", "交办日期", "密级"],
            [4, "关于老年食堂的建议", "赵敏 钱多", None, f"主办：{roads}；会办：{housing}", None, "二〇二六年六月五日"],
            ["合 计", None, None, None, None, None, None, None, 4],
            ["填表人：周某　联系电话：0000"],
        ],
        "A1:J1", "E2:F2", "G2:H2", *(f"{letter}2:{letter}3" for letter in "ABCDIJ"), "A6:A7", "B6:B7", "C6:C7",
    )  # fmt: skip


def form(*, content_below: bool = False) -> bytes:
    """The form of one suggestion: spread labels, merged cells, rows of co-signers, a nested table, a numbered list."""
    document = docx.Document()
    document.add_paragraph(f"{SESSION}代表建议、批评和意见专用纸")
    document.add_paragraph("第 018 号")
    table = document.add_table(rows=7, cols=4)

    def say(row: int, column: int, text: str) -> None:
        table.cell(row, column).text = text

    say(0, 0, "标　　题")
    table.cell(0, 1).merge(table.cell(0, 3)).text = "关于增设夜间公交线路的建议"
    say(1, 0, "代表姓名")
    say(1, 1, "王小明")
    say(1, 2, "联系电话")
    say(1, 3, "000-0000")
    table.cell(2, 0).merge(table.cell(4, 0)).text = "附议人"
    for column, text in enumerate(("姓名", "工作单位", "联系电话"), start=1):
        say(2, column, text)
    say(3, 1, "李四")
    say(3, 2, "临江一中")
    say(4, 1, "赵六")
    inner = table.cell(5, 0).merge(table.cell(5, 3)).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "意向主办单位："
    inner.cell(0, 1).text = "市道路管理处"
    body = (
        "近年来夜间出行的人明显增多，末班车收车太早，医院和车站周边尤其不便，群众反映强烈。",
        "为此建议：",
        "延长三条主要线路的运营时间。",
        "在火车站开通夜间环线。",
    )
    if content_below:
        for text in body[:2]:
            document.add_paragraph(text)
        for text in body[2:]:
            document.add_paragraph(text, style="List Number")
    else:
        say(6, 0, "正文")
        numbered = (*body[:2], f"一、{body[2]}", f"二、{body[3]}")
        table.cell(6, 1).merge(table.cell(6, 3)).text = "\n".join(numbered)
    return saved(document)


def letter(
    number: str = "第18号", title: str = "关于增设夜间公交线路的建议", *, signed: str = "临江市道路管理处"
) -> bytes:
    """A reply letter: class at the right, own number, title, salutation, body, sign-off, date, contact, copies."""
    document = docx.Document()
    document.add_paragraph("A").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("临江市道路管理处")
    document.add_paragraph("临路函〔2026〕12号")
    document.add_paragraph(f"关于市五届人大三次会议{number}建议的答复")
    document.add_paragraph("王小明代表：")
    document.add_paragraph(f"您提出的《{title}》收悉，现答复如下：")
    document.add_paragraph("一、三条主要线路的末班车自5月1日起延长到23时。")
    document.add_paragraph("二、火车站夜间环线已完成踏勘，年底前开通。")
    document.add_paragraph("感谢您对我们工作的支持。")
    for text in (signed, "2026年5月20日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("（联系人：周某　联系电话：000-0000）")
    document.add_paragraph("抄送：市人大常委会办公室，市政府办公室。")
    return saved(document)


def archive(files: dict[str, bytes], **more: Any) -> bytes:  # noqa: ANN401 - zipfile's
    """A zip of these files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **more) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF whose text layer is these lines: a Type0 font with a ToUnicode map, each sign its own code."""
    signs = sorted({sign for page in pages for line in page for sign in line})
    codes = {sign: place for place, sign in enumerate(signs, start=1)}
    mapped = "".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{_blocks(mapped)}endcmap end end"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    objects.append(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
                   b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>")  # fmt: skip
    objects.append(_stream(cmap.encode()))
    for at, page in enumerate(pages):
        shown = "".join(
            f"1 0 0 1 72 {760 - 24 * row} Tm <{''.join(f'{codes[sign]:04x}' for sign in line)}> Tj\n"
            for row, line in enumerate(page)
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(f"BT /F1 12 Tf\n{shown}ET".encode()))
    return _file(objects)


def _blocks(mapped: str) -> str:
    lines = mapped.splitlines(keepends=True)
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    return "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)


def _stream(content: bytes) -> bytes:
    return f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
