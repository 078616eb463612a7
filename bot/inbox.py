"""The door: updates are written down, only then confirmed to Telegram, and handled in order per sender.

    poller ──► receive() ── commit ──► confirmed     per-sender queues ──► handle()
    webhook ─┘

An update that cannot be parsed or handled is put aside with an error id and stops nobody behind it; one that fails
because the database is away waits, with everybody behind it, until the database is back.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from store import inbox
from store.database import is_passing
from store.writer import Writer

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
LONGEST_PAUSE = 30.0
LOOK = 5.0  # seconds between looks into the table for rows that nobody holds
CHUNK = 200
TRIES_TO_PARSE = 1

Handle = Callable[[Update], Awaitable[None]]
PutAside = Callable[[int, int, Exception], Awaitable[None]]


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
        self._queues: dict[int, deque[tuple[int, Any]]] = {}
        self._known: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loops: list[asyncio.Task[None]] = []
        self.last_poll: float = 0.0  # of the loop's clock; 0 before the first

    async def start(self, *, alone: bool, poll_seconds: int | None) -> None:
        """Take up what was left, then poll (``poll_seconds`` None: a webhook calls ``receive``)."""
        if alone:
            await self._writer.run(inbox.release_all)
        await self._look()
        self._loops = [asyncio.create_task(self._keep_looking())]
        if poll_seconds is not None:
            self._loops.append(asyncio.create_task(self._poll(poll_seconds)))

    async def hook(self, url: str, secret: str) -> None:
        """Have Telegram bring updates to ``receive`` by way of this address, with the secret in a header of each."""
        await self._bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)

    async def stop(self) -> None:
        """Take nothing more in, finish what is being handled."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def is_idle(self) -> bool:
        """Whether everything taken in is handled."""
        return not self._tasks

    async def receive(self, updates: list[Any]) -> None:
        """Write updates down and begin to handle them; when this returns they may be confirmed."""
        now = self._clock()
        rows = {}
        for raw in updates:
            if isinstance(raw, dict) and isinstance(raw.get("update_id"), int):
                rows[raw["update_id"]] = raw
            else:
                log.error("an update without update_id was dropped: it cannot be told from others")
        if not rows:
            return
        values = [
            {
                "id": row,
                "sender": sender_of(raw),
                "payload": json.dumps(raw, ensure_ascii=False),
                "received_at": now,
                "held_until": now + inbox.LEASE,
            }
            for row, raw in rows.items()
        ]
        fresh = await self._writer.run(lambda work: inbox.take_in(work, values))
        for value in values:
            if value["id"] in fresh:
                self._enqueue(value["id"], value["sender"], rows[value["id"]])

    def _enqueue(self, row: int, sender: int, raw: Any) -> None:  # noqa: ANN401 - JSON
        if row in self._known:
            return
        self._known.add(row)
        queue = self._queues.get(sender)
        if queue is not None:
            queue.append((row, raw))
            return
        self._queues[sender] = deque([(row, raw)])
        task = asyncio.create_task(self._serve(sender))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, sender: int) -> None:
        queue = self._queues[sender]
        while queue:
            row, raw = queue.popleft()
            await self._one(row, sender, raw)
            self._known.discard(row)
        del self._queues[sender]

    async def _one(self, row: int, sender: int, raw: Any) -> None:  # noqa: ANN401 - JSON
        pause = 0.5
        while True:
            try:
                update = Update.de_json(raw, self._bot)
                await self._handle(update)
                return
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - nothing may stop those behind
                if not is_passing(error):
                    await self._aside(row, sender, error)
                    return
            log.warning("the database does not answer; update %d waits", row)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _aside(self, row: int, sender: int, error: Exception) -> None:
        try:
            await self._put_aside(row, sender, error)
        except Exception:
            log.exception("update %d could not be put aside; it stays in the table and is tried again", row)

    async def _poll(self, seconds: int) -> None:
        offset, pause, hooked = 0, 1.0, True
        while True:
            try:
                if hooked:  # from an earlier life with a webhook, which polling would be refused beside
                    await self._bot.delete_webhook()
                    hooked = False
                updates = await self._fetch(offset, seconds)
                await self.receive(updates)
                ids = [raw["update_id"] for raw in updates if isinstance(raw, dict) and "update_id" in raw]
                offset = max([offset, *(row + 1 for row in ids if isinstance(row, int))])
                pause = 1.0
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait if isinstance(wait, int) else wait.total_seconds())
            except (NetworkError, Conflict, InvalidToken, TelegramError) as error:
                log.warning("no updates (%s), again in %.0f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            except Exception:
                log.exception("updates could not be written down; they stay with Telegram")
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _fetch(self, offset: int, seconds: int) -> list[Any]:
        query = urlencode({"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": json.dumps(ALLOWED)})
        content = await self._bot.request.retrieve(
            f"{self._bot.base_url}/getUpdates?{query}", read_timeout=seconds + 10
        )
        self.last_poll = asyncio.get_running_loop().time()
        result = json.loads(content)["result"]
        return list(result)

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
            for row, sender, payload in left:
                self._enqueue(row, sender, json.loads(payload))
            if len(left) < CHUNK:
                return


def sender_of(raw: dict[str, Any]) -> int:
    """Whose queue an update belongs to: the person who acted, so that his taps and texts stay in order; else 0."""
    for value in raw.values():
        if isinstance(value, dict):
            for part in ("from", "chat"):
                who = value.get(part)
                if isinstance(who, dict) and isinstance(who.get("id"), int):
                    return int(who["id"])
    return 0
