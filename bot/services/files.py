"""Files: how big one may be that is read, and when those that the bot made are forgotten."""

from datetime import timedelta

from bot.domain.errors import Unreadable
from bot.turn import Turn
from store import blobs, marks

EVERY = timedelta(hours=1)
MEGABYTE = 1024 * 1024


def check_size(turn: Turn, size: int) -> None:
    """Raise Unreadable("file_too_big") for a file of more bytes than are fetched from Telegram."""
    limit = turn.config.telegram.file_limit_mb
    if size > limit * MEGABYTE:
        raise Unreadable("file_too_big", limit=limit)


def sweep(turn: Turn) -> None:
    """Forget the files that no waiting letter needs; looked at now and then only."""
    if marks.take(turn.work, "files", turn.now, EVERY):
        blobs.sweep(turn.work, turn.now)
