"""The control API: what people can do, what can be seen, and how a wish is refused."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.people import People
from bot.sandbox.server import SandboxThread
from tests.sandbox.api import Api


def card(api: Api, text: str, *labels: str, chat_id: int = 7) -> int:
    rows = [[{"text": label, "callback_data": f"{label}:{text}"} for label in labels]]
    sent = api.ok("sendMessage", chat_id=chat_id, text=text, reply_markup={"inline_keyboard": rows})
    message_id: int = sent["message_id"]
    return message_id


def test_a_person_is_made_once_and_may_change(people: People) -> None:
    one = people.create("Olga", language_code="zh")
    assert one == {"id": 50_001, "is_bot": False, "first_name": "Olga", "language_code": "zh"}
    assert people.create("Olga W.", id=50_001, username="olga")["username"] == "olga"
    assert people.say("olga", "/start")["message"]["from"] == {"id": 50_001, "name": "Olga W."}


def test_start_opens_the_chat_and_carries_its_token(api: Api, people: People) -> None:
    people.say("Ugo", "/start ticket-12")
    message = api.updates()[0]["message"]
    assert message["text"] == "/start ticket-12"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": 8, "is_bot": False, "first_name": "Ugo"}


def test_a_person_replies_to_a_message(api: Api, people: People) -> None:
    first = card(api, "one", "Go")
    people.say("Uma", "yes", reply_to=first)
    assert api.updates()[0]["message"]["reply_to_message"]["text"] == "one"
    with pytest.raises(ControlError, match="there is no message 99 to reply to"):
        people.say("Uma", "yes", reply_to=99)


def test_a_label_means_the_latest_message_that_shows_it(api: Api, people: People) -> None:
    first = card(api, "one", "Go", "Stop")
    second = card(api, "two", "Go")
    taps = [
        people.tap("Uma", "Go"),
        people.tap("Uma", "Go", message_id=first),
        people.tap("Uma", "Stop"),
        people.tap("Uma", data="Go:one"),
    ]
    heard = [one["callback_query"] for one in api.updates()]
    assert [one["data"] for one in heard] == ["Go:two", "Go:one", "Stop:one", "Go:one"]
    assert [one["message"]["message_id"] for one in heard] == [second, first, first, first]
    assert [one["id"] for one in heard] == [one["query_id"] for one in taps]


def test_a_tap_shows_the_message_as_it_was_then(api: Api, people: People) -> None:
    first = card(api, "one", "Go")
    people.tap("Uma", "Go")
    api.ok("editMessageText", chat_id=7, message_id=first, text="two")
    assert api.updates()[0]["callback_query"]["message"]["text"] == "one"


def test_the_same_tap_may_come_again_even_after_its_message_is_gone(api: Api, people: People) -> None:
    with pytest.raises(ControlError, match="Uma has not tapped anything yet"):
        people.tap("Uma", again=True)
    first = card(api, "one", "Go")
    one = people.tap("Uma", "Go")
    two = people.tap("Uma", again=True)
    api.ok("deleteMessage", chat_id=7, message_id=first)
    people.tap("Uma", again=True)
    heard = api.updates()
    assert two["update_id"] == one["update_id"] + 1
    assert {update["callback_query"]["data"] for update in heard} == {"Go:one"}
    assert heard[2]["callback_query"]["message"] == {
        "chat": {"id": 7, "type": "private", "first_name": "Uma", "username": "uma_unit"},
        "message_id": first,
        "date": 0,
    }


def test_a_button_that_is_not_there_is_named_beside_those_that_are(api: Api, people: People) -> None:
    gone = card(api, "one", "Old")
    card(api, "two", "Go", "Stop")
    api.ok("deleteMessage", chat_id=7, message_id=gone)
    with pytest.raises(ControlError, match="no message shows the button Old; the buttons are: Go, Stop") as caught:
        people.tap("Uma", "Old")
    assert caught.value.status == 404


def test_a_button_with_an_address_tells_the_bot_nothing(api: Api, people: People) -> None:
    markup = {"inline_keyboard": [[{"text": "Open", "url": "https://a.cn/x"}]]}
    api.ok("sendMessage", chat_id=7, text="x", reply_markup=markup)
    with pytest.raises(ControlError, match=r"https://a\.cn/x"):
        people.tap("Uma", "Open")
    assert people.letters("Uma")[-1]["buttons"] == [[{"label": "Open", "data": None, "url": "https://a.cn/x"}]]


def test_a_person_edits_an_own_text(api: Api, people: People) -> None:
    said = people.say("Uma", "/helo")["message"]["message_id"]
    people.edit("Uma", said, "/help me")
    people.edit("Uma", said, "help")
    edited = [one["edited_message"] for one in api.updates()[1:]]
    assert [one["text"] for one in edited] == ["/help me", "help"]
    assert ["entities" in one for one in edited] == [True, False]
    shown = people.transcript("Uma")[-1]
    assert (shown["text"], [one["text"] for one in shown["versions"]]) == ("help", ["/helo", "/help me"])
    with pytest.raises(ControlError, match="Uma wrote no text with the id 99"):
        people.edit("Uma", 99, "x")


def test_the_bot_hears_that_it_was_blocked_and_let_in_again(api: Api, people: People) -> None:
    people.block("Uma")
    with pytest.raises(ControlError, match="Uma has blocked the bot; unblock it first"):
        people.say("Uma", "hello")
    with pytest.raises(ControlError, match="nothing to change"):
        people.block("Uma")
    people.unblock("Uma")
    members = [one["my_chat_member"] for one in api.updates()]
    statuses = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in members]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert members[0]["new_chat_member"]["user"]["id"] == 1000001


def test_who_has_no_chat_cannot_block_and_who_is_gone_does_nothing(api: Api, people: People) -> None:
    with pytest.raises(ControlError, match="Ugo has no chat with the bot"):
        people.block("Ugo")
    people.deactivate("Uma")
    with pytest.raises(ControlError, match="the account of Uma is deactivated"):
        people.say("Uma", "hello")
    assert api.updates() == []


def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(api: Api, people: People) -> None:
    people.group(-50, "Roads", ["Uma", "Ugo"])
    letter = card(api, "vote", "Yes", chat_id=-50)
    silent = people.say("Ugo", "just talking", chat=-50)
    people.say("Ugo", "/cases", chat=-50)
    people.say("Ugo", "hello @sandbox_1000001_bot", chat=-50)
    people.say("Ugo", "agreed", chat=-50, reply_to=letter)
    people.tap("Uma", "Yes", chat=-50)
    heard = api.updates()
    assert silent["update_id"] is None
    assert heard[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert [one["message"]["text"] for one in heard[1:4]] == ["/cases", "hello @sandbox_1000001_bot", "agreed"]
    assert heard[4]["callback_query"]["message"]["chat"]["title"] == "Roads"
    assert [one["kind"] for one in people.transcript("Uma", chat=-50)] == ["message"] * 5 + ["tap"]


def test_a_group_may_change_its_members(api: Api, people: People) -> None:
    people.group(-50, "Roads", ["Uma"])
    with pytest.raises(ControlError, match="Ugo is in no group -50"):
        people.say("Ugo", "x", chat=-50)
    assert people.group(-50, "Roads", ["Ugo"])["update_id"] is None
    assert people.say("Ugo", "/x", chat=-50)["update_id"]
    people.block("Ugo", chat=-50)
    assert people.say("Ugo", "/y", chat=-50)["update_id"] is None
    assert api.ok("getChat", chat_id=-50)["type"] == "group"


def test_a_transcript_goes_on_after_a_number(api: Api, people: People) -> None:
    first = card(api, "one", "Go")
    seen = people.seq()
    assert people.transcript("Uma", after=seen) == []
    api.ok("editMessageText", chat_id=7, message_id=first, text="two")
    people.say("Uma", "three")
    entries = people.transcript("Uma", after=seen)
    assert [one["text"] for one in entries] == ["two", "three"]
    assert people.transcript("Ugo") == []


def test_events_are_numbered_without_gaps_and_show_their_message(api: Api, people: People) -> None:
    before = people.seq()
    first = card(api, "one", "Go")
    people.tap("Uma", "Go")
    api.ok("editMessageText", chat_id=7, message_id=first, text="two")
    api.ok("deleteMessage", chat_id=7, message_id=first)
    people.forward_clock(10)
    events = people.events(after=before)
    assert [one["seq"] for one in events] == list(range(before + 1, before + 6))
    assert [one["kind"] for one in events] == ["message", "tap", "edited", "deleted", "clock"]
    assert events[3]["message"]["deleted"]


def test_events_can_be_waited_for(people: People) -> None:
    before = people.seq()
    timer = threading.Timer(0.2, people.say, ("Uma", "/start"))
    timer.start()
    assert [one["kind"] for one in people.events(after=before, wait=10)] == ["message"]
    timer.join()
    begun = time.monotonic()
    assert people.events(after=people.seq(), wait=0.2) == []
    assert time.monotonic() - begun < 5


def test_events_can_be_streamed(sandbox: SandboxThread, people: People) -> None:
    people.say("Uma", "/start")
    lines: list[str] = []
    address, accept = f"{sandbox.url}/control/events", {"Accept": "text/event-stream"}
    with httpx.stream("GET", address, headers=accept, timeout=10) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            lines.append(line)
            if "/start" in line:
                people.say("Uma", "more")
            if "more" in line:
                break
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert [one["message"]["text"] for one in events if "message" in one] == ["/start", "more"]


def test_the_clock_is_shifted_and_put_back(people: People) -> None:
    people.forward_clock(3600)
    assert datetime.fromisoformat(people.clock()["now"]) - datetime.now(UTC) > timedelta(minutes=59)
    assert people.set_clock("2026-03-06T09:00:00+08:00")["now"].startswith("2026-03-06T01:00:0")
    assert people.set_clock("1772413200")["now"].startswith("2026-03-02T01:00:0")
    assert abs(people.real_clock()["unix"] - time.time()) < 5
    people.forward_clock(3600)
    people.reset()
    assert abs(people.clock()["unix"] - time.time()) < 5


@pytest.mark.parametrize("moment", ["tomorrow", "2026-03-06T09:00:00"])
def test_a_moment_without_a_zone_is_refused(people: People, moment: str) -> None:
    with pytest.raises(ControlError, match=r"a moment has a zone|set is no number"):
        people.set_clock(moment)


def test_rest_is_when_everything_is_confirmed_and_nothing_runs(api: Api, people: People) -> None:
    assert people.wait_idle(quiet=0)["pending_updates"] == 0
    update_id = people.say("Uma", "hello")["update_id"]
    with pytest.raises(TimeoutError, match="'pending_updates': 1"):
        people.wait_idle(wait=0.1)
    api.updates(offset=update_id + 1)
    begun = time.monotonic()
    counts = people.wait_idle(quiet=0.3)
    assert time.monotonic() - begun > 0.25
    assert counts["calls_in_flight"] == 0
    assert counts["calls_total"] == people.calls()[-1]["seq"]


def test_a_call_that_hangs_is_no_rest(api: Api, people: People) -> None:
    """A fault that hangs after the call was carried out leaves nothing in flight that would change anything."""
    people.fault("timeout", "sendMessage", delay=0.2)
    with pytest.raises(httpx.TransportError):
        api.call("sendMessage", chat_id=7, text="x")
    assert people.wait_idle()["idle"]


def test_after_a_reset_nobody_is_known_and_numbers_go_on(people: People) -> None:
    before, update_id = people.seq(), people.say("Uma", "x")["update_id"]
    people.reset()
    assert people.seq() > before
    assert people.calls() == []
    with pytest.raises(ControlError, match="there is no person Uma; create one with POST /control/people"):
        people.say("Uma", "x")
    people.create("Uma", id=7)
    assert people.say("Uma", "/start")["update_id"] == update_id + 1
    assert [one["text"] for one in people.transcript("Uma")] == ["/start"]


def test_bots_and_people_are_listed(sandbox: SandboxThread, api: Api) -> None:
    api.ok("setMyCommands", commands=[{"command": "cases", "description": "My cases"}])
    bots = httpx.get(f"{sandbox.url}/control/bots").json()["bots"]
    assert [one["id"] for one in bots] == [1000001, 1000002]
    assert bots[0]["commands"]["default:::"] == [{"command": "cases", "description": "My cases"}]
    listed = httpx.get(f"{sandbox.url}/control/people").json()["people"]
    assert [one["first_name"] for one in listed] == ["Uma", "Ugo"]
    api.ok("deleteMyCommands")


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("people", {}, 400, "first_name is missing"),
        ("people", {"id": "x", "first_name": "X"}, 400, "id is no number: x"),
        ("people", {"id": "nan", "first_name": "X"}, 400, "id is no number: nan"),
        ("group", {"id": 5, "title": "x", "members": [7]}, 400, "the id of a group is negative"),
        ("group", {"id": -5, "title": "x"}, 400, "a group has members"),
        ("say", {"person": "Nobody", "text": "x"}, 404, "there is no person Nobody"),
        ("say", {"person": 7, "text": " "}, 400, "a text has 1 to 4096 characters"),
        ("say", {"person": 7, "text": "x", "bot": 5}, 404, "there is no bot 5"),
        ("tap", {"person": 7}, 400, "name the button by label or data, or say again"),
        ("raw", {"update": [1]}, 400, "update is an object"),
        ("clock", {"forward_seconds": "soon"}, 400, "forward_seconds is no number: soon"),
        ("say", None, 400, "Bad Request: can't parse JSON object"),
    ],
)
def test_a_wish_that_cannot_be_met_is_answered_with_a_sentence(
    sandbox: SandboxThread, people: People, path: str, body: Json | None, status: int, sentence: str
) -> None:
    assert people.clock()
    answer = httpx.post(f"{sandbox.url}/control/{path}", content=b"[" if body is None else json.dumps(body))
    assert answer.status_code == status
    assert answer.json()["error"].startswith(sentence)
