"""What became of letters, gathered for a moment and then written down together."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from store import outbox
from store.outbox import Outcome
from store.writer import Writer

log = logging.getLogger(__name__)

GATHER = 0.03  # seconds in which outcomes are gathered
PAUSE = 1.0  # seconds until a database that did not take them is tried again


class Outcomes:
    """Writes for one sender; ``written`` is called whenever nothing is left to write."""

    def __init__(self, writer: Writer, clock: Callable[[], datetime], written: Callable[[], None]) -> None:
        self._writer = writer
        self._clock = clock
        self._written = written
        self._waiting: list[Outcome] = []
        self.task: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether everything is written down."""
        return not self._waiting and self.task is None

    def add(self, outcome: Outcome) -> None:
        """One more."""
        self._waiting.append(outcome)
        if self.task is None:
            self.task = asyncio.create_task(self._write_down())

    async def _write_down(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(GATHER)
                now, outcomes = self._clock(), self._waiting
                self._waiting = []
                try:
                    await self._writer.run(lambda work: outbox.settle(work, outcomes, now))  # noqa: B023 - awaited here
                except Exception:
                    log.exception("letters could not be settled, trying again")
                    self._waiting = outcomes + self._waiting
                    await asyncio.sleep(PAUSE)
        finally:
            self.task = None
            self._written()
