"""Joining: an invitation becomes a person, who gets the commands of his role and, as a deputy, his cases."""

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.services import menus, staff
from bot.services.invitations import LONGEST_NAME, hash_of
from bot.turn import Turn
from store import invitations, people
from store.people import Who
from store.tables import Invitation, Person


def open_invitation(turn: Turn, token: str) -> Invitation:
    """The invitation that a link carries, while it can be used.

    Raises:
        Refused: ``invitation_unknown``, ``invitation_used`` or ``invitation_expired``; ``joined_already`` for a person
            who has a role: another one is given by the office.
    """
    if turn.who is not None:
        raise Refused("joined_already", role=turn.who.role)
    return _usable(turn, invitations.by_hash(turn.work, hash_of(token)))


def offered_name(turn: Turn, invitation: Invitation) -> str:
    """What the invitation calls the person, else Telegram, which allows more characters than a person has here."""
    return invitation.name or " ".join(turn.called.split())[:LONGEST_NAME].strip()


def join(turn: Turn, invitation_id: int, name: str, language: str) -> None:
    """Make whoever asks a person by this invitation, and tell the office; of two who use it at once one is refused."""
    if turn.who is not None or turn.chat_id is None:
        raise Refused("old_button")
    invitation = _usable(turn, invitations.by_id(turn.work, invitation_id))
    person = _person(turn, turn.chat_id, invitation)
    person.name, person.language = name, language
    turn.work.flush()
    if not invitations.use(turn.work, invitation.id, person.id, turn.now):
        raise Refused("invitation_used")
    cases = _cases_of(turn, person) if _same(person.name, invitation.name) else 0
    who = people.by_chat(turn.work, turn.chat_id)
    assert who is not None  # noqa: S101 - the row was written above
    turn.who, turn.language = who, language
    turn.note("join", role=who.role.value, cases=cases)
    menus.set_for(turn, who)
    turn.answer("joining/welcome", role=who.role, unit=invitation.unit, name=name, cases=cases)
    staff.tell_open_cases(turn, who, invitation.unit)
    _tell_office(turn, who, invitation, cases)


def _usable(turn: Turn, invitation: Invitation | None) -> Invitation:
    if invitation is None:
        raise Refused("invitation_unknown")
    if invitation.used_at is not None:
        raise Refused("invitation_used")
    if invitation.expires_at <= turn.now:
        raise Refused("invitation_expired", expired_at=invitation.expires_at)
    return invitation


def _person(turn: Turn, chat_id: int, invitation: Invitation) -> Person:
    """A new row, or the one of somebody who was put out of service and comes back."""
    person = invitations.of_chat(turn.work, chat_id)
    if person is None:
        person = Person(chat_id=chat_id, joined_at=turn.now)
        invitations.add_person(turn.work, person)
    person.role, person.unit_id, person.step = invitation.role, invitation.unit_id, invitation.step
    person.active = person.reachable = True
    return person


def _same(one: str, other: str) -> bool:
    """Whether two names are one, however they are spaced."""
    return "".join(one.split()) == "".join(other.split())


def _cases_of(turn: Turn, person: Person) -> int:
    """A deputy whom the office invited by his name finds the cases that bear it, unless another has the same; how many.

    A name that somebody typed himself opens nothing: it would be a way into the cases of others.
    """
    if person.role is not Role.DEPUTY or invitations.share_name(turn.work, person.name) > 1:
        return 0
    return invitations.give_cases(turn.work, person.id, person.name)


def _tell_office(turn: Turn, who: Who, invitation: Invitation, cases: int) -> None:
    office = [person for person in people.with_role(turn.work, Role.OFFICE) if person.id != who.id]
    turn.tell(office, "joining/joined", person=who, unit=invitation.unit, cases=cases)
