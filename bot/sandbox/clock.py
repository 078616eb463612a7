"""The sandbox's own time: real time plus an offset, so that a test or a demonstration can move to next month."""

import asyncio
import time
from datetime import UTC, datetime


class Clock:
    """Runs like the real clock, only shifted; everything the sandbox dates or lets expire reads it."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._shifted = asyncio.Event()

    def time(self) -> float:
        """Seconds since the epoch, shifted."""
        return time.time() + self._offset

    def stamp(self) -> int:
        """Whole seconds since the epoch, as Telegram dates messages."""
        return int(self.time())

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time(), UTC)

    def forward(self, seconds: float) -> None:
        self._move(self._offset + seconds)

    def set(self, moment: datetime) -> None:
        """Put the clock at an aware moment; it goes on from there."""
        self._move(moment.timestamp() - time.time())

    def reset(self) -> None:
        self._move(0.0)

    async def sleep(self, seconds: float) -> None:
        """Wait in shifted time: a clock put forward ends the wait early."""
        until = self.time() + seconds
        while (left := until - self.time()) > 0:
            shifted = self._shifted
            try:
                await asyncio.wait_for(shifted.wait(), left)
            except TimeoutError:
                return

    def _move(self, offset: float) -> None:
        self._offset = offset
        self._shifted.set()
        self._shifted = asyncio.Event()
