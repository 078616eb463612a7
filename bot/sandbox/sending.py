"""The methods that put a new message into a chat."""

from collections.abc import Callable

from bot.sandbox.call import Call, as_whole, objects
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.markup import inline, keyboard
from bot.sandbox.text import CAPTION_LIMIT, TEXT_LIMIT, formatted
from bot.sandbox.world import Chat, Message

ALBUM_LIMIT = 10
ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
    | {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)
NOT_COPIED = frozenset({"message_id", "from", "chat", "date", "reply_markup", "reply_to_message", "edit_date"})


def text_content(call: Call) -> Json:
    """The text of a call with its entities; raises ApiError if it is empty or longer than 4,096 characters."""
    text, entities = formatted(call.text("text"), call.text("parse_mode"), call.rows("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_content(caption: str, parse_mode: str, given: list[Json]) -> Json:
    """A caption with its entities, nothing if it is empty; raises ApiError if it is longer than 1,024 characters."""
    text, entities = formatted(caption, parse_mode, given)
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def send_message(call: Call) -> Json:
    content = text_content(call)
    return _post(call, call.reachable_chat(), content).api


def send_photo(call: Call) -> Json:
    return _send_file(call, "photo")


def send_document(call: Call) -> Json:
    return _send_file(call, "document")


def send_media_group(call: Call) -> list[Json]:
    media = call.rows("media")
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > ALBUM_LIMIT:
        raise bad_request("too many messages to send as an album")
    kinds = {str(one.get("type")) for one in media}
    if unknown := kinds - {"photo", "document"}:
        raise bad_request(f"can't parse InputMedia: type \"{min(unknown)}\" can't be used in sendMediaGroup")
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    chat = call.reachable_chat()
    contents = [_media(call, one) for one in media]
    call.limits.charge(chat, call.clock.time(), len(contents))
    album = {"media_group_id": call.world.query_id()}
    replied = _replied(call, chat)
    return [call.world.post(chat, call.bot.as_user(), replied | album | one, outgoing=True).api for one in contents]


def send_chat_action(call: Call) -> bool:
    chat = call.reachable_chat()
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.note("action", chat, action=action)
    return True


def copy_message(call: Call) -> Json:
    source = call.message(call.chat("from_chat_id"), "copy")
    content = {key: value for key, value in source.api.items() if key not in NOT_COPIED}
    if "caption" in call.params and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_content(call.text("caption"), call.text("parse_mode"), call.rows("caption_entities"))
    return {"message_id": _post(call, call.reachable_chat(), content).id}


def forward_message(call: Call) -> Json:
    source = call.message(call.chat("from_chat_id"), "forward")
    content = {key: value for key, value in source.api.items() if key not in NOT_COPIED}
    origin = {"type": "user", "sender_user": source.api["from"], "date": source.api["date"]}
    return _post(call, call.reachable_chat(), {"forward_origin": origin} | content).api


def _send_file(call: Call, kind: str) -> Json:
    file = call.file(kind, kind).as_content()
    caption = caption_content(call.text("caption"), call.text("parse_mode"), call.rows("caption_entities"))
    return _post(call, call.reachable_chat(), file | caption).api


def _media(call: Call, item: Json) -> Json:
    file = call.file_named(str(item.get("media", "")), "", item["type"]).as_content()
    entities = objects(item.get("caption_entities") or [], "caption entities")
    return file | caption_content(str(item.get("caption") or ""), str(item.get("parse_mode") or ""), entities)


def _post(call: Call, chat: Chat, content: Json) -> Message:
    """Send it: the reply, the keyboard and the rate are looked at, in this order, and then it stands in the chat."""
    if "reply_parameters" in call.params or "reply_to_message_id" in call.params:
        content = _replied(call, chat) | content
    markup = keyboard(call)
    call.limits.charge(chat, call.clock.time())
    if shown := inline(markup):
        content = content | {"reply_markup": shown}
    elif markup is not None and "keyboard" in markup:
        chat.keyboard = markup
    elif markup is not None and markup.get("remove_keyboard"):
        chat.keyboard = None
    return call.world.post(chat, call.bot.as_user(), content, outgoing=True, markup=markup)


def _replied(call: Call, chat: Chat) -> Json:
    """What a message shows of the one it replies to."""
    wished = call.table("reply_parameters") or {
        "message_id": call.number("reply_to_message_id"),
        "allow_sending_without_reply": call.flag("allow_sending_without_reply"),
    }
    if not wished.get("message_id"):
        return {}
    message = chat.messages.get(as_whole(wished["message_id"]))
    if message is None or message.deleted:
        if wished.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {key: value for key, value in message.api.items() if key != "reply_to_message"}}


SENDING: dict[str, Callable[[Call], object]] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendmediagroup": send_media_group,
    "sendchataction": send_chat_action,
    "copymessage": copy_message,
    "forwardmessage": forward_message,
}
