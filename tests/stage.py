"""A whole play: a sandbox, a real Banli in front of it on a real database, and the cast, who have all joined.

    with Stage(database_url) as stage:
        stage.say("olga", "/help")
        assert stage.last("olga") ...

Olga works in the office; Uma is liaison and Lena leader of the housing unit; Ugo is liaison of the roads unit; Dana
and Dan are deputies. Time begins on a Monday morning in March, and goes on as the real one does, or is put forward.
"""

import asyncio
import json
import threading
import time
from collections.abc import Coroutine
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Banli
from bot.config import Config
from bot.domain.lives import Role
from bot.sandbox.errors import Json
from bot.sandbox.people import People
from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from store.database import Database, Work
from store.tables import Base, Letter, Person, Sitting, Unit
from store.tables.traffic import LetterState

T = TypeVar("T")

BEGINS = "2026-03-02T09:00+08:00"
PATIENCE = 20.0  # seconds until a play that does not come to rest has failed
NEVER = 3600  # seconds between the scheduler's own ticks: a play ticks when its clock is moved

# fmt: off
UNITS = {
    # key       name,              other names
    "housing": ("市住房建设局",     ["住建局", "housing"]),
    "roads":   ("市道路管理处",     ["道路处", "roads"]),
}
CAST = {
    # name   chat  role           unit
    "olga": (101,  Role.OFFICE,   None),
    "uma":  (102,  Role.LIAISON,  "housing"),
    "ugo":  (103,  Role.LIAISON,  "roads"),
    "lena": (104,  Role.LEADER,   "housing"),
    "dana": (105,  Role.DEPUTY,   None),
    "dan":  (106,  Role.DEPUTY,   None),
}
# fmt: on
SAM = 109  # the chat of a stranger, who opens it by himself


@dataclass(frozen=True, slots=True)
class Said:
    """One letter of the outbox: to whom (a name of the cast, or the chat), which message, and what is known of it."""

    id: int
    to: str
    message: str
    state: LetterState
    body: Json
    message_id: int | None
    error: str

    def __str__(self) -> str:
        return f"{self.to} {self.message} ({self.state})"


