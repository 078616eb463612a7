"""What the clock does each time it strikes, each in a turn of its own: everything that is due, said once."""

from collections.abc import Callable

from bot.services import (
    absences,
    broadcasts,
    commitments,
    countersigning,
    files,
    keeping,
    notices,
    office_calendar,
    previewing,
    questions,
    reach,
    reminding,
    signing,
    surveys,
)
from bot.turn import Turn

DUE: tuple[Callable[[Turn], None], ...] = (
    absences.turn_over,  # before anything is said to whoever is away
    reminding.say_due,
    previewing.say,
    notices.escalate,
    signing.end_terms,
    surveys.lapse_surveys,
    countersigning.go_on,
    commitments.carry_over,
    broadcasts.begin_due,
    reach.tell_office,
    broadcasts.report_progress,
    files.sweep,
    questions.end_pauses,
    office_calendar.warn,
    keeping.forget,
    keeping.put_away,
)
