"""What documents show, as plain values: gathered by the services, named in the forms just as here.

A text has no markup; ``points``, ``background`` and the like are paragraphs. A case whose content is to stay out of a
document has an empty title.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All of what one form shows."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several alike: a row of a table, a section of a letter."""


@dataclass(frozen=True, slots=True)
class Point(Part):
    """One request and its answer; ``ours`` False makes the answer the reason why it is not the unit's business."""

    ordinal: str
    request: str
    paragraphs: tuple[str, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class Letter(Facts):
    """答复函: a unit's reply to the proposers; ``issued_on`` None leaves the date to be written by hand."""

    office: str
    unit: str
    sitting: str
    kind: str
    is_proposal: bool
    number: str
    title: str
    year: int
    document_number: str
    addressed: str
    you: str
    round: int
    result_code: str
    result: str
    points: tuple[Point, ...]
    co_units: tuple[str, ...]
    co_signers: tuple[str, ...]  # who signs after the unit
    enclosures: tuple[str, ...]
    drafter: str
    signer: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class OrderShare(Part):
    """One unit on the assignment sheet."""

    unit: str
    part: str
    accept_due: date
    due: date


@dataclass(frozen=True, slots=True)
class Order(Facts):
    """交办单: what is given to whom, and until when."""

    office: str
    sitting: str
    kind: str
    number: str
    title: str
    key: bool
    proposers: tuple[str, ...]
    background: tuple[str, ...]
    requests: tuple[str, ...]
    written: bool  # whether the proposers want a reply in writing
    shares: tuple[OrderShare, ...]
    assigned_on: date | None
    return_until: date | None


@dataclass(frozen=True, slots=True)
class Question(Part):
    """One question of the survey with its options."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion(Facts):
    """征询意见表: the survey on paper, for whom no message reaches."""

    office: str
    sitting: str
    kind: str
    number: str
    title: str
    addressed: str
    you: str
    units: tuple[str, ...]
    result: str
    draft: bool  # whether it goes with the draft of the reply
    issued_on: date | None
    due: date | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class FileShare(Part):
    """One unit's share in one round, with why it is due when it is."""

    round: int
    unit: str
    part: str
    state: str
    assigned_on: date
    due: date
    original_due: date
    done_on: date | None
    in_time: bool | None
    why: tuple[str, ...]
    opinion: str


@dataclass(frozen=True, slots=True)
class FileReply(Part):
    """One reply and how many versions it had."""

    round: int
    unit: str
    state: str
    result: str
    versions: int
    issued_at: datetime | None
    enclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met(Part):
    """One contact with the proposer."""

    on: date
    unit: str
    mode: str
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Rating(Part):
    """One proposer's rating of one reply."""

    at: datetime | None
    person: str
    unit: str
    round: int
    verdict: str
    answers: tuple[str, ...]
    reason: str
    of_draft: bool = False  # what stands was said of the draft, before the reply was issued


@dataclass(frozen=True, slots=True)
class Promise(Part):
    """One commitment of a reply."""

    text: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class Event(Part):
    """One line of the journal."""

    at: datetime
    who: str
    act: str


@dataclass(frozen=True, slots=True)
class Told(Part):
    """Who was told what, when, and what became of it."""

    at: datetime
    to: str
    what: str
    fate: str


@dataclass(frozen=True, slots=True)
class CaseFile(Facts):
    """案卷目录: everything about one case."""

    office: str
    sitting: str
    kind: str
    number: str
    title: str
    proposers: tuple[str, ...]
    state: str
    round: int
    filed_on: date | None
    closed_on: date | None
    background: tuple[str, ...]
    requests: tuple[str, ...]
    shares: tuple[FileShare, ...]
    contacts: tuple[Met, ...]
    replies: tuple[FileReply, ...]
    ratings: tuple[Rating, ...]
    promises: tuple[Promise, ...]
    timeline: tuple[Event, ...]
    told: tuple[Told, ...]
    made_at: datetime
