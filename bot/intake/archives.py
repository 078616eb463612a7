"""What a file is by its first bytes, and whether what is packed in it may be unpacked: how much, under which names."""

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import NoReturn

from bot.domain.errors import Unreadable

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
MOST_MEMBERS = 2000
MOST_RATIO = 300  # of a member that is larger than ...
SMALL = 4 * MEGABYTE

# What the libraries raise somewhere in the depth of a file that is damaged.
DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # XML parsers
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
    StopIteration,
)

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # an OLE file that holds an encrypted docx or xlsx
PDF = b"%PDF-"
PDF_WITHIN = 1024  # where readers look for the mark
FOREIGN = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_zip(content: bytes) -> bool:
    """An archive, or an office document, which is one."""
    return content.startswith(ZIP)


def names_in(content: bytes) -> list[str]:
    """What an archive holds; nothing where it is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except DAMAGE:
        return []


def is_xlsx(content: bytes) -> bool:
    """A spreadsheet of the present office format."""
    return is_zip(content) and any(name.endswith("xl/workbook.xml") for name in names_in(content))


def is_docx(content: bytes) -> bool:
    """A text document of the present office format."""
    return is_zip(content) and any(name.endswith("word/document.xml") for name in names_in(content))


def is_other_office(content: bytes) -> bool:
    """A document of another office programme, such as slides, or one that lost its main part."""
    return is_zip(content) and not {"[Content_Types].xml", "mimetype"}.isdisjoint(names_in(content))


def is_old(content: bytes) -> bool:
    """A document of the former office format, or one locked with a password."""
    return content.startswith(OLE)


def is_pdf(content: bytes) -> bool:
    """A PDF, perhaps with some bytes before it."""
    return PDF in content[:PDF_WITHIN]


def is_foreign(content: bytes) -> bool:
    """An archive of a kind that is not unpacked."""
    return content.startswith(FOREIGN)


def refuse_old(content: bytes) -> NoReturn:
    """Raise Unreadable: ``encrypted`` or ``old_office``."""
    raise Unreadable("encrypted" if LOCKED in content else "old_office")


def opened(content: bytes) -> zipfile.ZipFile:
    """An archive that may be unpacked whole.

    Raises:
        Unreadable: ``broken_file``, ``encrypted``, or ``too_much_inside`` (with ``limit`` in MB) for one that would
            grow beyond all measure.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except DAMAGE as error:
        raise Unreadable("broken_file") from error
    members = archive.infolist()
    sizes = sum(member.file_size for member in members)
    swollen = any(m.file_size > SMALL and m.file_size > MOST_RATIO * max(m.compress_size, 1) for m in members)
    if swollen or sizes > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise Unreadable("too_much_inside", limit=MOST_UNPACKED // MEGABYTE)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    return archive


def files_in(content: bytes) -> list[tuple[str, bytes]]:
    """The files of an archive by name, without what operating systems leave in it.

    Raises:
        Unreadable: what ``opened`` says, and ``unsafe_names`` for a name that leads out of its folder.
    """
    found = []
    with opened(content) as archive:
        for member in archive.infolist():
            name = _name(member)
            path = PurePosixPath(name.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in name:
                raise Unreadable("unsafe_names", name=name)
            if member.is_dir() or any(part in name for part in LITTER) or path.name.startswith("~$"):
                continue
            found.append((name, _unpacked(archive, member)))
    return found


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except DAMAGE as error:
        raise Unreadable("broken_file") from error


def _name(member: zipfile.ZipInfo) -> str:
    """Chinese desktops write names in GB18030 without saying so, which reads as code page 437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
