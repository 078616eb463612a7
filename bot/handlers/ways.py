"""PTB's handlers: each takes an update apart, opens a turn, and leads to one deed of the tables."""

import re

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, MessageHandler, TypeHandler, filters

from bot.domain.errors import Refused, Unreadable
from bot.flows import engine
from bot.flows.engine import FileIn, Heard
from bot.flows.table import open_to
from bot.handlers import office
from bot.handlers.desk import App, Context, desk
from bot.handlers.subjects import COMMANDS, TAPS
from bot.services import life, menus
from bot.turn import Turn
from store import people

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?$", re.DOTALL)


def register(app: App) -> None:
    """Put the handlers into the application, the most frequent first."""
    app.add_handler(CallbackQueryHandler(on_tap))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & ~filters.ChatType.PRIVATE, on_group))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE, on_message))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE, on_edited))
    app.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(TypeHandler(Update, on_anything_else))


async def on_tap(update: Update, context: Context) -> None:
    """A button: acknowledged at once, then its deed, if it was not pressed before the eyes of others."""
    query = update.callback_query
    assert query is not None  # noqa: S101 - this handler gets nothing else
    desk(context).acknowledge(query.id)
    if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
        await desk(context).in_turn(update, lambda turn: turn.answer("general/private_only"))
        return
    prefix, *words = (query.data or "").split(":")
    await desk(context).in_turn(update, lambda turn: _tap(turn, prefix, words))


async def on_message(update: Update, context: Context) -> None:
    """A command, or an answer to the open question."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - this handler gets nothing else
    command = _COMMAND.match(message.text or "")
    if command is not None:
        name, text = command.group(1).lower(), (command.group(2) or "").strip()
        await desk(context).in_turn(update, lambda turn: _command(turn, name, text))
    else:
        heard = heard_in(message)
        await desk(context).in_turn(update, lambda turn: _hear(turn, heard))


async def on_group(update: Update, context: Context) -> None:
    """In a group only a command is answered, with the advice to talk in private; cases are not discussed there."""
    message = update.effective_message
    is_command = message is not None and bool(_COMMAND.match(message.text or ""))
    await desk(context).in_turn(update, lambda turn: turn.answer("general/private_only") if is_command else None)


async def on_edited(update: Update, context: Context) -> None:
    """What was sent has been taken already; an edit changes nothing, and that is said."""
    await desk(context).in_turn(update, lambda turn: turn.answer("general/edit_not_taken") if turn.who else None)


async def on_membership(update: Update, context: Context) -> None:
    """Somebody blocked the bot, or came back."""
    change = update.my_chat_member
    assert change is not None  # noqa: S101 - this handler gets nothing else
    reachable = change.new_chat_member.status not in {"kicked", "left"}
    chat = change.chat.id
    if change.chat.type == ChatType.PRIVATE:
        await desk(context).in_turn(update, lambda turn: _set_reachable(turn, chat, reachable=reachable))
    else:
        await desk(context).in_turn(update, lambda _turn: None)


def _set_reachable(turn: Turn, chat: int, *, reachable: bool) -> None:
    if reachable:
        people.set_reachable(turn.work, chat)
    else:
        people.set_unreachable(turn.work, chat, turn.now)


async def on_anything_else(update: Update, context: Context) -> None:
    """Nothing to do, which is written down too."""
    await desk(context).in_turn(update, lambda _turn: None)


def heard_in(message: Message) -> Heard:
    """What a message says: its text, its file, or the name of what it is."""
    if message.text is not None:
        return Heard("text", text=message.text)
    if message.document is not None:
        d = message.document
        file = FileIn(
            "document", d.file_id, d.file_unique_id, d.file_name or "document", d.mime_type or "", d.file_size or 0
        )
        return Heard("file", text=message.caption or "", file=file)
    if message.photo:
        p = message.photo[-1]
        file = FileIn("photo", p.file_id, p.file_unique_id, "photo.jpg", "image/jpeg", p.file_size or 0)
        return Heard("file", text=message.caption or "", file=file)
    kinds = ("sticker", "voice", "video", "location", "contact")
    return Heard(next((kind for kind in kinds if getattr(message, kind) is not None), "other"))


def _tap(turn: Turn, prefix: str, words: list[str]) -> None:
    if prefix == "go" and words:  # a button that does what a command does
        _command(turn, words[0], "")
        return
    tap = TAPS.get(prefix)
    if tap is None:
        raise Refused("old_button")
    if turn.who is None and not tap.strangers:
        raise Refused("stranger")
    tap.does(turn, words)


def _command(turn: Turn, name: str, text: str) -> None:
    command, entry = COMMANDS.get(name), menus.BY_NAME.get(name)
    if turn.who is None and not (command is not None and command.strangers):
        raise Refused("stranger")
    if command is None or entry is None:
        raise Unreadable("unknown_command", command=name)
    if turn.who is not None and life.roles(turn).isdisjoint(entry.roles):
        raise Refused("not_your_command", command=name)
    command.does(turn, text)


def _hear(turn: Turn, heard: Heard) -> None:
    if engine.hear(turn, heard, open_to(turn)):
        return
    if turn.who is None:
        raise Refused("stranger")
    if not office.takes(turn, heard):
        raise Unreadable("nothing_asked", kind=heard.kind)
