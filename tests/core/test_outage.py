"""The database goes away and comes back: updates wait, and nothing is lost or done twice."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from bot.turn import Turn
from tests.stage import CAST, Stage


@contextmanager
def outage(url: str) -> Iterator[None]:
    """Nobody can write in this database: another program holds the SQLite file, or PostgreSQL lets nobody in."""
    if url.startswith("sqlite"):
        with held(make_url(url).database or ""):
            yield
    else:
        with closed(url):
            yield


@contextmanager
def held(file: str) -> Iterator[None]:
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("begin immediate")
    try:
        yield
    finally:
        holder.execute("rollback")
        holder.close()


@contextmanager
def closed(url: str) -> Iterator[None]:
    address = make_url(url)
    name = sql.Identifier(address.database or "")
    server = address.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("alter database {} with allow_connections false").format(name))
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [address.database]
        )
        try:
            yield
        finally:
            connection.execute(sql.SQL("alter database {} with allow_connections true").format(name))


def test_what_comes_while_the_database_is_away_is_handled_when_it_is_back(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        with outage(stage.url):
            for name in ("olga", "uma"):
                stage.people.say(name.capitalize(), "/help")
                stage.people.say(name.capitalize(), "/language")
            time.sleep(1)
            assert stage.people.letters("Olga") == []
        stage.database.close()
        stage.wait()
    for name in ("olga", "uma"):
        assert stage.said(name) == ["general/help", "general/ask_language"]


def test_a_letter_sent_just_before_the_database_went_away_is_not_sent_again(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """That it was sent is written down when the database is back."""
    with stage.database.writing() as work:
        turn = Turn(work, stage.now, stage.config, stage.banli.voice, chat_id=CAST["olga"][0], carried=True)
        turn.answer("general/edit_not_taken")
        letters = turn.finish()

    async def put() -> None:
        stage.banli.sender.put(letters)

    with caplog.at_level(logging.CRITICAL):
        with outage(stage.url):
            stage.call(put())
            time.sleep(1)
            assert len(stage.people.letters("Olga")) == 1
        stage.database.close()
        stage.wait()
    assert len(stage.people.letters("Olga")) == 1
    assert [str(letter.state) for letter in stage.letters] == ["sent"]


def test_a_tick_that_the_database_does_not_answer_is_made_up_for(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """On SQLite the tick itself waits until the file is free."""
    with Stage(postgres_url) as stage:
        before = stage.banli.last_tick
        with caplog.at_level(logging.CRITICAL), closed(stage.url):
            stage.call(stage.banli.tick())
        assert stage.banli.last_tick == before
        stage.tick()
        assert stage.banli.last_tick != before
