"""`table`: prints the tables of what may follow what."""

import argparse

from bot.domain import lifecycle_print


def table(asked: argparse.Namespace) -> int:
    """Print the four life tables, as Markdown or as Mermaid diagrams."""
    print(lifecycle_print.as_mermaid() if asked.form == "mermaid" else lifecycle_print.as_markdown())
    return 0
