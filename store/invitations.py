"""Invitations as rows: found by the hash of their token, used once, and what a person who joins is given."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain import names
from bot.domain.lives import Role
from store.database import Work
from store.tables import Invitation, Person, Proposer

CHUNK = 500  # rows in one statement


def by_hash(work: Work, token_hash: str) -> Invitation | None:
    """The invitation whose token has this SHA-256, in hexadecimal digits."""
    return work.session.scalars(select(Invitation).where(Invitation.token_hash == token_hash)).one_or_none()


def by_id(work: Work, invitation_id: int) -> Invitation | None:
    """The invitation of this row id."""
    return work.session.get(Invitation, invitation_id)


def add(work: Work, invitation: Invitation) -> None:
    """A new invitation."""
    work.session.add(invitation)


def use(work: Work, invitation_id: int, person_id: int, now: datetime) -> bool:
    """Whether the invitation was still open; if so it is used now, and by this person."""
    done = work.connection.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .values(used_by=person_id, used_at=now)
    )
    return done.rowcount == 1


def of_chat(work: Work, chat_id: int) -> Person | None:
    """Whoever ever joined from this chat, in service or not."""
    return work.session.scalars(select(Person).where(Person.chat_id == chat_id)).one_or_none()


def add_person(work: Work, person: Person) -> None:
    """Somebody new."""
    work.session.add(person)


def share_name(work: Work, name: str) -> int:
    """How many deputies in service go by this name, however it is typed."""
    named = select(Person.name).where(Person.role == Role.DEPUTY, Person.active)
    return sum(names.alike(one) == names.alike(name) for one in work.session.scalars(named))


def give_cases(work: Work, person_id: int, name: str) -> int:
    """Make the person the proposer wherever this name, however typed, stands for nobody yet; in how many cases."""
    nobodys = work.session.execute(select(Proposer.id, Proposer.name).where(Proposer.person_id.is_(None)))
    his = [row.id for row in nobodys if names.alike(row.name) == names.alike(name)]
    given = 0
    for at in range(0, len(his), CHUNK):
        still = Proposer.id.in_(his[at : at + CHUNK]) & Proposer.person_id.is_(None)
        given += work.connection.execute(update(Proposer).where(still).values(person_id=person_id)).rowcount
    return given
