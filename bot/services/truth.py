"""Whether a letter that waited is still true: a reminder leaves on its own day, in office hours, while it is owed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.config import Config
from bot.domain.reminders import DutyKind
from bot.services import hours
from store import duties, notices, reminded
from store.database import Work
from store.outbox import Envelope
from store.reminded import Said

WHY = "not true any more"


def cancel_untrue(work: Work, letters: Sequence[Envelope], now: datetime, config: Config) -> None:
    """Of letters about to leave, cancel the reminders that are not true any more.

    What they said counts as unsaid, so that the next strike of the clock says what is left of it.
    """
    ids = [letter.id for letter in letters if letter.message.startswith(("reminders/", "notices/"))]
    if not ids:
        return
    said = reminded.of_letters(work, ids)
    owed = _owed(work, [row for rows in said.values() for row in rows])
    quiet = not hours.open_at(config, now)
    past = {id_: rows for id_, rows in said.items() if quiet or not all(_holds(row, owed, now, config) for row in rows)}
    if past:
        reminded.take_back(work, past, now, WHY)
    notices.cancel_settled(work, [id_ for id_ in ids if id_ not in said], now, WHY)


def _holds(row: Said, owed: dict[tuple[object, ...], datetime], now: datetime, config: Config) -> bool:
    since = owed.get((row.kind, row.subject_id, row.whose, row.due))
    same_day = row.at.astimezone(config.zone).date() == now.astimezone(config.zone).date()
    return same_day and since is not None and since <= row.at


def _owed(work: Work, rows: Iterable[Said]) -> dict[tuple[object, ...], datetime]:
    """Since when what is owed; by kind, id, whose it is and its date."""
    ids: dict[DutyKind, set[int]] = {}
    for row in rows:
        ids.setdefault(row.kind, set()).add(row.subject_id)
    found = [owing for kind, some in ids.items() for owing in duties.still_open(work, kind, some)]
    return {(o.kind, o.id, o.whose, o.due): o.since for o in found}
