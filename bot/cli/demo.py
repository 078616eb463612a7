"""`demo`: the bot with a Telegram of its own, in the browser."""

import argparse

from bot.demo import run


def demo(asked: argparse.Namespace) -> int:
    """Run until it is told to stop."""
    run(port=asked.port)
    return 0
