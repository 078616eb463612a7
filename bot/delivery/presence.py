"""Whether Telegram answers at all, so that an outage of hours is not counted as failures of single letters."""

import asyncio
import time

from telegram import Bot
from telegram.error import NetworkError, TelegramError

LONGEST_PAUSE = 15.0


class Presence:
    """Asks for all who want to know at a time with one call."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._asking: asyncio.Task[bool] | None = None
        self._away_since: float | None = None

    async def answers(self) -> bool:
        """Whether Telegram answers now; a refusal is an answer too."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await self._asking

    @property
    def pause(self) -> float:
        """Seconds until it is worth asking again: the longer it has been away, the longer."""
        away = time.monotonic() - self._away_since if self._away_since is not None else 0.0
        return min(max(1.0, away), LONGEST_PAUSE)

    async def _ask(self) -> bool:
        try:
            await self._bot.get_me()
        except TelegramError as error:
            if isinstance(error, NetworkError):
                self._away_since = self._away_since or time.monotonic()
                return False
        self._away_since = None
        return True
