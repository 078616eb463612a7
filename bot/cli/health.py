"""`health`: asks the running bot how it is, and the database where the bot does not answer."""

import argparse
import json
from typing import Any

import httpx

from bot.app import wall_clock
from bot.cli import prepared
from bot.config import Config
from bot.services import health as business
from store.database import Database


def health(asked: argparse.Namespace) -> int:
    """Print what is known as JSON; 1 if something is wrong."""
    config = prepared.settings(asked)
    found = _told_by_the_bot(config) or _found_without_it(config)
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["well"] else 1


def _told_by_the_bot(config: Config) -> dict[str, Any] | None:
    host, port = config.telegram.listen.rsplit(":", 1)
    host = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - nothing is bound here, it is asked
    try:
        told = httpx.get(f"http://{host}:{port}/health", timeout=10, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return None
    return told if isinstance(told, dict) and "well" in told else None


def _found_without_it(config: Config) -> dict[str, Any]:
    database = Database(config.database.url)
    try:
        found = business.of_database(database, wall_clock()).as_json()
    finally:
        database.close()
    silent = f"The bot does not answer at {config.telegram.listen}."
    return {**found, "well": False, "troubles": [silent, *found["troubles"]]}
