"""The files that the bot sent, opened."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from store import blobs
from tests.stage import Stage


def files(stage: Stage, name: str, message: str) -> dict[str, bytes]:
    """The files that the bot made for the newest letter of this message to this person, by their names."""
    with stage.work() as work:
        return {
            shown: blobs.read(work, blob)
            for _, _, blob, shown in stage.letter(name, message).body.get("files", [])
            if blob
        }


def only(stage: Stage, name: str, message: str) -> bytes:
    """The one file of that letter."""
    (content,) = files(stage, name, message).values()
    return content


def text(content: bytes) -> str:
    """The text of a Word file, paragraph by paragraph, its head first."""
    document = Document(BytesIO(content))
    head = [paragraph.text for paragraph in document.sections[0].first_page_header.paragraphs]
    body = ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]
    return "\n".join(line for line in (*head, *body) if line.strip())


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    """The rows of each sheet of a spreadsheet, the heading first."""

    def rows(sheet: Worksheet) -> list[list[object]]:
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    return {sheet.title: rows(sheet) for sheet in load_workbook(BytesIO(content)).worksheets}


def members(content: bytes) -> dict[str, bytes]:
    """What a zip holds."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
