"""An office whose bot is a process of its own, to be killed: a sandbox, a database with the cast, and `serve`."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from bot.sandbox.people import People
from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from store import migrate
from store.database import Database
from store.tables import InboxRow, Letter, Person, Sitting, Unit
from store.tables.traffic import InboxState, LetterState
from tests.stage import CAST, UNITS, who

PATIENCE = 60.0  # seconds until an office that does not come to rest has failed; less than any lease
UNSETTLED = (LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)

Birth = Callable[[dict[str, str]], int]


@dataclass(slots=True)
class Process:
    """A bot at work."""

    id: int

    def kill(self, sign: int = signal.SIGKILL) -> None:
        """Give it a signal, and wait for its end."""
        os.kill(self.id, sign)
        until_true(self.is_over)

    def is_over(self) -> bool:
        try:
            os.kill(self.id, 0)
        except ProcessLookupError:
            return True
        return False


class Office:
    """The place of the play; nothing waits by itself, `rest` waits until all is said and done."""

    def __init__(self, url: str, birth: Birth) -> None:
        self.url = url
        self._birth = birth
        self._sandbox = SandboxThread()
        self.database = Database(url)
        self.bot: Process | None = None

    def __enter__(self) -> Self:
        self._sandbox.__enter__()
        self.people: People = self._sandbox.people()
        migrate.upgrade(self.database)
        with self.database.writing() as work:
            units = {key: Unit(name=name, aliases=aliases) for key, (name, aliases) in UNITS.items()}
            work.session.add_all([*units.values(), Sitting(name="市十届人大一次会议")])
            work.flush()
            for name, (chat, role, unit) in CAST.items():
                unit_id = units[unit].id if unit else None
                person = Person(chat_id=chat, name=who(name), role=role, unit_id=unit_id, joined_at=datetime.now(UTC))
                work.session.add(person)
        for name, (chat, _, _) in CAST.items():
            self.people.create(who(name), id=chat)
            self.people.say(who(name), "/start")
        for one in self._sandbox.sandbox.world.bots.values():
            one.queue.clear()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self.database.close()
        self.people.close()
        self._sandbox.__exit__(kind, error, trace)

    @property
    def environment(self) -> dict[str, str]:
        """What `serve` is told."""
        return {
            "BOT_TOKEN": DEFAULT_TOKEN,
            "BANLI_TELEGRAM__BASE_URL": self._sandbox.url,
            "BANLI_TELEGRAM__LISTEN": "127.0.0.1:0",
            "BANLI_DATABASE__URL": self.url,
            "BANLI_REMINDERS__TICK_SECONDS": "3600",
            "BANLI_POLICY__CONTACT_REQUIRED": "false",
        }

    def start(self) -> None:
        self.bot = Process(self._birth(self.environment))

    def kill(self, sign: int = signal.SIGKILL) -> None:
        if self.bot is not None:
            self.bot.kill(sign)
            self.bot = None

    def restart(self) -> None:
        """The process dies at once, and another begins."""
        self.kill()
        self.start()

    def waiting(self) -> int:
        """How many updates Telegram still keeps."""
        return int(self._sandbox.sandbox.counts()["pending_updates"])

    def is_at_rest(self) -> bool:
        """Whether every update is confirmed and handled, and every letter settled."""
        if self.waiting():
            return False
        with self.database.reading() as work:
            new = work.session.scalar(
                select(func.count()).select_from(InboxRow).where(InboxRow.state == InboxState.NEW)
            )
            open_ = work.session.scalar(select(func.count()).select_from(Letter).where(Letter.state.in_(UNSETTLED)))
        return not new and not open_

    def rest(self) -> None:
        until_true(self.is_at_rest)


def until_true(holds: Callable[[], bool]) -> None:
    """Look again and again."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"{holds.__qualname__} does not come true"
        time.sleep(0.005)
