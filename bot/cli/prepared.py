"""What a command needs before it begins: the settings, a database in order, a log without secrets."""

import argparse
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.config import Config, load
from bot.turn import Turn
from bot.voice import Voice
from store import migrate
from store.database import Database

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_TALKATIVE = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp", "uvicorn", "alembic")


class Trouble(Exception):
    """The command cannot be done; the text says in one line why, and what to do."""


def settings(asked: argparse.Namespace) -> Config:
    """The settings of config.toml, or of the file that was named; raises BadConfig."""
    return load(asked.config)


@contextmanager
def turn(config: Config) -> Iterator[Turn]:
    """A turn that nobody in a chat asked for; what it did stands if the block ends well, and its letters leave then."""
    with database(config) as opened, opened.writing() as work:
        begun = Turn(
            work, datetime.now(UTC), config, Voice(config.zone, config.office.name), language=config.office.language
        )
        yield begun
        begun.finish()


@contextmanager
def database(config: Config) -> Iterator[Database]:
    """The database, at the newest revision, or NotReady with what to do."""
    opened = Database(config.database.url)
    try:
        opened.check_schema(migrate.newest())
        yield opened
    finally:
        opened.close()


class _WithoutTokens(logging.Formatter):
    """Whatever is logged, tracebacks too, shows no token."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("<token>", super().format(record))


def begin_log() -> None:
    """Log to standard error, one line an event; libraries only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_WithoutTokens("{asctime} {levelname:<7} {name}: {message}", style="{"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
