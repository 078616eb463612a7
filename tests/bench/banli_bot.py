"""Banli as it is served, on a database that was prepared for the measurement."""

import asyncio
import signal
import sys

from pydantic import SecretStr

from bot.app import Banli
from bot.config import Config, DatabaseSection, Policy, Telegram


async def serve(url: str, token: str, database: str) -> None:
    """Serve until SIGTERM."""
    config = Config(
        telegram=Telegram(base_url=url, poll_seconds=10),
        database=DatabaseSection(url=database),
        policy=Policy(contact_required=False),
    )
    banli = Banli(config, SecretStr(token))
    await banli.start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()
    await banli.stop()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:4]))
