"""Long polling of our own: what is fetched is confirmed by the next call only, when all of it stands in the table."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0


class Poller:
    """Fetches updates of these kinds and hands them to ``receive``, which returns when they may be confirmed."""

    def __init__(
        self, bot: Bot, kinds: tuple[str, ...], seconds: int, receive: Callable[[list[Any]], Awaitable[None]]
    ) -> None:
        self._bot = bot
        self._kinds = kinds
        self._seconds = seconds
        self._receive = receive
        self._task: asyncio.Task[None] | None = None
        self._offset = 0
        self.last_answer = 0.0  # of the loop's clock; 0 before the first

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Fetch no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        pause, hooked = 1.0, True
        while True:
            try:
                if hooked:  # from an earlier life with a webhook, which polling would be refused beside
                    await self._bot.delete_webhook()
                    hooked = False
                await self._once()
                pause = 1.0
                continue
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait if isinstance(wait, int) else wait.total_seconds())
                continue
            except TelegramError as error:
                log.warning("no updates (%r), again in %.0f s", error, pause)
            except Exception:
                log.exception("updates could not be written down; they stay with Telegram")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _once(self) -> None:
        query = urlencode(
            {
                "offset": self._offset,
                "timeout": self._seconds,
                "limit": 100,
                "allowed_updates": json.dumps(self._kinds),
            }
        )
        url = f"{self._bot.base_url}/getUpdates?{query}"
        content = await self._bot.request.retrieve(url, read_timeout=self._seconds + 10)
        self.last_answer = asyncio.get_running_loop().time()
        updates = list(json.loads(content)["result"])
        await self._receive(updates)
        ids = [raw["update_id"] for raw in updates if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        self._offset = max([self._offset, *(row + 1 for row in ids)])
