"""Whether the office is served: the database answers, the clock strikes, letters leave, and updates are handled."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.services.calendar import official
from bot.services.ticks import KNOWN
from store import health, marks, migrate, mirrors, open_dates, reconciled
from store.database import Database, NotReady, Work

LATE_TICK = timedelta(minutes=10)
LATE_LETTER = timedelta(minutes=10)
LATE_UPDATE = timedelta(minutes=5)
LATE_MIRROR = timedelta(minutes=30)
LATE_COUNT = timedelta(hours=50)  # a night was left out


@dataclass(frozen=True, slots=True)
class Health:
    """What was found, and each trouble as one line for an operator; nothing personal is in it.

    ``notices`` are worth knowing, and no reason to take the bot out of service.
    """

    found: dict[str, Any]
    troubles: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to look."""
        return not self.troubles

    def as_json(self) -> dict[str, Any]:
        """``{"well", "troubles", "notices", ...}`` with what was found; days and moments are ISO 8601."""
        shown = {key: value.isoformat() if isinstance(value, date) else value for key, value in self.found.items()}
        return {"well": self.is_well, "troubles": self.troubles, "notices": self.notices, **shown}


def of_database(database: Database, now: datetime) -> Health:
    """The database, its revision, and what waits in it."""
    try:
        database.check_schema(migrate.newest())
        with database.reading() as work:
            waits, known = health.backlog(work, now), _known(work, now)
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
        **known,
    }
    late = (
        _late("A letter has been waiting", waits.oldest_letter, now, LATE_LETTER),
        _late("An update has been waiting", waits.oldest_update, now, LATE_UPDATE),
        _late("A letter to a mirror has been waiting", known["oldest_mirror_letter"], now, LATE_MIRROR),
        _late("No day was reconciled", known["last_reconciliation"], now, LATE_COUNT),
    )
    failed = f"Letters given up within the last day: {waits.failed}." if waits.failed else ""
    return Health(found, [line for line in (*late, failed) if line], _notices(known))


def _known(work: Work, now: datetime) -> dict[str, Any]:
    """When the clock struck last, what the last night's count found, and the unknown years in which dates lie."""
    count, last = reconciled.latest(work), open_dates.last(work)
    years = range(now.year, (last or now).year + 1)
    return {
        "last_tick": marks.taken(work, KNOWN),
        "oldest_mirror_letter": mirrors.oldest_waiting(work),
        "last_reconciliation": count.at if count is not None else None,
        "reconciled_day": count.day if count is not None else None,
        "reconciliation_gaps": count.gaps if count is not None else 0,
        "unknown_years": [year for year in years if year not in official().years],
    }


def _notices(known: dict[str, Any]) -> list[str]:
    gaps, day = known["reconciliation_gaps"], known["reconciled_day"]
    told = (
        [f"{gaps} reminders of {day} did not arrive on that day; `reconcile --day {day}` names them."] if gaps else []
    )
    return told + [f"Dates lie in {year}, of which the days off are not known." for year in known["unknown_years"]]


def of_bot(database: Database, now: datetime, started: datetime, last_tick: datetime | None) -> Health:
    """The same for a bot that runs, with its clock: ``last_tick`` None before the first."""
    below = of_database(database, now)
    late = _late("The clock has not struck", last_tick or started, now, LATE_TICK)
    found = {**below.found, "last_tick": last_tick or below.found.get("last_tick")}
    return Health(found, below.troubles + ([late] if late else []), below.notices)


def _late(what: str, since: datetime | None, now: datetime, limit: timedelta) -> str:
    if since is None or now - since <= limit:
        return ""
    return f"{what} for {int((now - since).total_seconds() // 60)} minutes."
