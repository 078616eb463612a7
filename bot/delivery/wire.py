"""One letter becomes one call of the Bot API."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.transport import call
from store.outbox import Envelope

AGAIN = "🔁 "  # before a letter of which an earlier copy may have arrived
NO_TEXT = "no text in the message to edit"
CAPTION = 1000  # characters that Telegram allows below a file, less some that it may count twice

Buttons = list[list[list[str]]] | None  # rows of [label, data]
Reads = Callable[[str], Awaitable[bytes]]


class Interrupted(Exception):
    """Some files of a letter have arrived and the rest has not; ``cause`` says why."""

    def __init__(self, files_sent: int, cause: Exception) -> None:
        super().__init__(f"after {files_sent} files")
        self.files_sent = files_sent
        self.cause = cause


class _File(NamedTuple):
    """A file as a letter's body names it."""

    kind: str
    file_id: str
    blob: str
    name: str


def messages(letter: Envelope) -> int:
    """How many messages Telegram will count."""
    files = len(json.loads(letter.body)["files"]) if '"files"' in letter.body else 0
    return max(files + 1 - letter.files_sent, 1) if files > 1 else 1


async def send(bot: Bot, letter: Envelope, reads: Reads, *, as_new: bool = False) -> int | None:
    """Send a letter; Telegram's message id where there is one.

    ``reads`` gives the content of a file that the bot made; ``as_new`` forgets which message the letter was to replace.
    """
    body: dict[str, Any] = json.loads(letter.body)
    if "commands" in body:
        await _set_commands(bot, letter.chat_id, body["commands"])
        return None
    files = [_File(*file) for file in body.get("files", [])]
    buttons = body.get("buttons")
    if "edits" in body and not files and not as_new:  # to edit twice does no harm, so it needs no mark
        return await _edited(bot, letter.chat_id, body["text"], buttons, body["edits"])
    text = AGAIN + body["text"] if letter.again else body["text"]
    if files:
        return await _with_files(bot, letter, text, buttons, files, reads)
    return await _text(bot, "sendMessage", letter.chat_id, text, buttons)


async def _edited(bot: Bot, chat: int, text: str, buttons: Buttons, message: int) -> int | None:
    """A message in the place of another; the words below a picture or a document are replaced below it."""
    try:
        return await _text(bot, "editMessageText", chat, text, buttons, message_id=message)
    except BadRequest as error:
        if NO_TEXT not in error.message or len(text) > CAPTION:
            raise
        edited = await bot.edit_message_caption(
            chat, message, caption=text, parse_mode=ParseMode.HTML, reply_markup=_keyboard(buttons)
        )
        return edited.message_id if isinstance(edited, Message) else None


async def _text(bot: Bot, method: str, chat: int, text: str, buttons: Buttons, **more: int) -> int | None:
    values: dict[str, object] = {"chat_id": chat, "text": text, "parse_mode": "HTML", **more}
    values["link_preview_options"] = {"is_disabled": True}
    if buttons:
        values["reply_markup"] = {"inline_keyboard": [[_button(*button) for button in row] for row in buttons]}
    sent = await call(bot, method, **values)
    return sent["message_id"] if isinstance(sent, dict) else None


def _button(label: str, data: str) -> dict[str, str]:
    is_link = data.startswith(("https://", "http://", "tg://"))
    return {"text": label, "url" if is_link else "callback_data": data}


def _keyboard(rows: Buttons) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton.de_json(_button(*button), None) for button in row] for row in rows]
    )


async def _with_files(
    bot: Bot, letter: Envelope, text: str, buttons: Buttons, files: list[_File], reads: Reads
) -> int | None:
    """A single file carries text and buttons where they fit, so that a second try sends nothing twice.

    Else the files come first and the text with its buttons last: what is to be tapped is the newest message. A next try
    goes on where this one ended; raises Interrupted.
    """
    if len(files) == 1 and len(text) <= CAPTION:
        return (await _file(bot, letter.chat_id, files[0], reads, text, _keyboard(buttons))).message_id
    arrived = letter.files_sent
    try:
        for file in files[arrived:]:
            await _file(bot, letter.chat_id, file, reads, AGAIN.strip() if letter.again else None)
            arrived += 1
        return await _text(bot, "sendMessage", letter.chat_id, text, buttons)
    except Exception as error:
        raise Interrupted(arrived, error) from error


async def _file(
    bot: Bot,
    chat: int,
    file: _File,
    reads: Reads,
    text: str | None = None,
    markup: InlineKeyboardMarkup | None = None,
) -> Message:
    content = file.file_id or await reads(file.blob)
    send = bot.send_photo if file.kind == "photo" else bot.send_document
    return await send(
        chat, content, caption=text, parse_mode=ParseMode.HTML, filename=file.name or None, reply_markup=markup
    )


async def _set_commands(bot: Bot, chat: int, commands: list[list[str]]) -> None:
    listed = [BotCommand(name, description) for name, description in commands]
    await bot.set_my_commands(listed, scope=BotCommandScopeChat(chat))
