"""A running sandbox with two bots, and the cast in front of it: Uma, who pressed /start, and Ugo, who did not."""

from collections.abc import Iterator

import pytest

from bot.sandbox.people import People
from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from tests.sandbox.api import Api

SECOND_TOKEN = "1000002:another-token-that-opens-nothing-at-all"


@pytest.fixture(scope="session")
def running() -> Iterator[SandboxThread]:
    with SandboxThread((DEFAULT_TOKEN, SECOND_TOKEN)) as thread:
        yield thread


@pytest.fixture(scope="session")
def control(running: SandboxThread) -> Iterator[People]:
    with running.people() as people:
        yield people


@pytest.fixture(scope="session")
def bots(running: SandboxThread) -> Iterator[tuple[Api, Api]]:
    first, second = Api(running.url, DEFAULT_TOKEN), Api(running.url, SECOND_TOKEN)
    yield first, second
    first.http.close()
    second.http.close()


@pytest.fixture
def sandbox(running: SandboxThread, control: People, bots: tuple[Api, Api]) -> Iterator[SandboxThread]:
    """The sandbox as after its start: empty, no limits, no webhook, nothing waiting."""
    control.reset()
    yield running
    control.clear_faults()
    control.limits(on=False)
    for api in bots:
        api.ok("deleteWebhook", drop_pending_updates=True)
        api.ok("getUpdates", allowed_updates=[])


@pytest.fixture
def people(sandbox: SandboxThread, control: People) -> People:
    assert sandbox.url
    control.create("Uma", id=7, username="uma_unit")
    control.create("Ugo", id=8)
    return control


@pytest.fixture
def api(people: People, bots: tuple[Api, Api]) -> Api:
    """The first bot; Uma has opened a chat with it, and the update of it is confirmed."""
    update_id = people.say("Uma", "/start")["update_id"]
    bots[0].updates(offset=update_id + 1)
    return bots[0]


@pytest.fixture
def second(sandbox: SandboxThread, bots: tuple[Api, Api]) -> Api:
    assert sandbox.url
    return bots[1]
