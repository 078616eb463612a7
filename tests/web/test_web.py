"""The webhook takes an update with the secret only, and confirms it once it is written down; /health says how it is."""

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot import web
from bot.metrics import Metrics
from bot.services.health import Health

SECRET = "a-secret-that-both-sides-know"
UPDATE = {"update_id": 7, "message": {"text": "你好"}}


class Receiver:
    """Takes updates, or cannot; and is well, or not."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.away = False
        self.troubles: list[str] = []

    async def receive(self, updates: list[Any]) -> None:
        await asyncio.sleep(0)
        if self.away:
            raise ConnectionError
        self.taken += updates

    def check(self) -> Health:
        return Health({"database": "ready"}, self.troubles)


class Served:
    """An application behind its door, in a loop and thread of its own."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - any ASGI application
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._door = self._call(self._opened(app))
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self._door.port}", trust_env=False)

    async def _opened(self, app: Any) -> web.Door:  # noqa: ANN401 - any ASGI application
        door = web.Door(app, "127.0.0.1:0")
        door.open()
        return door

    def _call(self, deed: Any) -> Any:  # noqa: ANN401 - whatever the deed gives
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(10)

    def close(self) -> None:
        self.http.close()
        self._call(self._door.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


def _figures(found: Health) -> bytes:
    return Metrics().text(found, datetime.now(UTC))


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def http(receiver: Receiver) -> Iterator[httpx.Client]:
    served = Served(web.build(receiver.check, _figures, receiver.receive, SECRET))
    yield served.http
    served.close()


def _post(http: httpx.Client, body: bytes | None = None, headers: Mapping[Any, Any] | None = None) -> int:
    shown = {web.SECRET_HEADER: SECRET} if headers is None else headers
    return http.post(web.HOOK, content=json.dumps(UPDATE) if body is None else body, headers=shown).status_code


def test_an_update_with_the_secret_is_taken_in_and_confirmed(http: httpx.Client, receiver: Receiver) -> None:
    assert _post(http) == 200
    assert receiver.taken == [UPDATE]


@pytest.mark.parametrize("headers", [{}, {web.SECRET_HEADER: ""}, {web.SECRET_HEADER: "another"}])
def test_without_the_secret_nothing_is_taken(http: httpx.Client, receiver: Receiver, headers: dict[str, str]) -> None:
    assert _post(http, headers=headers) == 403
    assert receiver.taken == []


def test_a_secret_of_strange_bytes_is_only_a_wrong_one(http: httpx.Client) -> None:
    assert _post(http, headers={web.SECRET_HEADER.encode(): "ÿ".encode("latin-1")}) == 403


@pytest.mark.parametrize("body", [b"", b"[1]", b"7", b"{", b"\xff\xfe{}", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(http: httpx.Client, receiver: Receiver, body: bytes) -> None:
    assert _post(http, body) == 400
    assert receiver.taken == []


def test_a_body_larger_than_any_update_is_refused(http: httpx.Client, receiver: Receiver) -> None:
    largest = b'{"update_id":1}'.ljust(web.BODY_LIMIT)
    assert _post(http, largest) == 200
    assert _post(http, largest + b" ") == 413
    assert len(receiver.taken) == 1


def test_while_the_database_is_away_telegram_is_asked_to_come_again(http: httpx.Client, receiver: Receiver) -> None:
    receiver.away = True
    assert _post(http) == 503
    receiver.away = False
    assert _post(http) == 200


def test_health_is_200_while_nobody_needs_to_look(http: httpx.Client, receiver: Receiver) -> None:
    assert (http.get("/health").status_code, http.get("/health").json()["well"]) == (200, True)
    receiver.troubles = ["The clock has not struck for 11 minutes."]
    told = http.get("/health")
    assert (told.status_code, told.json()["troubles"]) == (503, receiver.troubles)


def test_metrics_are_told_even_while_somebody_needs_to_look(http: httpx.Client, receiver: Receiver) -> None:
    assert "banli_well 1.0" in http.get("/metrics").text
    receiver.troubles = ["A letter has been waiting for 11 minutes."]
    told = http.get("/metrics")
    assert (told.status_code, told.headers["content-type"].partition(";")[0]) == (200, "text/plain")
    assert "banli_well 0.0" in told.text


def test_where_telegram_is_polled_there_is_no_webhook(receiver: Receiver) -> None:
    served = Served(web.build(receiver.check, _figures))
    try:
        assert _post(served.http) == 404
        assert served.http.get("/health").status_code == 200
    finally:
        served.close()


def test_nothing_else_is_answered(http: httpx.Client) -> None:
    assert http.get("/").status_code == 404
    assert http.get(web.HOOK).status_code == 405


def test_a_taken_port_is_said_at_once() -> None:
    app = web.build(Receiver().check, _figures)
    first = web.Door(app, "127.0.0.1:0")
    with pytest.raises(OSError, match="in use"):
        web.Door(app, f"127.0.0.1:{first.port}")
    asyncio.run(first.close())
