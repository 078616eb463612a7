"""What can be changed or taken back, and the answers to taps."""

from typing import Any

import pytest

from bot.sandbox.people import People
from tests.sandbox.api import Api

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


def card(api: Api, **params: object) -> int:
    message_id: int = api.ok("sendMessage", **{"chat_id": 7, "text": "one", "reply_markup": GO, **params})["message_id"]
    return message_id


def edit(message_id: int, **params: object) -> dict[str, Any]:
    return {"chat_id": 7, "message_id": message_id, **params}


def test_an_edit_replaces_text_and_takes_the_buttons_away(api: Api, people: People) -> None:
    first = card(api)
    edited = api.ok("editMessageText", **edit(first, text="<b>two</b>", parse_mode="HTML"))
    assert edited["text"] == "two"
    assert edited["edit_date"] >= edited["date"]
    assert "reply_markup" not in edited
    shown = people.letters("Uma")[-1]
    assert (shown["html"], shown["buttons"], shown["edited"]) == ("<b>two</b>", [], True)
    assert [(one["text"], one["buttons"]) for one in shown["versions"]] == [("one", [[{"label": "Go", "data": "go"}]])]


def test_an_edit_that_changes_nothing_is_refused(api: Api) -> None:
    first = card(api)
    assert api.refusal("editMessageText", **edit(first, text=" one ", reply_markup=GO)) == NOT_MODIFIED
    assert api.refusal("editMessageReplyMarkup", **edit(first, reply_markup=GO)) == NOT_MODIFIED
    assert api.ok("editMessageReplyMarkup", **edit(first))
    assert api.refusal("editMessageReplyMarkup", **edit(first)) == NOT_MODIFIED


def test_what_is_not_there_or_not_the_bots_cannot_be_edited(api: Api) -> None:
    first = card(api)
    assert api.refusal("editMessageText", **edit(99, text="x")) == "Bad Request: message to edit not found"
    assert api.refusal("editMessageText", **edit(1, text="x")) == "Bad Request: message can't be edited"
    assert api.refusal("editMessageText", chat_id=7, text="x") == "Bad Request: message identifier is not specified"
    assert api.refusal("editMessageText", inline_message_id="x", text="x") == "Bad Request: MESSAGE_ID_INVALID"
    assert api.refusal("editMessageText", **edit(first, text="")) == "Bad Request: message text is empty"
    keyboard = {"keyboard": [["Yes"]]}
    assert (
        api.refusal("editMessageText", **edit(first, text="x", reply_markup=keyboard))
        == "Bad Request: inline keyboard expected"
    )
    with_keyboard = card(api, reply_markup=keyboard)
    assert api.refusal("editMessageText", **edit(with_keyboard, text="x")) == "Bad Request: message can't be edited"
    api.ok("deleteMessage", **edit(first))
    assert api.refusal("editMessageText", **edit(first, text="x")) == "Bad Request: message to edit not found"


def test_a_caption_is_edited_as_a_caption_and_a_text_as_a_text(api: Api, people: People) -> None:
    text = card(api)
    sent = api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=7, caption="old").json()["result"]
    assert (
        api.refusal("editMessageText", **edit(sent["message_id"], text="x"))
        == "Bad Request: there is no text in the message to edit"
    )
    assert (
        api.refusal("editMessageCaption", **edit(text, caption="x"))
        == "Bad Request: there is no caption in the message to edit"
    )
    too_long = edit(sent["message_id"], caption="x" * 1025)
    assert api.refusal("editMessageCaption", **too_long) == "Bad Request: message caption is too long"
    new = edit(sent["message_id"], caption="<i>new</i>", parse_mode="HTML")
    assert api.ok("editMessageCaption", **new)["caption"] == "new"
    assert people.letters("Uma")[-1]["html"] == "<i>new</i>"


