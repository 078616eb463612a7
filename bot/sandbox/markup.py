"""Keyboards, checked as strictly as Telegram checks them."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.errors import Json, bad_request

MAX_BUTTONS = 100
CALLBACK_BYTES = 64
ACTIONS = (
    "callback_data",
    "url",
    "login_url",
    "web_app",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
    "callback_game",
)
_URL = re.compile(r"(?:https?://)?(?:[^\s/.]+\.)+[^\s/.]+(?:/\S*)?|tg://\S+", re.IGNORECASE)


def keyboard(call: Call) -> Json | None:
    """The keyboard of a call, of any kind; raises ApiError if Telegram would not take it."""
    markup = call.table("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline keyboard")
        for button in _buttons(rows):
            _check_inline(button)
        return {"inline_keyboard": [row for row in rows if row]}
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard")
        for button in _buttons(rows):
            _check_reply(button)
        return markup | {"keyboard": [[_reply_button(one) for one in row] for row in rows if row]}
    return markup


def inline(markup: Json | None) -> Json | None:
    """The part of a keyboard that stays with the message: an inline keyboard that has a button."""
    return markup if markup and markup.get("inline_keyboard") else None


def buttons(markup: Json | None) -> list[Json]:
    """Every inline button of a keyboard in reading order."""
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]


def _rows(rows: object, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what}: field must be an array of arrays")
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _buttons(rows: list[list[Any]]) -> Iterator[Any]:
    return (button for row in rows for button in row)


def _reply_button(button: Json | str) -> Json:
    return {"text": button} if isinstance(button, str) else button


def _check_reply(button: object) -> None:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str) or not text:
        raise bad_request("can't parse keyboard button: text must be non-empty")


def _check_inline(button: object) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    if not any(action in button for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        _check_tapped(button["callback_data"])
    if "url" in button and not _URL.fullmatch(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _check_tapped(tapped: object) -> None:
    if not isinstance(tapped, str):
        raise bad_request('can\'t parse inline keyboard button: field "callback_data" must be of type String')
    if not 1 <= len(tapped.encode("utf-8", "replace")) <= CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
