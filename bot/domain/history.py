"""What the journal tells of one subject: its life lived once more, line by line, against the tables."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.lifecycle import LIVES, Life
from bot.domain.lives import Act, Role

# What is said with an act and is a column too, besides those that it ``sets``.
SAID = ("round", "version", "verdict")
LIFE: Mapping[str, Life] = {life.name: life for life in LIVES}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal; ``roles`` are those in which whoever acted could act then, none for the clock."""

    id: int
    act: str
    from_state: str
    to_state: str
    roles: frozenset[Role] = frozenset()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class History:
    """A subject as its lines make it: the ``state``, ``columns`` as the journal spells them, how often which act."""

    life: Life
    state: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    acts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Live one line; what the tables would not have let happen is a fault."""
        if not line.to_state:
            self.columns |= line.detail.get("sets", {})
            return
        if line.from_state:
            self._check(line)
        elif self.state or line.to_state not in self.life.born:
            self.faults.append(f"line {line.id} begins it at {line.to_state}")
        if line.from_state != line.to_state or line.act == Act.PASS_ON:
            self.columns.pop("state_due", None)  # somebody else has a reply now, and a term of his own
        self.state = line.to_state
        self.acts[line.act] += 1
        self.columns |= {name: line.detail[name] for name in SAID if name in line.detail}
        self.columns |= line.detail.get("sets", {})
        if line.act in (Act.RATE, Act.CHANGE, Act.ASK_ANEW) and "verdict" not in line.detail:
            self.columns.pop("verdict", None)  # of a sensitive case the journal has no words

    def _check(self, line: Line) -> None:
        begun = self.state or (line.from_state if line.from_state in self.life.born else "")
        if line.from_state != begun:
            self.faults.append(f"line {line.id} has it at {line.from_state}, where it was {begun or 'not yet'}")
        row = next((one for one in self.life.moves if (one.at, one.act) == (line.from_state, line.act)), None)
        if row is None or row.becomes != line.to_state:
            self.faults.append(f"line {line.id} is no row: {line.act} from {line.from_state} to {line.to_state}")
        elif not {*row.by} & {*line.roles, Role.SYSTEM}:
            self.faults.append(f"line {line.id} is an act of {', '.join(row.by)}: {line.act}")
