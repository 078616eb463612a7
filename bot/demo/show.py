"""Starts the demonstration: the page at once, the bot behind it, and then the example, while the page is open."""

import asyncio
import contextlib
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo import story
from bot.demo.story import Player
from bot.sandbox.errors import Json
from bot.sandbox.sandbox import DEFAULT_TOKEN, Sandbox
from bot.sandbox.server import Server, bound
from bot.sandbox.world import Person

if TYPE_CHECKING:
    from bot.app import Banli

ZONE = ZoneInfo("Asia/Shanghai")
TICK = 1  # seconds: whoever puts the clock forward does not wait long for what is due


class _Server(Server):
    """The sandbox's server without uvicorn's own ideas on signals: the bot ends first, while Telegram answers."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Show:
    """One demonstration; ``opened`` is told the address as soon as the page answers."""

    def __init__(self, port: int, *, seeded: bool, opened: Callable[[str], None]) -> None:
        self._story = story.read(ZONE)
        self._seeded = seeded
        self._opened = opened
        self._seed = {"done": 0, "total": len(self._story.play)}
        self._sandbox = Sandbox()
        self._sandbox.clock.set(self._story.begins)
        for person in self._story.people.values():
            self._sandbox.world.people[person.id] = Person(person.id, person.name, language_code="zh-hans")
        self._listener = bound("127.0.0.1", port)
        self._address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._server = _Server(self._sandbox, [Route("/demo", self._tell), Route("/gallery/messages", self._gallery)])

    async def go_on(self) -> None:
        """Serve until SIGINT or SIGTERM; the database is gone afterwards."""
        told = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, told.set)
        serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        await asyncio.to_thread(self._server.listening.wait)
        self._opened(self._address)
        try:
            with tempfile.TemporaryDirectory(prefix="banli-demo-") as folder:
                working = asyncio.create_task(self._work(Path(folder)))
                ending = asyncio.create_task(told.wait())
                await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
                ending.cancel()
                working.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await working
        finally:
            self._server.should_exit = True
            await serving

    async def _work(self, folder: Path) -> None:
        """The bot, on a database of its own; cancelled, it goes down in order."""
        banli = await asyncio.to_thread(self._made, folder)
        try:
            await banli.start()
            await self._rehearse(banli)
            await asyncio.Event().wait()
        finally:
            await banli.stop()

    def _made(self, folder: Path) -> "Banli":
        """The bot; its libraries are loaded here, in a thread, while the page answers already."""
        from pydantic import SecretStr  # noqa: PLC0415 - the page is there before the bot's libraries are

        from bot.app import Banli  # noqa: PLC0415 - the same
        from bot.config import Config, DatabaseSection, Office, Policy, Reminders, Telegram  # noqa: PLC0415 - the same
        from store import migrate  # noqa: PLC0415 - the same

        config = Config(
            telegram=Telegram(base_url=self._address),
            database=DatabaseSection(url=f"sqlite:///{folder / 'banli.db'}"),
            office=Office(name=self._story.office),
            policy=Policy(contact_required=False),  # the story has no talks before its replies
            reminders=Reminders(tick_seconds=TICK, report_gaps=False),  # its clock is pushed ahead
        )
        banli = Banli(config, SecretStr(DEFAULT_TOKEN), self._sandbox.clock.now)
        migrate.upgrade(banli.database)
        return banli

    async def _rehearse(self, banli: "Banli") -> None:
        from bot.demo import rehearsal  # noqa: PLC0415 - needs the bot's libraries

        await rehearsal.enter(self._sandbox, banli, self._story)
        if self._seeded:
            await rehearsal.play(self._sandbox, banli, self._story, self._progress)
        else:
            self._progress(self._seed["total"], self._seed["total"])

    def _progress(self, done: int, total: int) -> None:
        self._seed = {"done": done, "total": total}
        self._sandbox.world.feed.add("seed", 0, self._sandbox.clock.time(), dict(self._seed))

    async def _tell(self, _request: Request) -> Response:
        people = self._story.people
        return JSONResponse(
            {
                "people": [_face(person) for person in people.values() if not person.hidden],
                "hidden": [person.id for person in people.values() if person.hidden],
                "hints": [
                    {"person": people[hint.who].id, "name": people[hint.who].name, "zh": hint.zh, "en": hint.en}
                    for hint in self._story.hints
                ],
                "seed": self._seed,
            }
        )

    async def _gallery(self, _request: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(_messages, self._story.office))


def _face(person: Player) -> Json:
    return {"id": person.id, "name": person.name, "what": {"zh": person.zh, "en": person.en}}


def _messages(office: str) -> list[Json]:
    from bot.demo import gallery  # noqa: PLC0415 - needs the bot's libraries

    return gallery.messages(ZONE, office)


def run(port: int, *, seeded: bool = True, opened: Callable[[str], None]) -> None:
    """Show the bot until SIGINT or SIGTERM; ``port`` 0 is any free one. Raises OSError where the port is taken."""
    asyncio.run(Show(port, seeded=seeded, opened=opened).go_on())
