"""The one place where an act is checked and done: role, unit and case, the table's row, the change, what is said."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT, COMMITMENT, LIVES, PROPOSAL, REPLY, SURVEY, Life, Move, move, rows_open_to
from bot.domain.lives import Act, AssignmentState, Audience, Part, ProposalState, Role, Whose
from bot.services import chain, noted, notices
from bot.services import facts as known
from bot.turn import FileOut, Turn
from store import people, states
from store.people import Who
from store.tables import Assignment, Commitment, Proposal, Proposer, Reply, Survey

Subject = Proposal | Assignment | Reply | Survey | Commitment

_LIFE: dict[type, Life] = {
    Proposal: PROPOSAL,
    Assignment: ASSIGNMENT,
    Reply: REPLY,
    Survey: SURVEY,
    Commitment: COMMITMENT,
}
# What consists of words about the case, which are not written in the chat where it is sensitive.
ON_PAPER = frozenset({Act.SUBMIT, Act.ASK_COUNTERSIGN, Act.DELIVER_OPINION, Act.ASK_PROPOSER, Act.OBJECT})
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
    return subject.reply.assignment if isinstance(subject, Survey | Commitment) else None


def may(turn: Turn, subject: Subject, act: Act, facts: Facts | None = None, *, clock: bool = False) -> Move:
    """The row by which this person may do an act now, or Refused; nothing is changed.

    ``facts`` are read from the rows unless the caller knows better.
    """
    return _permitted(turn, subject, act, facts, clock=clock)[0]


def _permitted(turn: Turn, subject: Subject, act: Act, facts: Facts | None, *, clock: bool) -> tuple[Move, Who | None]:
    """The row, and in whose place it is done: None for an act of one's own."""
    refusal: Refused | None = None
    for capacity in [turn] if clock else capacities(turn):
        try:
            row = _row(capacity, subject, act, facts, clock=clock)
        except Refused as reason:
            refusal = refusal or reason
        else:
            return row, None if capacity is turn else capacity.who
    assert refusal is not None  # noqa: S101 - there is one capacity at least
    raise refusal


def capacities(turn: Turn) -> list[Turn]:
    """The turn as whoever asks has it, and as those have it who are away and for whom he stands in."""
    if turn.who is None or not turn.who.stands_in:
        return [turn]
    return [turn, *(replace(turn, who=away) for away in people.represented(turn.work, turn.who.id))]


def roles(turn: Turn) -> set[Role]:
    """The roles in which whoever asks may act: his own, and those of whom he stands in for."""
    return {capacity.who.role for capacity in capacities(turn) if capacity.who is not None}


def _row(turn: Turn, subject: Subject, act: Act, facts: Facts | None, *, clock: bool) -> Move:
    life = life_of(subject)
    if act in ON_PAPER and not clock and proposal_of(subject).sensitive:
        raise Refused("sensitive_on_paper")
    row = life.row(subject.state, act)
    role = Role.SYSTEM if clock or turn.who is None else turn.who.role
    if role is not Role.SYSTEM and turn.who is not None:
        usual = next((one.whose for one in life.moves if one.act is act), Whose.OWN)
        check_concerned(turn.who, subject, row.whose if row is not None else usual)
    if facts is None:
        facts = known.of(turn, subject) if row is not None and row.guards else Facts()
    return move(life, subject.state, act, role, replace(facts, now=facts.now or turn.now))


