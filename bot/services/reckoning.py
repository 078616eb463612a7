"""The date of a share with everything that stopped or lengthened its time; the way to it is kept with the share."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain import deadlines
from bot.domain.calendar import Calendar
from bot.domain.explanation import Due
from bot.domain.lives import Part
from bot.domain.terms import Extension, Pause, Term, Unit
from bot.services import dates, policies
from bot.turn import Turn
from store.tables import Assignment


def of(
    turn: Turn,
    share: Assignment,
    *,
    pauses: Sequence[Any] = (),
    extensions: Sequence[Any] = (),
    calendar: Calendar | None = None,
) -> Due:
    """The date counted anew from the share's own start and term, with these pauses and extensions as they are kept.

    ``calendar`` is the one in force unless another is tried.
    """
    kept = Due.from_json(share.due_explained)
    rules = policies.of(turn, share.proposal)
    return deadlines.due(
        kept.start,
        kept.term,
        calendar or dates.calendar(turn),
        roll=rules.policy.roll_over_holidays and kept.term.unit is not Unit.DATE,
        pauses=[Pause(_day(one["began"]), _day(one["ended"])) for one in pauses if one["ended"]],
        extensions=[_extension(one) for one in extensions],
        cap=Term.parse(rules.terms.cap),
    )


def fresh(turn: Turn, share: Assignment, term: str, rule: str) -> Due:
    """The date of a new term that begins today; its rule is a key of words.toml's ``term_rules``."""
    roll = policies.of(turn, share.proposal).policy.roll_over_holidays
    return deadlines.due(turn.today, Term.parse(term, rule), dates.calendar(turn), roll=roll)


def kept(share: Assignment) -> Due:
    """The date as it stands, with its way."""
    return Due.from_json(share.due_explained)


def kept_of(entries: Sequence[Any]) -> list[Any]:
    """The pauses that ended, or the extensions, of a share whose clock another keeps: they count as before."""
    return [{**one, "kept": True} for one in entries if one.get("ended", True)]


def limit(turn: Turn, share: Assignment) -> date:
    """The last day that the law allows for this share without a pause (代表法 Art. 51: six months)."""
    cap = Term.parse(policies.of(turn, share.proposal).terms.cap)
    return deadlines.due(kept(share).start, cap, dates.calendar(turn)).date


def first_contact(turn: Turn, share: Assignment) -> date | None:
    """By when a unit that takes a case today is to speak with its proposers; None where that is not asked of it."""
    rules = policies.of(turn, share.proposal)
    if share.part is Part.CO or not rules.policy.contact_required:
        return None
    return dates.of_case(turn, share.proposal, rules.terms.first_contact)


def _extension(one: dict[str, str]) -> Extension:
    return Extension(Term(Unit.DATE, on=_day(one["until"])), _day(one["granted"]))


def _day(text: str) -> date:
    return date.fromisoformat(text)
