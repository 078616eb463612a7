"""The one place where an act is checked and done: role, unit and case, the table's row, the change, what is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT, LIVES, PROPOSAL, REPLY, SURVEY, Life, Move, acts_open_to, move
from bot.domain.lives import Act, AssignmentState, Audience, Part, Role
from bot.turn import FileOut, Turn
from store import people, states
from store.people import Who
from store.tables import Assignment, Proposal, Reply, Survey

Subject = Proposal | Assignment | Reply | Survey

_LIFE: dict[type, Life] = {Proposal: PROPOSAL, Assignment: ASSIGNMENT, Reply: REPLY, Survey: SURVEY}
assert len(_LIFE) == len(LIVES)  # noqa: S101 - a life without a table row class would be unreachable


def life_of(subject: Subject) -> Life:
    """The table that a subject lives by."""
    return _LIFE[type(subject)]


def proposal_of(subject: Subject) -> Proposal:
    """The case a subject belongs to."""
    if isinstance(subject, Proposal):
        return subject
    assignment = assignment_of(subject)
    assert assignment is not None  # noqa: S101 - only a proposal has none
    return assignment.proposal


def assignment_of(subject: Subject) -> Assignment | None:
    """The unit's share a subject belongs to; None for a proposal."""
    if isinstance(subject, Assignment):
        return subject
    if isinstance(subject, Reply):
        return subject.assignment
    return subject.reply.assignment if isinstance(subject, Survey) else None


def may(turn: Turn, subject: Subject, act: Act, facts: Facts | None = None, *, clock: bool = False) -> Move:
    """The row by which this person may do an act now, or Refused; nothing is changed."""
    role = Role.SYSTEM if clock or turn.who is None else turn.who.role
    if role is not Role.SYSTEM and turn.who is not None:
        check_concerned(turn.who, subject)
    facts = facts or Facts()
    return move(life_of(subject), subject.state, act, role, facts if facts.now else replace(facts, now=turn.now))


def do(
    turn: Turn,
    subject: Subject,
    act: Act,
    facts: Facts | None = None,
    *,
    clock: bool = False,
    files: Mapping[Audience, Sequence[FileOut]] = MappingProxyType({}),
    sets: Mapping[str, Any] = MappingProxyType({}),
    **said: Any,  # noqa: ANN401 - for the templates
) -> Move:
    """Do an act, or raise Refused and change nothing.

    ``clock`` does it as the system, as the consequence of another act. ``files`` go with the letter of an audience.
    ``sets`` are columns of the subject that the act fills in.
    ``said`` are more facts for the templates of those who are told; each of them also has ``proposal``, ``assignment``,
    ``reply`` and ``survey`` where there is one.
    """
    row = may(turn, subject, act, facts, clock=clock)
    life = life_of(subject)
    turn.work.flush_new()
    if not states.change(turn.work, subject, row.at, row.becomes, sets):
        raise Refused("too_late", life=life.name, act=act)
    turn.note(
        act.value,
        life=life.name,
        subject_id=subject.id,
        proposal_id=proposal_of(subject).id,
        from_state=row.at.value,
        to_state=row.becomes.value,
        **{key: value for key, value in said.items() if isinstance(value, str | int | bool)},
    )
    about = around(subject) | said
    for audience, message in row.told.items():
        told = [person for person in hearers(turn, audience, subject) if turn.who is None or person.id != turn.who.id]
        turn.tell(told, message, files=files.get(audience, ()), **about)
    return row


def around(subject: Subject) -> dict[str, Any]:
    """The facts every template about a subject may show."""
    about: dict[str, Any] = {"proposal": proposal_of(subject)}
    if (assignment := assignment_of(subject)) is not None:
        about["assignment"] = assignment
    if isinstance(subject, Survey):
        return about | {"reply": subject.reply, "survey": subject}
    return about | {"reply": subject} if isinstance(subject, Reply) else about


def check_concerned(who: Who, subject: Subject) -> None:
    """Raise Refused("not_yours") unless the case is this person's: the act's unit, the proposer, the office."""
    if not concerns(who, subject):
        raise Refused("not_yours", life=life_of(subject).name)


def concerns(who: Who, subject: Subject) -> bool:
    """Whether a person may see and touch a subject: the whole case for the office, its own share for a unit."""
    if who.role is Role.OFFICE:
        return True
    if who.role in (Role.LIAISON, Role.LEADER):
        assignment = assignment_of(subject)
        if assignment is not None:
            return assignment.unit_id == who.unit_id
        return any(a.unit_id == who.unit_id for a in proposal_of(subject).assignments)
    if who.role is Role.DEPUTY:
        if isinstance(subject, Survey):
            return subject.person_id == who.id
        return any(p.person_id == who.id for p in proposal_of(subject).proposers)
    return who.role is Role.SUPERVISOR and proposal_of(subject).key


def open_acts(turn: Turn, subject: Subject) -> list[Act]:
    """What this person may try with this subject now; what is offered as a button besides needs a conversation."""
    if turn.who is None or not concerns(turn.who, subject):
        return []
    return acts_open_to(life_of(subject), subject.state, turn.who.role)


def hearers(turn: Turn, audience: Audience, subject: Subject) -> list[Who]:
    """The people behind an audience of a table's row."""
    work = turn.work
    if audience is Audience.OFFICE:
        return people.with_role(work, Role.OFFICE)
    if audience in (Audience.PROPOSERS, Audience.COSIGNERS):
        found = people.proposers(work, proposal_of(subject).id)
        return found if audience is Audience.PROPOSERS else found[1:]
    assignment = assignment_of(subject)
    if audience is Audience.UNIT and assignment is not None:
        return people.of_unit(work, assignment.unit_id, Role.LIAISON)
    if audience is Audience.LEADERS and assignment is not None:
        return people.of_unit(work, assignment.unit_id, Role.LEADER)
    return _of_units(turn, proposal_of(subject), audience)


def _of_units(turn: Turn, proposal: Proposal, audience: Audience) -> list[Who]:
    def meant(assignment: Assignment) -> bool:
        if assignment.round != proposal.round or assignment.state is AssignmentState.CANCELLED:
            return False
        return audience is Audience.UNITS or (assignment.part is Part.CO) == (audience is Audience.CO_UNITS)

    units: Iterable[int] = dict.fromkeys(a.unit_id for a in proposal.assignments if meant(a))
    return [person for unit in units for person in people.of_unit(turn.work, unit, Role.LIAISON)]
