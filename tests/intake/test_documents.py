"""Forms, reply letters, PDFs and archives are known by what they are and read as a person would read them."""

import random
import re
from datetime import date
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from bot.domain.errors import Unreadable
from bot.intake import archives, formats, pdf, word
from bot.intake.batch import Fault, Form
from bot.intake.lists import written
from bot.intake.sessions import sitting_of
from bot.voice import Voice
from tests.intake import files
from tests.intake.files import SESSION, archive, form, letter, nasty_ledger, saved, workbook

SENTENCES = frozenset(Voice(ZoneInfo("UTC")).messages("zh"))
COMPENDIUM = [
    [
        "临江市第五届人民代表大会第三次会议代表建议及办理情况",
        "关于修缮北门桥的建议",
        "建议者：王小明",
        "北门桥年久失修，通行不便，群众反映强烈。",
        "为此建议：",
        "一、尽快检测桥梁。",
        "— 1 —",
    ],
    [
        "二、安排维修资金。",
        "答复：",
        "王小明代表：",
        "您提出的建议收悉，现答复如下：已安排检测。",
        "临江市道路管理处",
        "— 2 —",
    ],
]


@pytest.mark.parametrize("below", [False, True])
def test_a_form_is_read_wherever_its_text_stands(*, below: bool) -> None:
    found = formats.read(form(content_below=below))
    (one,) = found.proposals
    assert (found.form, one.number, one.title) == (Form.SHEET, 18, "关于增设夜间公交线路的建议")
    assert (one.session, one.kind, one.proposers) == (SESSION, "建议", ("王小明", "李四", "赵六"))
    assert one.units == ("市道路管理处",)
    assert [text.strip("一二、12.") for text in one.requests] == [
        "延长三条主要线路的运营时间。",
        "在火车站开通夜间环线。",
    ]
    assert one.background.startswith("近年来夜间出行的人")
    assert found.faults == ()


def test_a_proposal_of_a_conference_is_one_and_its_three_parts_are_told_apart() -> None:
    document = docx.Document()
    document.add_paragraph("政协第三届临江市委员会第五次会议委员提案")
    table = document.add_table(rows=6, cols=2)
    rows = (
        ("案由：关于公交优先的提案", ""),
        ("第一提案人", "民盟临江市委"),
        ("背景情况", "公交分担率低。"),
        ("问题及分析", "专用道不连续。"),
        ("具体建议", "1.连通专用道。\n2.优化线网。"),
        ("提案者意向会办", "市公安局"),
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    (one,) = formats.read(saved(document)).proposals
    assert (one.kind, one.title, one.proposers) == ("提案", "关于公交优先的提案", ("民盟临江市委",))
    assert one.background == "公交分担率低。\n专用道不连续。"
    assert one.requests == ("1.连通专用道。", "2.优化线网。")
    assert one.co_units == ("市公安局",)


def test_a_form_with_gaps_says_which() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 0).text = "标题", "提案人"
    found = formats.read(saved(document))
    assert [fault.reason for fault in found.faults] == ["no_title", "no_proposer", "no_text"]
    assert found.blocked


def test_a_letter_gives_class_number_case_addressee_text_units_date_and_contact() -> None:
    (one,) = formats.read(letter()).letters
    assert (one.result_class, one.document, one.number) == ("A", "临路函〔2026〕12号", 18)
    assert sitting_of(one.session) == sitting_of(SESSION) == ("人大", 5, 3)
    assert (one.case_title, one.addressed) == ("关于增设夜间公交线路的建议", ("王小明",))
    assert one.text.splitlines()[1:3] == [
        "一、三条主要线路的末班车自5月1日起延长到23时。",
        "二、火车站夜间环线已完成踏勘，年底前开通。",
    ]
    assert (one.units, one.on) == (("临江市道路管理处",), date(2026, 5, 20))
    assert one.contact.startswith("联系人：周某")
    assert "抄送" not in one.text


def test_a_letter_of_two_units_and_one_without_a_number_are_letters_too() -> None:
    (one,) = formats.read(letter("", signed="临江市道路管理处　临江市公安局")).letters
    assert one.number is None
    assert one.units == ("临江市道路管理处", "临江市公安局")


