"""``make broadcast-drill``: a message to 3,000 people against the sandbox's limits, undisturbed and under kill -9.

The office writes it in the chat, as ever. Meanwhile others tap every half second, and their delay is measured. In the
second run the bot's process is killed five times and started again at once. Prints, and writes to
build/broadcast-drill.json: seconds against the bound of 30 a second, refusals (429), the worst delay of a tap, letters
that came twice, how many of them marked, and people whom it did not reach. ``PEOPLE=3000`` is the default.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.lives import Role
from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from bot.sandbox.world import Chat, Person
from store import tables
from store.database import Database

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEOPLE = int(os.environ.get("PEOPLE", "3000"))
KILLS = 5
PER_SECOND = 30
OFFICE, FIRST, FIRST_TAPPER, TAPPERS = 900_000, 1_000_000, 800_000, 20
EVERY = 0.5  # seconds between taps
PATIENCE = 300.0  # seconds for the whole, beside what the bound allows
AGAIN = "🔁"
TEXT = "请各位于本周五前确认参会。"


@dataclass(slots=True)
class Seen:
    """What came to people: letters of the broadcast by chat, how many of them marked, and the delays of taps."""

    letters: Counter[int] = field(default_factory=Counter)
    marked: int = 0
    first: float = 0.0
    last: float = 0.0
    delays: list[float] = field(default_factory=list)
    down: list[float] = field(default_factory=list)  # of taps made while there was no process
    starts: list[float] = field(default_factory=list)  # seconds until each new process asked Telegram who it is


class Bot:
    """The process."""

    def __init__(self, url: str, database: str) -> None:
        self._command = [sys.executable, str(HERE / "banli_bot.py"), url, DEFAULT_TOKEN, database]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(self._command, cwd=ROOT, env=environment)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class Drill:
    """One run, driven in the sandbox's own loop."""

    def __init__(self, stand: SandboxThread, bot: Bot, kills: int) -> None:
        self._sandbox = stand.sandbox
        self._world = stand.sandbox.world
        self._bot = self._world.bot()
        self._process = bot
        self._kills = [PEOPLE * (number + 1) // (kills + 1) for number in range(kills)]
        self._office = self._chat(OFFICE)
        self._tappers = [self._chat(FIRST_TAPPER + number) for number in range(TAPPERS)]
        for number in range(PEOPLE):
            self._chat(FIRST + number)
        self.seen = Seen()
        self._tapped: dict[int, float] = {}
        self._down = False
        self._late: set[int] = set()  # chats that tapped while no process was there, or just before

    def _chat(self, number: int) -> Chat:
        person = Person(number, f"P{number}")
        self._world.people[number] = person
        return self._sandbox.cast.chat(self._bot, person, None)

    async def run(self) -> None:
        """From the office's command to the last letter and the report."""
        watching = asyncio.create_task(self._watch())
        await self._write()
        tapping = asyncio.create_task(self._tap())
        until = time.monotonic() + PEOPLE / PER_SECOND + PATIENCE
        while len(self.seen.letters) < PEOPLE and time.monotonic() < until:
            if self._kills and len(self.seen.letters) >= self._kills[0]:
                self._kills.pop(0)
                await self._restart()
            await asyncio.sleep(0.01)
        await asyncio.sleep(5)  # copies that are still to come
        for task in (watching, tapping):
            task.cancel()
        await asyncio.gather(watching, tapping, return_exceptions=True)

    async def _restart(self) -> None:
        """The process dies, and another is there once it has asked who it is."""
        await asyncio.to_thread(self._process.kill)
        began, calls = time.monotonic(), self._sandbox.calls.total
        self._down = True
        self._late.update(self._tapped)
        self._process.start()
        while self._sandbox.calls.total == calls and time.monotonic() < began + PATIENCE:  # noqa: ASYNC110 - nobody wakes us
            await asyncio.sleep(0.01)
        self.seen.starts.append(time.monotonic() - began)
        self._down = False

    async def _write(self) -> None:
        self._say("/broadcast")
        await self._button("say:audience:deputy")
        await self._shown(lambda api: not api.get("reply_markup") or "say:" not in str(api))
        self._say(TEXT)
        await self._button("say:confirm:send")

    def _say(self, text: str) -> None:
        assert self._office.person is not None
        self._sandbox.cast.say_text(self._bot, self._office.person, self._office, text)

    async def _button(self, data: str) -> None:
        """Tap the button whose data begins so, once it is there."""
        api = await self._shown(lambda api: data in str(api.get("reply_markup")))
        buttons = [button for row in api["reply_markup"]["inline_keyboard"] for button in row]
        full = next(button["callback_data"] for button in buttons if button["callback_data"].startswith(data))
        assert self._office.person is not None
        self._sandbox.cast.tap(self._bot, self._office.person, self._office, {"data": full})

    async def _shown(self, wanted: Callable[[Any], bool]) -> Any:  # noqa: ANN401 - a message as the Bot API has it
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for message in reversed(self._office.messages.values()):
                if message.outgoing and wanted(message.api):
                    return message.api
            await asyncio.sleep(0.01)
        raise TimeoutError(self._office.messages)

    async def _tap(self) -> None:
        """Somebody asks for help by a button, twice a second."""
        number = 0
        while True:
            chat = self._tappers[number % TAPPERS]
            number += 1
            if chat.id not in self._tapped:
                assert chat.person is not None
                self._tapped[chat.id] = time.monotonic()
                if self._down:
                    self._late.add(chat.id)
                if chat.messages:
                    self._sandbox.cast.tap(self._bot, chat.person, chat, {"data": "nav:menu"})
                else:
                    self._sandbox.cast.say_text(self._bot, chat.person, chat, "/help")
            await asyncio.sleep(EVERY)

    async def _watch(self) -> None:
        seq = self._world.feed.seq
        while True:
            events = await self._world.feed.wait(seq, 1.0)
            now = time.monotonic()
            for event in events:
                seq = event.seq
                if event.kind == "message":
                    self._note(event.chat_id, event.subject["message_id"], now)

    def _note(self, chat_id: int, message_id: int, now: float) -> None:
        message = self._bot.chats[chat_id].messages[message_id]
        if not message.outgoing:
            return
        if chat_id >= FIRST:
            self.seen.letters[chat_id] += 1
            self.seen.marked += message.api["text"].startswith(AGAIN)
            self.seen.first, self.seen.last = self.seen.first or now, now
        elif chat_id in self._tapped:
            self._late_or_not(chat_id, now - self._tapped.pop(chat_id))

    def _late_or_not(self, chat_id: int, delay: float) -> None:
        (self.seen.down if chat_id in self._late else self.seen.delays).append(delay)
        self._late.discard(chat_id)


def prepare(url: str) -> None:
    """The office, those who tap, and everybody to be written to."""
    database = Database(url)
    tables.Base.metadata.create_all(database.engine)
    now = datetime.now(UTC)
    with database.writing() as work:
        work.session.add(tables.Sitting(name="Sitting"))
        chats = [(OFFICE, Role.OFFICE)]
        chats += [(FIRST_TAPPER + number, Role.SUPERVISOR) for number in range(TAPPERS)]
        chats += [(FIRST + number, Role.DEPUTY) for number in range(PEOPLE)]
        work.session.add_all(
            tables.Person(chat_id=chat, name=f"P{chat}", role=role, joined_at=now) for chat, role in chats
        )
    database.close()


def measure(kills: int) -> dict[str, Any]:
    """One run with so many kills."""
    with tempfile.TemporaryDirectory() as folder, SandboxThread(limits=True) as stand:
        url = f"sqlite:///{folder}/banli.db"
        prepare(url)
        bot = Bot(stand.url, url)
        drill = Drill(stand, bot, kills)
        bot.start()
        try:
            stand.run(drill.run())
            refused = [call for call in stand.sandbox.calls.after(0) if call.status == 429]
        finally:
            bot.kill()
    return _figures(drill.seen, kills, len(refused))


def _figures(seen: Seen, kills: int, refused: int) -> dict[str, Any]:
    bound = PEOPLE / PER_SECOND
    seconds = seen.last - seen.first
    return {
        "kills": kills,
        "people": PEOPLE,
        "seconds": round(seconds, 1),
        "bound_s": round(bound, 1),
        "of_bound": round(seconds / bound, 3),
        "starting_s": round(sum(seen.starts), 1),
        "refused_429": refused,
        "taps": len(seen.delays),
        "tap_median_s": round(statistics.median(seen.delays), 3),
        "tap_worst_s": round(max(seen.delays), 3),
        "taps_while_starting": len(seen.down),
        "worst_while_starting_s": round(max(seen.down, default=0.0), 3),
        "copies": sum(count - 1 for count in seen.letters.values()),
        "marked": seen.marked,
        "gaps": PEOPLE - len(seen.letters),
    }


def main() -> None:
    """Both runs."""
    rows = [measure(kills) for kills in (0, KILLS)]
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "broadcast-drill.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    for name in rows[0]:
        print(f"{name:>24}" + "".join(f"{row[name]!s:>12}" for row in rows))  # noqa: T201 - this is its output


if __name__ == "__main__":
    main()
