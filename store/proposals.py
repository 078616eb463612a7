"""Proposals as rows: by proposer, by fingerprint, those to be assigned; numbers given; sittings and imports."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert
from sqlalchemy.orm import selectinload

from bot.domain import names
from bot.domain.lives import ProposalState, Role
from store.database import Work
from store.tables import Import, Person, Proposal, Proposer, Request, Sitting

_THROWN_AWAY = and_(  # a draft that was never handed in
    Proposal.state == ProposalState.WITHDRAWN, Proposal.submitted_at.is_(None), Proposal.number.is_(None)
)
CHUNK = 500  # SQLite takes a limited number of values in one statement


def by_id(work: Work, proposal_id: int) -> Proposal | None:
    """The proposal of this row id."""
    return work.session.get(Proposal, proposal_id)


def to_write(work: Work, proposal_id: int) -> Proposal:
    """The proposal and its proposers as they are now, held until the transaction ends."""
    work.flush()
    found = work.session.get_one(Proposal, proposal_id, with_for_update={"of": Proposal}, populate_existing=True)
    work.session.expire(found, ["proposers"])
    return found


def drop_proposers(work: Work, proposal: Proposal, some: Sequence[Proposer]) -> None:
    """Take these off the proposal."""
    for one in some:
        proposal.proposers.remove(one)
        work.session.delete(one)
    work.flush()


def being_signed(work: Work, until: date) -> Sequence[int]:
    """The ids of the proposals whose signing term ends by this day."""
    asked = select(Proposal.id).where(Proposal.state == ProposalState.SIGNING, Proposal.sign_until <= until)
    return work.session.scalars(asked.order_by(Proposal.id)).all()


def of_person(work: Work, person_id: int, *, skip: int = 0, at_most: int | None = None) -> Sequence[Proposal]:
    """What somebody put forward, alone or with others, the latest first."""
    asked = (
        select(Proposal).join(Proposer).where(*_own(person_id)).order_by(Proposal.id.desc()).offset(skip).limit(at_most)
    )
    return work.session.scalars(asked).all()


def count_of_person(work: Work, person_id: int) -> int:
    """How many proposals carry this person's name."""
    asked = select(func.count()).select_from(Proposer).join(Proposal).where(*_own(person_id))
    return work.session.scalar(asked) or 0


def _own(person_id: int) -> tuple[ColumnElement[bool], ...]:
    """Nobody sees a draft that he is only meant to be asked to sign, nor a proposal that he declined to."""
    shown = or_(Proposal.state != ProposalState.DRAFT, Proposer.position == 1)
    return (Proposer.person_id == person_id, Proposer.declined_at.is_(None), ~_THROWN_AWAY, shown)


def in_states(work: Work, states: Collection[ProposalState]) -> Sequence[Proposal]:
    """The cases at one of these states, by row."""
    return work.session.scalars(select(Proposal).where(Proposal.state.in_(states)).order_by(Proposal.id)).all()


def to_assign(work: Work, *, skip: int = 0, at_most: int | None = None) -> Sequence[Proposal]:
    """The filed cases that no unit has been given, in the order of sittings and numbers."""
    asked = select(Proposal).where(Proposal.state == ProposalState.FILED)
    ordered = asked.order_by(Proposal.sitting_id, Proposal.number).offset(skip).limit(at_most)
    return work.session.scalars(ordered).all()


def count_to_assign(work: Work) -> int:
    """How many filed cases no unit has been given."""
    return (
        work.session.scalar(select(func.count()).select_from(Proposal).where(Proposal.state == ProposalState.FILED))
        or 0
    )


def supervised(work: Work, person_id: int, *, skip: int, at_most: int) -> Sequence[Proposal]:
    """The key cases that carry this person's name, the latest first."""
    asked = select(Proposal).where(Proposal.supervisor_id == person_id, Proposal.key)
    return work.session.scalars(asked.order_by(Proposal.id.desc()).offset(skip).limit(at_most)).all()


