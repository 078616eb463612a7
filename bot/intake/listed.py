"""A list of people in a spreadsheet: one a line, by name, by unit, or by both."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import Unreadable
from bot.intake.cells import text_of
from bot.intake.workbook import sheets_of

LOOKED_AT = 10  # rows in which the headings stand
# fmt: off
HEADINGS: Mapping[str, str] = {
    # as written     column
    "姓名": "name",  "人员": "name",   "联系人": "name",   "联络员": "name",   "代表": "name",   "委员": "name",
    "name": "name",
    "单位": "unit",  "单位名称": "unit", "所在单位": "unit", "承办单位": "unit", "unit": "unit",
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; either may be empty, not both."""

    name: str
    unit: str

    def __str__(self) -> str:
        """As the line is shown."""
        return f"{self.name}（{self.unit}）" if self.name and self.unit else self.name or self.unit


def read_list(content: bytes) -> list[Entry]:
    """The lines of the first sheet that has such headings, each once.

    Raises:
        Unreadable: ``not_a_list`` where no column is headed by a name or a unit; or the file is damaged.
    """
    for sheet in sheets_of(content):
        for number, row in enumerate(sheet.rows[:LOOKED_AT]):
            heads = [HEADINGS.get("".join(text_of(cell).split()).lower(), "") for cell in row]
            if any(heads):
                lines = (dict(zip(heads, map(text_of, line), strict=False)) for line in sheet.rows[number + 1 :])
                entries = (Entry(line.get("name", ""), line.get("unit", "")) for line in lines)
                return list(dict.fromkeys(entry for entry in entries if entry.name or entry.unit))
    raise Unreadable("not_a_list")
