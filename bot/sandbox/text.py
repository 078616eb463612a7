"""Text on its way into a message: parsed, trimmed, with what Telegram finds in it by itself; and back to HTML."""

import re
from html import escape

from bot.sandbox.entities import parse_html, utf16
from bot.sandbox.errors import Json, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32_768
MAX_ENTITIES = 100

# How an entity is shown in HTML again: entity: (opening, closing)
# fmt: off
SHOWN = {
    "bold":                   ("<b>", "</b>"),
    "italic":                 ("<i>", "</i>"),
    "underline":              ("<u>", "</u>"),
    "strikethrough":          ("<s>", "</s>"),
    "spoiler":                ("<tg-spoiler>", "</tg-spoiler>"),
    "code":                   ("<code>", "</code>"),
    "pre":                    ("<pre>", "</pre>"),
    "blockquote":             ("<blockquote>", "</blockquote>"),
    "expandable_blockquote":  ("<blockquote expandable>", "</blockquote>"),
}
# fmt: on

_LOOKED_FOR = re.compile(r"[/@#]")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"'，。；、（）]+[^\s<>\"'.,;:!?，。；、（）])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d_])\w+)",
)


def formatted(source: str, parse_mode: str, given: list[Json]) -> tuple[str, list[Json]]:
    """The text a message will show and its entities.

    Raises ApiError for a text that cannot be parsed or is over 32,768 bytes raw.
    """
    if len(source) * 4 > RAW_LIMIT and len(source.encode()) > RAW_LIMIT:
        raise bad_request("Text is too long")
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, entities = parse_html(source) if "<" in source or "&" in source else (source, [])
    else:
        text, entities = source, [_checked(one) for one in given]
    if given or text != text.strip():
        text, entities = _trimmed(text, entities)
    entities = _merged(entities) if entities else entities
    return text, (entities + detected(text, entities))[:MAX_ENTITIES]


def detected(text: str, entities: list[Json]) -> list[Json]:
    """Links, addresses, mentions, commands and hashtags that Telegram finds where nothing else stands."""
    if _LOOKED_FOR.search(text) is None:
        return []
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match[0])
        if not any(
            one["type"] in {"code", "pre", "text_link"}
            and one["offset"] < offset + length
            and offset < one["offset"] + one["length"]
            for one in entities
        ):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def _checked(entity: Json) -> Json:
    """An entity that came with the call; one that a real server could not read is refused."""
    numbers = entity.get("offset"), entity.get("length")
    if not isinstance(entity.get("type"), str) or not all(isinstance(one, int) for one in numbers):
        raise bad_request("can't parse MessageEntity: type, offset and length expected")
    if entity["type"] == "text_link" and not isinstance(entity.get("url"), str):
        raise bad_request("can't parse MessageEntity: url expected")
    return entity


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space at both ends, and the entities moved and cut to fit."""
    left = utf16(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    end = utf16(text)
    kept: list[Json] = []
    for one in entities:
        first = min(max(one["offset"] - left, 0), end)
        last = min(max(one["offset"] + one["length"] - left, 0), end)
        if last > first:
            kept.append(one | {"offset": first, "length": last - first})
    return text, kept


def _merged(entities: list[Json]) -> list[Json]:
    """In order of their place, the wider and outer first; a code that fills a pre gives it its language and goes."""
    ordered = entities[::-1]
    ordered.sort(key=lambda one: (one["offset"], -one["length"], one["type"] != "pre"))
    kept: list[Json] = []
    for one in ordered:
        before = kept[-1] if kept else None
        same_place = before is not None and (before["offset"], before["length"]) == (one["offset"], one["length"])
        if before is not None and same_place and before["type"] == "pre" and one["type"] == "code":
            kept[-1] = before | ({"language": one["language"]} if "language" in one else {})
        elif one["type"] == "code":
            kept.append({key: value for key, value in one.items() if key != "language"})
        else:
            kept.append(one)
    return kept


def as_html(text: str, entities: list[Json]) -> str:
    """The text with its entities as HTML, for a page or a transcript."""
    units = text.encode("utf-16-le")
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for one in entities:
        before, after = _shown(one)
        opening.setdefault(one["offset"], []).append(before)
        closing.setdefault(one["offset"] + one["length"], []).insert(0, after)
    places = sorted({0, len(units) // 2, *opening, *closing})
    pieces: list[str] = []
    for begin, end in zip(places, [*places[1:], len(units) // 2], strict=True):
        pieces += closing.get(begin, [])
        pieces += opening.get(begin, [])
        pieces.append(escape(units[begin * 2 : end * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join(pieces)


def _shown(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if entity["type"] == "pre" and isinstance(entity.get("language"), str):
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    return SHOWN.get(entity["type"], ("", ""))
