"""What any file holds, whatever its format: cases, reply letters, outcomes and facts of a report, and what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.intake.published import PublishedProposal, Quarantined


class Form(StrEnum):
    """What a file turned out to be."""

    COMPENDIUM = "compendium"
    LEDGER = "ledger"
    SHEET = "sheet"  # the form of one proposal (专用纸, 提案表)
    LETTER = "letter"
    REPORT = "report"
    FEED = "feed"
    SEVERAL = "several"  # an archive of files of different forms


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a place: ``where`` a sheet or a file, ``row`` counted from 1 (0: none), ``column`` such as B.

    ``reason`` is a key of words.toml's ``row_errors``; ``near`` are names that may have been meant. What ``blocks``
    keeps the whole file out.
    """

    where: str
    row: int
    column: str
    reason: str
    value: str = ""
    near: tuple[str, ...] = ()
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """A reply as it was sent (答复函), and which case it answers: ``number`` is the case's, ``document`` its own."""

    title: str
    number: int | None
    session: str
    kind: str
    case_title: str
    addressed: tuple[str, ...]
    text: str
    units: tuple[str, ...]
    result_class: str = ""
    document: str = ""
    on: date | None = None
    contact: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a government report says became of one case; ``group`` is the heading it stands under."""

    title: str
    proposers: tuple[str, ...]
    text: str
    group: str
    line: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure as a text states it: ``unit`` is 件, % or empty, ``line`` that of the value, counted from 1."""

    fact: str
    value: str
    unit: str
    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Batch:
    """All that was read from one file; ``unused`` are columns of a ledger that nobody reads."""

    form: Form
    proposals: tuple[PublishedProposal, ...] = ()
    letters: tuple[ReplyLetter, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    facts: tuple[Fact, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    quarantine: tuple[Quarantined, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something in it keeps all of it out."""
        return any(fault.blocks for fault in self.faults)

    def placed(self, where: str) -> "Batch":
        """The same, each part saying from which file it is."""
        return replace(
            self,
            proposals=tuple(replace(one, where=_within(where, one.where)) for one in self.proposals),
            letters=tuple(replace(one, where=where) for one in self.letters),
            faults=tuple(replace(one, where=_within(where, one.where)) for one in self.faults),
        )


def together(batches: Iterable[Batch]) -> Batch:
    """Several as one."""
    all_ = tuple(batches)
    forms = {batch.form for batch in all_}
    return Batch(
        form=forms.pop() if len(forms) == 1 else Form.SEVERAL,
        proposals=tuple(one for batch in all_ for one in batch.proposals),
        letters=tuple(one for batch in all_ for one in batch.letters),
        outcomes=tuple(one for batch in all_ for one in batch.outcomes),
        facts=tuple(one for batch in all_ for one in batch.facts),
        totals={key: count for batch in all_ for key, count in batch.totals.items()},
        quarantine=tuple(one for batch in all_ for one in batch.quarantine),
        faults=tuple(one for batch in all_ for one in batch.faults),
        unused=tuple(dict.fromkeys(one for batch in all_ for one in batch.unused)),
    )


def _within(outer: str, inner: str) -> str:
    return f"{outer} · {inner}" if inner else outer
