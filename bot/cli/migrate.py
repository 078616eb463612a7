"""`migrate`: makes the database's tables, or brings them to the newest revision."""

import argparse

from bot.cli import prepared
from store import migrate as revisions
from store.database import Database


def migrate(asked: argparse.Namespace) -> int:
    """Bring the database to the newest revision; what it holds stays."""
    database = Database(prepared.settings(asked).database.url)
    try:
        revisions.upgrade(database)
    finally:
        database.close()
    print(f"The tables are at revision {revisions.newest()}.")
    return 0
