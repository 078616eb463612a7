"""Updates in order per sender, each handled once, each standing in the table before Telegram hears that it arrived."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Bot, Update

from bot.inbox.senders import is_id, sender_of
from store import inbox
from store.database import Work, is_passing
from store.writer import Writer

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
MOMENT = 0.05  # seconds that an update may take before its row is written ahead of it
LOOK = 5.0  # seconds between looks into the table for rows that nobody holds
CHUNK = 200
GRACE = 2.0  # seconds that the end waits for what is being handled

Handle = Callable[[Update], Awaitable[None]]
PutAside = Callable[[int, int, Exception], Awaitable[None]]


@dataclass(slots=True, eq=False)
class Entry:
    """One update in memory; ``row`` are the columns to write, None if they are written already."""

    id: int
    sender: int
    raw: Any
    row: dict[str, Any] | None
    over: asyncio.Future[None]


class Inbox:
    """Takes updates in for one bot and hands each to ``handle`` once; ``put_aside`` is told (row, sender, error)."""

    def __init__(
        self, bot: Bot, writer: Writer, clock: Callable[[], datetime], handle: Handle, put_aside: PutAside
    ) -> None:
        self._bot = bot
        self._writer = writer
        self._clock = clock
        self._handle = handle
        self._put_aside = put_aside
        self._queues: dict[int, deque[Entry]] = {}
        self._known: dict[int, Entry] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None

    async def start(self, *, alone: bool) -> None:
        """Take up what was left; ``alone``: no other process handles updates of this bot."""
        if alone:
            await self._writer.run(inbox.release_all)
        await self._look()
        self._looking = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        """Finish what is being handled; what still waits for the database then stays in the table, or with Telegram."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    @property
    def is_idle(self) -> bool:
        """Whether everything taken in is handled."""
        return not self._tasks

    async def receive(self, updates: list[Any]) -> None:
        """Write updates down, then begin to handle them; when this returns they may be confirmed."""
        rows = self._rows(updates)
        if not rows:
            return
        fresh = await self._writer.run(lambda work: inbox.take_in(work, list(rows.values())))
        for raw in updates:
            if isinstance(raw, dict) and raw.get("update_id") in fresh:
                self._enqueue(raw["update_id"], raw, None)

    async def receive_at_once(self, updates: list[Any]) -> None:
        """Begin to handle updates, each written down with its own turn, or ahead of it if that takes a moment.

        When this returns they may be confirmed. Only for the process that alone handles this bot's updates.
        """
        rows = self._rows(updates)
        for raw in updates:
            if isinstance(raw, dict) and raw.get("update_id") in rows:
                self._enqueue(raw["update_id"], raw, rows[raw["update_id"]])
        entries = [self._known[row] for row in rows if row in self._known]
        if not entries:
            return
        await asyncio.wait([entry.over for entry in entries], timeout=MOMENT)
        late = [rows[entry.id] for entry in entries if not entry.over.done()]
        if late:
            await self._writer.run(lambda work: inbox.take_in(work, late))

    def mark(self, work: Work, row: int) -> inbox.Mark:
        """Say in a turn's transaction that it handles the row: whether that is so, or why not."""
        entry = self._known.get(row)
        if entry is not None and entry.row is not None:
            return inbox.take_and_handle(work, entry.row, self._clock())
        return inbox.mark_handled(work, row, self._clock())

    def write_down(self, work: Work, row: int) -> None:
        """See to it that the row stands, as before it is put aside."""
        entry = self._known.get(row)
        if entry is not None and entry.row is not None:
            inbox.take_in(work, [entry.row])

    def _rows(self, updates: list[Any]) -> dict[int, dict[str, Any]]:
        now = self._clock()
        rows = {}
        for raw in updates:
            if not isinstance(raw, dict) or not is_id(raw.get("update_id")):
                log.error("an update without update_id was dropped: it cannot be told from others")
                continue
            rows[raw["update_id"]] = {
                "id": raw["update_id"],
                "sender": sender_of(raw),
                "payload": json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace").decode(),
                "received_at": now,
                "held_until": now + inbox.LEASE,
            }
        return rows

    def _enqueue(self, row: int, raw: Any, columns: dict[str, Any] | None) -> None:  # noqa: ANN401 - JSON
        if row in self._known:
            return
        entry = Entry(row, sender_of(raw), raw, columns, asyncio.get_running_loop().create_future())
        self._known[row] = entry
        queue = self._queues.get(entry.sender)
        if queue is not None:
            queue.append(entry)
            return
        self._queues[entry.sender] = deque([entry])
        task = asyncio.create_task(self._serve(entry.sender))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, sender: int) -> None:
        queue = self._queues[sender]
        while queue:
            entry = queue.popleft()
            await self._one(entry)
            del self._known[entry.id]
            entry.over.set_result(None)
        del self._queues[sender]

    async def _one(self, entry: Entry) -> None:
        pause = 0.5
        while True:
            try:
                update = Update.de_json(entry.raw, self._bot)
                await self._handle(update)
                return
            except Exception as error:  # noqa: BLE001 - nothing may stop those behind
                if not is_passing(error):
                    await self._aside(entry, error)
                    return
            log.warning("the database does not answer; update %d waits", entry.id)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _aside(self, entry: Entry, error: Exception) -> None:
        pause = 0.5
        while True:
            try:
                await self._put_aside(entry.id, entry.sender, error)
                return
            except Exception as trouble:
                log.exception("update %d cannot be put aside", entry.id)
                if not is_passing(trouble):
                    return
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self._look()
            except Exception:
                log.exception("the inbox could not be read, trying again")

    async def _look(self) -> None:
        while True:
            now = self._clock()
            left = await self._writer.run(lambda work: inbox.claim_left(work, now, CHUNK))  # noqa: B023 - awaited here
            for row, _sender, payload in left:
                self._enqueue(row, json.loads(payload), None)
            if len(left) < CHUNK:
                return
