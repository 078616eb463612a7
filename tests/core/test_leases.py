"""Who may send in bulk: one process at a time, under an epoch; another when its time is over."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Banli
from bot.delivery.bulk import NAME
from bot.domain.broadcasts import BroadcastState
from bot.domain.lives import Role
from bot.sandbox.sandbox import DEFAULT_TOKEN
from store import leases, outbox
from store.database import Database
from store.tables import Base, Broadcast, Lease, Letter, Person
from store.tables.traffic import LetterState
from tests.stage import Stage

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LASTS = timedelta(seconds=15)
T = TypeVar("T")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


def take(database: Database, holder: str, later: float = 0.0, *, alone: bool = False) -> int | None:
    with database.writing() as work:
        return leases.take(work, NAME, holder, NOW + timedelta(seconds=later), LASTS, alone=alone)


def holds(database: Database, holder: str, epoch: int) -> bool:
    with database.writing() as work:
        return leases.is_held(work, NAME, holder, epoch)


def test_a_lease_is_kept_by_renewing_it_and_taken_over_when_it_ran_out(database: Database) -> None:
    assert take(database, "one") == 1
    assert take(database, "two", 10) is None
    assert take(database, "one", 10) == 1, "renewed, and still the same epoch"
    assert take(database, "two", 20) is None
    assert take(database, "two", 26) == 2
    assert not holds(database, "one", 1), "an old holder that wakes up late can tell"
    assert holds(database, "two", 2)
    assert take(database, "one", 30) is None


def test_a_lease_that_was_given_up_is_free_at_once(database: Database) -> None:
    take(database, "one")
    with database.writing() as work:
        leases.give_up(work, NAME, "one", NOW)
    assert take(database, "two", 0.1) == 2


def test_the_only_process_there_is_waits_for_nobody(database: Database) -> None:
    take(database, "one")
    assert take(database, "two", 1, alone=True) == 2


def test_a_clock_set_back_leaves_no_lease_for_ever(database: Database) -> None:
    take(database, "one", 86400)
    assert take(database, "two") == 2


class Second:
    """One more process on the same database, in a loop and a thread of its own."""

    def __init__(self, stage: Stage) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.banli = self._call(self._begin(stage))

    async def _begin(self, stage: Stage) -> Banli:
        banli = Banli(stage.config, SecretStr(DEFAULT_TOKEN), stage.sandbox.sandbox.clock.now)
        await banli.telegram.initialize()
        await banli.sender.start(alone=False)
        return banli

    def _call(self, deed: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(20)

    def look(self) -> None:
        self._call(self.banli.sender.look())

    def stop(self) -> None:
        self._call(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        await self.banli.sender.stop()
        await self.banli.telegram.shutdown()
        self.banli.writer.close()
        self.banli.database.close()


SLOW = {"overall_per_second": 5, "chat_per_second": 1000, "group_per_minute": 1000}


def broadcast(stage: Stage) -> None:
    stage.say("olga", "/broadcast")
    stage.tap("olga", "全部人员 6人")
    stage.say("olga", "您好")
    stage.people.tap("Olga", "发送")


def sent(stage: Stage) -> int:
    with stage.work() as work:
        query = select(Letter).where(Letter.broadcast_id.is_not(None), Letter.state == LetterState.SENT)
        return len(work.session.scalars(query).all())


def holder(stage: Stage) -> tuple[str, int]:
    with stage.work() as work:
        row = work.session.get_one(Lease, NAME)
        return row.holder, row.epoch


def until(happens: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 15
    while not happens():
        assert time.monotonic() < end, what
        time.sleep(0.01)


def test_of_two_processes_one_sends_in_bulk_and_the_other_takes_over_where_it_ended(postgres_url: str) -> None:
    """The first falls silent with letters in its memory; the second sends those it had not, and nothing twice."""
    with Stage(postgres_url, delivery=SLOW) as stage:
        first = stage.banli.sender
        second = Second(stage)
        try:
            broadcast(stage)
            until(lambda: sent(stage) >= 1, "the first process sends")
            was = holder(stage)
            second.look()
            until(lambda: sent(stage) >= 2, "and goes on")
            assert holder(stage) == was, "the other does not take it from it"
            for loop in first._loops:  # noqa: SLF001 - as a process that hangs
                stage.banli.sender._loops[0].get_loop().call_soon_threadsafe(loop.cancel)  # noqa: SLF001 - the same
            stage.people.forward_clock(20)
            second.look()
            until(lambda: sent(stage) == 6, "the second sends the rest")
            assert holder(stage)[1] == was[1] + 1
            for name in ("Olga", "Uma", "Ugo", "Lena", "Dana", "Dan"):
                shown = [entry for entry in stage.people.letters(name) if "您好" in entry["text"]]
                assert len(shown) - (name == "Olga") == 1, "Olga saw the preview too"
        finally:
            second.stop()


def test_letters_of_a_holder_that_lost_its_lease_are_not_marked_but_given_back(database_url: str) -> None:
    with Stage(database_url, delivery=SLOW) as stage:
        broadcast(stage)
        until(lambda: sent(stage) >= 1, "it sends")
        with stage.database.writing() as work:
            leases.take(work, NAME, "another", stage.now, LASTS, alone=True)
        time.sleep(0.5)
        before = sent(stage)
        assert before < 6
        time.sleep(0.8)
        assert sent(stage) == before
        with stage.work() as work:
            left = work.session.scalars(select(Letter).where(Letter.state == LetterState.NEW)).all()
            assert left
            assert {letter.held_until for letter in left} == {None}
        stage.people.forward_clock(20)
        stage.tick()
        assert sent(stage) == 6


def test_bulk_letters_of_a_broadcast_leave_only_while_it_runs(database: Database) -> None:
    with database.writing() as work:
        olga = Person(chat_id=1, name="Olga", role=Role.OFFICE, joined_at=NOW)
        work.session.add(olga)
        work.session.flush()
        for state in BroadcastState:
            kept = Broadcast(by=olga.id, audience={}, text="", state=state, created_at=NOW)
            work.session.add(kept)
            work.session.flush()
            letter = Letter(chat_id=1, message=state.value, body="{}", priority=outbox.BULK, created_at=NOW)
            letter.broadcast_id = kept.id
            work.session.add(letter)
        work.session.flush()
        assert [one.message for one in outbox.claim_bulk(work, NOW, 10)] == ["running"]