def count_supervised(work: Work, person_id: int) -> int:
    """How many key cases carry this person's name."""
    asked = select(func.count()).select_from(Proposal).where(Proposal.supervisor_id == person_id, Proposal.key)
    return work.session.scalar(asked) or 0


def numbered(work: Work, numbers: Collection[int]) -> dict[int, list[Proposal]]:
    """The cases of these numbers in sittings that are not past, the newest sitting first."""
    wanted, found = sorted(numbers), dict[int, list[Proposal]]()
    for start in range(0, len(wanted), CHUNK):
        asked = (
            select(Proposal)
            .join(Sitting)
            .where(Proposal.number.in_(wanted[start : start + CHUNK]), ~Sitting.past)
            .options(selectinload(Proposal.assignments))
            .order_by(Sitting.id.desc())
        )
        for case in work.session.scalars(asked):
            found.setdefault(case.number or 0, []).append(case)
    return found


def newest_sitting(work: Work) -> Sitting | None:
    """The sitting that new cases belong to; those known from earlier cases only do not count."""
    return work.session.scalars(select(Sitting).where(~Sitting.past).order_by(Sitting.id.desc())).first()


def sitting_named(work: Work, name: str, *, past: bool = False) -> Sitting:
    """The sitting of this name, made if there is none; once new cases belong to it, it is past no more."""
    into = lite_insert(Sitting) if work.dialect == "sqlite" else pg_insert(Sitting)
    new = into.values(name=name, past=past, last_number=0).on_conflict_do_nothing(index_elements=["name"])
    work.session.execute(new)
    sitting = work.session.scalars(select(Sitting).where(Sitting.name == name)).one()
    sitting.past = sitting.past and past
    return sitting


def next_number(work: Work, sitting_id: int) -> int:
    """A number of the sitting that nobody had before; it is never given again, even if its case is withdrawn."""
    raised = (
        update(Sitting)
        .where(Sitting.id == sitting_id)
        .values(last_number=Sitting.last_number + 1)
        .returning(Sitting.last_number)
        .execution_options(synchronize_session=False)
    )
    return work.session.execute(raised).scalar_one()


def known_of(work: Work, fingerprints: Collection[str]) -> set[str]:
    """Those of these fingerprints that a proposal has already."""
    wanted = sorted(set(fingerprints))
    known: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found = work.session.scalars(select(Proposal.fingerprint).where(Proposal.fingerprint.in_(part)))
        known.update(print_ for print_ in found if print_ is not None)
    return known


def deputies_by_name(work: Work) -> dict[str, int]:
    """The person ids of active deputies by their names as `names.alike` has them; not a name that two of them share."""
    named: dict[str, list[int]] = {}
    for row in work.session.execute(select(Person.name, Person.id).where(Person.role == Role.DEPUTY, Person.active)):
        named.setdefault(names.alike(row[0]), []).append(row[1])
    return {name: ids[0] for name, ids in named.items() if len(ids) == 1}


def set_requests(work: Work, proposal: Proposal, texts: Sequence[str]) -> None:
    """Make these, numbered from 1, the proposal's requests."""
    for request in proposal.requests[len(texts) :]:
        proposal.requests.remove(request)
        work.session.delete(request)
    for request, text in zip(proposal.requests, texts, strict=False):
        request.text = text
    for position in range(len(proposal.requests) + 1, len(texts) + 1):
        proposal.requests.append(Request(position=position, text=texts[position - 1], open_round=1))


def import_of(work: Work, sha256: str) -> Import | None:
    """The import of a file with this content, if there was one."""
    return work.session.scalars(select(Import).where(Import.sha256 == sha256)).first()


def note_import(  # noqa: PLR0913 - each is a column of the import
    work: Work,
    sha256: str,
    name: str,
    at: datetime,
    *,
    by: int | None,
    taken: int,
    known: int,
    quarantine: list[dict[str, object]],
) -> Import:
    """Remember that a file was taken in, with the lines of it that found no place."""
    row = Import(sha256=sha256, name=name[:200], at=at, by=by, taken=taken, known=known, quarantine=quarantine)
    work.session.add(row)
    return row
