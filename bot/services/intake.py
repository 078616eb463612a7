"""What a file holds becomes cases: to be handled now, or kept from earlier sittings for reference.

Whole or not at all: a file with rows that are wrong is not taken in, and what fails in the midst undoes all of it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.errors import Refused
from bot.intake.batch import Batch, Fact, Fault, Form
from bot.intake.unit_names import plain as plain_name
from bot.services import answers_in, filing, making, units
from bot.services.answers_in import Placed
from bot.services.making import Purpose
from bot.services.recognition import Recognition
from bot.services.units import Directory
from bot.turn import Turn
from store import imports
from store import proposals as cases

FACT = 120  # signs that the columns hold
FIRST_TITLES = 5
NEAR, NEAR_ENOUGH = 3, 0.5  # names of units offered for one that nobody knows, and how much alike they must be

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds, before anything is changed."""

    form: Form
    found: int
    known: int
    titles: tuple[str, ...]
    totals: Mapping[str, int]
    quarantine: int
    unresolved: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    placed: tuple[Placed, ...] = ()
    facts: tuple[Fact, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something must be put right before anything is taken in."""
        return any(fault.blocks for fault in self.faults)

    @property
    def fresh(self) -> int:
        """How many cases would be made."""
        return self.found - self.known

    @property
    def kept(self) -> int:
        """How many letters and outcomes would be kept with their cases."""
        return sum(1 for one in self.placed if one.is_kept)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in; ``numbers`` are the first and the last number given, None where none was."""

    taken: int
    known: int
    numbers: tuple[int, int] | None
    kept: int = 0
    facts: int = 0


def preview(turn: Turn, batch: Batch) -> Preview:
    """What taking the file in would do."""
    found = batch.proposals
    parted = making.parted(turn, batch)
    signed = [name for one in found for name in one.reply_units]
    placed = answers_in.placed(turn, batch, parted.recognition)
    return Preview(
        form=batch.form,
        found=len(found),
        known=len(found) - len(parted.fresh),
        titles=tuple(one.title for one in list(parted.fresh.values())[:FIRST_TITLES]),
        totals=batch.totals,
        quarantine=len(batch.quarantine),
        unresolved=tuple(units.unresolved(turn, signed)),
        faults=tuple(faults(turn, batch, parted.recognition)),
        placed=tuple(placed),
        facts=batch.facts,
        unused=batch.unused,
    )


def faults(turn: Turn, batch: Batch, recognition: Recognition | None = None) -> list[Fault]:
    """What is wrong in a file, in its order: what its reader found, numbers that are taken, units nobody knows."""
    known = recognition or Recognition(turn)
    found = [*batch.faults, *_taken_numbers(turn, batch, known), *_unknown_units(turn, batch)]
    return sorted(found, key=lambda fault: (not fault.blocks, fault.where, fault.row))


def check_new(turn: Turn, sha256: str) -> None:
    """Raise Refused("imported_before") if a file with this content was taken in already."""
    earlier = cases.import_of(turn.work, sha256)
    if earlier is not None:
        raise Refused("imported_before", name=earlier.name, at=earlier.at, taken=earlier.taken)


def take_in(
    turn: Turn, batch: Batch, sha256: str, name: str, purpose: Purpose, progress: Progress = lambda _done, _all: None
) -> Taken:
    """Make cases of all proposals that are not known yet, and keep letters, outcomes and figures; or nothing at all.

    ``progress`` hears now and then how many cases of how many are made.

    Raises:
        Refused: ``imported_before`` when a file with this content was taken in already, ``rows_wrong`` (with
            ``faults``) when something in it must be put right first; nothing is changed then.
    """
    check_new(turn, sha256)
    parted = making.parted(turn, batch)
    wrong = [fault for fault in faults(turn, batch, parted.recognition) if fault.blocks]
    if wrong:
        raise Refused("rows_wrong", faults=wrong)
    made = making.make(turn, parted, purpose)
    if purpose is Purpose.NEW:
        filing.file_all(turn, made, progress)
    else:
        progress(len(made), len(made))
    placed = answers_in.placed(turn, batch, parted.recognition)
    kept = answers_in.keep(turn, placed)
    known = len(batch.proposals) - len(made)
    quarantine: list[dict[str, object]] = [{"line": entry.line, "text": entry.text} for entry in batch.quarantine]
    quarantine += answers_in.unplaced(placed)
    by = turn.who.id if turn.who is not None else None
    row = cases.note_import(
        turn.work, sha256, name, turn.now, by=by, taken=len(made), known=known, quarantine=quarantine
    )
    imports.keep_facts(turn.work, row, [_fact(fact) for fact in batch.facts])
    turn.note("import", file=name, sha256=sha256, purpose=purpose.value, taken=len(made), known=known, kept=kept)
    numbers = [proposal.number for proposal in made if proposal.number is not None]
    spread = (min(numbers), max(numbers)) if numbers else None
    return Taken(len(made), known, spread, kept, len(batch.facts))


def _taken_numbers(turn: Turn, batch: Batch, known: Recognition) -> Iterator[Fault]:
    """Numbers that a case of the sitting has already, if it is another case."""
    newest = cases.newest_sitting(turn.work)
    for one in batch.proposals:
        sitting = one.session or (newest.name if newest else "")
        if one.number is None or known.same(one, sitting):
            continue
        other = known.numbered(sitting, one.number) if sitting else None
        if other is not None:
            yield Fault(one.where, one.lines[0], "", "number_taken", str(one.number), (other.title,))


def _unknown_units(turn: Turn, batch: Batch) -> Iterator[Fault]:
    """Units that a row names and nobody knows, with those that are called alike; the row is taken all the same."""
    named = Counter(name for one in batch.proposals for name in (*one.units, *one.co_units))
    unknown = set(units.unresolved(turn, list(named)))
    directory = units.directory(turn)
    near = {name: _near(directory, name) for name in unknown}
    for one in batch.proposals:
        for name in (*one.units, *one.co_units):
            if name in unknown:
                yield Fault(one.where, one.lines[0], "", "unknown_unit", name, near[name], blocks=False)


def _near(directory: Directory, name: str) -> tuple[str, ...]:
    close = get_close_matches(plain_name(name), directory.names, NEAR, NEAR_ENOUGH)
    named = [unit.name for found in close if (unit := directory.named(found)) is not None]
    return tuple(dict.fromkeys([*(unit.name for unit in directory.containing(name)), *named]))[:NEAR]


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "fact": fact.fact[:FACT],
        "value": fact.value[:FACT],
        "unit": fact.unit,
        "line": fact.line,
        "sentence": fact.sentence,
    }
