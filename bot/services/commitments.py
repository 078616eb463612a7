"""Promises made in replies (承诺事项): found in the text, confirmed by the unit, followed till they are kept."""

from datetime import date

from bot.domain.errors import Refused
from bot.domain.lives import Act, CommitmentState, Role
from bot.intake.promises import LONGEST, promises
from bot.services import hours, life, noted, policies, replies, surveys
from bot.turn import Turn
from store import commitments as kept
from store import people
from store.tables import Commitment, Reply

PAGE = 8  # on one list, so that each keeps a button of its own
AT_ONCE = 50  # carried in one transaction; the next strike of the clock goes on


def propose(turn: Turn, reply: Reply) -> list[Commitment]:
    """Put the dated promises of an issued reply before the unit; one that owes a promise and names none is asked."""
    proposal = reply.assignment.proposal
    if proposal.sensitive:
        return []
    found = dict.fromkeys(
        promise
        for point in replies.points(turn.work, reply)
        if point.ours
        for promise in promises(point.text, turn.today)
    )
    proposed = [_add(turn, reply, promise.text, promise.due) for promise in found]
    owes = reply.result_class in policies.of(turn, proposal).policy.commitment_classes
    if proposed or owes:
        liaisons = people.of_unit(turn.work, reply.assignment.unit_id, Role.LIAISON)
        once = f"promises:{reply.id}:{reply.version}"
        turn.tell(liaisons, "commitments/proposed", once=once, commitments=proposed, **life.around(reply))
    return proposed


def find(turn: Turn, commitment_id: int) -> Commitment:
    """The promise of this id, held until the turn ends; Refused("old_button") or Refused("not_yours") otherwise."""
    if kept.by_id(turn.work, commitment_id) is None:
        raise Refused("old_button")
    commitment = kept.to_write(turn.work, commitment_id)
    if turn.who is not None:
        life.check_concerned(turn.who, commitment)
    return commitment


def show(turn: Turn, commitment: Commitment, *, edit: bool = False) -> None:
    """One promise with what was reported and what can be done now."""
    acts = {act.value for act in life.open_acts(turn, commitment)}
    turn.answer("commitments/card", edit=edit, acts=acts, **life.around(commitment))


def show_all(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """The register: of the person's unit, or of all units for the office, the first due first."""
    if turn.who is None or turn.who.role not in (Role.OFFICE, Role.LIAISON, Role.LEADER):
        raise Refused("not_yours")
    unit = None if turn.who.role is Role.OFFICE else turn.who.unit_id or 0
    count = kept.count_waiting(turn.work, unit)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = kept.waiting(turn.work, unit, skip=page * PAGE, at_most=PAGE)
    turn.answer("commitments/list", edit=edit, commitments=found, count=count, page=page, pages=pages, today=turn.today)


def check_add(turn: Turn, reply: Reply) -> None:
    """Raise Refused unless this person writes down what his unit promised in an issued reply."""
    if turn.who is None or turn.who.role is not Role.LIAISON or reply.issued_at is None:
        raise Refused("not_yours")
    life.check_concerned(turn.who, reply)


def add(turn: Turn, reply: Reply, text: str, due: date) -> None:
    """A promise that the unit adds itself; it is confirmed with that."""
    check_add(turn, reply)
    commitment = _add(turn, reply, text, due)
    life.do(turn, commitment, Act.CONFIRM)
    show(turn, commitment)


def confirm(turn: Turn, commitment: Commitment) -> None:
    """The unit takes the promise into the register."""
    life.do(turn, commitment, Act.CONFIRM)
    show(turn, commitment, edit=True)


def redate(turn: Turn, commitment: Commitment, due: date) -> None:
    """The day was read wrongly: the unit puts it right while it confirms."""
    life.may(turn, commitment, Act.CONFIRM)
    life.do(turn, commitment, Act.CONFIRM, sets={"due": due})
    show(turn, commitment)


def discard(turn: Turn, commitment: Commitment) -> None:
    """It was no promise."""
    life.do(turn, commitment, Act.DISCARD, sets={"settled_at": turn.now})
    show(turn, commitment, edit=True)


def report(turn: Turn, commitment: Commitment, act: Act, text: str) -> None:
    """How it goes on, that it is kept, or why it cannot be: REPORT, FULFIL or EXPLAIN."""
    settles = act is not Act.REPORT
    entry = {"at": turn.now.isoformat(), "by": turn.who.name if turn.who else "", "text": text}
    commitment.progress = [*commitment.progress, entry]
    opened = surveys.open_about(turn, commitment) if act is Act.FULFIL else {}
    life.do(turn, commitment, act, sets={"settled_at": turn.now} if settles else {}, text=text, surveys=opened)
    show(turn, commitment)


def reopen(turn: Turn, commitment: Commitment) -> None:
    """The office takes it up again."""
    life.do(turn, commitment, Act.REOPEN, sets={"settled_at": None})
    show(turn, commitment, edit=True)


def carry_over(turn: Turn) -> None:
    """At the first office hour of a year, what is still open is carried into it, with its count (上海 Art. 22)."""
    if not hours.within(turn):
        return
    for commitment in kept.to_carry(turn.work, turn.today, AT_ONCE):
        life.do(turn, commitment, Act.CARRY, clock=True, sets={"carried": commitment.carried + 1})


def _add(turn: Turn, reply: Reply, text: str, due: date) -> Commitment:
    fresh = Commitment(
        reply=reply, text=text[:LONGEST], due=due, state=CommitmentState.PROPOSED, progress=[], carried=0, at=turn.now
    )
    kept.add(turn.work, fresh)
    life.born(turn, fresh, "propose", sets=noted.columns({"due": due}))
    return fresh
