"""Puts everything together: configuration, database, Telegram's application, inbox, turns, sender and the clock."""

import asyncio
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pydantic import SecretStr
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.config import BadConfig, Config, feed_token, mirror_secrets
from bot.delivery.sender import Sender
from bot.feed import Upstream
from bot.handlers import ways
from bot.handlers.desk import App, Context, Deed, Desk
from bot.handlers.turns import Turns
from bot.inbox import ALLOWED, Inbox, Poller
from bot.metrics import Metrics
from bot.mirrors.poster import Poster, Target
from bot.services import broadcasts, ticks, truth
from bot.transport import AiohttpRequest
from bot.voice import LANGUAGES, Voice
from store.database import Database
from store.writer import Writer

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
LONGEST_PAUSE = 30.0


def wall_clock() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


class NotWelcome(Exception):
    """Telegram does not take us as we are; the text says in one line what to do."""


class Banli:
    """One running bot."""

    def __init__(self, config: Config, token: SecretStr, clock: Clock = wall_clock) -> None:
        self.config = config
        self.clock = clock
        self.voice = Voice(config.zone, config.office.name)
        _check_wordings(config, self.voice)
        targets = _mirrors(config)
        self.database = Database(config.database.url)
        self.writer = Writer(self.database)
        self.metrics = Metrics()
        self.telegram: App = _telegram(config, token)
        ways.register(self.telegram)
        self.telegram.add_error_handler(self._on_error)
        self._failures: dict[int, Exception] = {}
        bot = self.telegram.bot
        self.sender = Sender(
            bot,
            self.writer,
            clock,
            in_flight=config.delivery.in_flight,
            rates=(
                config.delivery.overall_per_second,
                config.delivery.chat_per_second,
                config.delivery.group_per_minute,
            ),
            settled=self.metrics.settled,
            checks=lambda work, letters, now: truth.cancel_untrue(work, letters, now, config),
            write_more=self._write_more,
        )
        self.inbox = Inbox(bot, self.writer, clock, self._process, self._put_aside)
        self._turns = Turns(bot, self.writer, self.voice, config, clock, self.sender.put, self.inbox)
        self.telegram.bot_data["desk"] = Desk(self._turns.of_update, self.sender.acknowledge)
        self.poster = Poster(targets, self.writer, clock)
        self.poller = Poller(bot, ALLOWED, config.telegram.poll_seconds, self.inbox.receive_at_once)
        self.upstream = Upstream(config, feed_token(), self._turns.unasked)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._ticking = asyncio.Lock()
        self.last_tick: datetime | None = None

    async def start(self) -> None:
        """Come up: look who we are, take up what was left, begin to listen and to tick.

        Waits for a Telegram that does not answer; raises NotWelcome where it does not know the token.
        """
        await self._meet()
        alone = self.config.telegram.mode == "polling"
        await self.sender.start(alone=alone)
        await self.inbox.start(alone=alone)
        self.poster.start()
        if alone:
            self.poller.start()
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=self.config.reminders.tick_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.add_job(
            self.ask_upstream,
            "interval",
            seconds=self.config.reminders.tick_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def hook(self, url: str, secret: str) -> None:
        """Have Telegram bring the updates to this address, each with the secret; raises NotWelcome if it will not."""
        try:
            await self.telegram.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)
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
            self._scheduler.pause()
            await asyncio.sleep(0)  # a tick that was called begins
            async with self._ticking:  # or the scheduler would break it off in the midst
                self._scheduler.shutdown(wait=False)
        await self.poller.stop()
        await self.inbox.stop()
        await self.sender.stop()
        await self.poster.stop()
        await self.telegram.shutdown()
        await self.telegram.bot.shutdown()  # which holds connections even if it had not come up
        self.writer.close()
        self.database.close()

    @property
    def is_idle(self) -> bool:
        """Whether everything taken in is handled, what was due is said, and everything said is sent."""
        return not self._ticking.locked() and self.inbox.is_idle and self.sender.is_idle

    async def tick(self) -> None:
        """Ask what is due, and say it; one thing that fails does not keep the others from being done."""
        async with self._ticking:
            done = [await self._done(deed) for deed in ticks.DUE]
        self.metrics.struck(well=all(done))
        if all(done):
            self.last_tick = self.clock()

    async def ask_upstream(self) -> None:
        """Ask the feed for new cases, if it is time to; apart from the tick, which waits for nobody."""
        try:
            await self.upstream.poll()
        except Exception:
            log.exception("the feed was not taken in; it is asked again next time")

    async def _done(self, deed: Deed) -> bool:
        try:
            await self._turns.unasked(deed)
        except Exception:
            log.exception("%s failed; the next tick makes up for it", deed.__qualname__)
            return False
        return True

    async def _write_more(self) -> None:
        """The next letters of broadcasts, in the table."""
        await self._turns.unasked(broadcasts.write_letters)

    async def _process(self, update: Update) -> None:
        """Dispatch one update; PTB catches what a handler raises, the inbox wants to hear of it."""
        await self.telegram.process_update(update)
        error = self._failures.pop(update.update_id, None)
        if error is not None:
            raise error

    async def _put_aside(self, row: int, sender: int, error: Exception) -> None:
        await self._turns.put_aside(row, sender, error)

    async def _on_error(self, update: object, context: Context) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._failures[update.update_id] = context.error

    async def run(self, deed: Deed) -> None:
        """Do a deed that no update asked for, such as a tool's; its letters are sent."""
        await self._turns.unasked(deed)


def _check_wordings(config: Config, voice: Voice) -> None:
    """Each scheme, class and reason of the configuration needs its wordings in every language, or BadConfig."""
    policies = [config.policy, *(config.rules_of(sitting.name).policy for sitting in config.sittings)]
    for language, policy in product(LANGUAGES, policies):
        where = f"bot/templates/{language}/words.toml"
        group = f"result_{policy.result_scheme}"
        if group not in voice.groups(language):
            raise BadConfig(f"policy.result_scheme: there is no [{group}] in {where}.")
        if missing := set(policy.result_classes) - set(voice.keys(group, language)):
            raise BadConfig(f"policy.result_classes: {', '.join(sorted(missing))} has no wording in {where}.")
        if missing := set(policy.reject_reasons) - set(voice.keys("reject_reasons", language)):
            raise BadConfig(f"policy.reject_reasons: {', '.join(sorted(missing))} has no wording in {where}.")


def _mirrors(config: Config) -> tuple[Target, ...]:
    """The mirrors with their addresses, or BadConfig for one that has none, or none of its kind."""
    targets = []
    for mirror in config.mirrors:
        address, secret = mirror_secrets(mirror)
        target = Target(mirror.name, mirror.kind, address, secret)
        try:
            target.check()
        except ValueError as error:
            raise BadConfig(f"BANLI_MIRROR_{mirror.name.upper()}_URL: {error}.") from None
        targets.append(target)
    return tuple(targets)


def _telegram(config: Config, token: SecretStr) -> App:
    root = config.telegram.root
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB's own way to ask for durations that are no bare numbers
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
