"""What may be sent to whom, and the refusals word for word."""

from typing import Any

import pytest

from bot.sandbox.people import People
from tests.sandbox.api import Api


def button(**fields: object) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **fields}]]}


def test_a_message_is_numbered_in_its_chat_and_dated(api: Api, people: People) -> None:
    """Uma's /start was the first message of her chat."""
    people.set_clock("2026-03-02T09:00:00+08:00")
    message = api.ok("sendMessage", chat_id=7, text="<b>好</b>", parse_mode="HTML")
    assert message["message_id"] == 2
    assert message["date"] - 1772413200 in {0, 1}
    assert message["chat"] == {"id": 7, "type": "private", "first_name": "Uma", "username": "uma_unit"}
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"chat_id": 8, "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "Bad Request: chat not found"),
        ({"text": "x"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 7}, "Bad Request: message text is empty"),
        ({"chat_id": 7, "text": " \n "}, "Bad Request: message text is empty"),
        ({"chat_id": 7, "text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
        ({"chat_id": 7, "text": "x" * 4097}, "Bad Request: message is too long"),
        (
            {"chat_id": 7, "text": "x<y", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Unclosed start tag at byte offset 1",
        ),
        (
            {"chat_id": 7, "text": "x", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        ({"chat_id": 7, "text": "x", "reply_markup": [1]}, "Bad Request: object expected as reply markup"),
        (
            {"chat_id": 7, "text": "x", "reply_markup": button()},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"chat_id": 7, "text": "x", "reply_markup": button(callback_data="好" * 22)},
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"chat_id": 7, "text": "x", "reply_markup": button(callback_data=5)},
            'Bad Request: can\'t parse inline keyboard button: field "callback_data" must be of type String',
        ),
        (
            {"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": "0", "length": 1}]},
            "Bad Request: can't parse MessageEntity: type, offset and length expected",
        ),
        (
            {"chat_id": 7, "text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1}]},
            "Bad Request: can't parse MessageEntity: url expected",
        ),
        ({"chat_id": 7, "text": "x", "reply_markup": button(callback_data="")}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"chat_id": 7, "text": "x", "reply_markup": button(url="http://localhost:8080/x")},
            "Bad Request: inline keyboard button URL 'http://localhost:8080/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "", "url": "https://a.cn"}]]}},
            'Bad Request: can\'t parse inline keyboard button: field "text" must be non-empty',
        ),
        (
            {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [["Go"]]}},
            "Bad Request: can't parse inline keyboard button: expected an Object",
        ),
        (
            {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [1]}},
            "Bad Request: can't parse inline keyboard: field must be an array of arrays",
        ),
        (
            {"chat_id": 7, "text": "x", "reply_markup": {"keyboard": [[{"text": ""}]]}},
            "Bad Request: can't parse keyboard button: text must be non-empty",
        ),
        (
            {
                "chat_id": 7,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": str(n), "callback_data": "x"}] for n in range(101)]},
            },
            "Bad Request: reply markup is too long",
        ),
    ],
)
def test_a_message_is_refused_in_telegrams_words(api: Api, params: dict[str, Any], description: str) -> None:
    assert api.refusal("sendMessage", **params) == description


def test_4096_characters_pass_whatever_their_markup_and_bytes(api: Api) -> None:
    text = "".join(f"<b>{character}</b>" for character in "好🏟" * 500) + "x" * 3096
    assert len(api.ok("sendMessage", chat_id=7, text=text, parse_mode="HTML")["text"]) == 4096


def test_a_hundred_buttons_and_64_bytes_of_data_pass(api: Api) -> None:
    rows = [[{"text": str(n), "callback_data": "x" * 64}] for n in range(99)] + [[{"text": "u", "url": "https://a.cn"}]]
    message = api.ok("sendMessage", chat_id=7, text="x", reply_markup={"inline_keyboard": [*rows, []]})
    assert len(message["reply_markup"]["inline_keyboard"]) == 100


def test_who_never_pressed_start_cannot_be_written_to(api: Api, people: People) -> None:
    """If the bot knows them from a group, Telegram says so."""
    assert api.refusal("sendMessage", chat_id=8, text="x") == "Bad Request: chat not found"
    people.group(-50, "Roads", ["Uma", "Ugo"])
    assert api.refusal("sendMessage", chat_id=8, text="x") == "Forbidden: bot can't initiate conversation with a user"
    people.say("Ugo", "/start")
    assert api.ok("sendMessage", chat_id=8, text="x")


