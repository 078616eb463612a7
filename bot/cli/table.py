"""`table`: prints the tables of what may follow what."""

import argparse

from bot.domain.lifecycle import LIVES
from bot.domain.lifecycle_print import as_markdown, as_mermaid


def table(asked: argparse.Namespace) -> int:
    """Print the four life tables as Markdown, or as Mermaid diagrams in the blocks that Markdown draws."""
    if asked.form == "mermaid":
        print("\n\n".join(f"```mermaid\n{as_mermaid(life).strip()}\n```" for life in LIVES))
    else:
        print(as_markdown())
    return 0
