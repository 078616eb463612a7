"""Lays out a form: lines of text with places to fill in become a Word document in the measures of GB/T 9704-2012.

A4; 37 mm above and 28 mm beside a body of 156 by 225 mm; 28 points from line to line; page numbers outside, below.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer, _Header
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

Line = Sequence[str]  # a style and a text; or "form", "list", "row" or "head" with what belongs to it

WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, LEFT, BODY_WIDTH, BODY_HEIGHT = Mm(37), Mm(28), Mm(156), Mm(225)
PITCH = Pt(28)  # from line to line
TABLE_PITCH = Pt(22)
ORGAN_FROM_TOP = Mm(25)  # of a letter, so that the organ's name stands 30 mm below the edge (GB/T 9704, 10.1)
RULE_FROM_BOTTOM = Mm(20)
RULE_BEYOND = Mm(-7)  # the red rules of a letter are 170 mm long
RED = "FF0000"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; ``first``, ``left`` and ``right`` are indents in characters, the others points."""

    font: str
    size: float
    align: str = "justify"
    first: int = 0
    left: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    pitch: float = PITCH.pt
    color: str = ""
    rule: str = ""  # above or below, or "red below" as under the name of who sends a letter
    joined: bool = False  # stays on one page with what follows
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The styles, the fonts with those that may stand in for each, and the label cells' style."""

    styles: Mapping[str, Style]
    fonts: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Book":
        """From the tables ``styles`` and ``fonts`` of forms.toml; TypeError for what no style has."""
        return cls({name: Style(**row) for name, row in table["styles"].items()}, table["fonts"])


def build(book: Book, lines: Iterable[Line], *, letter: Iterable[Line] = ()) -> bytes:
    """The document; ``letter`` are the lines above the red rule of a letter's first page."""
    document = Document()
    _prepare(document, book)
    section = document.sections[0]
    _foot(section, book)
    head = list(letter)
    if head:
        section.different_first_page_header_footer = True
        section.header_distance = ORGAN_FROM_TOP
        _fill(section.first_page_header, book, head)
        section.footer_distance = RULE_FROM_BOTTOM
        rule = section.first_page_footer.paragraphs[0]
        _rule(rule, "red above")
        rule.paragraph_format.line_spacing = Pt(4)
    _Body(document, book).put(lines)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Body:
    """Puts lines one after the other; rows that follow each other are one table."""

    def __init__(self, document: Docx, book: Book) -> None:
        self._document = document
        self._book = book
        self._table: Table | None = None
        self._widths: list[Length] = []
        self._labelled = False

    def put(self, lines: Iterable[Line]) -> None:
        for kind, *rest in lines:
            match kind:
                case "form" | "list":
                    self._begin_table([Mm(float(width)) for width in rest], labelled=kind == "form")
                case "row" | "head":
                    self._row(rest, head=kind == "head")
                case _:
                    _write(self._document.add_paragraph(), self._book.styles[kind], "".join(rest))

    def _begin_table(self, widths: list[Length], *, labelled: bool) -> None:
        table = self._document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self._table, self._widths, self._labelled = table, widths, labelled

    def _row(self, texts: Sequence[str], *, head: bool) -> None:
        assert self._table is not None  # noqa: S101 - rows stand below the line that begins their table
        row = self._table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it without types
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for either property
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>") if not self._labelled else _height())
        if head:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for place, width in enumerate(self._widths):
            row.cells[place].width = width
        last = len(texts) - 1
        cells = list(row.cells)
        if last < len(cells) - 1:
            cells[last] = cells[last].merge(cells[-1])
        for place, text in enumerate(texts):
            label = head or (self._labelled and place % 2 == 0 and len(texts) > 1)
            style = self._book.styles["label" if label else "cell"]
            cells[place].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraphs = text.split("\n")
            for number, part in enumerate(paragraphs):
                into = cells[place].paragraphs[0] if number == 0 else cells[place].add_paragraph()
                _write(into, style, part)


def _height() -> BaseOxmlElement:
    return parse_xml(f'<w:trHeight {nsdecls("w")} w:val="680" w:hRule="atLeast"/>')


