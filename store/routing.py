"""What finding a unit for a case rests on: units, what they are there for, and who had which case before."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.lives import AssignmentState, Part
from store.database import Work
from store.tables import Assignment, Duty, Proposal, PublishedReply, Unit

# A share that was given back, or taken away, is no precedent; and nobody learns what a sensitive case is about.
_STANDS: tuple[ColumnElement[bool], ...] = (
    Assignment.part != Part.CO,
    Assignment.state.not_in((AssignmentState.CANCELLED, AssignmentState.RETURNED, AssignmentState.DISPUTED)),
)


@dataclass(frozen=True, slots=True)
class State:
    """What an index was made of: which database, its duties, published replies, the shares that stand, hidden ones."""

    database: str
    duties: tuple[int, int, float]
    published: tuple[int, int]
    shares: tuple[int, int]
    hidden: int


@dataclass(frozen=True, slots=True)
class Had:
    """A case that a unit has or had: the unit's name, the case's title and its number."""

    unit: str
    title: str
    number: int | None


def state(work: Work) -> State:
    """How much there is to learn from, in three short questions."""
    duties = work.session.execute(
        select(func.count(), func.max(Duty.id), func.sum(Duty.weight)).select_from(Duty)
    ).one()
    published = work.session.execute(
        select(func.count(), func.max(PublishedReply.id))
        .join(Proposal, Proposal.id == PublishedReply.proposal_id)
        .where(~Proposal.sensitive)
    ).one()
    shown = func.count().filter(~Proposal.sensitive), func.max(Assignment.id), func.count().filter(Proposal.sensitive)
    shares = work.session.execute(select(*shown).join(Assignment.proposal).where(*_STANDS)).one()
    return State(
        str(work.connection.engine.url),
        (duties[0], duties[1] or 0, float(duties[2] or 0)),
        (published[0], published[1] or 0),
        (shares[0], shares[1] or 0),
        shares[2],
    )


def duties(work: Work) -> list[tuple[str, str, float, str]]:
    """Every duty of the office's own: the unit's name, the words, the weight, the source."""
    asked = select(Unit.name, Duty.text, Duty.weight, Duty.source).join(Unit, Unit.id == Duty.unit_id).order_by(Duty.id)
    return [(name, text, weight, source) for name, text, weight, source in work.session.execute(asked)]


def given(work: Work, after: int = 0) -> list[Had]:
    """The shares that stand, those beyond a row id only, the oldest first."""
    asked = (
        select(Unit.name, Proposal.title, Proposal.number)
        .select_from(Assignment)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Proposal, Proposal.id == Assignment.proposal_id)
        .where(*_STANDS, ~Proposal.sensitive, Assignment.id > after)
        .order_by(Assignment.id)
    )
    return [Had(unit, title, number) for unit, title, number in work.session.execute(asked)]


def signed(work: Work) -> list[tuple[str, int | None, list[str]]]:
    """The title and number of each case with a published reply, and the names that signed it, as printed."""
    asked = (
        select(Proposal.title, Proposal.number, PublishedReply.signed_by)
        .join(Proposal, Proposal.id == PublishedReply.proposal_id)
        .where(~Proposal.sensitive)
        .order_by(PublishedReply.id)
    )
    return [(title, number, list(names)) for title, number, names in work.session.execute(asked)]


def replace(work: Work, source: str, document: str, rows: Iterable[tuple[int, str, float]]) -> int:
    """In place of what a source, and a document, said before: duties of unit ids; how many there are now."""
    work.session.execute(delete(Duty).where(Duty.source == source, Duty.document == document))
    values = [
        {"unit_id": unit, "text": text, "weight": weight, "source": source, "document": document}
        for unit, text, weight in rows
    ]
    if values:
        work.session.execute(insert(Duty), values)
    return len(values)
