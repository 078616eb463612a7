"""Everything that happened, in one numbered row: what transcripts and the live page read."""

import asyncio
import contextlib
from dataclasses import dataclass

from bot.sandbox.errors import Json


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `seq` grows by one, `at` is the sandbox clock in seconds, `subject` says the rest."""

    seq: int
    at: float
    kind: str
    chat_id: int
    subject: Json


class Feed:
    """The row of events, and those who wait for the next one."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._forgotten = 0
        self._next = asyncio.Event()
        self._closed = False

    @property
    def seq(self) -> int:
        return self._forgotten + len(self._events)

    def add(self, kind: str, chat_id: int, at: float, subject: Json) -> int:
        """Note an event and return its number, counted from 1."""
        seq = self.seq + 1
        self._events.append(Event(seq, at, kind, chat_id, subject))
        self._next.set()
        return seq

    def forget(self) -> None:
        """Drop the events; the numbers go on."""
        self._forgotten = self.seq
        self._events.clear()

    def after(self, seq: int) -> list[Event]:
        return self._events[max(seq - self._forgotten, 0) :]

    def close(self) -> None:
        """Nothing more will come: whoever waits is let go."""
        self._closed = True
        self._next.set()

    async def wait(self, seq: int, seconds: float) -> list[Event]:
        """The events after `seq`; if there are none yet, those that come within so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while seq >= self.seq and not self._closed:
                    self._next.clear()
                    await self._next.wait()
        return self.after(seq)
