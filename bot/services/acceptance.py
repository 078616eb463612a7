"""What a unit does with a case it is given: look at it, accept it, or give it back inside the window."""

from collections.abc import Sequence
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Act, Role
from bot.services import approval, dates, life, offers, policies, reckoning, rulings
from bot.turn import Turn
from store import assignments, countersigns, replies
from store.tables import Assignment, Unit

SEPARATOR, LONGEST = "、", 300  # of units in a column
MOST_BUTTONS = 8  # before those of rare acts go behind one
PAGE = 10  # cases on one list, so that each keeps a button of its own


def find(turn: Turn, assignment_id: int) -> Assignment:
    """The share of this id that concerns who asks; Refused("old_button") or Refused("not_yours") otherwise."""
    assignment = assignments.by_id(turn.work, assignment_id)
    if assignment is None:
        raise Refused("old_button")
    if turn.who is not None:
        life.check_concerned(turn.who, assignment)
    return assignment


def held(turn: Turn, assignment_id: int) -> Assignment:
    """The same, as it is now and held until the turn ends, so that two who act on it follow one another."""
    return assignments.to_write(turn.work, find(turn, assignment_id).id)


def show(turn: Turn, assignment: Assignment, *, edit: bool = False) -> None:
    """The unit's card of a case, with what can be done now."""
    written = assignment.reply
    subjects: list[life.Subject] = [assignment] if written is None else [assignment, written]
    found = offers.offers(turn, subjects, [])
    shown = found if len(found) <= MOST_BUTTONS else [offer for offer in found if not offer.rare]
    turn.answer(
        "assignments/card",
        edit=edit,
        offers=shown,
        more=len(found) - len(shown),
        written=written,
        requests=replies.asked(turn.work, assignment),
        late=assignment.due < turn.today,
        may_return=any(offer.label == "return" for offer in found) and turn.today <= assignment.return_until,
        **life.around(assignment),
    )


def show_tasks(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """What lies with the person's unit, the most urgent first; a leader sees first what waits for approval."""
    assert turn.who is not None  # noqa: S101 - not a command of strangers
    unit = turn.who.unit_id or 0
    leads = Role.LEADER in life.roles(turn)
    tasks = assignments.open_of_unit(turn.work, unit)
    page = min(page, max(len(tasks) - 1, 0) // PAGE)
    turn.answer(
        "assignments/tasks",
        edit=edit,
        tasks=tasks[page * PAGE : (page + 1) * PAGE],
        count=len(tasks),
        page=page,
        pages=-(-len(tasks) // PAGE),
        waiting=approval.waiting_for(turn, turn.who) if leads else countersigns.of_unit(turn.work, unit),
        today=turn.today,
    )


def accept(turn: Turn, assignment: Assignment) -> None:
    """The unit takes the case; whether it did so in time is kept as it was on that day."""
    life.do(turn, assignment, Act.ACCEPT, sets=taken(turn, assignment))
    show(turn, assignment, edit=True)


def taken(turn: Turn, assignment: Assignment) -> dict[str, Any]:
    """What is kept of a share that the unit takes now: when, whether in time, by when it speaks with the proposers."""
    return {
        "accepted_at": turn.now,
        "accepted_in_time": turn.today <= assignment.accept_due,
        "first_contact_due": reckoning.first_contact(turn, assignment),
    }


def accept_and_suggest(turn: Turn, assignment: Assignment, units: Sequence[Unit], card: int | None) -> None:
    """Take the case, and name units that should have a part in it; the office adds each of them with one tap."""
    assignment.suggested_unit = SEPARATOR.join(unit.name for unit in units)[:LONGEST]
    life.do(turn, assignment, Act.ACCEPT_AND_SUGGEST, sets=taken(turn, assignment), units=units)
    show(turn, assignment)
    if card is not None:
        turn.tapped = card
        show(turn, assignment, edit=True)


def check_return(turn: Turn, assignment: Assignment) -> None:
    """Refused unless the case can be given back now: by its liaison, before it is accepted, inside the window."""
    life.may(turn, assignment, Act.RETURN)


def give_back(turn: Turn, assignment: Assignment, reason: str, suggested_unit: str, card: int | None) -> None:
    """Return the case to the office; the second time that a case comes back, the office has to rule (domain 1.5).

    ``card`` is the message whose button was pressed; it loses its buttons.
    """
    again = assignments.was_returned_before(turn.work, assignment.proposal_id)
    assignment.reason = reason
    assignment.suggested_unit = suggested_unit
    term = policies.of(turn, assignment.proposal).terms.reassign
    sets = {"returned_at": turn.now, "return_due": dates.of_case(turn, assignment.proposal, term)}
    life.do(turn, assignment, Act.RETURN_AGAIN if again else Act.RETURN, sets=sets)
    turn.answer("assignments/given_back", again=again, **life.around(assignment))
    if card is not None:
        turn.tapped = card
        turn.answer("assignments/given_back", edit=True, again=again, **life.around(assignment))
    if again:
        rulings.ask_views(turn, assignment)
