"""The numbers that Word puts before the paragraphs of a list, which stand in no text: counted as Word counts them."""

import re
from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = frozenset({"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"})
PLACE = re.compile(r"%(\d)")
TEN = 10
Element = Any  # lxml's, which has no types


class Lists:
    """The numbering of one document; ``mark`` is asked for its paragraphs in order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}  # list, level -> form, text, first number
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str, Element] = {}
        numbered = any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values())
        if numbered:
            self._read(document.part.numbering_part.element)
            for style in document.styles.element.iter(qn("w:style")):
                properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
                if properties is not None:
                    self._styles[style.get(qn("w:styleId"), "")] = properties

    def mark(self, paragraph: Element) -> str:
        """What stands before a paragraph, such as 一、; nothing where it is in no list, or in one of bullets."""
        properties, style = (paragraph.find(f"{qn('w:pPr')}/{qn(name)}") for name in ("w:numPr", "w:pStyle"))
        if properties is None and style is not None:
            properties = self._styles.get(style.get(qn("w:val"), ""))
        if properties is None:
            return ""
        number, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
        list_ = number.get(qn("w:val"), "") if number is not None else ""
        level = int(depth.get(qn("w:val"), "0")) if depth is not None else 0
        if (list_, level) not in self._levels:
            return ""
        counts = self._counts[list_]
        counts[level] = counts.get(level, self._levels[list_, level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return PLACE.sub(lambda place: self._count(list_, int(place[1]) - 1), self._levels[list_, level][1])

    def _count(self, list_: str, level: int) -> str:
        form, _, first = self._levels.get((list_, level), ("decimal", "", 1))
        return written(self._counts[list_].get(level, first), form)

    def _read(self, numbering: Element) -> None:
        forms: dict[str, list[tuple[int, str, str, int]]] = {}
        for abstract in numbering.iter(qn("w:abstractNum")):
            levels = [_level(level) for level in abstract.iter(qn("w:lvl"))]
            forms[abstract.get(qn("w:abstractNumId"), "")] = levels
        for number in numbering.iter(qn("w:num")):
            abstract = number.find(qn("w:abstractNumId"))
            for depth, form, text, first in forms.get(abstract.get(qn("w:val"), ""), []):
                if form not in {"bullet", "none"}:
                    self._levels[number.get(qn("w:numId"), ""), depth] = form, text, first


def _level(level: Element) -> tuple[int, str, str, int]:
    def said(name: str, otherwise: str) -> str:
        found = level.find(qn(name))
        return str(found.get(qn("w:val"), otherwise)) if found is not None else otherwise

    return (
        int(level.get(qn("w:ilvl"), "0")),
        said("w:numFmt", "decimal"),
        said("w:lvlText", ""),
        int(said("w:start", "1")),
    )


def written(count: int, form: str) -> str:
    """A number as the list's form writes it: 三, ③ or 3."""
    if form in CHINESE and 0 < count < TEN * TEN:
        tens, ones = divmod(count, TEN)
        return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones] if ones or not tens else ''}"
    if form.startswith("decimalEnclosedCircle") and 0 < count <= len(CIRCLED):
        return CIRCLED[count - 1]
    return str(count)