def do(  # noqa: PLR0913 - what an act may bring along
    turn: Turn,
    subject: Subject,
    act: Act,
    facts: Facts | None = None,
    *,
    clock: bool = False,
    files: Mapping[Audience, Sequence[FileOut]] = MappingProxyType({}),
    sets: Mapping[str, Any] = MappingProxyType({}),
    knowing: Collection[Audience] = (),
    **said: Any,  # noqa: ANN401 - for the templates
) -> Move:
    """Do an act, or raise Refused and change nothing.

    ``clock`` does it as the system, as the consequence of another act: the journal then names nobody. ``files`` go with
    the letter of an audience, unless the case is sensitive. ``sets`` are columns of the subject that the act fills in.
    Audiences that are ``knowing`` have heard of it already. ``said`` are more facts for the templates of those who are
    told; each of them also has ``proposal``, ``assignment``, ``reply`` and ``survey`` where there is one.
    """
    row, absent = _permitted(turn, subject, act, facts, clock=clock)
    life = life_of(subject)
    turn.work.flush_new()
    if not states.change(turn.work, subject, row.at, row.becomes, sets):
        raise Refused("too_late", life=life.name, act=act)
    turn.note(
        act.value,
        clock=clock,
        life=life.name,
        subject_id=subject.id,
        proposal_id=proposal_of(subject).id,
        from_state=row.at.value,
        to_state=row.becomes.value,
        **({"instead_of": absent.id} if absent is not None else {}),
        **({"sets": kept} if (kept := noted.columns(sets)) else {}),
        **noted.said(said, sensitive=proposal_of(subject).sensitive),
    )
    case, about = proposal_of(subject), around(subject) | said
    if turn.who is not None and not clock:
        notices.acted(turn, case, {turn.who.role, (absent or turn.who).role})
    for audience, message in row.told.items():
        if audience in knowing:
            continue
        told = [person for person in hearers(turn, audience, subject) if turn.who is None or person.id != turn.who.id]
        notices.say(turn, told, message, subject, files=() if case.sensitive else files.get(audience, ()), **about)
    return row


def born(
    turn: Turn,
    subject: Subject,
    act: str,
    *,
    clock: bool = False,
    **detail: Any,  # noqa: ANN401 - goes to a JSON column
) -> None:
    """Write down that a subject has begun to be, at the state it has; what can be done to it follows in the journal."""
    at, case = subject.state.value, proposal_of(subject).id
    life = life_of(subject).name
    turn.note(act, clock=clock, life=life, subject_id=subject.id, proposal_id=case, to_state=at, **detail)


def around(subject: Subject) -> dict[str, Any]:
    """The facts every template about a subject may show."""
    about: dict[str, Any] = {"proposal": proposal_of(subject)}
    if (assignment := assignment_of(subject)) is not None:
        about["assignment"] = assignment
    if isinstance(subject, Survey):
        return about | {"reply": subject.reply, "survey": subject}
    if isinstance(subject, Commitment):
        return about | {"reply": subject.reply, "commitment": subject}
    return about | {"reply": subject} if isinstance(subject, Reply) else about


def check_concerned(who: Who, subject: Subject, whose: Whose = Whose.OWN) -> None:
    """Raise Refused("not_yours") unless the case is this person's: the act's unit, the proposer, the office."""
    if not concerns(who, subject, whose):
        raise Refused("not_yours", life=life_of(subject).name)


def concerns(who: Who, subject: Subject, whose: Whose = Whose.OWN) -> bool:
    """Whether a person may see and touch a subject: the whole case for the office, its own share for a unit.

    ``whose`` lets in another unit of the same round: the one that answers, or those that assist.
    """
    if who.role is Role.OFFICE:
        return not _still_private(proposal_of(subject))
    if who.role in (Role.LIAISON, Role.LEADER):
        assignment = assignment_of(subject)
        if assignment is not None:
            return who.unit_id in _units(assignment, whose)
        return any(a.unit_id == who.unit_id for a in proposal_of(subject).assignments)
    if who.role is Role.DEPUTY:
        if isinstance(subject, Survey):
            return subject.person_id == who.id
        return proposes(who, proposal_of(subject))
    case = proposal_of(subject)
    return who.role is Role.SUPERVISOR and case.key and case.supervisor_id == who.id


def proposes(who: Who, proposal: Proposal) -> bool:
    """Whether a deputy's name stands under a case, or under one that was merged into it; who declined is out of it.

    Whom a draft only means to ask for his signature knows nothing of it yet.
    """
    written = proposal.state is not ProposalState.DRAFT
    return any(
        one.person_id == who.id and one.declined_at is None and (written or one.position == 1)
        for case in (proposal, *proposal.merged)
        for one in case.proposers
    )


