"""Which letter goes next: per chat in order, answers and notices before bulk, one at a time per chat."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.outbox import BULK, Envelope


@dataclass(slots=True)
class _Lane:
    urgent: deque[Envelope] = field(default_factory=deque)
    bulk: deque[Envelope] = field(default_factory=deque)
    busy: bool = False
    paused_until: float = 0.0


class Lanes:
    """The letters in memory; moments are seconds of a monotonic clock."""

    def __init__(self, bulk_per_second: int) -> None:
        self._lanes: dict[int, _Lane] = {}
        self._known: dict[int, float] = {}
        self._rate = float(bulk_per_second)
        self._tokens = float(bulk_per_second)
        self._filled = 0.0

    def __len__(self) -> int:
        return len(self._known)

    def put(self, letters: Iterable[Envelope], now: float) -> None:
        """Add letters that are not known yet, behind the others of their chats."""
        for letter in letters:
            if letter.id not in self._known:
                self._known[letter.id] = now
                lane = self._lanes.setdefault(letter.chat_id, _Lane())
                (lane.bulk if letter.priority == BULK else lane.urgent).append(letter)

    def take(self, room: int, now: float) -> list[Envelope]:
        """Up to ``room`` letters, the next of chats neither busy nor paused; bulk only as fast as its budget."""
        taken: list[Envelope] = []
        free = [lane for lane in self._lanes.values() if not lane.busy and lane.paused_until <= now]
        for lane in free:
            if len(taken) >= room:
                return taken
            if lane.urgent:
                lane.busy = True
                taken.append(lane.urgent.popleft())
        self._fill(now)
        for lane in free:
            if len(taken) >= room or self._tokens < 1:
                break
            if lane.bulk and not lane.busy:
                lane.busy = True
                self._tokens -= 1
                taken.append(lane.bulk.popleft())
        return taken

    def age(self, letter: Envelope, now: float) -> float:
        """Seconds since the letter was put here."""
        return now - self._known.get(letter.id, 0.0)

    def done(self, letter: Envelope) -> None:
        """The letter is settled, and its chat free for the next."""
        self._known.pop(letter.id, None)
        self._release(letter.chat_id)

    def back(self, letter: Envelope, until: float) -> None:
        """The letter goes first again once its chat's pause is over."""
        lane = self._lanes.setdefault(letter.chat_id, _Lane())
        (lane.bulk if letter.priority == BULK else lane.urgent).appendleft(letter)
        lane.busy = False
        lane.paused_until = max(lane.paused_until, until)

    def drop(self, chat_id: int) -> list[Envelope]:
        """Forget everything for a chat that cannot be reached; what is given back will not be sent."""
        lane = self._lanes.pop(chat_id, None)
        letters = [*lane.urgent, *lane.bulk] if lane else []
        for letter in letters:
            self._known.pop(letter.id, None)
        return letters

    def empty(self) -> list[Envelope]:
        """Forget every letter that waits, and give them back."""
        return [letter for chat_id in list(self._lanes) for letter in self.drop(chat_id)]

    def wait(self, now: float) -> float | None:
        """Seconds until a letter may go; None if none waits."""
        waits = []
        for lane in self._lanes.values():
            if lane.busy or not (lane.urgent or lane.bulk):
                continue
            pause = lane.paused_until - now
            if not lane.urgent and self._tokens < 1:
                pause = max(pause, (1 - self._tokens) / self._rate)
            waits.append(max(pause, 0.0))
        return min(waits, default=None)

    def _fill(self, now: float) -> None:
        if self._filled:
            self._tokens = min(self._rate, self._tokens + (now - self._filled) * self._rate)
        self._filled = now

    def _release(self, chat_id: int) -> None:
        lane = self._lanes.get(chat_id)
        if lane is None:
            return
        lane.busy = False
        if not lane.urgent and not lane.bulk and not lane.paused_until:
            del self._lanes[chat_id]
