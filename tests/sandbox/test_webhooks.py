"""Webhooks: lanes in order, secrets, retries, and what the bot is told about its own failures."""

import threading
import time
from collections.abc import Iterator

import pytest

from bot.sandbox.errors import Json
from bot.sandbox.people import People
from tests.sandbox.api import Api
from tests.sandbox.ears import Ears, Heard, Say

GO: Json = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.fixture
def ears() -> Iterator[Ears]:
    with Ears() as ears:
        yield ears


def texts(heard: list[Heard]) -> list[str]:
    return [one.update["message"]["text"] for one in heard]


def test_updates_are_posted_in_order_with_the_secret(api: Api, people: People, ears: Ears) -> None:
    people.say("Uma", "before")
    told = api.call("setWebhook", url=ears.url, secret_token="s-3_cret")
    assert told == {"ok": True, "result": True, "description": "Webhook was set"}
    people.say("Uma", "after")
    heard = ears.wait(2)
    assert texts(heard) == ["before", "after"]
    assert {one.secret for one in heard} == {"s-3_cret"}
    people.wait_idle()
    again = api.call("setWebhook", url=ears.url, secret_token="s-3_cret")
    assert again["description"] == "Webhook is already set"


def test_without_a_secret_no_header_is_sent(api: Api, people: People, ears: Ears) -> None:
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    assert ears.wait(1)[0].secret is None


def test_a_lane_waits_for_its_own_answer_only(api: Api, people: People, ears: Ears) -> None:
    """Taps have a lane of their own, so have other people; a second message of the same chat waits."""
    people.say("Ugo", "/start")
    api.ok("sendMessage", chat_id=7, text="x", reply_markup=GO)
    api.updates(offset=api.updates()[-1]["update_id"] + 1)
    gate = threading.Event()
    ears.answers.append(Say(after=gate))
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "slow")
    ears.wait(1)
    people.say("Uma", "next")
    people.tap("Uma", "Go")
    people.say("Ugo", "other")
    heard = ears.wait(3)
    assert {one.update.get("message", {}).get("text") for one in heard} == {"slow", "other", None}
    gate.set()
    assert texts(ears.wait(4)[3:]) == ["next"]


def test_no_more_connections_than_asked_for(api: Api, people: People, ears: Ears) -> None:
    people.say("Ugo", "/start")
    api.ok("setWebhook", url=ears.url, max_connections=1, drop_pending_updates=True)
    for _ in range(5):
        people.say("Uma", "x")
        people.say("Ugo", "x")
    ears.wait(10)
    assert ears.most_open == 1
    assert api.ok("getWebhookInfo")["max_connections"] == 1


def test_a_failure_is_tried_again_at_once_and_then_more_slowly(api: Api, people: People, ears: Ears) -> None:
    ears.answers.extend([Say(500), Say(500)])
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    begun = time.monotonic()
    assert texts(ears.wait(3)) == ["hello"] * 3
    assert 0.9 < time.monotonic() - begun < 5
    info = api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["last_error_date"] > 0


def test_retry_after_is_honoured_and_the_clock_shortens_the_wait(api: Api, people: People, ears: Ears) -> None:
    ears.answers.append(Say(503, {"Retry-After": "600"}))
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    ears.wait(1)
    time.sleep(0.3)
    assert len(ears.heard) == 1
    people.forward_clock(601)
    assert texts(ears.wait(2)) == ["hello"] * 2


def test_an_update_that_is_never_taken_expires(api: Api, people: People, ears: Ears) -> None:
    ears.answers.extend([Say(500, {"Retry-After": "60"})])
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    ears.wait(1)
    assert api.ok("getWebhookInfo")["pending_update_count"] == 1
    people.forward_clock(86_400)
    people.wait_idle()
    assert len(ears.heard) == 1


@pytest.mark.parametrize("message", ["Connection refused", "Connection was unexpectedly closed"])
def test_what_went_wrong_can_be_read(api: Api, people: People, ears: Ears, message: str) -> None:
    url = ears.url if "closed" in message else "http://127.0.0.1:9/hook"
    ears.answers.append(Say(200, {"Transfer-Encoding": "chunked"}, {"method": "sendMessage"}))
    api.ok("setWebhook", url=url)
    people.say("Uma", "hello")
    for _ in range(100):
        if api.ok("getWebhookInfo").get("last_error_message"):
            break
        time.sleep(0.05)
    assert api.ok("getWebhookInfo")["last_error_message"] == message


def test_an_answer_may_carry_a_call(api: Api, people: People, ears: Ears) -> None:
    ears.answers.append(Say(body={"method": "sendMessage", "chat_id": 7, "text": "at once"}))
    ears.answers.append(Say(body={"nothing": "to do"}))
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    people.say("Uma", "again")
    ears.wait(2)
    people.wait_idle()
    assert [one["text"] for one in people.letters("Uma")] == ["at once"]


def test_an_update_may_be_posted_twice(api: Api, people: People, ears: Ears) -> None:
    people.fault("duplicate_update")
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    heard = ears.wait(2)
    assert heard[0].update == heard[1].update
    people.wait_idle()


def test_a_deleted_webhook_leaves_what_waits_to_polling(api: Api, people: People, ears: Ears) -> None:
    ears.answers.append(Say(500, {"Retry-After": "60"}))
    api.ok("setWebhook", url=ears.url)
    people.say("Uma", "hello")
    ears.wait(1)
    assert api.call("setWebhook", url="")["description"] == "Webhook was deleted"
    assert api.call("deleteWebhook")["description"] == "Webhook is already deleted"
    assert [one["message"]["text"] for one in api.updates()] == ["hello"]
    assert api.ok("getWebhookInfo") == {"url": "", "has_custom_certificate": False, "pending_update_count": 1}


def test_pending_updates_can_be_dropped(api: Api, people: People, ears: Ears) -> None:
    people.say("Uma", "hello")
    api.ok("setWebhook", url=ears.url, drop_pending_updates=True)
    people.say("Uma", "new")
    assert texts(ears.wait(1)) == ["new"]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"url": "http://127.0.0.1:1/x", "secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:1/x", "secret_token": "x" * 257}, "secret token contains unallowed characters"),
        ({"url": "http://example.com/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com:8080/x"},
         "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https:///x"}, "bad webhook: Wrong HTTP URL"),
        ({"url": "https://example.com:port/x"}, "bad webhook: Wrong HTTP URL"),
    ],
)  # fmt: skip
def test_an_address_is_https_on_a_known_port_or_loopback(api: Api, params: dict[str, str], refusal: str) -> None:
    assert api.refusal("setWebhook", **params) == f"Bad Request: {refusal}"


def test_a_proper_address_is_taken(second: Api) -> None:
    assert second.ok("setWebhook", url="https://example.com:8443/x")
    assert second.ok("getWebhookInfo")["url"] == "https://example.com:8443/x"
