"""`reconcile` says what should have been said on a day and was not, and changes nothing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.lives import AssignmentState
from bot.services.calendar import official
from store.tables import Assignment
from tests.cli.conftest import Run
from tests.rating.scene import Scene


@pytest.fixture
def worked() -> date:
    """The last day that was worked."""
    day = datetime.now(UTC).date() - timedelta(days=2)
    while not official().is_workday(day):
        day -= timedelta(days=1)
    return day


def test_nothing_was_owed_where_nothing_is_open(ready: Run, worked: date) -> None:
    told = ready("reconcile", "--day", worked.isoformat())
    assert (told.code, told.out) == (0, f"{worked}: 0 reminders should have been said, 0 were, 0 gaps.\n")


def test_what_was_owed_and_not_said_is_a_gap(ready: Run, worked: date, tmp_path: Path) -> None:
    scene = Scene.fresh(f"sqlite:///{tmp_path / 'banli.db'}")
    scene.now = datetime.now(UTC) - timedelta(days=30)
    case = scene.handled(1)
    with scene.turn() as turn:
        share = turn.work.session.get_one(Assignment, case.shares[0])
        share.state, share.accept_due = AssignmentState.OFFERED, worked
    scene.close()
    told = ready("reconcile", "--day", worked.isoformat())
    assert told.code == 1
    assert f"accept {case.shares[0]}" in told.out
    assert told.out.splitlines()[-1].endswith(" gaps.")
    assert ready("reconcile", "--day", worked.isoformat()).out == told.out


def test_a_day_that_is_not_over_has_no_account_yet(ready: Run) -> None:
    told = ready("reconcile", "--day", (datetime.now(UTC).date() + timedelta(days=1)).isoformat())
    assert told.code != 0
    assert "is not over yet" in told.err
    assert "Traceback" not in told.err
