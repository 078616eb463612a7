"""The sender: takes letters from memory and from the table, sends them, and writes down what became of each.

A letter is marked as being sent before it is, and settled after, both in groups. One that was being sent when its
process died is UNKNOWN: it is said again once, with a mark. A 429 stops its chat, or all that nobody asked for.
"""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot

from bot.delivery import wire
from bot.delivery.budget import Budget
from bot.delivery.bulk import AHEAD, Bulk
from bot.delivery.fates import GIVE_UP, TRIES, Fate, Verdict, judge
from bot.delivery.lanes import Lanes
from bot.delivery.outcomes import Outcomes
from bot.delivery.presence import Presence
from bot.transport import call
from store import blobs, outbox, people
from store.database import Work, is_passing
from store.outbox import ANSWER, BULK, Envelope, Outcome
from store.tables.traffic import LetterState
from store.writer import Writer

log = logging.getLogger(__name__)

FRESH = 30.0  # seconds for which a letter written as being sent is surely nobody else's
LOOK = 5.0  # seconds between looks into the table for letters that nobody holds
CHUNK = 500
GRACE = 2.0  # seconds that the end waits for what is on the wire, and for the database


Rates = tuple[int, int, int]  # letters a second in all, a second to a person, a minute to a group
Settled = Callable[[Envelope, Outcome, datetime], None]
Checks = Callable[[Work, Sequence[Envelope], datetime], None]


def _nobody(_letter: Envelope, _outcome: Outcome, _now: datetime) -> None:
    """Nobody counts."""


def _all_true(_work: Work, _letters: Sequence[Envelope], _now: datetime) -> None:
    """Nothing is cancelled."""


async def _nothing() -> None:
    """No more letters are written."""


