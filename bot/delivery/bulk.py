"""Broadcasts: brings their letters from the table into the lanes, portion by portion, in one process at a time.

Telegram's budget is one, however many processes send. Who holds the lease ``bulk`` sends in bulk; the others leave such
letters in the table. The lease runs out with its holder, and whoever takes it over has the next epoch: letters are
marked as being sent only under the present one.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import uuid4

from bot.delivery.lanes import Lanes
from store import leases, outbox
from store.database import Work
from store.outbox import BULK, Envelope
from store.writer import Writer

log = logging.getLogger(__name__)

NAME = "bulk"
LASTS = timedelta(seconds=15)
LOOK = 5.0  # seconds between looks when nothing waited
SOON = 0.5  # seconds until the next portion
AHEAD = 3  # seconds' worth of letters in memory


class Bulk:
    """One process's part in it; ``write_more`` writes the next letters of broadcasts into the table."""

    def __init__(
        self,
        writer: Writer,
        clock: Callable[[], datetime],
        lanes: Lanes,
        portion: int,
        write_more: Callable[[], Awaitable[None]],
        wake: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._lanes = lanes
        self._portion = portion
        self._write_more = write_more
        self._wake = wake
        self._holder = uuid4().hex
        self._epoch: int | None = None
        self._alone = False
        self._stirred = asyncio.Event()
        self._stepping = asyncio.Lock()
        self.is_idle = True

    def begin(self, *, alone: bool) -> None:
        """Before the first look; ``alone`` says that no other process can have the lease."""
        self._alone = alone
        self.stir()

    def stir(self) -> None:
        """There may be something to send."""
        self.is_idle = False
        self._stirred.set()

    async def keep(self) -> None:
        """Look whenever there may be something, for ever."""
        while True:
            self._stirred.clear()
            try:
                more = await self.step()
            except Exception:
                log.exception("broadcasts could not go on, trying again")
                more = False
            self.is_idle = not more and not self._stirred.is_set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), SOON if more else LOOK)

    async def step(self) -> bool:
        """Bring in what there is room for; whether there may be more for this process."""
        async with self._stepping:
            now = self._clock()
            self._epoch = await self._writer.run(lambda work: self._lead(work, now))
            if self._epoch is None:
                await self._hand_back()
                return False
            self._alone = False
            room = self._portion - self._lanes.bulk
            if room > self._portion // 3:
                await self._write_more()
                found = await self._writer.run(lambda work: outbox.claim_bulk(work, now, room))
                self._lanes.put(found, time.monotonic())
                self._wake()
            return True

    def without_lost(self, work: Work, letters: list[Envelope]) -> list[Envelope]:
        """The letters, but for bulk ones that another process sends by now; those are given back."""
        bulk = [letter.id for letter in letters if letter.priority == BULK]
        if not bulk or (self._epoch is not None and leases.is_held(work, NAME, self._holder, self._epoch)):
            return letters
        outbox.give_back(work, bulk)
        return [letter for letter in letters if letter.priority != BULK]

    async def end(self) -> None:
        """Nothing more is sent: another process may begin at once."""
        now = self._clock()
        if self._epoch is not None:
            with contextlib.suppress(Exception):  # else it runs out by itself
                await self._writer.run(lambda work: leases.give_up(work, NAME, self._holder, now))

    def _lead(self, work: Work, now: datetime) -> int | None:
        """The epoch if there is something to send and this process may; whatever one before it held is free then."""
        if not outbox.bulk_waits(work, now):
            return None
        epoch = leases.take(work, NAME, self._holder, now, LASTS, alone=self._alone)
        if epoch is not None and epoch != self._epoch:
            outbox.free_bulk(work)
        return epoch

    async def _hand_back(self) -> None:
        letters = [letter.id for letter in self._lanes.drop_bulk()]
        if letters:
            await self._writer.run(lambda work: outbox.give_back(work, letters))
