"""What people do in the sandbox: they speak, tap, send files, edit, block. Each deed becomes an update for the bot."""

from dataclasses import dataclass

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.faults import Faults
from bot.sandbox.markup import buttons
from bot.sandbox.stock import StoredFile
from bot.sandbox.text import detected
from bot.sandbox.updates import CALLBACK_LANE, MEMBER_LANE
from bot.sandbox.world import Bot, Chat, Message, Person, Query, World


@dataclass(frozen=True, slots=True)
class Deed:
    """What came of a deed: the message it made or touched, and the update, if the bot is told of it."""

    message: Message
    update_id: int | None
    query_id: str = ""


@dataclass(frozen=True, slots=True)
class _Tap:
    chat: Chat
    message_id: int
    label: str
    data: str


class Cast:
    """The people of the world in front of one or several bots; every refusal is a ControlError with a sentence."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self._faults = faults
        self._last_taps: dict[tuple[int, int], _Tap] = {}

    def person(self, name: int | str | None) -> Person:
        """A person by id, username or first name."""
        written = str(name)
        for one in self.world.people.values():
            if written in {str(one.id), one.username, one.first_name}:
                return one
        raise ControlError(404, f"there is no person {written}; create one with POST /control/people")

    def chat(self, bot: Bot, person: Person, chat_id: int | None) -> Chat:
        """The private chat of a person, opened if need be, or a group they are in."""
        if chat_id is not None and chat_id != person.id:
            group = bot.chats.get(chat_id)
            if group is None or person.id not in group.members:
                raise ControlError(404, f"{person.first_name} is in no group {chat_id}")
            return group
        if person.deactivated:
            raise ControlError(409, f"the account of {person.first_name} is deactivated")
        chat = bot.chats.get(person.id)
        if chat is None:
            chat = bot.chats[person.id] = Chat(person.id, "private", person.first_name, person)
        if chat.blocked:
            raise ControlError(409, f"{person.first_name} has blocked the bot; unblock it first")
        return chat

    def say(self, bot: Bot, person: Person, chat: Chat, content: Json, reply_to: int | None = None) -> Deed:
        """Put a person's message into a chat; in a group the bot hears only what is meant for it."""
        if reply_to is not None:
            replied = chat.messages.get(reply_to)
            if replied is None or replied.deleted:
                raise ControlError(404, f"there is no message {reply_to} to reply to")
            shown = {key: value for key, value in replied.api.items() if key != "reply_to_message"}
            content = {"reply_to_message": shown} | content
        message = self.world.post(chat, person.as_user(), content, outgoing=False)
        return Deed(message, self._tell_message(bot, chat, "message", message))

    def say_text(self, bot: Bot, person: Person, chat: Chat, text: str, reply_to: int | None = None) -> Deed:
        entities = detected(text, [])
        content: Json = {"text": text, "entities": entities} if entities else {"text": text}
        return self.say(bot, person, chat, content, reply_to)

    def send_file(self, bot: Bot, person: Person, chat: Chat, file: StoredFile, caption: str) -> Deed:
        content = file.as_content() | ({"caption": caption} if caption else {})
        return self.say(bot, person, chat, content)

    def edit(self, bot: Bot, person: Person, chat: Chat, message_id: int, text: str) -> Deed:
        message = chat.messages.get(message_id)
        if message is None or message.deleted or message.api["from"]["id"] != person.id or "text" not in message.api:
            raise ControlError(404, f"{person.first_name} wrote no text with the id {message_id}")

        def change(api: Json) -> None:
            api.pop("entities", None)
            entities = detected(text, [])
            api.update({"text": text, "edit_date": self.world.clock.stamp()})
            api.update({"entities": entities} if entities else {})

        self.world.change(message, change)
        return Deed(message, self._tell_message(bot, chat, "edited_message", message))

    def tap(self, bot: Bot, person: Person, chat: Chat, wish: Json) -> Deed:
        """Tap a button by `label` or `data`, on the latest message that shows it or on `message_id`.

        A button of the reply keyboard says its label. `again` sends the person's last tap once more.
        """
        if wish.get("again"):
            tap = self._last_taps.get((bot.id, person.id))
            if tap is None:
                raise ControlError(404, f"{person.first_name} has not tapped anything yet")
            return self._send_tap(bot, person, tap)
        found = _find_button(chat, wish)
        if found is None and wish.get("label") in _keyboard_labels(chat):
            return self.say_text(bot, person, chat, str(wish["label"]))
        if found is None:
            raise ControlError(404, _what_can_be_tapped(chat, wish))
        message, button = found
        if "callback_data" not in button:
            raise ControlError(409, f"the button {button['text']} tells the bot nothing: {button}")
        return self._send_tap(bot, person, _Tap(chat, message.id, button["text"], button["callback_data"]))

    def block(self, bot: Bot, person: Person, chat: Chat, *, blocked: bool) -> int | None:
        """Block or unblock the bot; in a group, throw it out or let it in again."""
        words = ("kicked" if chat.person else "left", "member")
        before, after = words[::-1] if blocked else words
        chat.blocked = blocked
        self.world.note("blocked" if blocked else "unblocked", chat, person=person.id)
        return self.member_changed(bot, person, chat, before, after)

    def member_changed(self, bot: Bot, person: Person, chat: Chat, before: str, after: str) -> int | None:
        member = bot.as_user()
        content = {
            "chat": chat.as_json(),
            "from": person.as_user(),
            "date": self.world.clock.stamp(),
            "old_chat_member": _member(member, before),
            "new_chat_member": _member(member, after),
        }
        return bot.queue.put("my_chat_member", content, chat.id + MEMBER_LANE, again=self._faults.repeats())

    def _tell_message(self, bot: Bot, chat: Chat, kind: str, message: Message) -> int | None:
        chat.heard_at = self.world.clock.time()
        if chat.blocked or (chat.person is None and not _is_for(bot, message.api)):
            return None
        return bot.queue.put(kind, dict(message.api), chat.id, again=self._faults.repeats())

    def _send_tap(self, bot: Bot, person: Person, tap: _Tap) -> Deed:
        self._last_taps[bot.id, person.id] = tap
        now = self.world.clock.time()
        tap.chat.heard_at = now
        query = Query(self.world.query_id(), person, tap.chat, now)
        bot.queries[query.id] = query
        message = tap.chat.messages[tap.message_id]
        gone: Json = {"chat": tap.chat.as_json(), "message_id": message.id, "date": 0}
        content = {
            "id": query.id,
            "from": person.as_user(),
            "message": gone if message.deleted else dict(message.api),
            "chat_instance": str(hash((bot.id, tap.chat.id))),
            "data": tap.data,
        }
        self.world.note("tap", tap.chat, person=person.id, message_id=message.id, label=tap.label, query_id=query.id)
        update_id = bot.queue.put("callback_query", content, person.id + CALLBACK_LANE, again=self._faults.repeats())
        return Deed(message, update_id, query.id)