@pytest.mark.parametrize("form_", ["docx", "pdf", "txt"])
def test_a_compendium_is_one_in_every_wrapping_and_page_furniture_is_left_out(form_: str) -> None:
    lines = [line for page in COMPENDIUM for line in page]
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    wrapped = {"docx": saved(document), "pdf": files.pdf(COMPENDIUM), "txt": "\n".join(lines).encode()}
    found = formats.read(wrapped[form_])
    (one,) = found.proposals
    assert found.form is Form.COMPENDIUM
    assert one.requests == ("一、尽快检测桥梁。", "二、安排维修资金。")
    assert one.reply_units == ("临江市道路管理处",)
    assert {entry.text for entry in found.quarantine} == {"— 1 —", "— 2 —"}


def test_insertions_are_read_deletions_are_not_and_text_boxes_are_read_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("关于")
    element = document.element.body[0]
    texts = (("ins", "w:t", "修缮北门桥"), ("del", "w:delText", "拆除"), ("moveFrom", "w:t", "东门桥"))
    for tag, holds, text in texts:
        run = f"<w:{tag} {nsdecls('w')}><w:r><{holds}>{text}</{holds}></w:r></w:{tag}>"
        element.append(parse_xml(run))
    paragraph.add_run("的建议\t第1号").add_break()
    box = '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {0}>{1}</w:r>'
    inner = "<w:txbxContent><w:p><w:r><w:t>A</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    )
    element.append(parse_xml(box.format(nsdecls("w"), both)))
    assert word.page_of(saved(document)).lines == ["A", "关于修缮北门桥的建议\t第1号"]


def test_numbers_of_lists_are_counted_as_word_counts_them() -> None:
    document = docx.Document()
    for text, style in (("甲", "List Number"), ("乙", "List Number"), ("丙", "List Bullet")):
        document.add_paragraph(text, style=style)
    assert word.page_of(saved(document)).lines == ["1.甲", "2.乙", "丙"]
    assert [written(n, "chineseCounting") for n in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]
    assert [written(3, form_) for form_ in ("decimalEnclosedCircle", "decimal")] == ["③", "3"]


def test_tables_nested_beyond_measure_are_refused() -> None:
    document = docx.Document()
    table: Any = document.add_table(rows=1, cols=1)
    for _ in range(word.DEEPEST):
        table = table.cell(0, 0).add_table(rows=1, cols=1)
    assert _reason(saved(document)) == "too_deep"


def _reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        formats.read(content)
    return refused.value.reason


