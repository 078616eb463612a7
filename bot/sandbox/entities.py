"""The HTML a bot may write, read as strictly as Telegram reads it: plain text and entities (UTF-16 offsets) come out.

The parser follows TDLib's, with its messages and byte offsets, because a bot's templates fail there or nowhere.
"""

import re
from dataclasses import dataclass

from bot.sandbox.errors import ApiError, Json, bad_request

# fmt: off
TAGS = {
    # The tag      becomes the entity
    "b":           "bold",
    "strong":      "bold",
    "i":           "italic",
    "em":          "italic",
    "u":           "underline",
    "ins":         "underline",
    "s":           "strikethrough",
    "strike":      "strikethrough",
    "del":         "strikethrough",
    "tg-spoiler":  "spoiler",
    "span":        "spoiler",
    "code":        "code",
    "pre":         "pre",
    "a":           "text_link",
    "blockquote":  "blockquote",
    "tg-emoji":    "custom_emoji",
}
# The argument a tag may carry: (tag, attribute): (beginning that must stand there, cut off)
ARGUMENTS = {
    ("a", "href"):             "",
    ("code", "class"):         "language-",
    ("span", "class"):         "tg-",
    ("tg-emoji", "emoji-id"):  "",
}
# fmt: on
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)

_ESCAPE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_PLAIN = re.compile(r"[^<&]+")
_SPACE = re.compile(r"\s*")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"""[^\s=>/"']*""")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


def utf16(text: str) -> int:
    """The length of a text in UTF-16 units, which is what entity offsets count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int


class _Reader:
    """Walks once through an HTML text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.length = 0
        self.pieces: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.place < len(self.source):
            if self._here() == "&":
                self._escape()
            elif self._here() == "<":
                self._tag()
            else:
                self._plain()
        if self.open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self.entities

    def _here(self) -> str:
        """The character at this place; the empty string at the end."""
        return self.source[self.place : self.place + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.place)
        found = match[0] if match else ""
        self.place += len(found)
        return found

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16(piece)

    def _plain(self) -> None:
        self._add(self._take(_PLAIN))

    def _escape(self) -> None:
        character, self.place = _unescaped(self.source, self.place)
        self._add(character)

    def _tag(self) -> None:
        begin = self.place
        self.place += 1
        if self._here() == "/":
            self.place += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._take(_TAG_NAME).lower()
        if not self._here():
            raise self._fault("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self._fault(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        self._take(_SPACE)
        while self._here() != ">":
            argument = self._attribute(tag, begin) or argument
            self._take(_SPACE)
        self.place += 1
        if tag == "span" and argument != "spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.length))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; the argument it gives to the tag, or nothing."""
        name = self._take(_ATTRIBUTE_NAME)
        if not name:
            raise self._fault(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(_SPACE)
        if self._here() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return "expandable"
            raise self._fault(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.place += 1
        self._take(_SPACE)
        if not self._here():
            raise self._fault(f'Unclosed start tag "{tag}"', begin)
        value = self._value()
        if not self._here():
            raise self._fault("Unclosed start tag", begin)
        if (tag, name) == ("blockquote", "expandable"):
            return "expandable"
        start = ARGUMENTS.get((tag, name))
        return value[len(start) :] if start is not None and value.startswith(start) else ""

    def _value(self) -> str:
        begin = self.place
        quote = self._here()
        if quote not in {'"', "'"}:
            value = self._take(_TOKEN).lower()
            if not (self._here().isspace() or self._here() == ">"):
                raise self._fault("Unexpected end of name token", begin)
            return value
        end = self.source.find(quote, begin + 1)
        if end < 0:
            self.place = len(self.source)
            return ""
        self.place = end + 1
        return _ESCAPE.sub(lambda match: _unescaped(match[0], 0)[0], self.source[begin + 1 : end])

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise self._fault("Unexpected end tag", begin)
        found = self._take(_TAG_NAME)
        self._take(_SPACE)
        if self._here() != ">":
            raise self._fault("Unclosed end tag", begin)
        self.place += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            where = self._offset(begin)
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.length > opened.offset:
            self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        entity: Json = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if opened.tag == "a":
            text = "".join(self.pieces).encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
            if not (url := link(opened.argument or text)):
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise _cannot_parse("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _offset(self, place: int) -> int:
        return len(self.source[:place].encode())

    def _fault(self, what: str, place: int) -> ApiError:
        return _cannot_parse(f"{what} at byte offset {self._offset(place)}")


def _cannot_parse(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def _unescaped(source: str, place: int) -> tuple[str, int]:
    """The character written at an ampersand, and the place after it; an unknown escape is only an ampersand."""
    match = _ESCAPE.match(source, place)
    if match is None:
        return "&", place + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        return (NAMED[name], match.end()) if name in NAMED else ("&", place + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code in SURROGATES:
        raise _cannot_parse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return (chr(code), match.end()) if 0 < code <= LAST_CODE_POINT else ("&", place + 1)


def link(address: str) -> str:
    """The address of a link as Telegram keeps it, or the empty string if it would be dropped."""
    address = address.strip()
    if re.fullmatch(r"(?:tg|mailto|tel):\S+", address, re.IGNORECASE):
        return address
    if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", address, re.IGNORECASE):
        return address if "/" in address[8:] else f"{address}/"
    return f"http://{address}/" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", address) else ""


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text of an HTML text, and its entities in the order they end; raises ApiError as Telegram would."""
    return _Reader(source).read()
