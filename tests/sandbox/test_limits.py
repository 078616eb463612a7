"""How fast a bot may speak."""

import time
from math import ceil

import pytest

from bot.sandbox.errors import Json
from bot.sandbox.people import People
from tests.sandbox.api import Api

GO: Json = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.fixture(autouse=True)
def limited(people: People) -> None:
    people.limits(on=True)


def say(api: Api, chat_id: int, times: int) -> list[Json]:
    return [api.call("sendMessage", chat_id=chat_id, text=str(n)) for n in range(times)]


def refused(answers: list[Json]) -> list[int]:
    return [number for number, answer in enumerate(answers) if not answer["ok"]]


def test_a_private_chat_takes_a_burst_of_20_and_then_one_a_second(api: Api, people: People) -> None:
    answers = say(api, 7, 22)
    assert refused(answers) == [20, 21]
    assert answers[20] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    people.forward_clock(1)
    assert refused(say(api, 7, 2)) == [1]


def test_a_group_takes_20_a_minute(api: Api, people: People) -> None:
    people.group(-50, "Roads", ["Uma"])
    begun = time.monotonic()
    answers = say(api, -50, 21)
    passed = time.monotonic() - begun
    assert refused(answers) == [20]
    assert ceil(3 - passed) <= answers[20]["parameters"]["retry_after"] <= 3
    people.forward_clock(3)
    assert refused(say(api, -50, 2)) == [1]


def test_thirty_unasked_messages_a_second_and_no_more(api: Api, people: People) -> None:
    for number in range(100, 140):
        people.create(f"Person {number}", id=number)
        people.say(number, "/start")
    people.forward_clock(61)
    answers = [say(api, number, 1)[0] for number in range(100, 140)]
    assert 30 <= len([one for one in answers if one["ok"]]) < 40
    people.forward_clock(1)
    assert say(api, 139, 1)[0]["ok"]


def test_answers_are_not_held_back(api: Api, people: People) -> None:
    for number in range(100, 140):
        people.create(f"Person {number}", id=number)
        people.say(number, "/start")
    assert refused([say(api, number, 1)[0] for number in range(100, 140)]) == []


def test_an_album_counts_each_of_its_parts(api: Api, people: People) -> None:
    people.file("Uma", b"x", "a.txt")
    file_id = api.updates()[0]["message"]["document"]["file_id"]
    say(api, 7, 15)
    media = [{"type": "document", "media": file_id}] * 10
    answer = api.call("sendMediaGroup", chat_id=7, media=media)
    assert answer["parameters"]["retry_after"] == 5
    people.forward_clock(5)
    assert api.ok("sendMediaGroup", chat_id=7, media=media)


def test_edits_count_for_their_chat(api: Api) -> None:
    message_id = say(api, 7, 1)[0]["result"]["message_id"]
    texts = [api.call("editMessageText", chat_id=7, message_id=message_id, text=f"x{n}") for n in range(20)]
    assert refused(texts) == [19]


def test_a_refused_message_costs_nothing_and_answers_to_taps_are_free(api: Api, people: People) -> None:
    api.ok("sendMessage", chat_id=7, text="x", reply_markup=GO)
    query = people.tap("Uma", "Go")["query_id"]
    for _ in range(30):
        assert api.ok("answerCallbackQuery", callback_query_id=query)
        api.refusal("sendMessage", chat_id=7, text="")
    assert refused(say(api, 7, 19)) == []


def test_without_limits_nothing_is_held_back(api: Api, people: People) -> None:
    people.limits(on=False)
    assert refused(say(api, 7, 60)) == []
