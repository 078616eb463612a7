"""Puts everything together: configuration, database, Telegram's application, inbox, turns, sender and the clock."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pydantic import SecretStr
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.config import Config
from bot.delivery.sender import Sender
from bot.domain.errors import Said
from bot.handlers import ways
from bot.handlers.desk import App, Context, Deed, Desk
from bot.inbox import Inbox
from bot.services import ticks
from bot.transport import AiohttpRequest
from bot.turn import NeedsFile, Outside, Turn
from bot.voice import Voice
from store import inbox, people
from store.database import Database, Work
from store.outbox import Envelope
from store.writer import Writer

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
LONGEST_PAUSE = 30.0


def wall_clock() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


class NotWelcome(Exception):
    """Telegram does not take us as we are; the text says in one line what to do."""


class _WaitsForOlder(Exception):
    """An older update of the same person is being handled by another process."""


class _HandledAlready(Exception):
    """The update was handled before."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an update comes from."""

    row: int
    chat_id: int | None
    user_id: int | None
    tapped: int | None


class Banli:
    """One running bot."""

    def __init__(self, config: Config, token: SecretStr, clock: Clock = wall_clock) -> None:
        self.config = config
        self.clock = clock
        self.voice = Voice(config.zone, config.office.name)
        self.database = Database(config.database.url)
        self.writer = Writer(self.database)
        self.telegram: App = _telegram(config, token)
        self.telegram.bot_data["desk"] = Desk(self.in_turn, self._acknowledge)
        ways.register(self.telegram)
        self.telegram.add_error_handler(self._on_error)
        self._failures: dict[int, Exception] = {}
        bot = self.telegram.bot
        self.sender = Sender(
            bot,
            self.writer,
            clock,
            in_flight=config.delivery.in_flight,
            per_second=config.delivery.overall_per_second,
        )
        self.inbox = Inbox(bot, self.writer, clock, self._process, self._put_aside)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self.last_tick: datetime | None = None

    async def start(self) -> None:
        """Come up: look who we are, take up what was left, begin to listen and to tick.

        Waits for a Telegram that does not answer; raises NotWelcome where it does not know the token.
        """
        await self._meet()
        alone = self.config.telegram.mode == "polling"
        await self.sender.start(alone=alone)
        await self.inbox.start(alone=alone, poll_seconds=self.config.telegram.poll_seconds if alone else None)
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=self.config.reminders.tick_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.start()

    async def hook(self, url: str, secret: str) -> None:
        """Have Telegram bring the updates to this address, each with the secret; raises NotWelcome if it will not."""
        try:
            await self.inbox.hook(url, secret)
        except TelegramError as error:
            raise NotWelcome(f"Telegram does not take {url}: {error}. Check telegram.webhook_url.") from None

    async def _meet(self) -> None:
        root, pause = self.config.telegram.root, 1.0
        while True:
            try:
                await self.telegram.initialize()
                return
            except InvalidToken:
                raise NotWelcome(f"{root} does not know this token. Check BOT_TOKEN and telegram.base_url.") from None
            except TelegramError as error:
                log.warning("%s does not answer (%s), again in %.0f s", root, type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def stop(self) -> None:
        """Go down: nothing new in, everything begun is finished and written down."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await self.inbox.stop()
        await self.sender.stop()
        with contextlib.suppress(RuntimeError):  # it had not come up
            await self.telegram.shutdown()
        self.writer.close()
        self.database.close()

    @property
    def is_idle(self) -> bool:
        """Whether everything taken in is handled and everything said is sent."""
        return self.inbox.is_idle and self.sender.is_idle

    async def tick(self) -> None:
        """Ask what is due, and say it."""
        try:
            self.sender.put(await self.writer.run(lambda work: self._deed(work, ticks.tick)))
            self.last_tick = self.clock()
        except Exception:
            log.exception("the tick failed; the next one makes up for it")

    async def _process(self, update: Update) -> None:
        """Dispatch one update; PTB catches what a handler raises, the inbox wants to hear of it."""
        await self.telegram.process_update(update)
        error = self._failures.pop(update.update_id, None)
        if error is not None:
            raise error

    async def _on_error(self, update: object, context: Context) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._failures[update.update_id] = context.error

    async def in_turn(self, update: Update, deed: Deed) -> None:
        """Do a deed in one transaction with its inbox row, journal and letters; what it refuses is said instead."""
        origin = _origin(update)
        content: bytes | None = None
        later: list[Deed] = []
        outside: list[Outside] = []
        letters: list[Envelope] = []

        def job(work: Work) -> list[Envelope]:
            later.clear()
            outside.clear()
            self._mark(work, origin.row)
            turn = self._turn(work, origin)
            turn.content = content
            deed(turn)
            later.extend(turn.afterwards)
            outside.extend(turn.outside)
            return turn.finish()

        while True:
            try:
                letters = await self.writer.run(job)
                break
            except _HandledAlready:
                return
            except _WaitsForOlder:
                await asyncio.sleep(0.2)
            except NeedsFile as need:
                content = await self._fetch(need.file_id)
            except Said as said:
                letters = await self.writer.run(lambda work: self._say(work, origin, said))  # noqa: B023 - awaited here
                break
        self.sender.put(letters)
        for follow_up in later:
            await self._follow_up(origin, follow_up)
        for work_outside in outside:
            made = await asyncio.to_thread(work_outside.produce)
            await self._follow_up(origin, partial(_use, work_outside, made))

    async def run(self, deed: Deed) -> None:
        """Do a deed that no update asked for, such as a tool's; its letters are sent."""
        self.sender.put(await self.writer.run(lambda work: self._deed(work, deed)))

    def _deed(self, work: Work, deed: Deed) -> list[Envelope]:
        turn = Turn(work, self.clock(), self.config, self.voice, language=self.config.office.language, carried=True)
        deed(turn)
        return turn.finish()

    def _mark(self, work: Work, row: int) -> None:
        if not inbox.mark_handled(work, row, self.clock()):
            raise _WaitsForOlder if inbox.is_waiting(work, row) else _HandledAlready

    def _turn(self, work: Work, origin: _Origin) -> Turn:
        who = people.by_chat(work, origin.user_id) if origin.user_id is not None else None
        return Turn(
            work,
            self.clock(),
            self.config,
            self.voice,
            who=who,
            chat_id=origin.chat_id,
            language=who.language if who else self.config.office.language,
            bot_name=self.telegram.bot.username,
            update_id=origin.row,
            tapped=origin.tapped,
            carried=True,
        )

    def _say(self, work: Work, origin: _Origin, said: Said) -> list[Envelope]:
        self._mark(work, origin.row)
        turn = self._turn(work, origin)
        turn.answer(said.message, **said.facts)
        return turn.finish()

    async def _follow_up(self, origin: _Origin, deed: Deed) -> None:
        """A longer deed after the answer that announced it; if it refuses, that is said."""

        def job(work: Work) -> list[Envelope]:
            turn = self._turn(work, origin)
            deed(turn)
            return turn.finish()

        def refuse(work: Work, said: Said) -> list[Envelope]:
            turn = self._turn(work, origin)
            turn.answer(said.message, **said.facts)
            return turn.finish()

        try:
            self.sender.put(await self.writer.run(job))
        except Said as said:
            reason = said
            self.sender.put(await self.writer.run(lambda work: refuse(work, reason)))

    async def _fetch(self, file_id: str) -> bytes:
        file = await self.telegram.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def _put_aside(self, row: int, sender: int, error: Exception) -> None:
        """Keep the update with an error id, and tell its sender that nothing was lost."""
        name = secrets.token_hex(4)
        log.error("update %d was put aside as %s", row, name, exc_info=error)

        def job(work: Work) -> list[Envelope]:
            inbox.put_aside(work, row, self.clock(), f"{name} {type(error).__name__}")
            turn = self._turn(work, _Origin(row, sender or None, sender or None, None))
            if turn.who is not None:
                turn.answer("general/trouble", error=name)
            return turn.finish()

        self.sender.put(await self.writer.run(job))

    def _acknowledge(self, query_id: str) -> None:
        self.sender.acknowledge(query_id)


def _use(outside: Outside, made: bytes, turn: Turn) -> None:
    outside.then(turn, made)


def _telegram(config: Config, token: SecretStr) -> App:
    root = config.telegram.root
    return (
        Application.builder()
        .token(token.get_secret_value())
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .updater(None)
        .job_queue(None)
        .build()
    )


def _origin(update: Update) -> _Origin:
    chat, user = update.effective_chat, update.effective_user
    query = update.callback_query
    tapped = query.message.message_id if query is not None and query.message is not None else None
    return _Origin(update.update_id, chat.id if chat else None, user.id if user else None, tapped)
