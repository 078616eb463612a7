"""More time for a unit that needs it (延期): asked with a date and a reason, decided by the office, capped by law."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import Act
from bot.domain.terms import Term, Unit, add_months
from bot.services import acceptance, dates, facts, life, policies, reckoning
from bot.turn import Turn
from store.tables import Assignment

MONTHS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Choice:
    """So many months more, and the day they lead to."""

    months: int
    until: date


def check(turn: Turn, share: Assignment) -> None:
    """Refused unless this person may ask for more time now, and the law leaves any."""
    if Act.ACCEPT in life.open_acts(turn, share):
        raise Refused("accept_first")
    life.may(turn, share, Act.ASK_EXTENSION)
    if share.due >= reckoning.limit(turn, share):
        raise Refused("no_time_left", limit=reckoning.limit(turn, share))


def choices(turn: Turn, share: Assignment) -> list[Choice]:
    """The months that may be asked for, up to the legal cap."""
    limit = reckoning.limit(turn, share)
    found = [Choice(months, add_months(share.due, months)[0]) for months in MONTHS]
    return [one for one in found if one.until <= limit]


def in_bounds(turn: Turn, share: Assignment, term: Term, before: date | None = None) -> date:
    """The day that a typed term leads to, if it lies behind the date that holds and within the cap.

    ``before`` is a day that it must lie before, such as the one that was asked for.

    Raises:
        Unreadable: ``not_later``, ``beyond_cap``, or ``not_shorter``.
    """
    until = term.on or _later(turn, share.due, term)
    if until <= share.due or until <= turn.today:
        raise Unreadable("not_later", day=max(share.due, turn.today))
    limit = reckoning.limit(turn, share)
    if until > limit:
        raise Unreadable("beyond_cap", day=limit)
    if before is not None and until >= before:
        raise Unreadable("not_shorter", day=before)
    return until


def ask(turn: Turn, assignment_id: int, until: date, reason: str) -> None:
    """Ask the office for time until a day; the reminders of the date that holds go on meanwhile."""
    share = acceptance.held(turn, assignment_id)
    terms = policies.of(turn, share.proposal).terms
    sets = {
        "extension_asked_at": turn.now,
        "extension_due": dates.of_case(turn, share.proposal, terms.extension_decision),
        "extension_until": until,
        "extension_reason": reason,
    }
    life.do(turn, share, Act.ASK_EXTENSION, sets=sets, until=until)
    turn.answer("assignments/extension_waits", edit=True, **life.around(share))


def asked(turn: Turn, assignment_id: int, until: str) -> Assignment:
    """The share whose request for this day (as ``20260801``) is undecided, held until the turn ends."""
    share = acceptance.held(turn, assignment_id)
    life.may(turn, share, Act.REFUSE_EXTENSION)
    if share.extension_until is None or f"{share.extension_until:%Y%m%d}" != until:
        raise Refused("old_button")
    return share


def show(turn: Turn, assignment_id: int) -> None:
    """The request for more time that waits for the office."""
    share = acceptance.held(turn, assignment_id)
    life.may(turn, share, Act.REFUSE_EXTENSION)
    turn.answer("assignments/extension_asked", **life.around(share))


def grant(turn: Turn, share: Assignment, until: date) -> None:
    """Give time until a day, the one asked for or a nearer one; everybody is told the new date."""
    extensions = [
        *share.extensions,
        {"granted": turn.today.isoformat(), "until": until.isoformat(), "reason": share.extension_reason},
    ]
    due = reckoning.of(turn, share, pauses=share.pauses, extensions=extensions)
    before, beyond = share.due, until > reckoning.limit(turn, share)
    sets = {"due": due.date, "due_explained": due.as_json(), "extensions": extensions}
    life.do(
        turn,
        share,
        Act.GRANT_EXTENSION,
        facts.of(turn, share, beyond_cap=beyond),
        sets=sets | _DECIDED,
        before=before,
        until=until,
        asked_until=share.extension_until,
    )
    turn.answer("assignments/extension_decided", edit=True, granted=True, reason="", **life.around(share))


def refuse(turn: Turn, share: Assignment, reason: str) -> None:
    """Give no more time; the unit reads why, and may ask again."""
    life.do(turn, share, Act.REFUSE_EXTENSION, sets=_DECIDED, reason=reason)
    turn.answer("assignments/extension_decided", edit=True, granted=False, reason=reason, **life.around(share))


_DECIDED = {"extension_asked_at": None, "extension_due": None}


def _later(turn: Turn, day: date, term: Term) -> date:
    if term.unit is Unit.MONTHS:
        return add_months(day, term.count)[0]
    return dates.due(turn, day, str(term)).date
