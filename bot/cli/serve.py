"""`serve`: the bot at work until SIGTERM or SIGINT, with its health over HTTP, and the webhook if that is the mode."""

import argparse
import asyncio
import contextlib
import functools
import logging
import os
import re
import signal
from datetime import datetime

from pydantic import SecretStr

from bot import config as settings
from bot import web
from bot.app import Banli, NotWelcome
from bot.cli import forms, prepared
from bot.cli.prepared import Trouble
from bot.config import BadConfig, Config
from bot.services import health
from bot.services.health import Health

log = logging.getLogger(__name__)

SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


def serve(asked: argparse.Namespace) -> int:
    """Run the bot until it is told to stop; 0 for an orderly end."""
    config = prepared.settings(asked)
    token = settings.token()
    secret = webhook_secret(config)
    forms.check(config.documents.forms)
    with prepared.database(config):
        pass
    prepared.begin_log()
    try:
        asyncio.run(_work(config, token, secret))
    except NotWelcome as error:
        raise Trouble(str(error)) from None
    return 0


def webhook_secret(config: Config) -> str:
    """What Telegram shows with every update, the same in every replica; empty where Telegram is polled."""
    if config.telegram.mode == "polling":
        return ""
    if not config.telegram.webhook_url.startswith(("https://", "http://")):
        raise BadConfig('telegram.webhook_url is wanted for mode = "webhook": the public https address of this bot.')
    secret = os.environ.get("BANLI_WEBHOOK_SECRET", "")
    if not SECRET.fullmatch(secret):
        raise BadConfig(
            'BANLI_WEBHOOK_SECRET is wanted for mode = "webhook", the same for every process:'
            " 16 to 256 letters, digits, _ or -. Make one: openssl rand -hex 32"
        )
    return secret


async def _work(config: Config, token: SecretStr, secret: str) -> None:
    told = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, told.set)
    banli = Banli(config, token)
    door = _door(banli, secret)
    ending = asyncio.create_task(told.wait())
    starting = asyncio.create_task(_start(banli, door, secret))
    try:
        await asyncio.wait({starting, ending}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await ending
    finally:
        for task in (starting, ending):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, NotWelcome):
            await starting
        if door is not None:
            await door.close()
        await banli.stop()
    log.info("stopped")


async def _start(banli: Banli, door: web.Door | None, secret: str) -> None:
    await banli.start()
    if door is not None:
        door.open()
    if secret:
        await banli.hook(banli.config.telegram.webhook_url.rstrip("/") + web.HOOK, secret)
    listens = f", /health and /metrics on port {door.port}" if door is not None else ""
    log.info("@%s is at work (%s%s)", banli.telegram.bot.username, banli.config.telegram.mode, listens)


def _door(banli: Banli, secret: str) -> web.Door | None:
    """Where HTTP is answered; without a webhook the bot does its work without it too."""
    check = functools.partial(_check, banli, banli.clock())
    figures = functools.partial(_figures, banli)
    app = web.build(check, figures, banli.inbox.receive if secret else None, secret)
    listen = banli.config.telegram.listen
    try:
        return web.Door(app, listen)
    except OSError as error:
        why = f"{listen} cannot be listened on ({os.strerror(error.errno or 0)}); see telegram.listen"
        if secret:
            raise Trouble(f"{why}.") from None
        log.warning("%s; going on without /health", why)
        return None


def _check(banli: Banli, started: datetime) -> Health:
    return health.of_bot(banli.database, banli.clock(), started, banli.last_tick)


def _figures(banli: Banli, found: Health) -> bytes:
    return banli.metrics.text(found, banli.clock())
