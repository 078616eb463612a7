"""What the clock does each time it strikes, each in a turn of its own: everything that is due, said once."""

from collections.abc import Callable

from bot.services import broadcasts, commitments, files, keeping, reminding, surveys
from bot.turn import Turn

DUE: tuple[Callable[[Turn], None], ...] = (
    reminding.say_due,
    surveys.lapse_surveys,
    commitments.carry_over,
    broadcasts.report_progress,
    files.sweep,
    keeping.forget,
    keeping.put_away,
)
