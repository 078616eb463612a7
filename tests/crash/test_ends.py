"""The process begins without what it does not need yet; told to end in the midst of work, it soon does.

A bot that is started anew after each failure must be quick about it.
"""

import signal
import subprocess
import sys
import time

from tests.conftest import ROOT
from tests.crash.office import Birth, Office, until_true
from tests.crash.record import check_what_people_saw
from tests.crash.test_load import handled
from tests.stage import CAST, who

EACH = 30
SOON = 3.0  # seconds; the machine of a test may be slower than a server, and is given twice that


def test_what_only_a_picture_needs_is_not_loaded_at_the_start() -> None:
    """Matplotlib alone takes as long as all the rest."""
    loaded = "import bot.cli.serve, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    told = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True, cwd=ROOT)
    assert {"telegram", "sqlalchemy"} <= set(told.stdout.split())
    assert not {"matplotlib", "numpy", "PIL"} & set(told.stdout.split())


def test_it_ends_soon_in_the_midst_of_work_and_nothing_is_lost_or_said_twice(database_url: str, birth: Birth) -> None:
    with Office(database_url, birth) as office:
        for _ in range(EACH):
            for name in CAST:
                office.people.say(who(name), "/help")
        office.start()
        until_true(lambda: handled(office) > 0)
        began = time.monotonic()
        office.kill(signal.SIGTERM)
        assert time.monotonic() - began < 2 * SOON
        office.start()
        office.rest()
        assert handled(office) == EACH * len(CAST)
        assert check_what_people_saw(office.database, office.people) == 0
        for name in CAST:
            assert len(office.people.letters(who(name))) == EACH


def test_it_ends_soon_though_telegram_hangs(database_url: str, birth: Birth) -> None:
    """Whether the letter arrived is not known then, and it is said again with a mark."""
    with Office(database_url, birth) as office:
        office.start()
        office.people.fault("timeout", "sendMessage", delay=60)
        office.people.say("Uma", "/help")
        until_true(lambda: any(call["method"] == "sendmessage" for call in office.people.calls()))
        began = time.monotonic()
        office.kill(signal.SIGTERM)
        assert time.monotonic() - began < 2 * SOON
        office.start()
        office.rest()
        assert check_what_people_saw(office.database, office.people) == 1
