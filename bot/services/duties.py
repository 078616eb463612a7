"""What units are there for, taken in from a table or a document, and written out with what the past suggests."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import Unreadable
from bot.intake.unit_names import UnitNames
from bot.intake.units import UnitRow
from bot.routing.duties import LONGEST, Duty, DutyError, is_table, read_duties
from bot.routing.gazette import read_tasks
from bot.routing.starter import duties_of, own
from bot.routing.wording import grams, plain, subject
from bot.services import passages
from bot.services.units import row_of
from bot.turn import Turn
from store import people
from store import routing as rows

OFTEN = 3  # cases of a unit that share words before these are suggested as its duty
ALONE = 0.8  # of all cases with these words that the unit had


@dataclass(frozen=True, slots=True)
class TakenDuties:
    """How many duties stand, of how many units; lines with errors, and names that are no unit's."""

    duties: int
    units: int
    errors: tuple[DutyError, ...] = ()
    unknown: tuple[str, ...] = ()
    passages: int = 0  # of a document, to be quoted in replies


def take_in(turn: Turn, text: str, document: str, *, keep: bool = True) -> TakenDuties:
    """Take a table in as the office's own list, anything else as a document by its name; the same file again replaces.

    Raises:
        Unreadable: ``no_duties`` when the text is no table of duties, shares out no tasks and has no document number.
    """
    units = _units(turn)
    names = UnitNames(units)
    if not is_table(text):
        found = [
            Duty(unit, task.text, share, "document")
            for task in read_tasks(text, names)
            for unit, share in task.shares().items()
        ]
        said = passages.read(text, document)
        if not found and not any(one.number for one in said):
            raise Unreadable("no_duties")
        if keep:
            passages.keep(turn, document, said)
        return replace(_keep(turn, found, "document", document, keep=keep), passages=len(said))
    listed, errors = read_duties(text)
    found, unknown = own(listed, units, names)
    kept = _keep(turn, found, "local", "", keep=keep)
    return TakenDuties(kept.duties, kept.units, errors, tuple(unknown))


def list_in_use(turn: Turn) -> list[Duty]:
    """The starter list for the office's units under its own, and last what past cases suggest, marked as learned."""
    units = _units(turn)
    local = [Duty(*row) for row in rows.duties(turn.work) if row[3] == "local"]
    used = {(duty.unit, duty.text): duty for duty in (*duties_of(units), *local)}
    known = {duty.text for duty in used.values()}
    return [*used.values(), *(duty for duty in _learned(rows.given(turn.work)) if duty.text not in known)]


def _units(turn: Turn) -> tuple[UnitRow, ...]:
    return tuple(row_of(unit) for unit in people.units(turn.work))


def _keep(turn: Turn, found: Sequence[Duty], source: str, document: str, *, keep: bool) -> TakenDuties:
    ids = {unit.name: unit.id for unit in people.units(turn.work)}
    if keep:
        values = [(ids[duty.unit], plain(duty.text)[:LONGEST], duty.weight) for duty in found]
        rows.replace(turn.work, source, document, values)
    return TakenDuties(len(found), len({duty.unit for duty in found}))


def _learned(had: Iterable[rows.Had]) -> list[Duty]:
    """Words that several cases of one unit share and hardly anybody else's have."""
    seen: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case in had:
        for gram in set(grams(subject(case.title))):
            seen[gram][case.unit] += 1
    found = []
    for words, counts in seen.items():
        unit = max(counts, key=lambda name: counts[name])
        if counts[unit] >= OFTEN and counts[unit] >= ALONE * sum(counts.values()):
            found.append(Duty(unit, words, 1.0, "learned"))
    return found