def _is_for(bot: Bot, message: Json) -> bool:
    """What a bot with privacy mode hears in a group: commands, its name, and replies to it."""
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    text = message.get("text", "")
    return replied == bot.id or text.startswith("/") or f"@{bot.username}" in text


def _member(user: Json, status: str) -> Json:
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def _find_button(chat: Chat, wish: Json) -> tuple[Message, Json] | None:
    for message in reversed(chat.messages.values()):
        if message.deleted or wish.get("message_id") not in {None, message.id}:
            continue
        for button in buttons(message.api.get("reply_markup")):
            if _is_meant(button, wish):
                return message, button
    return None


def _is_meant(button: Json, wish: Json) -> bool:
    if wish.get("label") is not None:
        return bool(button["text"].strip() == str(wish["label"]).strip())
    return bool(button.get("callback_data") == wish.get("data"))


def _keyboard_labels(chat: Chat) -> list[str]:
    return [button["text"] for row in (chat.keyboard or {}).get("keyboard", []) for button in row]


def _what_can_be_tapped(chat: Chat, wish: Json) -> str:
    labels = _keyboard_labels(chat)
    for message in reversed(chat.messages.values()):
        if not message.deleted:
            labels += [button["text"] for button in buttons(message.api.get("reply_markup"))]
    wished = wish.get("label") or wish.get("data")
    return f"no message shows the button {wished}; the buttons are: {', '.join(dict.fromkeys(labels)) or 'none'}"