def _write(paragraph: Paragraph, style: Style, text: str) -> None:
    layout = paragraph.paragraph_format
    paragraph.alignment = _ALIGN[style.align]
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.pitch)
    layout.keep_with_next = style.joined
    if style.first or style.left or style.right:
        _indent(paragraph, style)
    if style.rule:
        _rule(paragraph, style.rule)
    if text:
        _run(paragraph, style, text)


def _run(paragraph: Paragraph, style: Style, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(style.size), style.bold
    run.font.name = style.font
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx knows no East Asian font
    fonts.set(qn("w:eastAsia"), style.font)
    fonts.set(qn("w:hint"), "eastAsia")
    if style.color:
        run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="{style.color}"/>'))  # noqa: SLF001 - a colour by its number


def _indent(paragraph: Paragraph, style: Style) -> None:
    """In characters, so that it follows the size of the letters."""
    names = {"firstLine": style.first, "left": style.left, "right": style.right}
    one = int(style.size * 20)
    told = "".join(f' w:{name}Chars="{count * 100}" w:{name}="{count * one}"' for name, count in names.items() if count)
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:ind {nsdecls('w')}{told}/>"))  # noqa: SLF001 - python-docx indents in lengths only


def _rule(paragraph: Paragraph, kind: str) -> None:
    """A line above or below; the red ones of a letter are double: thick outside, thin inside (GB/T 9704, 10.1)."""
    red, edge = kind.startswith("red "), kind.rpartition(" ")[2]
    side = "bottom" if edge == "below" else "top"
    value = ("thickThinSmallGap" if side == "bottom" else "thinThickSmallGap") if red else "single"
    size, color = ("24", RED) if red else ("8", "000000")
    border = f'<w:{side} w:val="{value}" w:sz="{size}" w:space="6" w:color="{color}"/>'
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"),
    )
    if red:
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = RULE_BEYOND


def _fill(holder: _Header | _Footer, book: Book, lines: Iterable[Line]) -> None:
    holder.is_linked_to_previous = False
    for number, (style, text) in enumerate(lines):
        _write(holder.paragraphs[0] if number == 0 else holder.add_paragraph(), book.styles[style], text)


def _foot(section: Section, book: Book) -> None:
    """The page's number between dashes, at the outer edge."""
    for footer, style in ((section.footer, "page_odd"), (section.even_page_footer, "page_even")):
        footer.is_linked_to_previous = False
        paragraph, look = footer.paragraphs[0], book.styles[style]
        _write(paragraph, look, "— ")
        _run(paragraph, look, "")
        paragraph._p.append(  # noqa: SLF001 - python-docx has no fields
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
        _run(paragraph, look, " —")
    section.footer_distance = Mm(25)


def _prepare(document: Docx, book: Book) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.top_margin, section.left_margin = TOP, LEFT
    section.right_margin = Length(WIDTH - LEFT - BODY_WIDTH)
    section.bottom_margin = Length(HEIGHT - TOP - BODY_HEIGHT)
    document.settings.odd_and_even_pages_header_footer = True
    normal, body = document.styles["Normal"], book.styles["body"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 - so it is in every Word file
    normal.font.name, normal.font.size = body.font, Pt(body.size)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), body.font)
    language = f'<w:lang {nsdecls("w")} w:val="zh-CN" w:eastAsia="zh-CN"/>'
    normal.element.get_or_add_rPr().append(parse_xml(language))
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    _name_fonts(document, book.fonts)


def _name_fonts(document: Docx, fonts: Mapping[str, Sequence[str]]) -> None:
    """Tell which fonts may stand in where one is not installed."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    told = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(others))}/>"
        f'<w:charset w:val="86"/><w:family w:val="{"swiss" if "Hei" in "".join(others) else "roman"}"/></w:font>'
        for name, others in fonts.items()
    )
    part._blob = re.sub(rb"</w:fonts>", told.encode() + b"</w:fonts>", part.blob)  # noqa: SLF001 - python-docx keeps the table as it came
