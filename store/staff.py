"""The people as the office keeps them: looked up, changed, and what one of them leaves behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from bot.domain.lives import AssignmentState, Part, ReplyState, Role
from store.database import Work
from store.tables import Assignment, JournalRow, Person, Reply, Unit


@dataclass(frozen=True, slots=True)
class Page:
    """Some of those who were found, and how many there are in all."""

    found: Sequence[Person]
    count: int


def matching(work: Work, words: str, *, skip: int, at_most: int) -> Page:
    """Everybody whose name or unit holds these words, those in service first; everybody for no words."""
    where: list[ColumnElement[bool]] = []
    if words:
        named = Person.name.icontains(words, autoescape=True)
        where = [
            or_(named, Unit.name.icontains(words, autoescape=True), Unit.full_name.icontains(words, autoescape=True))
        ]
    joined = select(Person).outerjoin(Unit, Unit.id == Person.unit_id).where(*where)
    count = work.session.scalar(joined.with_only_columns(func.count(Person.id))) or 0
    ordered = joined.order_by(Person.active.desc(), Person.role, Person.name, Person.id)
    return Page(work.session.scalars(ordered.offset(skip).limit(at_most)).all(), count)


def by_id(work: Work, person_id: int) -> Person | None:
    """One person, in service or not; None where there is none of this id."""
    return work.session.get(Person, person_id, populate_existing=True)


def to_write(work: Work, person_id: int) -> Person:
    """The person as he is now, held until the transaction ends."""
    work.flush()
    return work.session.get_one(Person, person_id, with_for_update={"of": Person}, populate_existing=True)


def drafts_of(work: Work, person: Person) -> Sequence[Reply]:
    """The replies that this person was writing for his unit and that nobody has submitted."""
    begun = (
        select(Reply)
        .join(Reply.assignment)
        .where(
            Reply.state == ReplyState.DRAFTING,
            Reply.drafted_by == person.id,
            Assignment.unit_id == person.unit_id,
            Assignment.state.in_((AssignmentState.HANDLING, AssignmentState.PAUSED)),
        )
    )
    return work.session.scalars(begun.order_by(Assignment.due, Reply.id)).all()


def opinions_of(work: Work, person: Person) -> Sequence[Assignment]:
    """The shares whose opinion this person was writing and that nobody has delivered."""
    wrote = select(JournalRow.subject_id).where(
        JournalRow.life == "assignment", JournalRow.act == "write", JournalRow.person_id == person.id
    )
    begun = select(Assignment).where(
        Assignment.state == AssignmentState.HANDLING,
        Assignment.part == Part.CO,
        Assignment.opinion != "",
        Assignment.unit_id == person.unit_id,
        Assignment.id.in_(wrote),
    )
    return work.session.scalars(begun.order_by(Assignment.due, Assignment.id)).all()


def was_without(work: Work, unit_id: int, role: Role, person_id: int) -> bool:
    """Whether nobody but this person has the role in a unit."""
    others = select(func.count()).where(
        Person.unit_id == unit_id, Person.role == role, Person.active, Person.id != person_id
    )
    return not work.session.scalar(others)
