"""Bots as processes, quickly: one nursery for all tests here."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.office import Birth, Office
from tests.crash.record import Record, check_what_people_saw, record
from tests.crash.way import WAY


@pytest.fixture(scope="session")
def birth() -> Iterator[Birth]:
    """Starts `run_bot.py serve` with some environment and gives its process id; see nursery.py."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BANLI_", "BOT_"))}
    nursery = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "nursery.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=plain,
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    asked, answered = nursery.stdin, nursery.stdout
    assert answered.readline() == "ready\n"

    def born(environment: dict[str, str]) -> int:
        asked.write(json.dumps(environment) + "\n")
        asked.flush()
        return int(answered.readline())

    with nursery:
        yield born
        asked.close()


@pytest.fixture(scope="session")
def undisturbed(birth: Birth, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """What the way leaves behind when nothing happens to the bot."""
    with Office(f"sqlite:///{tmp_path_factory.mktemp('calm') / 'banli.db'}", birth) as office:
        office.start()
        for step in WAY:
            step.play(office.people)
            office.rest()
        assert check_what_people_saw(office.database, office.people) == 0
        return record(office.database)
