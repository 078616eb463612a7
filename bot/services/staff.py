"""The people as the office keeps them: looked up, put out of service and taken back, moved, given a step.

What somebody had in hand belongs to his unit, so its other liaisons go on; they are told what he left unfinished.
"""

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.services import absences, invitations
from bot.turn import Turn
from store import assignments, people, places, staff
from store.people import Who
from store.tables import Person, Unit

PAGE = 8  # people on one list, so that each keeps a button of his own


def show_list(turn: Turn, words: str = "", page: int = 0, *, edit: bool = False) -> None:
    """The people whose name or unit holds these words, or everybody, page by page."""
    _check(turn)
    found = staff.matching(turn.work, words, skip=page * PAGE, at_most=PAGE)
    if words and not found.count:
        raise Refused("nobody_such", words=words)
    pages = 1 if words else max(1, -(-found.count // PAGE))
    turn.answer("people/list", edit=edit, words=words, found=found.found, count=found.count, page=page, pages=pages)


def find(turn: Turn, person_id: int) -> Person:
    """The person of a button; only the office looks at people."""
    _check(turn)
    person = staff.by_id(turn.work, person_id)
    if person is None:
        raise Refused("old_button")
    return person


def show(turn: Turn, person: Person, *, edit: bool = False) -> None:
    """Who somebody is, with what may be changed."""
    away = next(iter(absences.of_person(turn, person.id)), None)
    steps = turn.config.policy.approval_chain
    turn.answer("people/card", edit=edit, person=person, absence=away, steps=steps)


def ask_off(turn: Turn, person: Person) -> None:
    """What putting somebody out of service would leave behind."""
    _check_off(turn, person)
    turn.answer(
        "people/ask_off",
        edit=True,
        person=person,
        cases=_cases(turn, person.unit_id),
        successors=_successors(turn, person, person.unit_id),
        drafts=staff.drafts_of(turn.work, person) if person.role is Role.LIAISON else [],
    )


def put_off(turn: Turn, person_id: int) -> None:
    """Put somebody out of service: his conversation ends, his unit goes on, and the office hears if nobody is left."""
    person = staff.to_write(turn.work, find(turn, person_id).id)
    _check_off(turn, person)
    person.active = False
    _leave(turn, person)
    turn.work.flush()
    turn.note("put_off", life="person", subject_id=person.id)
    absences.turn_over(turn)
    successors, cases = _successors(turn, person, person.unit_id), _cases(turn, person.unit_id)
    _hand_over(turn, person, person.unit, successors)
    turn.answer("people/off", edit=True, person=person, successors=successors, cases=cases)


def take_back(turn: Turn, person_id: int) -> None:
    """Somebody who was put out of service is in it again."""
    person = staff.to_write(turn.work, find(turn, person_id).id)
    if person.active:
        raise Refused("old_button")
    person.active = True
    turn.work.flush()
    turn.note("take_back", life="person", subject_id=person.id)
    turn.answer("people/on", edit=True, person=person)


def move(turn: Turn, person_id: int, unit: Unit) -> None:
    """Somebody works for another unit from now on; what he was writing stays with the one that he leaves."""
    person = staff.to_write(turn.work, find(turn, person_id).id)
    left = person.unit
    if not person.active or left is None or person.role not in invitations.OF_UNITS or left.id == unit.id:
        raise Refused("old_button")
    successors = _successors(turn, person, left.id)
    _hand_over(turn, person, left, successors)
    _leave(turn, person)
    person.unit, person.step = unit, ""
    turn.work.flush()
    turn.note("move", life="person", subject_id=person.id, unit=unit.id)
    absences.turn_over(turn)
    turn.tell(people.by_ids(turn.work, [person.id]), "people/moved", unit=unit)
    orphaned = left if not successors and _cases(turn, left.id) else None
    turn.answer("people/changed", person=person, orphaned=orphaned)


def give_step(turn: Turn, person_id: int, step: str) -> None:
    """A leader holds this step of the approval chain; empty is any."""
    person = staff.to_write(turn.work, find(turn, person_id).id)
    if not person.active or person.role is not Role.LEADER:
        raise Refused("old_button")
    person.step = step
    turn.note("give_step", life="person", subject_id=person.id, step=step)
    turn.answer("people/changed", person=person, orphaned=None)


def invite_next(turn: Turn, person: Person) -> None:
    """A link for whoever follows somebody in his role and unit."""
    if person.unit is None:
        raise Refused("old_button")
    address = invitations.link(turn.bot_name, invitations.invite(turn, person.role, person.unit))
    turn.answer(
        "joining/link",
        role=person.role,
        unit=person.unit,
        name="",
        days=turn.config.policy.invitation_days,
        address=address,
        share=invitations.share(address),
    )


def tell_open_cases(turn: Turn, who: Who, unit: Unit | None) -> None:
    """A liaison who joins a unit that had none gets one letter with what it has in hand."""
    if who.role is not Role.LIAISON or unit is None or not staff.was_without(turn.work, unit.id, who.role, who.id):
        return
    if shares := assignments.open_of_unit(turn.work, unit.id):
        turn.tell([who], "people/open_cases", once=f"open_cases:{who.id}:{turn.today}", unit=unit, shares=shares)


def _check(turn: Turn) -> None:
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours", life="assignment")


def _check_off(turn: Turn, person: Person) -> None:
    if not person.active:
        raise Refused("old_button")
    office = people.with_role(turn.work, Role.OFFICE)
    if person.role is Role.OFFICE and all(one.id == person.id for one in office):
        raise Refused("last_office", person=person)


def _leave(turn: Turn, person: Person) -> None:
    """The conversation that somebody is in is over, and so is his absence."""
    if person.chat_id is not None:
        places.leave(turn.work, person.chat_id)
    for away in absences.of_person(turn, person.id):
        absences.cancel(turn, away.id)


def _successors(turn: Turn, person: Person, unit_id: int | None) -> list[Who]:
    """Those who have the same role in the unit."""
    if unit_id is None or person.role not in invitations.OF_UNITS:
        return []
    return [one for one in people.of_unit(turn.work, unit_id, person.role) if one.id != person.id]


def _cases(turn: Turn, unit_id: int | None) -> int:
    return len(assignments.open_of_unit(turn.work, unit_id)) if unit_id is not None else 0


def _hand_over(turn: Turn, person: Person, unit: Unit | None, successors: list[Who]) -> None:
    if unit is None or person.role is not Role.LIAISON:
        return
    drafts, opinions = staff.drafts_of(turn.work, person), staff.opinions_of(turn.work, person)
    turn.tell(successors, "people/handed_over", person=person, unit=unit, drafts=drafts, opinions=opinions)
