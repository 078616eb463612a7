"""What the clock does each time it strikes: everything that is due, said once."""

from collections.abc import Callable

from bot.turn import Turn

DUE: tuple[Callable[[Turn], None], ...] = ()


def tick(turn: Turn) -> None:
    """Do all that is due now; asking again changes nothing."""
    for deed in DUE:
        deed(turn)
