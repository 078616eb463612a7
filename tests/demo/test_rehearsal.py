"""The play of the example: what its files say is done in the chat, or said to be left out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import Banli
from bot.config import Config, DatabaseSection, Policy, Telegram
from bot.demo import rehearsal, story
from bot.demo.players import Players, Stuck
from bot.demo.story import Line
from bot.sandbox.sandbox import DEFAULT_TOKEN, Sandbox
from bot.sandbox.server import Server, bound
from bot.sandbox.world import Person
from store import migrate

STORY = story.read(Config().zone)


def on_stage(folder: Path, deed: Callable[[Sandbox, Banli], Awaitable[None]]) -> None:
    """Do something in front of a bot whose people have joined."""

    async def perform() -> None:
        sandbox = Sandbox()
        for person in STORY.people.values():
            sandbox.world.people[person.id] = Person(person.id, person.name)
        listener = bound("127.0.0.1", 0)
        server = Server(sandbox)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = Config(
            telegram=Telegram(base_url=url),
            database=DatabaseSection(url=f"sqlite:///{folder / 'banli.db'}"),
            policy=Policy(contact_required=False),
        )
        banli = Banli(config, SecretStr(DEFAULT_TOKEN), sandbox.clock.now)
        migrate.upgrade(banli.database)
        await banli.start()
        try:
            await rehearsal.enter(sandbox, banli, STORY)
            await deed(sandbox, banli)
        finally:
            await banli.stop()
            server.should_exit = True
            await serving

    asyncio.run(perform())


def test_a_line_that_cannot_be_done_is_left_out_and_the_rest_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = [
        Line("olga files bus", who="olga", deed="files", case="bus"),
        Line("dan sings bus", who="dan", deed="sings", case="bus"),
        Line("dan submits bus", who="dan", deed="submits", case="bus"),
    ]
    heard: list[tuple[int, int]] = []

    async def play(sandbox: Sandbox, banli: Banli) -> None:
        await rehearsal.play(sandbox, banli, replace(STORY, play=lines), lambda *told: heard.append(told))
        await Players(sandbox, banli).tap("欧科长", "file", STORY.cases["bus"].title)

    with caplog.at_level(logging.WARNING, "bot.demo.rehearsal"):
        on_stage(tmp_path, play)
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert "leaves out olga files bus: 欧科长 is shown no button file" in caplog.text
    assert "leaves out dan sings bus: nobody knows how one sings" in caplog.text
    assert "leaves out dan submits" not in caplog.text


def test_a_bot_that_does_not_come_to_rest_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def wait(sandbox: Sandbox, banli: Banli) -> None:
        monkeypatch.setattr("bot.demo.players.PATIENCE", -1)
        with pytest.raises(Stuck, match="does not come to rest"):
            await Players(sandbox, banli).say("丁兰", "/help")
        monkeypatch.undo()
        await Players(sandbox, banli).rest()

    on_stage(tmp_path, wait)


def test_everybody_and_every_case_of_the_play_is_known() -> None:
    deeds = [line for line in STORY.play if line.at is None]
    assert {line.who for line in deeds} <= STORY.people.keys()
    assert {line.case for line in deeds} == STORY.cases.keys()
    moments = [line.at for line in STORY.play if line.at is not None]
    assert moments == sorted(moments)
    assert STORY.play[0].at == STORY.begins
