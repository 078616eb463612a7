"""A unit asks the proposers something; its clock stands until they answer, it goes on itself, or the term is over."""

from datetime import date

from bot.domain.errors import Refused
from bot.domain.lifecycle import ASSIGNMENT
from bot.domain.lives import Act, Role
from bot.services import acceptance, dates, life, policies, reckoning
from bot.turn import Turn
from store import assignments
from store.tables import Assignment


def check(turn: Turn, share: Assignment) -> None:
    """Refused unless this person may ask the proposers now."""
    if Act.ACCEPT in life.open_acts(turn, share):
        raise Refused("accept_first")
    life.may(turn, share, Act.ASK_PROPOSER)


def until(turn: Turn, share: Assignment) -> date:
    """The last day that a question asked today stops the clock."""
    return dates.of_case(turn, share.proposal, policies.of(turn, share.proposal).terms.question)


def ask(turn: Turn, assignment_id: int, question: str) -> None:
    """Put a question to the proposers; the day itself still counts, the following ones do not."""
    share = acceptance.held(turn, assignment_id)
    begun = {"began": turn.today.isoformat(), "ended": "", "question": question, "answer": ""}
    sets = {
        "question": question,
        "asked_at": turn.now,
        "paused_until": until(turn, share),
        "pauses": [*share.pauses, begun],
    }
    life.do(turn, share, Act.ASK_PROPOSER, sets=sets, question=question)
    turn.answer("assignments/asked", edit=True, **life.around(share))


def check_answer(turn: Turn, share: Assignment) -> None:
    """Refused unless there is a question that this person may answer."""
    if turn.who is None or turn.who.role is not Role.DEPUTY:  # a unit goes on, it does not answer for the proposer
        raise Refused("not_yours", life=ASSIGNMENT.name)
    life.may(turn, share, Act.RESUME)


def resume(turn: Turn, assignment_id: int, answer: str = "") -> None:
    """The clock goes on: a proposer answered, or the unit needs no answer any more."""
    share = acceptance.held(turn, assignment_id)
    if answer:
        check_answer(turn, share)
    elif turn.who is not None and turn.who.role is Role.DEPUTY:
        raise Refused("nothing_written")
    _go_on(turn, share, answer)
    turn.answer("assignments/gone_on", edit=True, answer=answer, **life.around(share))


def end_pauses(turn: Turn) -> None:
    """Questions that nobody answered in their term stop the clock no longer."""
    for share in assignments.paused_out(turn.work, turn.today):
        _go_on(turn, share, "", clock=True)


def _go_on(turn: Turn, share: Assignment, answer: str, *, clock: bool = False) -> None:
    life.may(turn, share, Act.RESUME, clock=clock)
    before = share.due
    pauses = [*share.pauses[:-1], share.pauses[-1] | {"ended": turn.today.isoformat(), "answer": answer}]
    due = reckoning.of(turn, share, pauses=pauses, extensions=share.extensions)
    sets = {
        "pauses": pauses,
        "question": "",
        "asked_at": None,
        "paused_until": None,
        "due": due.date,
        "due_explained": due.as_json(),
    }
    asked = share.question
    life.do(turn, share, Act.RESUME, clock=clock, sets=sets, question=asked, answer=answer, before=before)
