"""Gives a case to the units that handle it (交办): dates, shares, and the words to proposers and units."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import deadlines
from bot.domain.errors import Refused, Unreadable
from bot.domain.explanation import CautionKind, Due
from bot.domain.lifecycle import REPLY
from bot.domain.lives import Act, AssignmentState, Part, Role
from bot.domain.terms import Term, Unit
from bot.services import dates, life, noted, notices, policies, reckoning, replies
from bot.turn import Turn
from store import assignments, people, proposals
from store import units as directory
from store.tables import Assignment, Proposal

PAGE = 10  # cases on one list, so that each keeps a button of its own
NEAR = 10  # working days; with fewer the office is warned
Answering = tuple[int, Part, tuple[int, ...]]  # a unit, its part, and the numbers of its requests, none meaning all


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's share, as it is to be; ``of`` is the one whose clock it keeps, with its pauses and extensions."""

    unit_id: int
    part: Part
    due: Due
    requests: tuple[int, ...] = ()  # the numbers of those it answers; none means all
    of: Assignment | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is to answer and who to assist; terms of None are the usual ones."""

    answering: Sequence[Answering] = ()
    assisting: Sequence[int] = ()
    term: Term | None = None
    opinion_term: Term | None = None


def show_waiting(turn: Turn, page: int = 0, *, edit: bool = False) -> None:
    """The filed cases that no unit has been given yet, page by page, each with a button to assign it."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("not_yours")
    count = proposals.count_to_assign(turn.work)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = proposals.to_assign(turn.work, skip=page * PAGE, at_most=PAGE)
    turn.answer("filing/to_assign", edit=edit, proposals=found, count=count, page=page, pages=pages)


def explain(turn: Turn, assignment: Assignment) -> None:
    """Why the share is due on its date, step by step."""
    due = Due.from_json(assignment.due_explained)
    turn.answer("assignments/why", due=due, **life.around(assignment))


def usual(turn: Turn, proposal: Proposal, part: Part) -> Term:
    """The term that the rules of the case have for such a part; its rule is a key of words.toml's ``term_rules``."""
    terms = policies.of(turn, proposal).terms
    return Term.parse(terms.opinion, "opinion") if part is Part.CO else Term.parse(terms.reply, "reply")


def by_term(turn: Turn, proposal: Proposal, term: Term) -> Due:
    """The date of a share begun today; a date that the office set holds even on a day off."""
    rules = policies.of(turn, proposal)
    return deadlines.due(
        turn.today,
        term,
        dates.calendar(turn),
        roll=rules.policy.roll_over_holidays and term.unit is not Unit.DATE,
        cap=Term.parse(rules.terms.cap),
    )


def in_bounds(turn: Turn, proposal: Proposal, term: Term) -> Term:
    """The term, if it ends after today and within the legal cap.

    Raises:
        Unreadable: ``date_passed``, or ``beyond_cap`` (代表法 Art. 51: six months from the assignment).
    """
    due = by_term(turn, proposal, term)
    if due.date <= turn.today:
        raise Unreadable("date_passed", day=due.date)
    if any(caution.kind is CautionKind.BEYOND_CAP for caution in due.warnings):
        cap = Term.parse(policies.of(turn, proposal).terms.cap)
        raise Unreadable("beyond_cap", day=by_term(turn, proposal, cap).date)
    return term


def shares(turn: Turn, proposal: Proposal, plan: Plan) -> list[Share]:
    """The shares of a plan; who assists owes his opinion no later than the answer is due."""
    answering: list[Share] = []
    if plan.answering:
        due = by_term(turn, proposal, plan.term or usual(turn, proposal, Part.LEAD))
        answering = [Share(unit, part, due, asked) for unit, part, asked in plan.answering]
    if not plan.assisting:
        return answering
    asked = plan.opinion_term or (None if answering else plan.term) or usual(turn, proposal, Part.CO)
    opinion = by_term(turn, proposal, asked)
    held = [share.due for share in open_shares(proposal) if share.part is not Part.CO]
    last = min([*held, *(share.due.date for share in answering)], default=opinion.date)
    if opinion.date > last:
        opinion = by_term(turn, proposal, Term(Unit.DATE, on=last, rule="lead_due"))
    return [*answering, *(Share(unit, Part.CO, opinion) for unit in plan.assisting)]


def in_place_of(turn: Turn, returned: Assignment, unit_id: int, term: Term | None) -> Share:
    """The share that another unit takes over, with its date or a fresh one as the policy has it."""
    proposal, requests = returned.proposal, tuple(returned.requests)
    if term is None and policies.of(turn, proposal).policy.clock_on_reassign == "keep":
        kept = Due.from_json(returned.due_explained)
        return Share(unit_id, returned.part, kept, requests, returned)
    due = by_term(turn, proposal, term or usual(turn, proposal, returned.part))
    return Share(unit_id, returned.part, due, requests)


def is_near(turn: Turn, share: Share) -> bool:
    """Whether a date that was kept leaves the new unit little time, which the office should know before it confirms."""
    return (
        turn.today < share.due.date
        and deadlines.days_left(share.due.date, turn.today, dates.calendar(turn)).workdays < NEAR
    )


