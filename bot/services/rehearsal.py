"""What a change of the calendar would do to every open date, tried before it is done, and done the same way.

The date of a share is counted anew from its start, with its pauses and extensions. A term of working days of any other
duty keeps the working days that are left of it from today.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.config import Terms
from bot.domain.calendar import Calendar, add_workdays, workdays_between
from bot.domain.lives import AssignmentState, Part, ReplyState
from bot.domain.terms import Term, Unit
from bot.services import dates, policies, reckoning, redating
from bot.turn import Turn
from store import open_dates
from store.duties import WITH_OFFICE
from store.tables import Assignment, Proposal, Reply, Survey

Row = Assignment | Reply | Survey


@dataclass(frozen=True, slots=True)
class Moved:
    """One date that moves: of what (a key of words.toml's ``dated``), of which row, from when to when."""

    what: str
    row: Row
    was: date
    becomes: date

    @property
    def proposal(self) -> Proposal:
        """The case it belongs to."""
        if isinstance(self.row, Assignment):
            return self.row.proposal
        return self.row.assignment.proposal if isinstance(self.row, Reply) else self.row.reply.assignment.proposal

    def turns(self, today: date) -> str:
        """``late`` or ``in_time`` where it becomes overdue or stops being so, else nothing."""
        if (self.was < today) == (self.becomes < today):
            return ""
        return "late" if self.becomes < today else "in_time"


def moves(turn: Turn, calendar: Calendar) -> list[Moved]:
    """Every open date that would be another under this calendar, the earliest first."""
    before = dates.calendar(turn)
    found = [
        *_of_shares(turn, before, calendar),
        *_of_replies(turn, before, calendar),
        *_of_surveys(turn, before, calendar),
    ]
    return sorted((one for one in found if one.was != one.becomes), key=lambda one: (one.was, one.row.id))


def carry_out(turn: Turn, moved: Iterable[Moved], calendar: Calendar) -> None:
    """Give each row its new date; a share keeps the way to it as well."""
    for one in moved:
        redating.redate(turn, one.row, _COLUMN[one.what], one.becomes)
        if one.what == "due" and isinstance(one.row, Assignment):
            one.row.due_explained = _counted(turn, one.row, calendar)[1]


_COLUMN = {
    "accept": "accept_due",
    "return": "return_until",
    "returned": "return_due",
    "contact": "first_contact_due",
    "question": "paused_until",
    "extension": "extension_due",
    "due": "due",
    "lies": "state_due",
    "survey": "due",
}


def _of_shares(turn: Turn, before: Calendar, after: Calendar) -> Iterator[Moved]:
    for share in open_dates.shares(turn.work):
        keeps, terms = _keeps(turn, before, after), policies.of(turn, share.proposal).terms
        for what, term in _running(share, terms):
            was = getattr(share, _COLUMN[what])
            if was is not None:
                yield Moved(what, share, was, keeps(was, term))
        yield Moved("due", share, share.due, _counted(turn, share, after)[0])


def _running(share: Assignment, terms: Terms) -> Iterator[tuple[str, str]]:
    """What runs beside the term to answer, as the state of a share has it, and the term that it follows."""
    if share.state is AssignmentState.OFFERED:
        yield from (("accept", terms.accept), ("return", terms.return_window))
    elif share.state in WITH_OFFICE:
        yield "returned", terms.reassign
    elif share.part is not Part.CO:
        yield "contact", terms.first_contact
        if share.state is AssignmentState.PAUSED:
            yield "question", terms.question
        if share.extension_asked_at is not None:
            yield "extension", terms.extension_decision


def _counted(turn: Turn, share: Assignment, calendar: Calendar) -> tuple[date, dict[str, object]]:
    due = reckoning.of(turn, share, pauses=share.pauses, extensions=share.extensions, calendar=calendar)
    return due.date, due.as_json()


def _of_replies(turn: Turn, before: Calendar, after: Calendar) -> Iterator[Moved]:
    keeps = _keeps(turn, before, after)
    for reply in open_dates.replies(turn.work):
        terms = policies.of(turn, reply.assignment.proposal).terms
        by_state = {ReplyState.AT_UNITS: terms.countersign, ReplyState.AT_OFFICE: terms.review}
        if reply.state_due is not None:
            term = by_state.get(reply.state, terms.approval)
            yield Moved("lies", reply, reply.state_due, keeps(reply.state_due, term))


def _of_surveys(turn: Turn, before: Calendar, after: Calendar) -> Iterator[Moved]:
    keeps = _keeps(turn, before, after)
    for survey in open_dates.surveys(turn.work):
        proposal = survey.reply.assignment.proposal
        if proposal.sitting.survey_until is None or survey.reply.issued_at is None:  # the office set the day itself
            term = policies.of(turn, proposal).terms.survey
            yield Moved("survey", survey, survey.due, keeps(survey.due, term))


def _keeps(turn: Turn, before: Calendar, after: Calendar) -> Callable[[date, str], date]:
    today = turn.today

    def keeps(due: date, term: str) -> date:
        if Term.parse(term).unit is not Unit.WORKDAYS or due <= today:
            return due
        return add_workdays(today, workdays_between(today, due, before), after)

    return keeps
