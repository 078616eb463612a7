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
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode

from store.outbox import Envelope

AGAIN = "🔁 "  # before a letter of which an earlier copy may have arrived
CAPTION = 1000  # characters that Telegram allows below a file, less some that it may count twice
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Reads = Callable[[str], Awaitable[bytes]]


class _File(NamedTuple):
    """A file as a letter's body names it."""

    kind: str
    file_id: str
    blob: str
    name: str


async def send(bot: Bot, letter: Envelope, reads: Reads, *, as_new: bool = False) -> int | None:
    """Send a letter; Telegram's message id where there is one.

    ``reads`` gives the content of a file that the bot made; ``as_new`` forgets which message the letter was to replace.
    """
    body: dict[str, Any] = json.loads(letter.body)
    if "commands" in body:
        await _set_commands(bot, letter.chat_id, body["commands"])
        return None
    markup = _keyboard(body.get("buttons"))
    files = [_File(*file) for file in body.get("files", [])]
    if "edits" in body and not files and not as_new:  # to edit twice does no harm, so it needs no mark
        edited = await bot.edit_message_text(
            body["text"],
            letter.chat_id,
            body["edits"],
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )
        return edited.message_id if isinstance(edited, Message) else None
    text = AGAIN + body["text"] if letter.again else body["text"]
    if files:
        return await _with_files(bot, letter.chat_id, text, markup, files, reads)
    sent = await bot.send_message(
        letter.chat_id, text, parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=_NO_PREVIEW
    )
    return sent.message_id


def _keyboard(rows: list[list[list[str]]] | None) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(label, data) for label, data in row] for row in rows])


def _button(label: str, data: str) -> InlineKeyboardButton:
    if data.startswith(("https://", "http://", "tg://")):
        return InlineKeyboardButton(label, url=data)
    return InlineKeyboardButton(label, callback_data=data)


async def _with_files(
    bot: Bot, chat: int, text: str, markup: InlineKeyboardMarkup | None, files: list[_File], reads: Reads
) -> int:
    """A single file carries text and buttons where they fit, so that a second try sends nothing twice.

    Else the files come first and the text with its buttons last: what is to be tapped is the newest message.
    """
    if len(files) == 1 and len(text) <= CAPTION:
        return (await _file(bot, chat, files[0], reads, text, markup)).message_id
    for file in files:
        await _file(bot, chat, file, reads)
    sent = await bot.send_message(
        chat, text, parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=_NO_PREVIEW
    )
    return sent.message_id


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
