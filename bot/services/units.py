"""The handling units: by the names people use for them, and the office's list of them taken in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.intake.unit_names import UnitNames, plain
from bot.intake.units import RowError, UnitRow, UnitTable
from bot.turn import Turn
from store import people
from store import units as rows
from store.tables import Unit

SHORTEST = 3  # a name of fewer characters stands in too many texts by chance


class Directory:
    """Every name of every unit in service, looked up without regard to width, case and spaces."""

    def __init__(self, units: Iterable[Unit]) -> None:
        called = [(unit, row_of(unit)) for unit in units]
        self._units = {unit.name: unit for unit, _ in called}
        self._resolver = UnitNames(row for _, row in called)
        self._names = [(_folded(name), unit) for unit, row in called for name in row.names]

    @property
    def names(self) -> list[str]:
        """Every name, as names are compared."""
        return [name for name, _ in self._names]

    def named(self, text: str) -> Unit | None:
        """The unit that this is a name of; None if it is nobody's, or more than one's."""
        name = self._resolver.resolve(text)
        return self._units[name] if name is not None else None

    def containing(self, text: str) -> list[Unit]:
        """The units with a name that this is a part of, those whose name begins with it first."""
        part = _folded(text)
        hits = sorted((name.index(part), len(name), unit.id, unit) for name, unit in self._names if part in name)
        return list({unit.id: unit for _, _, _, unit in hits}.values())

    def mentioned(self, text: str) -> list[Unit]:
        """The units whose name stands in a text, in the order of the text; of two names the longer one counts."""
        rest = _folded(text)
        found: dict[int, tuple[int, Unit]] = {}
        for name, unit in sorted(self._names, key=lambda entry: -len(entry[0])):
            at = rest.find(name) if len(name) >= SHORTEST else -1
            if at >= 0:
                found.setdefault(unit.id, (at, unit))
                rest = rest.replace(name, "\0" * len(name))
        return [unit for _, unit in sorted(found.values(), key=lambda entry: entry[0])]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list of units would change: rows that are new, that differ, and that say what is known; and its errors."""

    new: tuple[UnitRow, ...]
    changed: tuple[UnitRow, ...]
    unchanged: tuple[UnitRow, ...]
    errors: tuple[RowError, ...]


def directory(turn: Turn) -> Directory:
    """The units in service by name."""
    return Directory(people.units(turn.work))


def row_of(unit: Unit) -> UnitRow:
    """The unit as a line of the office's list."""
    return UnitRow(unit.name, unit.full_name, tuple(unit.aliases), unit.kind, unit.level, unit.active)


def changes(turn: Turn, table: UnitTable) -> Changes:
    """What taking the list in would do; units that it does not name and columns that it lacks stay as they are."""
    known = {unit.name: row_of(unit) for unit in rows.every(turn.work)}
    new = tuple(row for row in table.rows if row.name not in known)
    told = [_completed(row, known[row.name], table.lacks) for row in table.rows if row.name in known]
    unchanged = tuple(row for row in told if known[row.name] == row)
    changed = tuple(row for row in told if known[row.name] != row)
    return Changes(new, changed, unchanged, table.errors)


def take_in(turn: Turn, table: UnitTable) -> Changes:
    """Make the new units and change those that differ; lines with errors are left out."""
    done = changes(turn, table)
    known = {unit.name: unit for unit in rows.every(turn.work)}
    for row in done.new:
        rows.add(turn.work, Unit(name=row.name, **_columns(row)))
    for row in done.changed:
        for column, value in _columns(row).items():
            setattr(known[row.name], column, value)
    turn.note("import_units", new=len(done.new), changed=len(done.changed), errors=len(done.errors))
    return done


def unresolved(turn: Turn, names: Sequence[str]) -> list[str]:
    """Those of these names that no unit in service is known by, each once."""
    known = directory(turn)
    return [name for name in dict.fromkeys(names) if known.named(name) is None]


def _completed(row: UnitRow, known: UnitRow, lacks: Sequence[str]) -> UnitRow:
    return replace(row, **{column: getattr(known, column) for column in lacks})


def _columns(row: UnitRow) -> dict[str, Any]:
    return {
        "full_name": row.full_name,
        "aliases": list(row.aliases),
        "kind": row.kind,
        "level": row.level,
        "active": row.active,
    }


def _folded(name: str) -> str:
    return plain(name).casefold()
