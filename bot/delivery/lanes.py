"""Which letter goes next: per chat in order, answers before notices before bulk, one at a time per chat."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.delivery import wire
from bot.delivery.budget import Budget
from store.outbox import ANSWER, BULK, NOTICE, Envelope


@dataclass(slots=True)
class _Lane:
    urgent: deque[Envelope] = field(default_factory=deque)
    bulk: deque[Envelope] = field(default_factory=deque)
    busy: bool = False
    paused_until: float = 0.0

    @property
    def answers(self) -> bool:
        """Whether an answer is next."""
        return bool(self.urgent) and self.urgent[0].priority == ANSWER

    def append(self, letter: Envelope, together: set[int]) -> None:
        """Behind the others; an answer before notices that wait, but for those of the same turn."""
        if letter.priority == BULK:
            self.bulk.append(letter)
            return
        at = len(self.urgent)
        while letter.priority == ANSWER and at and _may_wait(self.urgent[at - 1], together):
            at -= 1
        self.urgent.insert(at, letter)


def _may_wait(letter: Envelope, together: set[int]) -> bool:
    return letter.priority == NOTICE and not letter.attempts and letter.id not in together


class Lanes:
    """The letters in memory; moments are seconds of a monotonic clock."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._lanes: dict[int, _Lane] = {}
        self._known: dict[int, float] = {}
        self._held_until = 0.0
        self._refused: dict[int, float] = {}  # chats that were told to wait, for a second

    def __len__(self) -> int:
        return len(self._known)

    @property
    def bulk(self) -> int:
        """How many bulk letters wait."""
        return sum(len(lane.bulk) for lane in self._lanes.values())

    def put(self, letters: Iterable[Envelope], now: float) -> None:
        """Add letters that are not known yet, behind the others of their chats; those of one call keep their order."""
        new = [letter for letter in letters if letter.id not in self._known]
        together = {letter.id for letter in new}
        for letter in new:
            self._known[letter.id] = now
            self._lanes.setdefault(letter.chat_id, _Lane()).append(letter, together)

    async def take(self, answers: int, others: int, now: float) -> list[Envelope]:
        """Up to so many answers and others, the next of chats neither busy nor paused; others as the budget allows."""
        await self.budget.pay()
        taken: list[Envelope] = []
        waiting = [lane for lane in self._lanes.values() if not lane.busy and (lane.urgent or lane.bulk)]
        free = [lane for lane in waiting if lane.paused_until <= now]
        for lane in free:
            if lane.answers and len(taken) < answers:
                taken.append(await self._from(lane, lane.urgent))
        if now < self._held_until:
            return taken
        most = len(taken) + others
        for kind in ("urgent", "bulk"):
            for lane in free:
                if len(taken) >= most or self.budget.is_spent:
                    return taken
                queue: deque[Envelope] = getattr(lane, kind)
                if queue and not lane.busy and not lane.answers and self.budget.allows(queue[0].chat_id):
                    taken.append(await self._from(lane, queue))
        return taken

    async def _from(self, lane: _Lane, queue: deque[Envelope]) -> Envelope:
        lane.busy = True
        letter = queue.popleft()
        await self.budget.spend(letter.chat_id, wire.messages(letter))
        return letter

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

    def refuse(self, letter: Envelope, seconds: float, now: float) -> None:
        """Telegram says to wait, and not whom it means; the letter itself is put back by the caller.

        If it refuses what nobody asked for to a chat that was left in peace, or two chats at once, it means all.
        """
        self._refused = {chat: until for chat, until in self._refused.items() if until > now}
        others = self._refused.keys() - {letter.chat_id}
        self._refused[letter.chat_id] = now + 1.0
        if others or (letter.priority == BULK and not self.budget.is_crowded(letter.chat_id)):
            self.hold(now + seconds)

    def hold(self, until: float) -> None:
        """Nothing unasked leaves before this moment."""
        self._held_until = max(self._held_until, until)

    def move(self, letter: Envelope, chat_id: int, now: float) -> list[int]:
        """A chat has a new id: this letter, which was on its way, goes first there, and all others behind it.

        Returns the ids of the others.
        """
        lane = self._lanes.pop(letter.chat_id, _Lane())
        self.back(replace(letter, chat_id=chat_id), now)
        there = self._lanes[chat_id]
        there.urgent.extend(replace(one, chat_id=chat_id) for one in lane.urgent)
        there.bulk.extend(replace(one, chat_id=chat_id) for one in lane.bulk)
        return [one.id for one in (*lane.urgent, *lane.bulk)]

    def drop(self, chat_id: int) -> list[Envelope]:
        """Forget everything for a chat that cannot be reached; what is given back will not be sent."""
        lane = self._lanes.pop(chat_id, None)
        return self._forget([*lane.urgent, *lane.bulk] if lane else [])

    def drop_bulk(self) -> list[Envelope]:
        """Forget the bulk letters that wait, and give them back."""
        letters: list[Envelope] = []
        for lane in self._lanes.values():
            letters += lane.bulk
            lane.bulk.clear()
        return self._forget(letters)

    def empty(self) -> list[Envelope]:
        """Forget every letter that waits, and give them back."""
        return [letter for chat_id in list(self._lanes) for letter in self.drop(chat_id)]

    def wait(self, now: float, *, answers: bool, others: bool) -> float | None:
        """Seconds until it is worth taking again; None if nothing waits for which there is room."""
        waits = []
        for chat_id, lane in self._lanes.items():
            if lane.busy or not (lane.urgent or lane.bulk) or not (answers if lane.answers else others):
                continue
            pause = lane.paused_until - now
            if not lane.answers:
                pause = max(pause, self._held_until - now, self.budget.pause(chat_id))
            waits.append(max(pause, 0.0))
        return min(waits, default=None)

    def _forget(self, letters: list[Envelope]) -> list[Envelope]:
        for letter in letters:
            self._known.pop(letter.id, None)
        return letters

    def _release(self, chat_id: int) -> None:
        lane = self._lanes.get(chat_id)
        if lane is None:
            return
        lane.busy = False
        if not lane.urgent and not lane.bulk and not lane.paused_until:
            del self._lanes[chat_id]
