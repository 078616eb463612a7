"""Which reader a file goes to: told by its first bytes and what is packed in it, then by what its text says.

bytes ─► FORMATS: spreadsheet · document · archive · PDF · text ─► TEXTS: letter · report · compendium
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.errors import Unreadable
from bot.intake import compendium, forms, ledger, letters, pdf, report, table_text, word
from bot.intake.archives import (
    files_in,
    is_docx,
    is_foreign,
    is_old,
    is_other_office,
    is_pdf,
    is_xlsx,
    is_zip,
    names_in,
    refuse_old,
)
from bot.intake.batch import Batch, Fault, Form, together
from bot.intake.encodings import text_of
from bot.intake.lines import lines_of

SHOWN = 60  # signs of a file name


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is known, and what reads it; a reader raises Unreadable with the reason."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[[bytes], Batch]


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text: how it is known, and what reads it."""

    name: str
    knows: Callable[[str], bool]
    read: Callable[[str], Batch]


@lru_cache(maxsize=2)  # a file is read once, though its preview, its import and each page of it ask for it again
def read(content: bytes) -> Batch:
    """What a file holds.

    Raises:
        Unreadable: with the reason, where nothing can be made of it.
    """
    if not content:
        raise Unreadable("empty")
    return next(format_ for format_ in FORMATS if format_.knows(content)).read(content)


@lru_cache(maxsize=2)  # looked at, shown and filled in
def text_in(content: bytes) -> str:
    """The text of one document, as it reads from its first line to its last; a form's cells in their order.

    Raises:
        Unreadable: with the reason, where it is no text, or several files.
    """
    kind = next(format_ for format_ in FORMATS if format_.knows(content)).name if content else ""
    reads = _WHOLE.get(kind)
    if reads is None:
        raise Unreadable("not_text" if kind else "empty")
    return reads(content)


def _document(content: bytes) -> Batch:
    page = word.page_of(content)
    return forms.read(page) if forms.is_form(page) else _text(page.text)


def _text(text: str) -> Batch:
    if not text.strip():
        raise Unreadable("empty")
    return next(kind for kind in TEXTS if kind.knows(text)).read(text)


def _compendium(text: str) -> Batch:
    found = compendium.read(text)
    facts = tuple(report.facts_in([line for line in lines_of(text) if line.number in found.preface]))
    return Batch(Form.COMPENDIUM, found.proposals, facts=facts, totals=found.totals, quarantine=found.quarantine)


def _archive(content: bytes) -> Batch:
    """Each file of an archive by itself; one that cannot be read keeps the others out, and is named."""
    batches = [_member(name, inner) for name, inner in files_in(content)]
    if not batches:
        raise Unreadable("empty")
    return together(batches)


def _member(name: str, content: bytes) -> Batch:
    shown = name[-SHOWN:]
    if _is_archive(content):
        raise Unreadable("nested_archive", name=shown)
    try:
        return read.__wrapped__(content).placed(shown)
    except Unreadable as reason:
        return Batch(Form.SEVERAL, faults=(Fault(shown, 0, "", reason.reason),))


def _is_archive(content: bytes) -> bool:
    """An archive that holds something and is no office document."""
    return is_zip(content) and bool(names_in(content)) and not (is_xlsx(content) or is_docx(content))


def _unknown(_content: bytes) -> Batch:
    raise Unreadable("not_text")


def _foreign(_content: bytes) -> Batch:
    raise Unreadable("other_archive")


# fmt: off
FORMATS: tuple[Format, ...] = (
    # name      known by      read by
    Format("xlsx",    is_xlsx,          ledger.read),
    Format("docx",    is_docx,          _document),
    Format("office",  is_other_office,  _unknown),
    Format("zip",     is_zip,           _archive),
    Format("ole",     is_old,           refuse_old),
    Format("other",   is_foreign,       _foreign),
    Format("pdf",     is_pdf,           lambda content: _text(pdf.text_of(content))),
    Format("csv",     table_text.knows, table_text.read),
    Format("text",    lambda _: True,   lambda content: _text(text_of(content))),
)
_WHOLE: dict[str, Callable[[bytes], str]] = {
    "docx": lambda content: word.page_of(content).text,
    "pdf":  pdf.text_of,
    "csv":  text_of,
    "text": text_of,
}
TEXTS: tuple[TextKind, ...] = (
    TextKind("letter",     letters.is_letter, letters.read),
    TextKind("report",     report.is_report,  report.read),
    TextKind("compendium", lambda _: True,    _compendium),
)
# fmt: on