class Sender:
    """Sends for one bot; ``clock`` gives the aware moment, which tests and the demo move.

    ``settled`` hears of each letter that was sent, or never will be; ``checks`` cancels what is not true any more of
    letters that waited; ``write_more`` writes the next of broadcasts.
    """

    def __init__(  # noqa: PLR0913 - what it sends with, how fast, and who hears of it
        self,
        bot: Bot,
        writer: Writer,
        clock: Callable[[], datetime],
        *,
        in_flight: int,
        rates: Rates,
        settled: Settled = _nobody,
        checks: Checks = _all_true,
        write_more: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        self._bot = bot
        self._writer = writer
        self._clock = clock
        self._room = in_flight
        self._wake = asyncio.Event()
        self._lanes = Lanes(Budget(*rates))
        self._bulk = Bulk(writer, clock, self._lanes, AHEAD * rates[0], write_more, self._wake.set)
        self._presence = Presence(bot)
        self._outcomes = Outcomes(writer, clock, self._wake.set)
        self._sending: dict[asyncio.Task[None], bool] = {}  # and whether it is an answer
        self._acks: set[asyncio.Task[object]] = set()
        self._loops: list[asyncio.Task[None]] = []
        self._ending = False
        self._settled = settled
        self._checks = checks

    async def start(self, *, alone: bool) -> None:
        """Begin; ``alone`` says that no other process sends, so that everything left over is ours at once."""
        await self._look(alone=alone)
        self._bulk.begin(alone=alone)
        self._loops = [asyncio.create_task(loop) for loop in (self._run(), self._keep_looking(), self._bulk.keep())]

    async def stop(self) -> None:
        """Begin no more letters, wait for those on the wire, write down what became of them, give back the others."""
        self._ending = True
        self._wake.set()
        await _within(GRACE, *self._loops[:1])
        await _within(0, *self._loops[1:])
        await _within(GRACE, *self._sending, *self._acks)
        if self._outcomes.task is not None:
            await _within(GRACE, self._outcomes.task)
        await self._bulk.end()
        left = [letter.id for letter in self._lanes.empty()]
        if left:
            with contextlib.suppress(Exception):  # the next start finds them as it finds those of a process that died
                await self._writer.run(lambda work: outbox.give_back(work, left))

    def put(self, letters: Iterable[Envelope]) -> None:
        """Letters whose transaction stands; those in bulk are found in the table, by whichever process sends them."""
        own = list(letters)
        if any(letter.priority == BULK for letter in own):
            self._bulk.stir()
        self._lanes.put([letter for letter in own if letter.priority != BULK], time.monotonic())
        self._wake.set()

    def acknowledge(self, query_id: str) -> None:
        """Tell Telegram that a tap arrived, without waiting for it."""
        task = asyncio.create_task(self._acknowledge(query_id))
        self._acks.add(task)
        task.add_done_callback(self._acks.discard)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits, is on the wire, or is unsettled."""
        busy = len(self._lanes) or self._sending or self._acks
        return not busy and self._outcomes.is_idle and self._bulk.is_idle

    async def look(self) -> None:
        """Look for letters in the table now, as after a tick that wrote some."""
        await self._look(alone=False)
        self._bulk.stir()

    async def _acknowledge(self, query_id: str) -> None:
        with contextlib.suppress(Exception):  # too old, or gone: the letter says what happened
            await call(self._bot, "answerCallbackQuery", callback_query_id=query_id)

    async def _run(self) -> None:
        while not self._ending:
            self._wake.clear()
            answering = sum(self._sending.values())
            answers, others = self._room - answering, self._room - (len(self._sending) - answering)
            batch = await self._lanes.take(answers, others, time.monotonic())
            if batch:
                await self._begin(batch)
                continue
            pause = self._lanes.wait(time.monotonic(), answers=answers > 0, others=others > 0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)

    async def _begin(self, batch: list[Envelope]) -> None:
        """Send those written as being sent a moment ago; mark the others first, and send what is still ours."""
        now = time.monotonic()
        rest = [letter for letter in batch if not letter.begun or self._lanes.age(letter, now) > FRESH]
        ours = await self._mark(rest) if rest else set()
        for letter in batch:
            if letter in rest and ours is None:
                self._lanes.back(letter, time.monotonic() + 1.0)
            elif letter in rest and letter.id not in (ours or ()):
                self._lanes.done(letter)
            else:
                task = asyncio.create_task(self._send(letter))
                self._sending[task] = letter.priority == ANSWER
                task.add_done_callback(self._sent)

    async def _mark(self, letters: list[Envelope]) -> set[int] | None:
        """Those of the letters that are ours to send; None while the database does not answer."""
        now = self._clock()

        def mark(work: Work) -> set[int]:
            self._checks(work, letters, now)
            return outbox.begin_sending(work, self._bulk.without_lost(work, letters), now)

        try:
            return await self._writer.run(mark)
        except Exception as error:
            if not is_passing(error):
                log.exception("letters could not be marked")
            return None

    def _sent(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        self._wake.set()

    async def _send(self, letter: Envelope, *, as_new: bool = False) -> None:
        if letter.attempts and not await self._presence.answers():
            await self._later(letter, self._presence.pause, "Telegram does not answer", letter.attempts)
            return
        try:
            message_id = await wire.send(self._bot, letter, self._read, as_new=as_new)
        except wire.Interrupted as stop:
            rest = replace(letter, files_sent=stop.files_sent)
            await self._after_error(rest, judge(stop.cause, letter.attempts), stop.cause)
        except Exception as error:  # noqa: BLE001 - every error has its fate
            await self._after_error(letter, judge(error, letter.attempts), error)
        else:
            self._settle(letter, Outcome(letter.id, LetterState.SENT, message_id))

    async def _read(self, blob: str) -> bytes:
        return await self._writer.run(lambda work: blobs.read(work, blob))

    async def _after_error(self, letter: Envelope, verdict: Verdict, error: Exception) -> None:
        why = f"{type(error).__name__}: {error}"
        match verdict.fate:
            case Fate.DONE:
                self._settle(letter, Outcome(letter.id, LetterState.SENT))
            case Fate.AS_NEW:
                await self._send(letter, as_new=True)
            case Fate.MOVED:
                await self._moved(letter, verdict.chat_id)
            case Fate.BAD:
                log.warning("letter %d (%s) cannot be sent: %s", letter.id, letter.message, why)
                self._settle(letter, Outcome(letter.id, LetterState.FAILED, error=why))
            case Fate.GONE:
                await self._chat_gone(letter, why)
            case Fate.UNKNOWN if letter.again:
                self._settle(letter, Outcome(letter.id, LetterState.FAILED, error=f"unknown: {why}"))
            case _ if verdict.told and letter.due is not None and self._clock() - letter.due > GIVE_UP:
                self._settle(letter, Outcome(letter.id, LetterState.FAILED, error=f"given up: {why}"))
            case _:
                if verdict.told:
                    self._lanes.refuse(letter, verdict.seconds, time.monotonic())
                again = letter.again or verdict.fate is Fate.UNKNOWN
                attempts = min(letter.attempts + 1, TRIES)
                spread = 0.0 if verdict.told else 0.1
                await self._later(replace(letter, again=again), verdict.seconds or 1.0, why, attempts, spread)

    async def _moved(self, letter: Envelope, chat_id: int) -> None:
        """A group became a supergroup: whatever was to go there goes to its new id."""

        def move(work: Work) -> None:
            people.move_chat(work, letter.chat_id, chat_id)
            outbox.move_chat(work, letter.chat_id, chat_id)

        with contextlib.suppress(Exception):  # else each letter is told anew where the chat is
            await self._writer.run(move)
        behind = self._lanes.move(replace(letter, begun=True), chat_id, time.monotonic())
        self._wake.set()
        if behind:  # of which some may have been written after the others were moved
            with contextlib.suppress(Exception):
                await self._writer.run(lambda work: outbox.readdress(work, behind, chat_id))

    async def _later(self, letter: Envelope, seconds: float, why: str, attempts: int, spread: float = 0.1) -> None:
        wait = seconds * (1 + random.uniform(0, spread))  # noqa: S311 - spreads retries, guards nothing
        until = self._clock() + timedelta(seconds=wait)
        waiting = replace(letter, attempts=attempts, begun=False)
        with contextlib.suppress(Exception):  # the database may be away too; the lease then ends by itself
            await self._writer.run(lambda work: outbox.put_off(work, waiting, until, why))
        self._lanes.back(waiting, time.monotonic() + wait)
        self._wake.set()

    async def _chat_gone(self, letter: Envelope, why: str) -> None:
        self._settle(letter, Outcome(letter.id, LetterState.FAILED, error=why))
        for other in self._lanes.drop(letter.chat_id):
            self._settle(other, Outcome(other.id, LetterState.FAILED, error=why))
        now = self._clock()

        def end(work: Work) -> None:
            people.set_unreachable(work, letter.chat_id, now)
            outbox.end_for_chat(work, letter.chat_id, why, now)

        with contextlib.suppress(Exception):  # the next letter to this chat tells it again
            await self._writer.run(end)

    def _settle(self, letter: Envelope, outcome: Outcome) -> None:
        self._lanes.done(letter)
        self._settled(letter, outcome, self._clock())
        self._outcomes.add(outcome)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self._look(alone=False)
            except Exception:
                log.exception("the outbox could not be read, trying again")

    async def _look(self, *, alone: bool) -> None:
        now = self._clock()
        await self._writer.run(lambda work: outbox.recover(work, now, alone=alone))
        while len(self._lanes) < 4 * CHUNK:
            found = await self._writer.run(lambda work: outbox.claim_left(work, now, CHUNK))
            self.put(found)
            if len(found) < CHUNK:
                return


async def _within(seconds: float, *tasks: asyncio.Task[Any]) -> None:
    """Wait for tasks so long, then end them."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
