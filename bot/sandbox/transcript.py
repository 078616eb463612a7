"""What a person at the other end sees, as JSON: messages with buttons, files, earlier versions; and what happened."""

from bot.sandbox.errors import Json
from bot.sandbox.feed import Event
from bot.sandbox.text import as_html
from bot.sandbox.world import Bot, Chat, Message

SHOWN_AS_FILE = ("photo", "document", "voice", "sticker", "video")
OF_MESSAGES = frozenset({"message", "edited", "deleted"})


def message_entry(message: Message) -> Json:
    """One message: `seq` when it came, `changed` when it was last edited or deleted (0 if never)."""
    return {
        "kind": "message",
        "seq": message.seq,
        "changed": message.changed,
        "chat_id": message.chat.id,
        "message_id": message.id,
        "from_bot": message.outgoing,
        "from": {"id": message.api["from"]["id"], "name": message.api["from"]["first_name"]},
        "date": message.api["date"],
        **_face(message.api),
        "keyboard": [[button["text"] for button in row] for row in (message.markup or {}).get("keyboard", [])],
        "reply_to": message.api.get("reply_to_message", {}).get("message_id"),
        "edited": "edit_date" in message.api,
        "deleted": message.deleted,
        "versions": [_face(version) for version in message.versions],
    }


def _face(api: Json) -> Json:
    """What can be seen of a message: text or caption, plain and as HTML, its buttons and its file."""
    text = api.get("text") or api.get("caption") or ""
    entities = api.get("entities") or api.get("caption_entities") or []
    rows = api.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "text": text,
        "html": as_html(text, entities),
        "entities": entities,
        "buttons": [[_button(button) for button in row] for row in rows],
        "file": _file(api),
        "contact": api.get("contact"),
        "location": api.get("location"),
        "media_group_id": api.get("media_group_id"),
    }


def _button(button: Json) -> Json:
    rest = {key: value for key, value in button.items() if key not in {"text", "callback_data"}}
    return {"label": button["text"], "data": button.get("callback_data")} | rest


def _file(api: Json) -> Json | None:
    for kind in SHOWN_AS_FILE:
        if kind in api:
            file = api[kind][-1] if kind == "photo" else api[kind]
            return {
                "kind": kind,
                "file_id": file["file_id"],
                "name": file.get("file_name", ""),
                "mime": file.get("mime_type", ""),
                "size": file["file_size"],
            }
    return None


def transcript(chat: Chat, events: list[Event], after: int) -> list[Json]:
    """Messages new or changed after `after`, and what else happened in the chat since then, in order."""
    messages = [message_entry(one) for one in chat.messages.values() if max(one.seq, one.changed) > after]
    rest = [_event_entry(event) for event in events if event.chat_id == chat.id and event.kind not in OF_MESSAGES]
    return sorted(messages + rest, key=lambda entry: entry["seq"])


def event_entries(bot: Bot, events: list[Event]) -> list[Json]:
    """Events for a page that follows: each as it stands, a message with its present face under `message`."""
    told: list[Json] = []
    for event in events:
        entry = _event_entry(event)
        chat = bot.chats.get(event.chat_id)
        message = chat.messages.get(event.subject["message_id"]) if chat and event.kind in OF_MESSAGES else None
        told.append(entry | ({"message": message_entry(message)} if message else {}))
    return told


def _event_entry(event: Event) -> Json:
    return {"kind": event.kind, "seq": event.seq, "at": event.at, "chat_id": event.chat_id, **event.subject}