def test_who_blocked_the_bot_cannot_be_written_to(api: Api, people: People) -> None:
    people.block("Uma")
    assert api.refusal("sendMessage", chat_id=7, text="x") == "Forbidden: bot was blocked by the user"
    people.unblock("Uma")
    assert api.ok("sendMessage", chat_id=7, text="x")


def test_who_is_gone_cannot_be_written_to(api: Api, people: People) -> None:
    people.deactivate("Uma")
    assert api.refusal("sendMessage", chat_id=7, text="x") == "Forbidden: user is deactivated"


def test_a_bot_thrown_out_of_a_group_cannot_write_there(api: Api, people: People) -> None:
    people.group(-50, "Roads", ["Uma"])
    people.block("Uma", chat=-50)
    assert api.refusal("sendMessage", chat_id=-50, text="x") == "Forbidden: bot was kicked from the group chat"


def test_a_reply_shows_what_it_replies_to(api: Api) -> None:
    first = api.ok("sendMessage", chat_id=7, text="one")
    reply = api.ok("sendMessage", chat_id=7, text="two", reply_parameters={"message_id": first["message_id"]})
    third = api.ok("sendMessage", chat_id=7, text="three", reply_to_message_id=reply["message_id"])
    assert reply["reply_to_message"]["text"] == "one"
    assert "reply_to_message" not in third["reply_to_message"]
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in api.ok("sendMessage", chat_id=7, text="x", reply_parameters=lenient)
    assert "reply_to_message" not in api.ok("sendMessage", chat_id=7, text="x", reply_to_message_id="none")


def test_a_message_is_copied_without_and_forwarded_with_its_origin(api: Api, people: People) -> None:
    people.say("Ugo", "/start")
    first = api.ok("sendMessage", chat_id=7, text="one", reply_markup=button(callback_data="go"))["message_id"]
    source = {"chat_id": 8, "from_chat_id": 7, "message_id": first}
    copied = api.ok("copyMessage", **source)
    forwarded = api.ok("forwardMessage", **source)
    assert copied == {"message_id": 2}
    assert forwarded["forward_origin"]["sender_user"]["is_bot"]
    assert "reply_markup" not in forwarded
    assert [one["text"] for one in people.letters("Ugo")] == ["one", "one"]
    missing = source | {"message_id": 99}
    assert api.refusal("copyMessage", **missing) == "Bad Request: message to copy not found"
    assert api.refusal("forwardMessage", **missing) == "Bad Request: message to forward not found"


def test_a_copied_file_may_get_a_caption_of_its_own(api: Api, people: People) -> None:
    sent = api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=7, caption="old").json()["result"]
    api.ok("copyMessage", chat_id=7, from_chat_id=7, message_id=sent["message_id"], caption="new")
    assert [one["text"] for one in people.letters("Uma")] == ["old", "new"]


def test_a_chat_action_is_one_telegram_knows(api: Api, people: People) -> None:
    assert api.ok("sendChatAction", chat_id=7, action="typing")
    assert api.refusal("sendChatAction", chat_id=7, action="dance") == "Bad Request: wrong parameter action in request"
    assert [one["action"] for one in people.transcript("Uma") if one["kind"] == "action"] == ["typing"]


def test_a_reply_keyboard_stands_until_it_is_removed(api: Api, people: People) -> None:
    keyboard = {"keyboard": [["Yes", {"text": "No"}], []], "resize_keyboard": True}
    assert "reply_markup" not in api.ok("sendMessage", chat_id=7, text="x", reply_markup=keyboard)
    assert people.letters("Uma")[-1]["keyboard"] == [["Yes", "No"]]
    assert people.tap("Uma", "No")["message"]["text"] == "No"
    api.ok("sendMessage", chat_id=7, text="x", reply_markup={"force_reply": True})
    api.ok("sendMessage", chat_id=7, text="x", reply_markup={"remove_keyboard": True})
    with pytest.raises(Exception, match="no message shows the button No; the buttons are: none"):
        people.tap("Uma", "No")
