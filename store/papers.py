"""What documents about one case, or about a stretch of time, need besides the case itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.lives import ProposalState
from store.database import Work
from store.tables import (
    Assignment,
    Commitment,
    Contact,
    JournalRow,
    Letter,
    Person,
    Proposal,
    PublishedReply,
    Reply,
    Sitting,
    Unit,
)
from store.tables.traffic import LetterState

_NEVER_FILED = (
    ProposalState.DRAFT,
    ProposalState.SIGNING,
    ProposalState.SUBMITTED,
    ProposalState.CHANGES,
    ProposalState.REJECTED,
    ProposalState.TRANSFERRED,
    ProposalState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One letter about a case: to whom, which message, and what is known of it."""

    at: datetime
    name: str | None
    message: str
    state: LetterState
    error: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One act of the journal."""

    act: str
    life: str
    subject_id: int | None
    proposal_id: int | None


def told(work: Work, proposal_id: int) -> list[Told]:
    """Every letter about a case, the oldest first."""
    query = (
        select(Letter.created_at, Person.name, Letter.message, Letter.state, Letter.error)
        .outerjoin(Person, Person.id == Letter.person_id)
        .where(Letter.proposal_id == proposal_id)
        .order_by(Letter.id)
    )
    return [Told(*row) for row in work.connection.execute(query)]


def names(work: Work, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these people, by id."""
    wanted = {one for one in ids if one is not None}
    return {
        row.id: row.name for row in work.connection.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    }


def contacts(work: Work, proposal_id: int) -> Sequence[Contact]:
    """The contacts with the proposers of a case, by day."""
    query = select(Contact).join(Contact.assignment).where(Assignment.proposal_id == proposal_id)
    return work.session.scalars(query.order_by(Contact.day, Contact.id)).all()


def promises(work: Work, proposal_id: int) -> Sequence[Commitment]:
    """The commitments that the replies to a case made, by date."""
    query = (
        select(Commitment).join(Commitment.reply).join(Reply.assignment).where(Assignment.proposal_id == proposal_id)
    )
    return work.session.scalars(query.order_by(Commitment.due, Commitment.id)).all()


def promises_of(work: Work, reply_ids: Collection[int]) -> list[str]:
    """The states of the commitments of these replies."""
    query = select(Commitment.reply_id, Commitment.state).order_by(Commitment.id)
    return [row.state.value for row in work.connection.execute(query) if row.reply_id in reply_ids]


def happened(work: Work, since: datetime, until: datetime, acts: Collection[str]) -> list[Happened]:
    """These acts from ``since`` on and before ``until``, as the journal has them."""
    query = (
        select(JournalRow.act, JournalRow.life, JournalRow.subject_id, JournalRow.proposal_id)
        .where(JournalRow.at >= since, JournalRow.at < until, JournalRow.act.in_(acts))
        .order_by(JournalRow.id)
    )
    return [Happened(*row) for row in work.connection.execute(query)]


def filed(work: Work, sitting_id: int) -> Sequence[Proposal]:
    """The cases of a sitting that were filed and are not sensitive, by number."""
    query = select(Proposal).where(
        Proposal.sitting_id == sitting_id, Proposal.state.not_in(_NEVER_FILED), ~Proposal.sensitive
    )
    return work.session.scalars(query.order_by(Proposal.number.nulls_last(), Proposal.id)).all()


def printed(work: Work, proposal_ids: Collection[int]) -> dict[int, list[PublishedReply]]:
    """The replies that came with an imported compendium, by case."""
    found: dict[int, list[PublishedReply]] = {}
    for reply in work.session.scalars(select(PublishedReply).order_by(PublishedReply.id)):
        if reply.proposal_id in proposal_ids:
            found.setdefault(reply.proposal_id, []).append(reply)
    return found


def sittings(work: Work) -> Sequence[Sitting]:
    """All sittings, the newest first; those known from earlier cases behind."""
    return work.session.scalars(select(Sitting).order_by(Sitting.past, Sitting.id.desc())).all()


def units_of(work: Work, share_ids: Iterable[int | None]) -> dict[int, str]:
    """The units of these shares, also of those that were cancelled, by the share's id."""
    wanted = {one for one in share_ids if one is not None}
    query = select(Assignment.id, Unit.name).join(Unit, Assignment.unit_id == Unit.id).where(Assignment.id.in_(wanted))
    return {row.id: row.name for row in work.connection.execute(query)}
