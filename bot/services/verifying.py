"""Every case compared with its journal: lived once more from the lines alone, it must come to the rows as they are."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.history import LIFE, History, Line
from bot.domain.lives import Act, Role
from bot.services.noted import plain
from store import histories
from store.database import Work

AT_ONCE = 200  # cases in one question to the database
# Lists that have an entry for each time that one of these acts was done.
LISTED: Mapping[str, tuple[Act, ...]] = {
    "pauses": (Act.ASK_PROPOSER,),
    "extensions": (Act.GRANT_EXTENSION,),
    "progress": (Act.REPORT, Act.FULFIL, Act.EXPLAIN),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as the journal has it: of which case, which subject of which life, and what, in English."""

    case: int
    life: str
    subject: int
    what: str


@dataclass(slots=True)
class Compared:
    """How much was compared."""

    cases: int = 0
    subjects: int = 0
    lines: int = 0


def differences(work: Work, compared: Compared) -> Iterator[Difference]:
    """Each difference between the journal and the rows, case by case; ``compared`` counts along."""
    roles, last = _Roles(work), 0
    while ids := histories.cases(work, last, AT_ONCE):
        told: dict[tuple[str, int], History] = {}
        for one in histories.lines(work, ids):
            history = told.setdefault((one.life, one.subject_id), History(LIFE[one.life]))
            acting = roles.of(one.person_id, one.id) | roles.of(one.detail.get("instead_of"), one.id)
            history.add(Line(one.id, one.act, one.from_state, one.to_state, acting, one.detail))
            compared.lines += 1
        for life in LIFE:
            for subject, (case, row) in sorted(histories.rows(work, life, ids).items()):
                compared.subjects += 1
                found = told.pop((life, subject), None) or History(LIFE[life])
                yield from (Difference(case, life, subject, what) for what in (*found.faults, *_compare(found, row)))
        yield from (
            Difference(0, life, subject, "the journal tells of it, and it is not there") for life, subject in told
        )
        compared.cases += len(ids)
        last = ids[-1]


def _compare(found: History, row: Mapping[str, Any]) -> Iterator[str]:
    state = row["state"].value
    if found.state != state and (found.state or state not in found.life.born):
        yield f"the journal leads to {found.state or 'nothing'}, the row says {state}"
    for column, told in found.columns.items():
        if column in row and told != plain(row[column]):
            yield f"the journal has {column} {told}, the row {plain(row[column])}"
    for column, acts in LISTED.items():
        own = [one for one in row.get(column, ()) if not one.get("kept")]  # others came with the clock of another share
        if column in row and len(own) != sum(found.acts[act] for act in acts):
            yield f"the journal has {sum(found.acts[act] for act in acts)} {column}, the row {len(own)}"


class _Roles:
    """In which role somebody was when a line was written: joining again may give another one."""

    def __init__(self, work: Work) -> None:
        self._now = histories.roles(work)
        self._joined: dict[int, list[tuple[int, Role]]] = {}
        for line, person, role in histories.joined(work):
            self._joined.setdefault(person, []).append((line, Role(role)))

    def of(self, person: int | None, line: int) -> frozenset[Role]:
        if person is None or person not in self._now:
            return frozenset()
        joined = self._joined.get(person, [])
        before = bisect_left(joined, line, key=lambda one: one[0])
        return frozenset({joined[before - 1][1] if before else self._now[person]})
