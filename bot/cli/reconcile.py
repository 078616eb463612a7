"""`reconcile`: what should have been said on a day against what was; it reads, and changes nothing."""

import argparse
from datetime import timedelta

from bot.app import wall_clock
from bot.cli import prepared
from bot.cli.prepared import Trouble
from bot.services import reconciling
from bot.turn import Turn
from bot.voice import Voice


def reconcile(asked: argparse.Namespace) -> int:
    """Print each gap on a line of its own, and how much should have been said; 1 if there is a gap."""
    config = prepared.settings(asked)
    voice = Voice(config.zone, config.office.name)
    with prepared.database(config) as database, database.reading() as work:
        turn = Turn(work, wall_clock(), config, voice)
        day = asked.day or turn.today - timedelta(days=1)
        if day >= turn.today:
            raise Trouble(f"{day} is not over yet.")
        count = reconciling.of_day(turn, day)
    for gap in count.gaps:
        owing, step = gap.call.owing, gap.call.step
        print(f"{gap.why}: {owing.kind} {owing.id}, {step.row.when} {owing.due}, to person {gap.call.to.id}")
    arrived = count.expected - len(count.gaps)
    print(f"{day}: {count.expected} reminders should have been said, {arrived} were, {len(count.gaps)} gaps.")
    return 1 if count.gaps else 0
