"""What a file says as plain text, whatever its format; tables of a document as lines whose cells are apart by tabs."""

from bot.intake import pdf, word
from bot.intake.archives import is_docx, is_pdf
from bot.intake.encodings import text_of
from bot.intake.word import GridCell


def text_in(content: bytes) -> str:
    """The text of a Word document, of a PDF, or of a file that is text.

    Raises:
        Unreadable: with the reason, where nothing can be made of it.
    """
    if is_docx(content):
        page = word.page_of(content)
        return "\n".join([page.text, *(line for table in page.tables for line in ("", *_lines(table)))])
    return pdf.text_of(content).replace("\f", "\n") if is_pdf(content) else text_of(content)


def _lines(table: list[GridCell]) -> list[str]:
    """A line for each row, every cell at its column; what goes on from above is left empty."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table:
        rows.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split())
    return ["\t".join(cells.get(place, "") for place in range(max(cells) + 1)) for cells in rows.values()]
