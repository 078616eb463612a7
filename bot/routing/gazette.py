"""Tasks and the units that answer for them, read from the text of a government document or a gazette.

Three forms: a paragraph that ends with its units in brackets, （责任单位：甲局、乙局） or （甲局牵头，乙局配合）;
lines 牵头单位：, 责任单位： and 配合单位： below a paragraph; and the rows of a table, cells apart by tabs, with such
columns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.intake.unit_names import UnitNames
from bot.routing.wording import plain

LEAD, JOINT, CO = "lead", "joint", "co"
# fmt: off
LABELS: dict[str, str] = {
    # as printed -> what the units after it are
    "牵头单位": LEAD,  "牵头部门": LEAD,  "主办单位": LEAD,  "主责单位": LEAD,  "主管单位": LEAD,  "项目单位": LEAD,
    "责任单位": JOINT, "责任部门": JOINT, "负责单位": JOINT, "承办单位": JOINT, "落实单位": JOINT, "实施单位": JOINT,
    "配合单位": CO,    "配合部门": CO,    "协办单位": CO,    "参与单位": CO,    "协同单位": CO,
}
# fmt: on
LONGEST_CELL = 300
PAGE_FOOT = 20  # signs: a line that a page ends or begins with does not end a table
_LABEL = "|".join(LABELS)
_LINE = re.compile(rf"^\s*({_LABEL})\s*[：:]\s*(.+)$")
_FIELD = re.compile(r"^\s*[一-龥]{2,6}[：:][^。]{0,40}$")  # 完成时限：… belongs to the task above it
_BRACKETS = re.compile(r"[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]\s*$")
_SPEAKS = re.compile(rf"{_LABEL}|牵头|配合|负责")
_HEAD = re.compile(rf"^(?:{_LABEL})\s*[：:]\s*")
_ENDED = re.compile(r"[。！？；：:!?;）)]\s*$")
_BEGINS = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十]+[章条节])")
_APART = re.compile(r"[、/\s]+")
_AND = re.compile(r"以及|会同|[和与及]")  # stands in names too: 市文化和旅游局
_BOUNDARY = re.compile(r"[，,；;。]")
_AFTER = re.compile(r"(?:等.*|按.*|牵头.*|配合.*|负责.*|落实.*|协助.*|参与.*|分别.*|分工.*|共同.*)$")
_TAG = re.compile(r"</?\w+>")


@dataclass(slots=True)
class Task:
    """What is to be done, at which line of the document, counted from 1, and the units for it by their own names."""

    line: int
    text: str
    lead: list[str] = field(default_factory=list)
    joint: list[str] = field(default_factory=list)
    co: list[str] = field(default_factory=list)

    @property
    def units(self) -> list[str]:
        """All units, those that lead first."""
        return list(dict.fromkeys([*self.lead, *self.joint, *self.co]))

    def shares(self) -> dict[str, float]:
        """How much of the task each unit has: all of it who leads or is alone, a part who is one of several."""
        parts = {unit: 0.3 / len(self.co) for unit in self.co}
        parts |= {unit: 1 / len(self.joint) for unit in self.joint}
        return parts | dict.fromkeys(self.lead, 1.0)


def read_tasks(text: str, names: UnitNames) -> list[Task]:
    """The tasks of a document that name at least one known unit, in its order."""
    lines = [_TAG.sub("", line) for line in text.replace("\r\n", "\n").split("\n")]
    found = [*_in_rows(lines, names), *_below(lines, names), *_in_brackets(lines, names)]
    for task in found:
        if task.co and not task.lead:
            task.lead, task.joint = task.joint, []
    return sorted((task for task in found if task.units and task.text), key=lambda task: task.line)


def _in_rows(lines: Sequence[str], names: UnitNames) -> Iterator[Task]:
    """Rows below a heading that names columns of units; a cell left empty means what stands above it."""
    columns: dict[int, str] = {}
    above: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) == 1:
            columns = columns if len(line) <= PAGE_FOOT else {}
            continue
        headed = {place: LABELS[plain(cell)] for place, cell in enumerate(cells) if plain(cell) in LABELS}
        if headed:
            columns, above = headed, {}
            continue
        if columns:
            task = _row(number, cells, columns, above, names)
            if task:
                yield task


def _row(
    number: int, cells: list[str], columns: dict[int, str], above: dict[int, str], names: UnitNames
) -> Task | None:
    first = min(columns)
    for place in (*range(first), *columns):
        cell = cells[place] if place < len(cells) else ""
        above[place] = cell or above.get(place, "")
    said = [above[place] for place in range(first) if any("一" <= sign <= "鿿" for sign in above[place])]
    task = Task(number, "：".join(part[:LONGEST_CELL] for part in said))
    for place, role in columns.items():
        _share_out(task, above[place], role, names)
    return task


def _below(lines: Sequence[str], names: UnitNames) -> Iterator[Task]:
    """Paragraphs with labelled lines below them."""
    task: Task | None = None
    paragraph: tuple[int, str] = (0, "")
    for number, line in enumerate(lines, start=1):
        labelled = _LINE.match(line)
        if labelled:
            task = task or Task(paragraph[0] or number, paragraph[1])
            _share_out(task, labelled.group(2), LABELS[labelled.group(1)], names)
        elif line.strip() and "\t" not in line and not _FIELD.match(line):
            if task:
                yield task
                task = None
            paragraph = (number, line.strip())
    if task:
        yield task


def _in_brackets(lines: Sequence[str], names: UnitNames) -> Iterator[Task]:
    above = (0, "")
    for number, paragraph in _paragraphs(lines):
        closed = _BRACKETS.search(paragraph.rstrip("。 "))
        if closed and _SPEAKS.search(closed.group(1)) and not _LINE.match(paragraph):
            said = (number, paragraph[: closed.start()].strip())
            task = Task(*(said if said[1] else above))
            _share_out(task, _HEAD.sub("", closed.group(1)), JOINT, names)
            yield task
        above = (number, paragraph)


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines that a printed page broke put together again, with the number of the first; rows of tables left out."""
    begun: tuple[int, str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or "\t" in line:
            continue
        if begun and ((_ENDED.search(begun[1]) and not _open(begun[1])) or _BEGINS.match(line)):
            yield begun
            begun = None
        begun = (begun[0], begun[1] + line.strip()) if begun else (number, line.strip())
    if begun:
        yield begun


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _share_out(task: Task, said: str, role: str, names: UnitNames) -> None:
    """Units up to 牵头 lead, units up to 配合 assist, the others have what the label says."""
    waiting: list[str] = []
    for clause in filter(None, _BOUNDARY.split(said)):
        waiting += [unit for part in _APART.split(clause) for unit in _units(part, names)]
        if re.search(r"牵头|主办", clause):
            task.lead += [unit for unit in waiting if unit not in task.lead]
        elif re.search(r"配合|协助|参与|协办", clause):
            task.co += [unit for unit in waiting if unit not in task.units]
        else:
            _listed(task, role).extend(unit for unit in waiting if unit not in task.units)
        waiting = []


def _listed(task: Task, role: str) -> list[str]:
    return {LEAD: task.lead, JOINT: task.joint, CO: task.co}[role]


def _units(part: str, names: UnitNames) -> list[str]:
    whole = _unit(part, names)
    return [whole] if whole else [unit for name in _AND.split(part) if (unit := _unit(name, names))]


def _unit(part: str, names: UnitNames) -> str | None:
    return names.resolve(part) or names.resolve(_AFTER.sub("", part)) if part else None
