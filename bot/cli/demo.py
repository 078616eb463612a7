"""`demo`: the bot with a Telegram of its own, in the browser."""

import argparse
import errno
import logging

from bot.demo import run


def demo(asked: argparse.Namespace) -> int:
    """Run until it is told to stop; where the port is taken, on any free one."""
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is left out is made up for by the next
    try:
        run(port=asked.port, seeded=asked.seed, opened=_opened)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"Port {asked.port} is taken, so it is another one.")
        run(port=0, seeded=asked.seed, opened=_opened)
    return 0


def _opened(address: str) -> None:
    print(f"Open {address} in a browser. Ctrl-C ends the demonstration.", flush=True)
