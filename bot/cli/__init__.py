"""The words of run_bot.py: what an operator can ask for, and what he is told in one line when it cannot be done."""

try:
    from bot.cli.words import main
except ModuleNotFoundError as missing:
    raise SystemExit(
        f"{missing.name} is not installed for this Python. Run: make .venv/.runtime, then: .venv/bin/python run_bot.py"
    ) from None

__all__ = ["main"]
