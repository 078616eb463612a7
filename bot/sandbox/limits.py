"""How fast a bot may speak: token buckets that answer 429 as Telegram does.

Telegram publishes no exact numbers; these follow its FAQ and what people measured. A private chat takes one message a
second with bursts of 20, a group 20 a minute. All chats together take 30 a second, but only unasked messages count:
there: a person who wrote or tapped within the last minute is being answered, and answers are not held back.
"""

import math
from dataclasses import dataclass

from bot.sandbox.errors import too_many_requests
from bot.sandbox.world import Chat

ANSWER_WINDOW = 60.0


@dataclass(slots=True)
class Bucket:
    """Holds up to `size` tokens and gains `rate` a second; time is in seconds and comes in."""

    size: float
    rate: float
    level: float
    filled_at: float

    def fill(self, now: float) -> None:
        self.level = min(self.size, self.level + max(now - self.filled_at, 0.0) * self.rate)
        self.filled_at = now

    def lacking(self, tokens: int) -> float:
        """Seconds until so many tokens are there; a wish larger than the bucket waits for a full one."""
        return max(min(tokens, self.size) - self.level, 0.0) / self.rate


class Limits:
    """The buckets of one bot, switched on or off as a whole."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._chats: dict[int, Bucket] = {}
        self._all = Bucket(30.0, 30.0, 30.0, 0.0)

    def charge(self, chat: Chat, now: float, messages: int = 1, *, bulk: bool = True) -> None:
        """Take what some messages cost; raises ApiError 429 with `retry_after` (whole seconds) and takes nothing."""
        if not self.on:
            return
        buckets = [self._of(chat, now)]
        if bulk and now - chat.heard_at > ANSWER_WINDOW:
            buckets.append(self._all)
        for bucket in buckets:
            bucket.fill(now)
        wait = max(bucket.lacking(messages) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.level -= messages

    def _of(self, chat: Chat, now: float) -> Bucket:
        bucket = self._chats.get(chat.id)
        if bucket is None:
            size, rate = (20.0, 1.0) if chat.person else (20.0, 20.0 / 60.0)
            bucket = self._chats[chat.id] = Bucket(size, rate, size, now)
        return bucket
