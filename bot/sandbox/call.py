"""One call of the Bot API: who calls, with which parameters, read by the type each method expects."""

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.errors import Json, bad_request, forbidden, migrated
from bot.sandbox.limits import Limits
from bot.sandbox.stock import StoredFile, Upload
from bot.sandbox.world import Bot, Chat, Message, World


@dataclass(frozen=True, slots=True)
class Told:
    """A result with a remark beside it, as setWebhook answers."""

    result: object
    description: str


@dataclass(slots=True)
class Call:
    bot: Bot
    world: World
    limits: Limits
    params: Json
    files: dict[str, Upload]

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in {"true", "yes", "1"}

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; whatever is none counts as the default, as on the real server."""
        return as_whole(self.params.get(name), default)

    def json(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON a caller wrote; each method checks its shape
        """A parameter that is JSON, or JSON in a form field; None if it is absent or empty."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def table(self, name: str) -> Json:
        """A parameter that is a JSON object, empty if it is absent."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value or {}

    def rows(self, name: str) -> list[Json]:
        """A parameter that is an array of objects, empty if it is absent."""
        value = self.json(name)
        return [] if value is None else objects(value, name.replace("_", " "))

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat a call speaks of; raises ApiError where Telegram would not let the bot speak there."""
        written = self.text(name)
        if not written:
            raise bad_request(f"{name} is empty")
        chat = self.bot.chats.get(self.number(name))
        if chat is None:
            person = self.world.people.get(self.number(name))
            if person and any(person.id in one.members for one in self.bot.chats.values()):
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        if chat.moved_to:
            raise migrated(chat.moved_to)
        return chat

    def reachable_chat(self) -> Chat:
        """The chat a message is to be sent to; refused if its person blocked the bot or is gone."""
        chat = self.chat()
        if chat.person is not None and chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user" if chat.person else "bot was kicked from the group chat")
        return chat

    def message(self, chat: Chat, what: str, name: str = "message_id") -> Message:
        """A message of a chat that is still there; `what` is the word of the refusal: edit, delete, pin."""
        if not self.text(name):
            raise bad_request("message identifier is not specified")
        message = chat.messages.get(self.number(name))
        if message is None or message.deleted:
            raise bad_request(f"message to {what} not found")
        return message

    def file(self, name: str, kind: str) -> StoredFile:
        """The file of a parameter: uploaded with the call, or named by its file_id."""
        return self.file_named(self.text(name), name, kind)

    def file_named(self, value: str, field: str, kind: str) -> StoredFile:
        """The file a value names: `attach://part`, a file_id, or (empty) the part called `field`."""
        upload = self.files.get(value.removeprefix("attach://") if value.startswith("attach://") else field)
        if upload is not None:
            return self.world.stock.keep(kind, upload)
        if not value:
            raise bad_request(f"there is no {kind} in the request")
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        kept = self.world.stock.by_id(value)
        if kept is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kept.kind != kind:
            raise bad_request(f"can't use file of type {kept.kind.capitalize()} as {kind.capitalize()}")
        return kept


def as_whole(value: object, default: int = 0) -> int:
    """A whole number, or the default if the value is none."""
    try:
        return int(str(value))
    except ValueError:
        return default


def objects(value: object, what: str) -> list[Json]:
    """The value as an array of objects; raises ApiError if it is none."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise bad_request(f"can't parse {what}: expected an Array of Objects")
    return value
