"""What reports and the compendium show, as plain values like those of ``bot.documents.facts``."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.documents.facts import Facts, Part
from bot.domain.rates import Rate


@dataclass(frozen=True, slots=True)
class Example(Part):
    """One case named as an example."""

    number: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Slice(Part):
    """One part of a whole; the percents of all parts add up to exactly 100.0."""

    name: str
    count: int
    percent: Decimal
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked(Part):
    """One unit in the ranking; ``rank`` None for one that answered nothing, ``content`` None where too few rated."""

    rank: int | None
    unit: str
    in_time: Rate
    returned: int
    content: Rate | None


@dataclass(frozen=True, slots=True)
class Late(Part):
    """One share past its date."""

    number: str
    title: str
    unit: str
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class Bulletin(Facts):
    """办理情况通报: one month, and the units in order."""

    office: str
    year: int
    month: int
    first: date
    last: date
    as_of: date
    filed: int
    assigned: int
    closed: int
    returned: int
    answered: Rate
    open: Rate
    rated: int
    verdicts: tuple[Slice, ...]
    content: Rate
    ranking: tuple[Ranked, ...]
    least: int
    late: tuple[Late, ...]


@dataclass(frozen=True, slots=True)
class KeyCase(Part):
    """One key case of the year."""

    number: str
    title: str
    unit: str
    state: str
    result: str


@dataclass(frozen=True, slots=True)
class UnitYear(Part):
    """One unit's year."""

    unit: str
    given: int
    done: int
    returned: int
    in_time: Rate


@dataclass(frozen=True, slots=True)
class Annual(Facts):
    """年度报告: the cases filed in one year, as they stand."""

    office: str
    year: int
    as_of: date
    filed: int
    kinds: tuple[Slice, ...]
    units: int
    key: int
    answered: Rate
    in_time: Rate
    met: Rate
    content: Rate
    rated: Rate
    again: int
    classes: tuple[Slice, ...]
    verdicts: tuple[Slice, ...]
    unsatisfied: int
    key_cases: tuple[KeyCase, ...]
    by_unit: tuple[UnitYear, ...]
    late: int
    returned: int
    promises: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class PrintedReply(Part):
    """One reply as it is published."""

    paragraphs: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedCase(Part):
    """One case as it is published, whole."""

    title: str
    proposers: tuple[str, ...]
    proposer_label: str
    addressed: str
    background: tuple[str, ...]
    requests: tuple[str, ...]
    replies: tuple[PrintedReply, ...]


@dataclass(frozen=True, slots=True)
class Compendium(Facts):
    """汇编: what may be published, of one sitting and kind; ``titles`` are those of which only the title may."""

    sitting: str
    kind: str
    cases: tuple[PrintedCase, ...]
    titles: tuple[str, ...]
