"""`reindex`: makes anew by what like cases and passages of documents are found."""

import argparse

from bot.cli import prepared
from bot.services import passages, similar


def reindex(asked: argparse.Namespace) -> int:
    """Make the index in one transaction; the bot may run meanwhile."""
    with prepared.database(prepared.settings(asked)) as database, database.writing() as work:
        cases = similar.reindex(work)
        found = passages.reindex(work)
    print(f"Cases in the index: {cases}, passages: {found}.")
    return 0