def _still_private(proposal: Proposal) -> bool:
    """Before it is handed in, a case is its writers' own, and for good if it never was."""
    unsent = proposal.state is ProposalState.WITHDRAWN and proposal.submitted_at is None and proposal.number is None
    return unsent or proposal.state in (ProposalState.DRAFT, ProposalState.SIGNING)


def _units(assignment: Assignment, whose: Whose) -> set[int]:
    if whose is Whose.OWN:
        return {assignment.unit_id}
    if whose is Whose.PARTY:
        return {view["unit"] for view in assignment.views}
    return {
        other.unit_id
        for other in assignment.proposal.assignments
        if other.round == assignment.round
        and other.state is not AssignmentState.CANCELLED
        and (other.part is Part.CO) == (whose is Whose.CO)
    }


def open_acts(turn: Turn, subject: Subject) -> list[Act]:
    """What this person may try with this subject now; what is offered as a button besides needs a conversation."""
    life = life_of(subject)
    found: dict[Act, None] = {}
    for who in (capacity.who for capacity in capacities(turn)):
        rows = rows_open_to(life, subject.state, who.role) if who is not None else []
        found |= {row.act: None for row in rows if who is not None and concerns(who, subject, row.whose)}
    return list(found)


def hearers(turn: Turn, audience: Audience, subject: Subject) -> list[Who]:
    """The people behind an audience of a table's row."""
    if audience in _OF_CASE:
        return _OF_CASE[audience](turn, proposal_of(subject))
    assignment = assignment_of(subject)
    if audience is Audience.UNIT and assignment is not None:
        return people.of_unit(turn.work, assignment.unit_id, Role.LIAISON)
    if audience is Audience.LEADERS and assignment is not None:
        return leaders(turn, subject)
    return _of_units(turn, proposal_of(subject), audience)


def leaders(turn: Turn, subject: Subject) -> list[Who]:
    """The leaders of the subject's unit; of a reply, those who hold the step of the approval chain at which it is."""
    if isinstance(subject, Reply):
        return chain.holders(turn, subject)
    share = assignment_of(subject)
    return people.of_unit(turn.work, share.unit_id, Role.LEADER) if share is not None else []


def _signers(meant: Callable[[Turn, Proposer], bool]) -> Callable[[Turn, Proposal], list[Who]]:
    def found(turn: Turn, proposal: Proposal) -> list[Who]:
        return people.by_ids(
            turn.work, [one.person_id for one in proposal.proposers if one.person_id and meant(turn, one)]
        )

    return found


_OF_CASE: Mapping[Audience, Callable[[Turn, Proposal], list[Who]]] = {
    Audience.OFFICE: lambda turn, _proposal: people.with_role(turn.work, Role.OFFICE),
    Audience.SUPERVISOR: lambda turn, proposal: people.by_ids(turn.work, filter(None, [proposal.supervisor_id])),
    Audience.PROPOSERS: lambda turn, proposal: people.proposers(turn.work, proposal.id),
    Audience.INITIATOR: _signers(lambda _turn, one: one.position == 1),
    Audience.COSIGNERS: _signers(lambda _turn, one: one.position > 1 and one.declined_at is None),
    Audience.INVITED: _signers(lambda turn, one: one.invited_at == turn.now and one.declined_at is None),
}


def _of_units(turn: Turn, proposal: Proposal, audience: Audience) -> list[Who]:
    def meant(assignment: Assignment) -> bool:
        if assignment.round != proposal.round or assignment.state is AssignmentState.CANCELLED:
            return False
        return audience is Audience.UNITS or (assignment.part is Part.CO) == (audience is Audience.CO_UNITS)

    units: Iterable[int] = dict.fromkeys(a.unit_id for a in proposal.assignments if meant(a))
    return [person for unit in units for person in people.of_unit(turn.work, unit, Role.LIAISON)]
