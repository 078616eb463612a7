"""The row of updates that wait for the bot, and the door they leave by."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.sandbox.errors import ApiError, Json

DAY = 86_400
CALLBACK_LIFE = 150
NOT_SENT_UNLESS_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

# Updates of one lane are delivered one after another; lanes do not wait for each other.
CALLBACK_LANE = 3 << 33
MEMBER_LANE = 5 << 33


@dataclass(slots=True)
class Waiting:
    """One update not yet confirmed; `again` says that it comes once more after its confirmation."""

    update_id: int
    update: Json
    lane: int
    expires_at: float
    again: bool = False


class UpdateQueue:
    """What Telegram keeps for one bot: updates in order of their ids, each for a day, a tap for 150 seconds."""

    def __init__(self, first_id: int, clock: Callable[[], float]) -> None:
        self.allowed: list[str] | None = None
        self.on_put: Callable[[Waiting], None] | None = None
        self.poll: asyncio.Future[None] | None = None
        self.moved_at = 0.0
        self._clock = clock
        self._next_id = first_id
        self._waiting: OrderedDict[int, Waiting] = OrderedDict()
        self._repeats: deque[Waiting] = deque()

    def __len__(self) -> int:
        return len(self._waiting) + len(self._repeats)

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._waiting

    def __iter__(self) -> Iterator[Waiting]:
        return iter(list(self._waiting.values()))

    def wants(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in NOT_SENT_UNLESS_ASKED
        return kind in self.allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Keep the wish for kinds of updates until the next one; an empty list is the default again."""
        if kinds is not None:
            self.allowed = kinds or None

    def put(self, kind: str, content: Json, lane: int, *, again: bool = False) -> int | None:
        """Add an update of a kind and return its id, or None if the bot does not ask for this kind."""
        if not self.wants(kind):
            return None
        return self.put_raw({kind: content}, lane, CALLBACK_LIFE if kind == "callback_query" else DAY, again=again)

    def put_raw(self, content: Json, lane: int = 0, life: float = DAY, *, again: bool = False) -> int:
        """Add an update as it stands; it gets the next id."""
        update_id = self._next_id
        self._next_id += 1
        one = Waiting(update_id, {"update_id": update_id, **content}, lane, self._clock() + life, again)
        self._waiting[update_id] = one
        self.moved_at = time.monotonic()
        if self.on_put is not None:
            self.on_put(one)
        self.wake()
        return update_id

    def done(self, one: Waiting) -> bool:
        """One update is confirmed; false if it is to come once more."""
        if one.again:
            one.again = False
            return False
        self.forget(one)
        return True

    def forget(self, one: Waiting) -> None:
        self._waiting.pop(one.update_id, None)
        self.moved_at = time.monotonic()

    def confirm(self, offset: int) -> None:
        """Forget everything before `offset`; a negative one keeps only so many from the end."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popitem(last=False)
            return
        while self._waiting and next(iter(self._waiting)) < offset:
            one = self._waiting.popitem(last=False)[1]
            self.moved_at = time.monotonic()
            if one.again:
                self._repeats.append(one)

    def batch(self, limit: int) -> list[Json]:
        """Up to `limit` updates for one answer: repeats first, then the oldest; expired ones on the way are dropped."""
        found = [self._repeats.popleft().update for _ in range(min(limit, len(self._repeats)))]
        now = self._clock()
        expired: list[int] = []
        for one in self._waiting.values():
            if len(found) >= limit:
                break
            if one.expires_at > now:
                found.append(one.update)
            else:
                expired.append(one.update_id)
        for update_id in expired:
            del self._waiting[update_id]
        return found

    def clear(self) -> None:
        self._waiting.clear()
        self._repeats.clear()

    def wake(self) -> None:
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def end_poll(self, error: ApiError) -> None:
        """End a running getUpdates with an error."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_exception(error)
