"""Troubles on order: what the caller sees, and what was done all the same."""

import time

import httpx
import pytest

from bot.sandbox.errors import ControlError
from bot.sandbox.people import People
from tests.sandbox.api import Api


def sent(people: People) -> list[str]:
    return [one["text"] for one in people.letters("Uma")]


@pytest.mark.parametrize(
    ("kind", "code", "description"),
    [
        ("429", 429, "Too Many Requests: retry after 7"),
        ("500", 500, "Internal Server Error: restart"),
    ],
)
def test_a_troubled_call_is_refused_and_not_carried_out(
    api: Api, people: People, kind: str, code: int, description: str
) -> None:
    people.fault(kind, "sendMessage", retry_after=7, times=2)
    for _ in range(2):
        answer = api.call("sendMessage", chat_id=7, text="x")
        assert (answer["error_code"], answer["description"]) == (code, description)
    assert sent(people) == []
    assert api.ok("sendMessage", chat_id=7, text="y")
    assert sent(people) == ["y"]


def test_a_bad_gateway_speaks_html(api: Api, people: People) -> None:
    people.fault("502")
    answer = api.http.post("/sendMessage", json={"chat_id": 7, "text": "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html")
    assert sent(people) == []


@pytest.mark.parametrize(("kind", "carried_out"), [("drop_before", []), ("drop_after", ["x"])])
def test_a_dropped_call_leaves_the_caller_without_an_answer(
    api: Api, people: People, kind: str, carried_out: list[str]
) -> None:
    people.fault(kind)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        api.call("sendMessage", chat_id=7, text="x")
    assert sent(people) == carried_out
    assert api.ok("sendMessage", chat_id=7, text="next")


@pytest.mark.parametrize("performs", [True, False])
def test_a_hanging_call_may_have_been_carried_out(api: Api, people: People, *, performs: bool) -> None:
    people.fault("timeout", "sendMessage", performs=performs, delay=0.5)
    with pytest.raises(httpx.ReadTimeout):
        api.http.post("/sendMessage", json={"chat_id": 7, "text": "x"}, timeout=0.2)
    assert sent(people) == (["x"] if performs else [])


def test_a_hanging_call_ends_without_an_answer(api: Api, people: People) -> None:
    people.fault("timeout", delay=0.2)
    begun = time.monotonic()
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        api.call("sendMessage", chat_id=7, text="x")
    assert time.monotonic() - begun > 0.15


def test_a_trouble_meets_its_method_and_chat_only(api: Api, people: People) -> None:
    people.say("Ugo", "/start")
    people.fault("500", "sendMessage", chat=8)
    assert api.ok("getMe")
    assert api.ok("sendMessage", chat_id=7, text="x")
    assert not api.call("sendMessage", chat_id=8, text="x")["ok"]


def test_polling_is_troubled_by_its_own_name_only(api: Api, people: People) -> None:
    people.fault("500")
    people.fault("429", "getUpdates")
    assert api.call("getUpdates")["error_code"] == 429
    assert api.updates() == []
    assert api.call("getMe")["error_code"] == 500


def test_troubles_can_be_called_off(api: Api, people: People) -> None:
    people.fault("500", times=100)
    people.clear_faults()
    assert api.ok("getMe")


def test_an_unknown_trouble_is_refused(people: People) -> None:
    with pytest.raises(ControlError, match="kind is one of 429, 500, 502, timeout, drop_before, drop_after, duplicate"):
        people.fault("flood")


def test_troubled_calls_stand_in_the_log(api: Api, people: People) -> None:
    before = people.calls()[-1]["seq"]
    people.fault("drop_before", "sendMessage")
    people.fault("drop_after", "sendMessage")
    for _ in range(2):
        with pytest.raises(httpx.TransportError):
            api.call("sendMessage", chat_id=7, text="x")
    api.refusal("sendMessage", chat_id=7, text="")
    logged = [(one["method"], one["status"], one["error"]) for one in people.calls(after=before)]
    assert logged == [
        ("sendmessage", 0, "drop_before"),
        ("sendmessage", 200, ""),
        ("sendmessage", 400, "Bad Request: message text is empty"),
    ]
