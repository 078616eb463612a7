"""The methods that change or remove a message, and the answers to taps."""

from collections.abc import Callable

from bot.sandbox.call import Call
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.markup import inline, keyboard
from bot.sandbox.sending import caption_content, text_content
from bot.sandbox.updates import CALLBACK_LIFE
from bot.sandbox.world import Chat, Message

DELETABLE_FOR = 48 * 3600
ANSWER_LIMIT = 200
MANY = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TEXT = ("text", "entities")
CAPTION = ("caption", "caption_entities")


def edit_message_text(call: Call) -> Json:
    content = text_content(call)
    message = _editable(call)
    if "text" not in message.api:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, message, TEXT, content)


def edit_message_caption(call: Call) -> Json:
    content = caption_content(call.text("caption"), call.text("parse_mode"), call.rows("caption_entities"))
    message = _editable(call)
    if "text" in message.api:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, message, CAPTION, content)


def edit_message_reply_markup(call: Call) -> Json:
    return _edit(call, _editable(call), (), {})


def delete_message(call: Call) -> bool:
    message = call.message(call.chat(), "delete")
    _check_deletable(call, message)
    call.world.remove(message)
    return True


def delete_messages(call: Call) -> bool:
    chat = call.chat()
    for message in _listed(call, chat):
        _check_deletable(call, message)
        call.world.remove(message)
    return True


def answer_callback_query(call: Call) -> bool:
    query = call.bot.queries.get(call.text("callback_query_id"))
    if query is None or call.clock.time() - query.asked_at > CALLBACK_LIFE:
        raise bad_request(TOO_OLD)
    text = call.text("text")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "alert": call.flag("show_alert"), "url": call.text("url")}
    call.world.note("answer", query.chat, person=query.person.id, query_id=query.id, **answer)
    return True


def pin_chat_message(call: Call) -> bool:
    chat = _manageable(call)
    message = call.message(chat, "pin")
    chat.pinned = [one for one in chat.pinned if one != message.id] + [message.id]
    call.world.note("pinned", chat, message_id=message.id)
    return True


def unpin_chat_message(call: Call) -> bool:
    chat = _manageable(call)
    if "message_id" not in call.params and not chat.pinned:
        raise bad_request("message to unpin not found")
    message_id = call.message(chat, "unpin").id if "message_id" in call.params else chat.pinned[-1]
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.note("unpinned", chat, message_id=message_id)
    return True


def set_message_reaction(call: Call) -> bool:
    message = call.message(call.chat(), "react")
    reaction = call.rows("reaction")
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    call.world.note("reaction", message.chat, message_id=message.id, reaction=reaction)
    return True


def _editable(call: Call) -> Message:
    if not call.text("chat_id") and call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    message = call.message(call.chat(), "edit")
    if not message.outgoing or (message.markup is not None and "inline_keyboard" not in message.markup):
        raise bad_request("message can't be edited")
    return message


def _edit(call: Call, message: Message, keys: tuple[str, ...], content: Json) -> Json:
    """Put new content in place of these keys, and the call's inline keyboard, or none, in place of the old one."""
    markup = keyboard(call)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    new = {**content, "reply_markup": shown} if (shown := inline(markup)) else content
    parts = (*keys, "reply_markup")
    if all(message.api.get(part) == new.get(part) for part in parts):
        raise bad_request(NOT_MODIFIED)
    call.limits.charge(message.chat, call.clock.time(), bulk=False)

    def change(api: Json) -> None:
        for part in parts:
            api.pop(part, None)
        api.update(new, edit_date=call.clock.stamp())

    call.world.change(message, change)
    return message.api


def _check_deletable(call: Call, message: Message) -> None:
    if not message.outgoing and message.chat.person is None:
        raise bad_request("message can't be deleted")
    if call.clock.time() - message.api["date"] > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")


def _listed(call: Call, chat: Chat) -> list[Message]:
    """The messages of `message_ids` that are there; those that are not are passed over, as on the real server."""
    ids = call.json("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > MANY:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(one, int) for one in ids):
        raise bad_request("message identifier must be a Number")
    found = (chat.messages.get(one) for one in ids)
    return [one for one in found if one is not None and not one.deleted]


def _manageable(call: Call) -> Chat:
    chat = call.chat()
    if chat.person is None:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


EDITING: dict[str, Callable[[Call], object]] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
    "pinchatmessage": pin_chat_message,
    "unpinchatmessage": unpin_chat_message,
    "setmessagereaction": set_message_reaction,
}
