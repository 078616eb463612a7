"""A running sandbox with two bots, and the cast in front of it: Uma, who pressed /start, and Ugo, who did not."""

from collections.abc import Iterator

import pytest

from bot.sandbox.people import People
from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from tests.sandbox.api import Api

SECOND_TOKEN = "1000002:another-token-that-opens-nothing-at-all"


@pytest.fixture(scope="session")
def sandbox_thread() -> Iterator[SandboxThread]:
    with SandboxThread((DEFAULT_TOKEN, SECOND_TOKEN)) as thread:
        yield thread


@pytest.fixture
def sandbox(sandbox_thread: SandboxThread) -> Iterator[SandboxThread]:
    """The sandbox as after its start: empty, no limits, no webhook, nothing waiting."""
    with sandbox_thread.people() as people:
        people.reset()
    yield sandbox_thread
    for token in (DEFAULT_TOKEN, SECOND_TOKEN):
        api = Api(sandbox_thread.url, token)
        api.ok("deleteWebhook", drop_pending_updates=True)
        api.ok("getUpdates", allowed_updates=[])
        api.http.close()
    with sandbox_thread.people() as people:
        people.limits(on=False)


@pytest.fixture
def people(sandbox: SandboxThread) -> Iterator[People]:
    with sandbox.people() as people:
        people.create("Uma", id=7, username="uma_unit")
        people.create("Ugo", id=8)
        yield people


@pytest.fixture
def api(sandbox: SandboxThread, people: People) -> Iterator[Api]:
    """The first bot; Uma has opened a chat with it, and the update of it is confirmed."""
    api = Api(sandbox.url, sandbox.token)
    update_id = people.say("Uma", "/start")["update_id"]
    api.updates(offset=update_id + 1)
    yield api
    api.http.close()


@pytest.fixture
def second(sandbox: SandboxThread) -> Iterator[Api]:
    api = Api(sandbox.url, SECOND_TOKEN)
    yield api
    api.http.close()
