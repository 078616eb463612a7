"""What the clock does each time it strikes, each in a turn of its own: everything that is due, said once."""

from collections.abc import Callable
from datetime import timedelta

from bot.services import (
    absences,
    broadcasts,
    commitments,
    countersigning,
    files,
    issuing,
    keeping,
    notices,
    office_calendar,
    previewing,
    questions,
    reach,
    reconciling,
    reminding,
    signing,
    surveys,
)
from bot.turn import Turn
from store import marks

KNOWN = "tick"  # the mark by which everybody sees when the clock struck last


def strike(turn: Turn) -> None:
    """Write down that the clock strikes, once a minute."""
    marks.take(turn.work, KNOWN, turn.now, timedelta(minutes=1))


DUE: tuple[Callable[[Turn], None], ...] = (
    strike,
    reconciling.every_night,  # before a new day says what the day before it did not
    absences.turn_over,  # before anything is said to whoever is away
    questions.end_pauses,  # and what is over by itself, before anybody is reminded of it
    signing.end_terms,
    issuing.end_rounds,
    reminding.say_due,
    previewing.say,
    reconciling.report,
    notices.escalate,
    surveys.lapse_surveys,
    countersigning.go_on,
    commitments.carry_over,
    broadcasts.begin_due,
    reach.tell_office,
    broadcasts.report_progress,
    files.sweep,
    office_calendar.warn,
    keeping.forget,
    keeping.put_away,
)
