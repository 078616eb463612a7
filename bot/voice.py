"""What the bot says: a message's name, a language and facts become Words, from ``templates/<language>/<message>``.

A template is the text, a line ``---``, and the buttons, one row a line: ``[label](callback data)`` or ``[label](https://…)``.
The file is cut at the line before it is filled in, and values have wide brackets below it: nothing a person wrote can
become markup or a button, or take one away. Above it values are escaped for Telegram's HTML. A long text is cut into
several messages.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2.runtime import Undefined
from markupsafe import Markup

from bot import veil
from bot.veil import Hidden, Veiling

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("zh", "en")
LIMIT = 4096
PAGE = 3900  # leaves room for the marks that are closed and opened again at a cut
SLICE = 600  # of a line that is longer than a message
WEEKDAYS = "weekdays"

_TAG = re.compile(r"<[^<>]*>")
_ATOM = re.compile(r"<[^<>]*>|&[#\w]+;|[^<&]{1,200}|.", re.DOTALL)  # what is not to be cut in two
_BUTTON = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_WIDE = str.maketrans("[]()", "［］（）")


@dataclass(frozen=True, slots=True)
class Button:
    """A label with the callback data, or the link, behind it."""

    label: str
    data: str

    @property
    def is_link(self) -> bool:
        """Whether it opens a page instead of answering the bot."""
        return self.data.startswith(("https://", "http://", "tg://"))


@dataclass(frozen=True, slots=True)
class Words:
    """What is said: HTML text as Telegram reads it, and rows of buttons."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()

    def pages(self) -> list[str]:
        """The text in messages of at most Telegram's length, cut between lines where there are lines."""
        return _pages(self.text)


class Voice:
    """All templates of all languages, read once; ``zone`` is the office's, for moments."""

    def __init__(self, zone: ZoneInfo, office: str = "", folder: Path = TEMPLATES) -> None:
        self.folder = folder
        self._zone = zone
        self._words = {language: _vocabulary(folder, language) for language in LANGUAGES}
        self._above = {language: self._environment(language, html=True) for language in LANGUAGES}
        self._below = {language: self._environment(language, html=False) for language in LANGUAGES}
        for environment in (*self._above.values(), *self._below.values()):
            environment.globals["office"] = office
        self._load = lru_cache(maxsize=None)(self._compile)

    def say(self, language: str, message: str, facts: Mapping[str, Any]) -> Words:
        """The words of a message; KeyError for one that has no template, jinja2's UndefinedError for a missing fact."""
        above, below = self._load(language if language in LANGUAGES else LANGUAGES[0], message)
        with veil.over(facts, self._above[language if language in LANGUAGES else LANGUAGES[0]].hidden) as shown:
            text = above.render(shown).strip()
            rows = _rows(below.render(shown)) if below is not None else ()
        return Words(re.sub(r"\n{3,}", "\n\n", text), rows)

    def word(self, language: str, group: str, key: str) -> str:
        """One entry of ``words.toml``, such as the name of a state; KeyError if it has none."""
        return self._words[language][group][key]

    def keys(self, group: str, language: str = LANGUAGES[0]) -> list[str]:
        """What a group of ``words.toml`` has words for, in the order of the file."""
        return list(self._words[language][group])

    def groups(self, language: str) -> list[str]:
        """The groups of ``words.toml``."""
        return list(self._words[language])

    def messages(self, language: str) -> list[str]:
        """The names of all templates of a language."""
        folder = self.folder / language
        return sorted(str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.jinja"))

    def _compile(self, language: str, message: str) -> tuple[Template, Template | None]:
        path = self.folder / language / f"{message}.jinja"
        if not path.is_file():
            raise KeyError(f"{language}/{message} has no template")
        above, cut, below = path.read_text(encoding="utf-8").partition("\n---\n")
        return (
            self._above[language].from_string(above),
            self._below[language].from_string(below) if cut else None,
        )

    def _environment(self, language: str, *, html: bool) -> Veiling:
        environment = Veiling(
            loader=_Parts(self.folder / language),
            autoescape=html,  # labels of buttons are no HTML; ``finalize`` guards them
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=None if html else _in_a_label,
        )
        words = self._words[language]
        environment.hidden = Hidden(words["veil"]["hidden"])

        def word(key: object, group: str) -> str:
            return key if isinstance(key, Hidden) else words[group][str(key)]

        def day(value: date) -> str:
            week = words[WEEKDAYS][str(value.weekday())]
            return words["dates"]["day"].format(y=value.year, m=value.month, d=value.day, week=week)

        def moment(value: datetime) -> str:
            local = value.astimezone(self._zone)
            return words["dates"]["moment"].format(
                y=local.year, m=local.month, d=local.day, time=local.strftime("%H:%M")
            )

        environment.filters.update(word=word, day=day, moment=moment, short=_short, safe_lines=_lines)
        return environment


class _Parts(BaseLoader):
    """Lets a template include a part, such as a case's heading, from the same language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:  # noqa: ARG002 - jinja2's
        path = self._folder / f"{template}.jinja"
        if not path.is_file():
            raise TemplateNotFound(template)
        return path.read_text(encoding="utf-8"), str(path), lambda: True


def _vocabulary(folder: Path, language: str) -> dict[str, dict[str, str]]:
    with (folder / language / "words.toml").open("rb") as file:
        return tomllib.load(file)


def _in_a_label(value: object) -> object:
    """What a person wrote cannot open or close a button, nor end its line by whatever sign Unicode has for that."""
    if isinstance(value, Undefined) or not isinstance(value, str):
        return value
    return " ".join(value.translate(_WIDE).splitlines())


def _label(text: str) -> str:
    """The text of a button, which Telegram takes only if there is something to see."""
    return text.strip() if any(sign.isprintable() and not sign.isspace() for sign in text) else "…"


def _short(text: str, length: int = 40) -> str:
    """The text on one line, with … where it was cut."""
    line = " ".join(str(text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _lines(lines: Iterable[str]) -> Markup:
    """Lines, each escaped, one below the other."""
    return Markup("\n").join(lines)


def _rows(text: str) -> tuple[tuple[Button, ...], ...]:
    rows = []
    for line in text.splitlines():
        row = tuple(Button(_label(label), data) for label, data in _BUTTON.findall(line))
        if row:
            rows.append(row)
    return tuple(rows)


def _pages(text: str) -> list[str]:
    """Messages of at most PAGE UTF-16 units; what is marked up across a cut is marked up on both sides of it."""
    pages: list[str] = []
    page, room = "", PAGE
    marked: list[str] = []
    for piece in _pieces(text):
        if _units(piece) > room and page:
            pages.append(page + "".join(_end(tag) for tag in reversed(marked)))
            page, room = "".join(marked), PAGE
        page += piece
        room -= _units(piece)
        for tag in _TAG.findall(piece):
            if tag.startswith("</"):
                del marked[-1:]
            else:
                marked.append(tag)
    return [page.strip() for page in [*pages, page] if _TAG.sub("", page).strip()]


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text, each with its end; of one longer than a message, pieces that cut nothing in two."""
    for line in text.splitlines(keepends=True):
        if _units(line) <= PAGE:
            yield line
            continue
        piece = ""
        for atom in _ATOM.findall(line):
            if _units(piece) + _units(atom) > SLICE:
                yield piece
                piece = ""
            piece += atom
        yield piece


def _units(text: str) -> int:
    """How long Telegram counts it, at most: in UTF-16 units, marks and all."""
    return len(text.encode("utf-16-le")) // 2


def _end(tag: str) -> str:
    return f"</{tag[1:-1].partition(' ')[0]}>"
