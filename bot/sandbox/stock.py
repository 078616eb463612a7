"""The files people and bots have sent, and what Telegram says about them."""

import mimetypes
import secrets
import struct
from dataclasses import dataclass
from pathlib import PurePath

from bot.sandbox.errors import Json, bad_request, entity_too_large

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_SIDES = 10_000
JPEG_SIZE_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file; `size` (bytes) may be declared without content. `width` and `height` are a photo's, in pixels."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    content: bytes
    path: str
    width: int = 0
    height: int = 0

    def as_json(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def body(self) -> bytes:
        """The content; of a file that only declared its size, so many zeros."""
        return self.content or bytes(self.size)

    def as_content(self) -> Json:
        """The part of a message that shows this file."""
        one = self.as_json()
        if self.kind == "photo":
            return {"photo": [one | {"width": self.width, "height": self.height}]}
        if self.kind == "document":
            return {"document": one | {"file_name": self.name, "mime_type": self.mime}}
        if self.kind == "sticker":
            shape = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
            return {"sticker": one | shape}
        shape = {"duration": 3, "mime_type": self.mime}
        return {self.kind: one | shape | ({"width": 640, "height": 360} if self.kind == "video" else {})}


class Stock:
    """Keeps files by their id and by the path they are fetched from."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload, size: int | None = None) -> StoredFile:
        """Take a file in; `size` declares a size without content.

        Raises ApiError where Telegram would: over 50 MB, a photo over 10 MB or one that is no picture.
        """
        width, height = 0, 0
        bytes_count = len(upload.content) if size is None else size
        if bytes_count > UPLOAD_LIMIT:
            raise entity_too_large()
        if bytes_count == 0:
            raise bad_request("file must be non-empty")
        if kind == "photo":
            width, height = _photo_size(upload, bytes_count, declared=size is not None)
        mime = upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        path = f"{kind}s/file_{len(self._by_id)}{PurePath(upload.name).suffix}"
        code = secrets.token_urlsafe(24)
        kept = StoredFile(
            f"BQAC{code}", f"AgAD{code[:12]}", kind, upload.name, mime, bytes_count, upload.content, path, width, height
        )
        self._by_id[kept.file_id] = self._by_path[path] = kept
        return kept

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def _photo_size(upload: Upload, size: int, *, declared: bool) -> tuple[int, int]:
    if size > PHOTO_LIMIT:
        raise bad_request("file is too big")
    if declared:
        return 1280, 720
    sides = png_size(upload.content) or jpeg_size(upload.content)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(sides) > PHOTO_SIDES:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return sides


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None if this is no PNG."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 24:  # noqa: PLR2004 - signature and header of a PNG
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None if this is no JPEG."""
    if content[:2] != b"\xff\xd8":
        return None
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - every segment begins so
        if content[place + 1] in JPEG_SIZE_MARKERS:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return None
