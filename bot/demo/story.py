"""The example as it stands in the files of example/: an invented office, its cases, and what happened when."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "example"


@dataclass(frozen=True, slots=True)
class Player:
    """One person: ``zh`` and ``en`` say what he is, ``ends`` is the command he sends last; ``hidden`` has no chat."""

    key: str
    id: int
    name: str
    role: str
    zh: str
    en: str
    ends: str
    unit: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what its proposer writes, who gets it, what is answered to each request, how it is rated."""

    kind: str
    title: str
    background: str
    requests: list[str]
    wished: str = ""
    unit: str = ""
    co: list[str] = field(default_factory=list)
    due: str = ""
    key: bool = False
    answers: list[str] = field(default_factory=list)
    result: str = ""
    returned: str = ""
    returned_to: str = ""
    remark: str = ""
    rating: dict[str, str] = field(default_factory=dict)
    unmet: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to try first, in whose chat."""

    who: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the play: a moment to which the clock goes, or who does what to which case."""

    text: str
    at: datetime | None = None
    who: str = ""
    deed: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about the example; people, cases by key, and the play in order."""

    office: str
    sitting: str
    units: list[dict[str, Any]]
    people: dict[str, Player]
    hints: list[Hint]
    cases: dict[str, Case]
    play: list[Line]

    @property
    def begins(self) -> datetime:
        """The first moment of the play."""
        return next(line.at for line in self.play if line.at is not None)


def read(zone: ZoneInfo, folder: Path = FOLDER) -> Story:
    """The example of a folder, its moments in the office's zone."""
    office = tomllib.loads((folder / "office.toml").read_text(encoding="utf-8"))
    cases = tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))
    lines = (folder / "play.txt").read_text(encoding="utf-8").splitlines()
    return Story(
        office["office"],
        office["sitting"],
        office["units"],
        {person["key"]: Player(**person) for person in office["people"]},
        [Hint(**hint) for hint in office["hints"]],
        {key: Case(**case) for key, case in cases.items()},
        [_line(text, zone) for text in lines if text and not text.startswith("#")],
    )


def _line(text: str, zone: ZoneInfo) -> Line:
    if text[0].isdigit():
        return Line(text, at=datetime.fromisoformat(text).replace(tzinfo=zone))
    who, deed, case = text.split()
    return Line(text, who=who, deed=deed, case=case)
