"""`verify`: compares every case with its journal, and says what does not agree."""

import argparse

from bot.cli import prepared
from bot.services import verifying
from bot.services.verifying import Compared


def verify(asked: argparse.Namespace) -> int:
    """Print each difference on a line of its own, and how much was compared; 1 if there is a difference."""
    compared, different = Compared(), 0
    with prepared.database(prepared.settings(asked)) as database, database.reading() as work:
        for one in verifying.differences(work, compared):
            different += 1
            print(f"case {one.case}, {one.life} {one.subject}: {one.what}")
    print(
        f"{compared.cases} cases, {compared.subjects} subjects and {compared.lines} lines of the journal compared: "
        + (f"{different} differences." if different else "they agree.")
    )
    return 1 if different else 0
