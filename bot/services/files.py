"""Files that the bot made are forgotten once they have been sent."""

from datetime import timedelta

from bot.turn import Turn
from store import blobs, marks

EVERY = timedelta(hours=1)


def sweep(turn: Turn) -> None:
    """Forget the files that no waiting letter needs; looked at now and then only."""
    if marks.take(turn.work, "files", turn.now, EVERY):
        blobs.sweep(turn.work, turn.now)