class Running:
    """One Banli in a loop and thread of its own."""

    def __init__(self, config: Config, sandbox: SandboxThread) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="banli", daemon=True)
        self._thread.start()
        self.banli = self.call(self._begin(config, sandbox))

    async def _begin(self, config: Config, sandbox: SandboxThread) -> Banli:
        banli = Banli(config, SecretStr(DEFAULT_TOKEN), sandbox.sandbox.clock.now)
        await banli.start()
        return banli

    def call(self, deed: Coroutine[Any, Any, T]) -> T:
        """Do something in the bot's own loop."""
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(PATIENCE)

    def stop(self) -> None:
        self.call(self.banli.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Stage:
    """The play; ``settings`` are sections of the configuration, such as ``policy={"rehandle": "automatic"}``.

    What the cast does through ``say``, ``tap`` and ``file`` is waited for; ``people`` does it without waiting, and
    more, such as blocking. ``begins`` None leaves the clock as it is. No reply needs a talk unless settings say so.
    """

    def __init__(self, database_url: str, *, begins: str | None = BEGINS, **settings: Any) -> None:  # noqa: ANN401 - sections
        self.url = database_url
        self.sandbox = SandboxThread()
        self._begins, self._settings = begins, settings

    def __enter__(self) -> Self:
        self.sandbox.__enter__()
        self.people: People = self.sandbox.people()
        if self._begins is not None:
            self.people.set_clock(self._begins)
        self.config = self._config()
        self.database = Database(self.url)
        self._set()
        self._running = Running(self.config, self.sandbox)
        self.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._running.stop()
        finally:
            self.database.close()
            self.people.close()
            self.sandbox.__exit__(kind, error, trace)

    @property
    def banli(self) -> Banli:
        return self._running.banli

    @property
    def now(self) -> datetime:
        return self.sandbox.sandbox.clock.now()

    # --- What the cast does -------------------------------------------------------------------------------------------

    def say(self, name: str, text: str) -> None:
        self.people.say(who(name), text)
        self.wait()

    def tap(self, name: str, label: str | None = None, *, on: str | None = None, **more: object) -> None:
        """Tap the button with this label (or ``data=``), on the newest message that shows it.

        ``on`` names a message: then it is the newest such letter to this person. ``again=True`` repeats the last tap.
        The data of a question's button may be given as its template has it, ``say:<step>:<value>``.
        """
        if str(more.get("data", "")).startswith("say:"):
            more["data"] = self._stamped(name, str(more["data"]))
        if on is not None:
            more["message_id"] = self.letter(name, on).message_id
        self.people.tap(who(name), label, **more)
        self.wait()

    def _stamped(self, name: str, data: str) -> str:
        """The data of the newest button that begins so."""
        shown = [b["data"] for entry in self.people.letters(who(name)) for row in entry["buttons"] for b in row]
        return next((one for one in reversed(shown) if one and one.startswith(f"{data}:")), data)

    def file(self, name: str, content: bytes | Path, filename: str = "", **more: object) -> None:
        self.people.file(who(name), content, filename, **more)
        self.wait()

    def forward(self, **time: float) -> None:
        """Put the clock forward by ``days=``, ``hours=`` or ``minutes=``, and do what is due then."""
        self.people.forward_clock(timedelta(**time).total_seconds())
        self.tick()

    def at(self, moment: str) -> None:
        """Put the clock at an ISO 8601 moment with a zone, and do what is due then."""
        self.people.set_clock(moment)
        self.tick()

    def tick(self) -> None:
        self.call(self.banli.tick())
        self.call(self.banli.sender.look())
        self.wait()

    def restart(self) -> None:
        """The bot goes down and comes up again on the same database."""
        self._running.stop()
        self._running = Running(self.config, self.sandbox)
        self.wait()

    def call(self, deed: Coroutine[Any, Any, T]) -> T:
        """Do something in the bot's own loop."""
        return self._running.call(deed)

    def wait(self, quiet: float = 0.0) -> None:
        """Until every update is confirmed and handled, and every letter settled, for so many seconds."""
        try:
            self.call(self._at_rest(quiet))
        except TimeoutError:
            raise AssertionError(f"no rest within {PATIENCE} s: {self.sandbox.sandbox.counts()}") from None

    async def _at_rest(self, quiet: float) -> None:
        until = time.monotonic() + PATIENCE - 1
        while not (self.banli.is_idle and self.sandbox.sandbox.resting_for() >= quiet):
            if time.monotonic() > until:
                raise TimeoutError
            await asyncio.sleep(0.002)

    # --- What can be seen ---------------------------------------------------------------------------------------------

    def transcript(self, name: str) -> list[Json]:
        """What stands in the chat of this person, both ways; the sandbox's message_entry gives the shape."""
        return self.people.transcript(who(name))

    def shown(self, name: str) -> Json:
        """The bot's message to this person that came or changed last."""
        return max(self.people.letters(who(name)), key=lambda entry: max(entry["seq"], entry["changed"]))

    def last(self, name: str) -> str:
        """The text of the bot's message that came or changed last."""
        return str(self.shown(name)["text"])

    def labels(self, name: str) -> list[str]:
        """The labels of the buttons under that message, row by row."""
        return [button["label"] for row in self.shown(name)["buttons"] for button in row]

    @property
    def letters(self) -> list[Said]:
        """Every letter there is, in the order in which they were written."""
        names = {SAM: "sam"} | {chat: name for name, (chat, _, _) in CAST.items()}
        with self.work() as work:
            rows = work.session.scalars(select(Letter).order_by(Letter.id)).all()
        read = [(row, names.get(row.chat_id, str(row.chat_id)), json.loads(row.body)) for row in rows]
        return [Said(row.id, to, row.message, row.state, body, row.message_id, row.error) for row, to, body in read]

    def letter(self, name: str, message: str) -> Said:
        """The newest letter of this message to this person."""
        found = [letter for letter in self.letters if (letter.to, letter.message) == (name, message)]
        assert found, f"{message} was never said to {name}"
        return found[-1]

    def said(self, name: str) -> list[str]:
        """The messages that were said to this person, by name, in order."""
        return [letter.message for letter in self.letters if letter.to == name]

    def work(self) -> AbstractContextManager[Work]:
        """A connection to look into the database."""
        return self.database.reading()

    def person(self, name: str) -> Person:
        """The row of somebody of the cast."""
        with self.work() as work:
            return work.session.scalars(select(Person).where(Person.chat_id == CAST[name][0])).one()

    # --- How it is set ------------------------------------------------------------------------------------------------

    def _config(self) -> Config:
        given = {name: dict(part) if isinstance(part, dict) else part for name, part in self._settings.items()}
        given.setdefault("telegram", {}).setdefault("base_url", self.sandbox.url)
        given.setdefault("database", {})["url"] = self.url
        unasked = {"tick_seconds": NEVER, "preview_at": "", "report_gaps": False}  # a play has to ask for these
        given["reminders"] = unasked | given.get("reminders", {})
        given.setdefault("policy", {}).setdefault("contact_required", False)
        given.setdefault("delivery", dict.fromkeys(("overall_per_second", "chat_per_second", "group_per_minute"), 1000))
        return Config.model_validate(given)

    def _set(self) -> None:
        """Make the tables and the people; everybody has pressed /start before the play begins."""
        Base.metadata.create_all(self.database.engine)
        with self.database.writing() as work:
            units = {key: Unit(name=name, aliases=aliases) for key, (name, aliases) in UNITS.items()}
            work.session.add_all([*units.values(), Sitting(name="市十届人大一次会议")])
            for name, (chat, role, unit) in CAST.items():
                own = units.get(unit or "")
                work.session.add(Person(chat_id=chat, name=who(name), role=role, joined_at=self.now, unit=own))
        for name, (chat, _, _) in CAST.items():
            self.people.create(who(name), id=chat)
            self.people.say(who(name), "/start")
        self.people.create("Sam", id=SAM)
        for bot in self.sandbox.sandbox.world.bots.values():
            bot.queue.clear()


def who(name: str) -> str:
    """The first name in the sandbox of somebody of the cast."""
    return name.capitalize()
