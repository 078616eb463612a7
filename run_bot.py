"""Banli's command: `.venv/bin/python run_bot.py --help` lists its words."""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
