"""The text layer of a PDF, page by page; a scan without one is said to be a scan."""

import logging
from io import BytesIO

from bot.domain.errors import Unreadable
from bot.intake.archives import DAMAGE

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it quotes what it cannot read

MOST_PAGES = 2000
MOST_SIGNS = 20_000_000
LEAST_SIGNS_PER_PAGE = 8  # a page number alone is no text layer


def text_of(content: bytes) -> str:
    """The text, a form feed between pages.

    Raises:
        Unreadable: ``encrypted``, ``broken_file``, ``too_many_pages`` (with ``limit``), or ``scan`` (with ``pages``).
    """
    from pypdf import PdfReader  # noqa: PLC0415 - takes a while to load, and few files are PDFs
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    broken: tuple[type[Exception], ...] = (*DAMAGE, PyPdfError)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_many_pages", limit=MOST_PAGES)
        pages = [page.extract_text() for page in reader.pages]
    except broken as error:
        raise Unreadable("broken_file") from error
    text = "\f".join(pages)
    if len("".join(text.split())) < LEAST_SIGNS_PER_PAGE * max(len(pages), 1):
        raise Unreadable("scan", pages=len(pages))
    return text
