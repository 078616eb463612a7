"""What the clock does each time it strikes: everything that is due, said once."""

from collections.abc import Callable

from bot.services import reminding, surveys
from bot.turn import Turn

DUE: tuple[Callable[[Turn], None], ...] = (reminding.say_due, surveys.lapse_surveys)


def tick(turn: Turn) -> None:
    """Do all that is due now; asking again changes nothing."""
    for deed in DUE:
        deed(turn)
