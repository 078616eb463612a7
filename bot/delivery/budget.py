"""How fast letters may leave (Telegram's FAQ): 30 a second in all, one a second to a person, 20 a minute to a group.

Answers never wait here, but they count: what they took beyond the rate, notices and broadcasts wait for.
"""

from aiolimiter import AsyncLimiter

BURST = 0.5  # seconds' worth of letters that may leave at once: less than Telegram allows, for calls arrive in bunches
PERSON_BURST = 10  # letters
GROUP_BURST = 20.0  # seconds for a quarter of a minute's letters: with the burst no minute has more than it may
MOST_CHATS = 2000  # remembered before those that have been quiet are forgotten


class Budget:
    """One process's limiters, used within one loop."""

    def __init__(self, overall_per_second: int, chat_per_second: int, group_per_minute: int) -> None:
        burst = max(1.0, overall_per_second * BURST)
        self._all = AsyncLimiter(burst, burst / overall_per_second)
        self._person = (max(PERSON_BURST, chat_per_second), max(PERSON_BURST / chat_per_second, 1.0))
        self._group = (group_per_minute / 4, GROUP_BURST)
        self._chats: dict[int, AsyncLimiter] = {}
        self._owed = 0
        self._most_owed = overall_per_second

    async def pay(self) -> None:
        """Take what earlier answers took too much, as far as there is something by now."""
        while self._owed and self._all.has_capacity():
            await self._all.acquire()
            self._owed -= 1

    @property
    def is_spent(self) -> bool:
        """Whether nothing unasked may leave now, to whomever."""
        return bool(self._owed) or not self._all.has_capacity()

    def allows(self, chat_id: int) -> bool:
        """Whether something unasked may leave now to this chat."""
        return not self.is_spent and self._of(chat_id).has_capacity()

    def is_crowded(self, chat_id: int) -> bool:
        """Whether the chat itself was written to so much of late that Telegram may mean it alone."""
        limiter = self._of(chat_id)
        return not limiter.has_capacity(limiter.max_rate / 2)

    async def spend(self, chat_id: int, messages: int) -> None:
        """Count messages that leave now; never waits."""
        limiter = self._of(chat_id)
        for _ in range(messages):
            if self._all.has_capacity():
                await self._all.acquire()
            else:
                self._owed = min(self._owed + 1, self._most_owed)
            if limiter.has_capacity():
                await limiter.acquire()

    def pause(self, chat_id: int) -> float:
        """Seconds after which it is worth asking again whether this chat is allowed something."""
        limiter = self._all if self.is_spent else self._of(chat_id)
        return 0.0 if self.allows(chat_id) else limiter.time_period / limiter.max_rate

    def _of(self, chat_id: int) -> AsyncLimiter:
        limiter = self._chats.get(chat_id)
        if limiter is None:
            if len(self._chats) >= MOST_CHATS:
                self._chats = {chat: one for chat, one in self._chats.items() if not one.has_capacity(one.max_rate)}
            limiter = self._chats[chat_id] = AsyncLimiter(*(self._group if chat_id < 0 else self._person))
        return limiter
