"""Whether the office is served: the database answers, the clock strikes, letters leave, and updates are handled."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from store import health, migrate
from store.database import Database, NotReady

LATE_TICK = timedelta(minutes=10)
LATE_LETTER = timedelta(minutes=10)
LATE_UPDATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Health:
    """What was found, and each trouble as one line for an operator; nothing personal is in it."""

    found: dict[str, Any]
    troubles: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to look."""
        return not self.troubles

    def as_json(self) -> dict[str, Any]:
        """``{"well": bool, "troubles": [str], ...}`` with what was found; moments are ISO 8601."""
        shown = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in self.found.items()}
        return {"well": self.is_well, "troubles": self.troubles, **shown}


def of_database(database: Database, now: datetime) -> Health:
    """The database, its revision, and what waits in it."""
    try:
        database.check_schema(migrate.newest())
        with database.reading() as work:
            waits = health.backlog(work, now)
    except NotReady as error:
        return Health({"database": "not ready"}, [str(error)])
    found = {
        "database": "ready",
        "revision": migrate.newest(),
        "letters_waiting": waits.letters,
        "oldest_letter": waits.oldest_letter,
        "updates_waiting": waits.updates,
        "oldest_update": waits.oldest_update,
        "updates_put_aside": waits.aside,
        "letters_failed": waits.failed,
    }
    late = (
        _late("A letter has been waiting", waits.oldest_letter, now, LATE_LETTER),
        _late("An update has been waiting", waits.oldest_update, now, LATE_UPDATE),
    )
    failed = f"Letters given up within the last day: {waits.failed}." if waits.failed else ""
    return Health(found, [line for line in (*late, failed) if line])


def of_bot(database: Database, now: datetime, started: datetime, last_tick: datetime | None) -> Health:
    """The same for a bot that runs, with its clock: ``last_tick`` None before the first."""
    below = of_database(database, now)
    late = _late("The clock has not struck", last_tick or started, now, LATE_TICK)
    return Health({**below.found, "last_tick": last_tick}, below.troubles + ([late] if late else []))


def _late(what: str, since: datetime | None, now: datetime, limit: timedelta) -> str:
    if since is None or now - since <= limit:
        return ""
    return f"{what} for {int((now - since).total_seconds() // 60)} minutes."