def assign(turn: Turn, proposal: Proposal, planned: Sequence[Share], *, key: bool) -> list[Assignment]:
    """Give these shares out; proposers hear who handles the case until when, units get it to accept."""
    named = directory.by_ids(turn.work, [share.unit_id for share in planned])
    if len(named) < len(planned):
        raise Refused("unit_taken")
    policies.keep(turn, proposal)
    said = [(unit, share.part, share.requests) for unit, share in zip(named, planned, strict=True)]
    due = max((share.due.date for share in planned if share.part is not Part.CO), default=None)
    life.do(turn, proposal, Act.ASSIGN, sets={"key": key}, units=said, due=due)
    _check_free(turn, proposal, planned)
    return [_give(turn, proposal, share) for share in planned]


def add_assisting(turn: Turn, proposal: Proposal, unit_id: int) -> None:
    """One more unit assists, by the usual term, as another unit suggested."""
    planned = shares(turn, proposal, Plan(assisting=[unit_id]))
    given = assign(turn, proposal, planned, key=proposal.key)
    silent = directory.without_liaison(turn.work, [unit_id])
    turn.answer(
        "assignments/given",
        proposal=proposal,
        shares=[(given[0].unit, planned[0])],
        silent=silent,
        given=given,
        following=None,
    )


def open_round(
    turn: Turn, proposal: Proposal, units: Sequence[Answering], term: str, *, clock: bool = False
) -> list[Assignment]:
    """Fresh shares for the round that the proposal is in; nobody but the units is told."""
    planned = shares(turn, proposal, Plan(units, term=Term.parse(term, "second_reply")))
    _check_free(turn, proposal, planned)
    return [_give(turn, proposal, share, clock=clock) for share in planned]


def open_shares(proposal: Proposal) -> list[Assignment]:
    """The shares of the present round that have not been taken away again."""
    return [a for a in proposal.assignments if a.round == proposal.round and a.state is not AssignmentState.CANCELLED]


def uncovered(proposal: Proposal) -> frozenset[int]:
    """The numbers of the requests of this round that no unit is to answer, where units answer separately."""
    answering = [share for share in open_shares(proposal) if share.part is not Part.CO]
    if not answering or not all(share.requests for share in answering):
        return frozenset()
    asked = {request.position for request in proposal.requests if request.open_round >= proposal.round}
    return frozenset(asked - {number for share in answering for number in share.requests})


def take_away(turn: Turn, share: Assignment) -> None:
    """The office ends a share in hand, and whatever reply was begun; an objection to its unit has its answer."""
    if share.state is AssignmentState.CANCELLED:
        return
    if share.reply is not None and REPLY.row(share.reply.state, Act.DROP) is not None:
        replies.drop(turn, share.reply)
    answered = share.objection_answered_at or (turn.now if share.objection else None)
    life.do(turn, share, Act.CANCEL, sets={"objection_answered_at": answered})


def _check_free(turn: Turn, proposal: Proposal, planned: Sequence[Share]) -> None:
    """Of two who assign at once the second comes too late: no unit holds two shares, and a lead is there once."""
    held = [a for a in assignments.of_round(turn.work, proposal) if a.state is not AssignmentState.CANCELLED]
    if {a.unit_id for a in held} & {share.unit_id for share in planned}:
        raise Refused("unit_taken")
    parts = [a.part for a in held] + [share.part for share in planned]
    if parts.count(Part.LEAD) > 1:
        raise Refused("lead_taken")


def _give(turn: Turn, proposal: Proposal, share: Share, *, clock: bool = False) -> Assignment:
    terms = policies.of(turn, proposal).terms
    assignment = Assignment(
        proposal=proposal,
        unit=directory.by_id(turn.work, share.unit_id),
        part=share.part,
        round=proposal.round,
        state=AssignmentState.OFFERED,
        assigned_at=turn.now,
        accept_due=dates.of_case(turn, proposal, terms.accept),
        return_until=dates.of_case(turn, proposal, terms.return_window),
        due=share.due.date,
        original_due=share.of.original_due if share.of else share.due.date,
        due_explained=share.due.as_json(),
        pauses=reckoning.kept_of(share.of.pauses) if share.of else [],
        extensions=reckoning.kept_of(share.of.extensions) if share.of else [],
        requests=list(share.requests),
        suggested_unit="",
        reason="",
        opinion="",
    )
    turn.work.session.add(assignment)
    turn.work.flush()
    kept = noted.columns({name: getattr(assignment, name) for name in ("unit_id", "round", "due", "accept_due")})
    life.born(turn, assignment, "offer", clock=clock, unit=share.unit_id, part=share.part.value, sets=kept)
    liaisons = people.of_unit(turn.work, share.unit_id, Role.LIAISON)
    once = f"offered:{assignment.id}"
    notices.say(turn, liaisons, "assignments/offered", assignment, once=once, **life.around(assignment))
    return assignment
