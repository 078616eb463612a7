"""A text is read whatever encoding it was saved in; what is no text is refused."""

import pytest

from bot.domain.errors import Unreadable
from bot.intake.encodings import text_of

TEXT = "关于增设夜间公交班次的建议\r\n建议者：白露\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_usual_encodings_are_told_apart(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "blob",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff\xff",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_refused(blob: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(blob)
    assert refusal.value.reason == "not_text"


def test_an_empty_file_is_an_empty_text() -> None:
    assert text_of(b"") == ""
