"""The words of run_bot.py: what an operator can ask for, and what he is told in one line when it cannot be done."""

from bot.cli.words import main

__all__ = ["main"]
