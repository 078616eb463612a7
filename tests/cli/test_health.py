"""`health` asks the running bot, and the database where the bot is silent; 1 says that somebody should look."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.broadcasts import BroadcastState
from bot.domain.lives import Role
from bot.services import health
from store import migrate
from store.database import Database
from store.tables import Broadcast, InboxRow, Letter, Person
from store.tables.traffic import InboxState, LetterState
from tests.cli.conftest import Run

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_a_bot_that_is_not_there_is_trouble_even_if_the_database_is_well(
    ready: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BANLI_TELEGRAM__LISTEN", "127.0.0.1:9")
    told = ready("health")
    found = json.loads(told.out)
    assert told.code == 1
    assert found["troubles"] == ["The bot does not answer at 127.0.0.1:9."]
    assert found["database"] == "ready"


def test_no_database_is_trouble_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANLI_TELEGRAM__LISTEN", "0.0.0.0:9")
    found = json.loads(run("health").out)
    assert "run_bot.py migrate" in found["troubles"][1]


def test_a_letter_or_an_update_that_waits_too_long_is_trouble(database_url: str) -> None:
    """A letter meant for later does not wait; one that was tried in vain does, whatever its next moment."""
    database = Database(database_url)
    migrate.upgrade(database)
    long_ago = NOW - timedelta(hours=1)
    with database.writing() as work:
        work.session.add(_letter(long_ago, not_before=NOW + timedelta(hours=8)))
        work.session.add(_letter(long_ago, state=LetterState.SENT))
    assert health.of_database(database, NOW).as_json()["letters_waiting"] == 0
    with database.writing() as work:
        work.session.add(_letter(long_ago, not_before=NOW + timedelta(minutes=1), attempts=3))
        work.session.add(_update(1, long_ago, InboxState.NEW))
        work.session.add(_update(2, long_ago, InboxState.ASIDE))
    found = health.of_database(database, NOW)
    assert not found.is_well
    assert found.troubles == ["A letter has been waiting for 60 minutes.", "An update has been waiting for 60 minutes."]
    assert found.as_json()["updates_put_aside"] == 1
    database.close()


def test_letters_given_up_within_a_day_are_trouble_and_those_of_a_paused_broadcast_do_not_wait(sqlite_url: str) -> None:
    """Whoever blocked the bot is no trouble of the bot's."""
    database = Database(sqlite_url)
    migrate.upgrade(database)
    with database.writing() as work:
        olga = Person(chat_id=101, name="Olga", role=Role.OFFICE, joined_at=NOW)
        work.session.add(olga)
        work.session.flush()
        paused = Broadcast(by=olga.id, audience={}, text="", state=BroadcastState.PAUSED, created_at=NOW)
        work.session.add(paused)
        work.session.flush()
        for error, days in (
            ("Forbidden: bot was blocked", 0),
            ("given up: RetryAfter", 0),
            ("given up: RetryAfter", 2),
        ):
            letter = _letter(NOW, state=LetterState.FAILED)
            letter.error, letter.settled_at = error, NOW - timedelta(days=days)
            work.session.add(letter)
        waiting = _letter(NOW - timedelta(hours=1))
        waiting.broadcast_id = paused.id
        work.session.add(waiting)
    found = health.of_database(database, NOW)
    assert found.troubles == ["Letters given up within the last day: 1."]
    assert found.as_json()["letters_waiting"] == 0
    database.close()


def test_a_clock_that_stands_still_is_trouble(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.upgrade(database)
    assert health.of_bot(database, NOW, NOW - timedelta(minutes=9), None).is_well
    assert health.of_bot(database, NOW, NOW - timedelta(minutes=11), None).troubles == [
        "The clock has not struck for 11 minutes."
    ]
    assert health.of_bot(database, NOW, NOW - timedelta(hours=5), NOW - timedelta(minutes=1)).is_well
    database.close()


def test_a_database_that_is_away_is_told_in_one_line() -> None:
    gone = Database("postgresql://nobody@127.0.0.1:1/banli")
    found = health.of_database(gone, NOW)
    assert found.found == {"database": "not ready"}
    assert "does not answer" in found.troubles[0]
    gone.close()


def _letter(
    created_at: datetime, *, state: LetterState = LetterState.NEW, not_before: datetime | None = None, attempts: int = 0
) -> Letter:
    return Letter(
        chat_id=1,
        message="general/menu",
        body="{}",
        state=state,
        created_at=created_at,
        not_before=not_before,
        attempts=attempts,
    )


def _update(row: int, received_at: datetime, state: InboxState) -> InboxRow:
    return InboxRow(id=row, sender=1, payload="{}", state=state, received_at=received_at)
