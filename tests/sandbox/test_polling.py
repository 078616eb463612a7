"""Long polling: what is confirmed, what is kept, and who is sent away."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from bot.sandbox.people import People
from tests.sandbox.api import Api

OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [one["message"]["text"] for one in updates]


def waiting_poll(pool: ThreadPoolExecutor, api: Api) -> Future[dict[str, object]]:
    """A long poll that has begun to wait."""
    before = api.ok("getWebhookInfo")
    poll = pool.submit(api.call, "getUpdates", timeout=20)
    time.sleep(0.2)
    assert before["pending_update_count"] == 0
    assert not poll.done()
    return poll


def test_updates_are_numbered_in_order_and_kept_until_confirmed(api: Api, people: People) -> None:
    said = [people.say("Uma", text)["update_id"] for text in ("a", "b", "c")]
    assert said == [said[0], said[0] + 1, said[0] + 2]
    assert said[0] > 100_000_000
    assert texts(api.updates()) == texts(api.updates()) == ["a", "b", "c"]
    assert texts(api.updates(offset=said[1])) == ["b", "c"]
    assert texts(api.updates(offset=said[0])) == ["b", "c"]
    assert api.updates(offset=said[2] + 1) == []


def test_a_limit_cuts_the_batch(api: Api, people: People) -> None:
    for text in ("a", "b", "c"):
        people.say("Uma", text)
    assert texts(api.updates(limit=2)) == ["a", "b"]
    assert len(api.updates(limit=0)) == len(api.updates(limit=101)) == 3


def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(api: Api, people: People) -> None:
    for text in ("a", "b", "c"):
        people.say("Uma", text)
    assert texts(api.updates(offset=-2)) == ["b", "c"]
    assert texts(api.updates()) == ["b", "c"]


def test_a_long_poll_answers_as_soon_as_something_comes(api: Api, people: People) -> None:
    timer = threading.Timer(0.2, people.say, ("Uma", "late"))
    timer.start()
    begun = time.monotonic()
    assert texts(api.updates(timeout=20)) == ["late"]
    assert 0.1 < time.monotonic() - begun < 5
    timer.join()


def test_a_long_poll_ends_empty_in_time(api: Api) -> None:
    begun = time.monotonic()
    assert api.updates(timeout=1) == []
    assert 0.9 < time.monotonic() - begun < 5


def test_a_second_poll_ends_the_first(api: Api, people: People) -> None:
    with ThreadPoolExecutor() as pool:
        first = waiting_poll(pool, api)
        second = pool.submit(api.call, "getUpdates", timeout=20)
        assert first.result(10) == {"ok": False, "error_code": 409, "description": OTHER_POLL}
        people.say("Uma", "hello")
        assert second.result(10)["ok"]


def test_setting_a_webhook_ends_the_poll_and_forbids_others(api: Api) -> None:
    with ThreadPoolExecutor() as pool:
        poll = waiting_poll(pool, api)
        api.ok("setWebhook", url="http://127.0.0.1:9/hook")
        assert poll.result(10)["description"] == "Conflict: terminated by setWebhook request"
    assert api.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )


def test_the_kinds_a_bot_asks_for_stay_asked_for(api: Api, people: People) -> None:
    api.updates(allowed_updates=["message"])
    people.block("Uma")
    people.unblock("Uma")
    people.say("Uma", "hello")
    assert [set(one) for one in api.updates()] == [{"update_id", "message"}]
    assert api.ok("getWebhookInfo")["allowed_updates"] == ["message"]


def test_a_message_waits_for_a_day_and_a_tap_for_150_seconds(api: Api, people: People) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    api.ok("sendMessage", chat_id=7, text="x", reply_markup=markup)
    people.say("Uma", "hello")
    people.tap("Uma", "Go")
    people.forward_clock(151)
    assert texts(api.updates()) == ["hello"]
    people.forward_clock(86_400)
    assert api.updates() == []


def test_an_update_that_makes_no_sense_arrives_all_the_same(api: Api, people: People) -> None:
    update_id = people.raw({"message": {"message_id": "seven"}, "update_id": 1})
    assert api.updates() == [{"update_id": update_id, "message": {"message_id": "seven"}}]


@pytest.mark.parametrize("kind", ["duplicate_update"])
def test_an_update_may_come_again_after_it_was_confirmed(api: Api, people: People, kind: str) -> None:
    people.fault(kind, times=2)
    first = people.say("Uma", "once")["update_id"]
    second = people.say("Uma", "twice")["update_id"]
    people.say("Uma", "thrice")
    assert texts(api.updates()) == ["once", "twice", "thrice"]
    again = api.updates(offset=second + 1)
    assert [one["update_id"] for one in again] == [first, second, second + 1]
    assert texts(api.updates(offset=second + 1)) == ["thrice"]
