"""`table`: prints the tables of what may follow what, and of who is reminded when."""

import argparse

from bot.domain import lifecycle_print, reminders_print
from bot.domain.lifecycle import LIVES


def table(asked: argparse.Namespace) -> int:
    """Print the life tables and the ladder of reminders as Markdown, or the lives as Mermaid diagrams in its blocks."""
    if asked.form == "mermaid":
        print("\n\n".join(f"```mermaid\n{lifecycle_print.as_mermaid(life).strip()}\n```" for life in LIVES))
    else:
        print(f"{lifecycle_print.as_markdown()}\n{reminders_print.as_markdown()}")
    return 0
