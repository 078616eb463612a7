"""What was heard becomes a value, or a clear sentence why not: the readers that conversations share."""

from collections.abc import Callable, Collection

from bot.domain.errors import Unreadable
from bot.flows.engine import FileIn, Heard, Reader
from bot.turn import Turn
from store.places import Place

_OTHER = {"sticker", "voice", "video", "location", "contact", "other"}


def text(*, at_most: int, at_least: int = 1) -> Reader:
    """A text of a length between the two, in characters."""

    def read(_turn: Turn, _place: Place, heard: Heard) -> str:
        if heard.kind != "text":
            raise Unreadable("text_wanted", kind=heard.kind)
        words = heard.text.strip()
        if len(words) < at_least:
            raise Unreadable("too_short", at_least=at_least)
        if len(words) > at_most:
            raise Unreadable("too_long", at_most=at_most, length=len(words))
        return words

    return read


def choice(options: Collection[str] | Callable[[Turn, Place], Collection[str]]) -> Reader:
    """One tap on a button of this question whose value is among the options."""

    def read(turn: Turn, place: Place, heard: Heard) -> str:
        if heard.kind != "tap":
            raise Unreadable("tap_wanted", kind=heard.kind)
        allowed = options(turn, place) if callable(options) else options
        if heard.value not in allowed:
            raise Unreadable("tap_wanted", kind=heard.kind)
        return heard.value

    return read


def tap_or_text(options: Collection[str] | Callable[[Turn, Place], Collection[str]], at_most: int) -> Reader:
    """One of these buttons, or words of the person's own; as what was heard, so that the two are told apart."""
    pressed, written = choice(options), text(at_most=at_most)

    def read(turn: Turn, place: Place, heard: Heard) -> Heard:
        if heard.kind == "text":
            return Heard("text", text=written(turn, place, heard))
        return Heard("tap", value=pressed(turn, place, heard))

    return read


def file_of(heard: Heard) -> FileIn:
    """The file that was sent, or Unreadable."""
    if heard.file is None:
        raise Unreadable("file_wanted", kind=heard.kind if heard.kind in _OTHER else "text")
    return heard.file