def _locked_pdf() -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(files.pdf(COMPENDIUM))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _locked_zip() -> bytes:
    plain = bytearray(archive({"a.docx": b"x" * 100}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plain[plain.index(mark) + at] |= 1
    return bytes(plain)


def _with_doctype() -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document/>'
    return archive({"word/document.xml": bomb, "[Content_Types].xml": b"<Types/>"})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (archives.OLE + bytes(512), "old_office"),
        (archives.OLE + bytes(64) + archives.LOCKED, "encrypted"),
        (_locked_pdf(), "encrypted"),
        (_locked_zip(), "encrypted"),
        (files.pdf([[], []]), "scan"),
        (b"%PDF-1.7\nnothing of one", "broken_file"),
        (form()[:2000], "broken_file"),
        (nasty_ledger()[:3000], "broken_file"),
        (_with_doctype(), "broken_file"),
        (b"Rar!\x1a\x07\x00" + bytes(64), "other_archive"),
        (bytes(range(256)) * 40, "not_text"),
        (archive({}), "empty"),
        (archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), "not_text"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "not_text"),
        (archive({"a.zip": archive({"b.docx": form()})}), "nested_archive"),
        (archive({"../a.docx": form()}), "unsafe_names"),
        (archive({"/etc/a.docx": form()}), "unsafe_names"),
        (archive({"C:\\a.docx": form()}), "unsafe_names"),
        (archive({"a.txt": bytes(20 * archives.MEGABYTE)}), "too_much_inside"),
        (archive({f"{n}.txt": b"" for n in range(archives.MOST_MEMBERS + 1)}), "too_much_inside"),
        ("今天天气很好。\n".encode(), "no_proposals"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_clear_reason(content: bytes, reason: str) -> None:
    assert _reason(content) == reason


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """The same with some bytes changed; of an archive those of one part of it, so that it can still be unpacked."""
    if not archives.is_zip(content):
        return _bitten(content, chance)
    with archives.opened(content) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(
        [name for name in parts if name.endswith(("document.xml", "sheet1.xml", ".rels", "styles.xml"))]
    )
    values = list(re.finditer(rb'="([^"]*)"', parts[name]))
    if values and chance.random() < 0.6:
        one = chance.choice(values)
        wrong = chance.choice((b"", b"-1", b"99999999999", b"A1:ZZZZ9", b"%9"))
        parts[name] = parts[name][: one.start(1)] + wrong + parts[name][one.end(1) :]
    else:
        parts[name] = _bitten(parts[name], chance)
    return archive(parts)


def _bitten(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.randrange(8)) + content[at + chance.randrange(30) :]


def _outcome(content: bytes) -> str:
    """Read, or the sentence that says why not."""
    try:
        formats.read(content)
    except Unreadable as refused:
        return refused.message
    return "read"


@pytest.mark.filterwarnings("ignore")  # openpyxl warns of what it leaves out
@pytest.mark.parametrize(
    "whole", [nasty_ledger(), form(), letter(), files.pdf(COMPENDIUM)], ids=["xlsx", "docx", "letter", "pdf"]
)
def test_whatever_is_damaged_is_read_or_refused_with_a_reason(whole: bytes) -> None:
    chance = random.Random(7)
    for _ in range(60):
        assert _outcome(_damaged(whole, chance)) in {"read", *SENTENCES}


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert _reason(files.pdf([*COMPENDIUM, COMPENDIUM[0]])) == "too_many_pages"


def test_an_archive_is_read_file_by_file_and_litter_is_left_out() -> None:
    content = archive({"甲/a.docx": form(), "b.docx": letter(), "__MACOSX/a": b"1", "~$b.docx": b"2", "甲/": b""})
    found = formats.read(content)
    assert found.form is Form.SEVERAL
    assert ([one.where for one in found.proposals], len(found.letters)) == (["甲/a.docx"], 1)
    assert found.letters[0].where == "b.docx"


def test_names_in_gb18030_are_read_in_archives_that_do_not_say_so() -> None:
    packed = archive({"XX.xlsx": workbook([["编号", "标题", "代表"], [1, None, "王小明"]])})
    found = formats.read(packed.replace(b"XX.xlsx", "甲".encode("gb18030") + b".xlsx"))
    assert found.faults == (Fault("甲.xlsx · 台账", 2, "B", "no_title"),)


def test_a_file_of_an_archive_that_cannot_be_read_is_named_and_keeps_the_others_out() -> None:
    found = formats.read(archive({"a.docx": form(), "b.docx": b"PK\x03\x04broken", "c.pdf": files.pdf([[]])}))
    assert [(fault.where, fault.reason) for fault in found.faults] == [("b.docx", "broken_file"), ("c.pdf", "scan")]
    assert found.blocked


@pytest.mark.parametrize(("head", "code"), [("乙类", "B"), ("答复分类：C", "C"), ("内部", "")])
def test_a_letter_has_the_class_at_its_head_in_letters_or_stems_and_may_have_no_date(head: str, code: str) -> None:
    text = (
        f"{head}\n关于市政协五届三次会议第7号提案的答复\n民盟临江市委：\n"
        "你单位提出的提案收悉，现答复如下：\n线网已经优化。\n市道路管理处\n2026年13月40日\n"
    )
    (one,) = formats.read(text.encode()).letters
    assert (one.result_class, one.kind, one.number, one.on) == (code, "提案", 7, None)
    assert sitting_of(one.session) == ("政协", 5, 3)
    assert sitting_of("2026年两会") is None