def test_a_message_is_deleted_once_and_within_48_hours(api: Api, people: People) -> None:
    first, second = card(api), card(api)
    assert api.ok("deleteMessage", **edit(first))
    assert api.refusal("deleteMessage", **edit(first)) == "Bad Request: message to delete not found"
    assert api.ok("deleteMessage", **edit(1))
    people.forward_clock(48 * 3600 + 2)
    assert api.refusal("deleteMessage", **edit(second)) == "Bad Request: message can't be deleted for everyone"
    assert [one["message_id"] for one in people.transcript("Uma") if one.get("deleted")] == [1, first]


def test_many_are_deleted_together_and_missing_ones_passed_over(api: Api, people: People) -> None:
    ids = [card(api), card(api)]
    assert api.ok("deleteMessages", chat_id=7, message_ids=[*ids, 99])
    assert people.letters("Uma") == []
    assert api.refusal("deleteMessages", chat_id=7) == "Bad Request: message identifiers are not specified"


@pytest.mark.parametrize(
    ("ids", "description"),
    [
        (list(range(101)), "too many message identifiers specified"),
        (5, "expected an Array of message identifiers"),
        (["x"], "message identifier must be a Number"),
    ],
)
def test_a_list_of_messages_is_checked(api: Api, ids: object, description: str) -> None:
    assert api.refusal("deleteMessages", chat_id=7, message_ids=ids) == f"Bad Request: {description}"


def test_in_a_group_the_bot_deletes_and_pins_nothing_of_others(api: Api, people: People) -> None:
    people.group(-50, "Roads", ["Uma"])
    said = people.say("Uma", "/cases", chat=-50)["message"]["message_id"]
    where = {"chat_id": -50, "message_id": said}
    assert api.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted"
    assert (
        api.refusal("pinChatMessage", **where) == "Bad Request: not enough rights to manage pinned messages in the chat"
    )


def test_a_message_is_pinned_and_unpinned(api: Api) -> None:
    first, second = card(api), card(api)
    assert api.ok("pinChatMessage", **edit(first))
    assert api.ok("pinChatMessage", **edit(second))
    assert api.ok("getChat", chat_id=7)["pinned_message"]["message_id"] == second
    assert api.ok("unpinChatMessage", chat_id=7)
    assert api.ok("unpinChatMessage", **edit(first))
    for params in (edit(first), {"chat_id": 7}, edit(99)):
        assert api.refusal("unpinChatMessage", **params) == "Bad Request: message to unpin not found"
    assert api.refusal("pinChatMessage", **edit(99)) == "Bad Request: message to pin not found"


def test_one_reaction_stands_at_a_message(api: Api, people: People) -> None:
    thumb = {"type": "emoji", "emoji": "👍"}
    assert api.ok("setMessageReaction", **edit(1, reaction=[thumb]))
    assert api.refusal("setMessageReaction", **edit(1, reaction=[thumb, thumb])) == "Bad Request: REACTIONS_TOO_MANY"
    assert [one["reaction"] for one in people.transcript("Uma") if one["kind"] == "reaction"] == [[thumb]]


def test_an_answer_to_a_tap_is_shown_to_who_tapped(api: Api, people: People) -> None:
    card(api)
    query = people.tap("Uma", "Go")["query_id"]
    assert api.ok("answerCallbackQuery", callback_query_id=query, text="done", show_alert=True)
    answer = next(one for one in people.transcript("Uma") if one["kind"] == "answer")
    assert (answer["person"], answer["text"], answer["alert"], answer["query_id"]) == (7, "done", True, query)
    too_long = api.refusal("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(("seconds", "too_old"), [(149, False), (151, True)])
def test_a_tap_can_be_answered_for_150_seconds(api: Api, people: People, seconds: int, *, too_old: bool) -> None:
    card(api)
    query = people.tap("Uma", "Go")["query_id"]
    people.forward_clock(seconds)
    answer = api.call("answerCallbackQuery", callback_query_id=query)
    assert answer.get("description") == (TOO_OLD if too_old else None)


def test_an_unknown_tap_cannot_be_answered(api: Api) -> None:
    assert api.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
