"""What is not kept for ever: handled updates, the words of old letters; and closed cases that go to the archive."""

from datetime import timedelta

from bot.services import rounds
from bot.turn import Turn
from store import keeping, marks, planned, reminded

EVERY = timedelta(hours=1)
AT_ONCE = 2000  # rows in one transaction; the next strike of the clock goes on
CASES = 50
_MARK = "keeping"


def forget(turn: Turn) -> None:
    """Forget what config.toml's ``keep`` gives up; the journal and the cases are kept for good (归档: 永久)."""
    if not marks.take(turn.work, _MARK, turn.now, EVERY):
        return
    keep = turn.config.keep
    updates = keeping.forget_updates(turn.work, turn.now - timedelta(days=keep.updates_days), AT_ONCE)
    words = keeping.forget_words(turn.work, turn.now - timedelta(days=keep.letters_days), AT_ONCE)
    long_ago = turn.today - timedelta(days=keep.letters_days)
    planned.forget(turn.work, long_ago)
    reminded.forget_snoozes(turn.work, long_ago)
    if AT_ONCE in (updates, words):
        marks.give_back(turn.work, _MARK)


def put_away(turn: Turn) -> None:
    """Closed cases go to the archive by themselves after so many days, if the office wants it so."""
    days = turn.config.keep.archive_days
    if days and marks.take(turn.work, "archive", turn.now, EVERY):
        closed = keeping.closed_before(turn.work, turn.now - timedelta(days=days), CASES)
        for proposal in closed:
            rounds.put_away(turn, proposal, clock=True)
        if len(closed) == CASES:
            marks.give_back(turn.work, "archive")
