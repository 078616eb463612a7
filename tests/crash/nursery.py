"""Gives birth to bots: a process that has loaded everything and forks for each `serve`, which saves a second each time.

A line of JSON on standard input, the environment of the bot, is answered by a line with the bot's process id. Nobody
waits for a dead one. When standard input ends, so does the nursery, with all its children.
"""

import json
import logging
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import bot.cli.serve  # noqa: F401 - so that each bot need not load it
from bot.cli import main


def born(environment: dict[str, str]) -> int:
    """A new `run_bot.py serve` with these variables; its process id."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(environment)
        os.close(sys.stdin.fileno())
        code = 1
        try:
            code = main(["serve"])
        finally:
            logging.shutdown()
            os._exit(code)
    return child


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def live() -> None:
    """Bear whoever is asked for until nobody asks any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _say("ready")
    try:
        for line in sys.stdin:
            _say(str(born(json.loads(line))))
    finally:
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    os.setpgid(0, 0)
    live()
