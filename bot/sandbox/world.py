"""The people, chats, messages and bots of the sandbox, all in memory."""

import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ControlError, Json
from bot.sandbox.feed import Feed
from bot.sandbox.stock import Stock
from bot.sandbox.updates import UpdateQueue


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    deactivated: bool = False

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True)
class Message:
    """One message: `api` is what the Bot API shows of it, `markup` the keyboard it was sent with, of any kind.

    `seq` and `changed` are numbers of the feed; `versions` holds what stood there before each edit.
    """

    chat: "Chat"
    id: int
    api: Json
    outgoing: bool
    markup: Json | None = None
    seq: int = 0
    changed: int = 0
    deleted: bool = False
    versions: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Chat:
    """One chat of one bot: private (its id is the person's) or a group (a negative id)."""

    id: int
    kind: str
    title: str
    person: Person | None = None
    members: list[int] = field(default_factory=list)
    blocked: bool = False
    moved_to: int = 0  # the supergroup that this group became
    heard_at: float = 0.0
    keyboard: Json | None = None
    last_id: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)

    def as_json(self) -> Json:
        if self.person is None:
            return {"id": self.id, "type": self.kind, "title": self.title, "all_members_are_administrators": False}
        chat: Json = {"id": self.id, "type": self.kind, "first_name": self.person.first_name}
        if self.person.username:
            chat["username"] = self.person.username
        return chat


@dataclass(slots=True)
class Query:
    """One tap that waits for its answer."""

    id: str
    person: Person
    chat: Chat
    asked_at: float


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(slots=True)
class Bot:
    """One bot, known by its token, with its own chats; people are shared between bots.

    `texts` are its name and descriptions by (field, language); `commands` are kept by scope and language.
    """

    token: str
    id: int
    username: str
    queue: UpdateQueue
    texts: dict[tuple[str, str], str]
    commands: dict[str, list[Json]] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    webhook: Webhook | None = None

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.texts["name", ""], "username": self.username}


class World:
    """Everything there is."""

    def __init__(self, tokens: tuple[str, ...], clock: Clock) -> None:
        self.clock = clock
        self.feed = Feed()
        self.stock = Stock()
        self.people: dict[int, Person] = {}
        self.bots = {token: self._bot(token) for token in tokens}
        self._query_ids = itertools.count(10**17 + secrets.randbelow(10**17), 7919)

    def reset(self) -> None:
        """Nobody has been met and nothing was said; bots keep their webhooks and commands, and all numbers go on."""
        self.people.clear()
        self.stock = Stock()
        for bot in self.bots.values():
            bot.chats.clear()
            bot.queries.clear()
            bot.queue.clear()
        self.feed.forget()
        self.feed.add("reset", 0, self.clock.time(), {})

    def bot(self, bot_id: int | None = None) -> Bot:
        """A bot by its id, or the first; raises ControlError if there is none of this id."""
        for one in self.bots.values():
            if bot_id in {None, one.id}:
                return one
        raise ControlError(404, f"there is no bot {bot_id}")

    def _bot(self, token: str) -> Bot:
        bot_id = int(token.partition(":")[0])
        queue = UpdateQueue(100_000_000 + secrets.randbelow(800_000_000), self.clock.time)
        return Bot(token, bot_id, f"sandbox_{bot_id}_bot", queue, {("name", ""): f"Sandbox {bot_id}"})

    def query_id(self) -> str:
        return str(next(self._query_ids))

    def post(self, chat: Chat, sender: Json, content: Json, *, outgoing: bool, markup: Json | None = None) -> Message:
        """Put a message into a chat: it gets the chat's next id, the date and its place in the feed."""
        chat.last_id += 1
        now = self.clock.time()
        api: Json = {
            "message_id": chat.last_id,
            "from": sender,
            "chat": chat.as_json(),
            "date": int(now),
            **content,
        }
        message = Message(chat, chat.last_id, api, outgoing, markup)
        chat.messages[message.id] = message
        message.seq = self.feed.add("message", chat.id, now, {"message_id": message.id})
        return message

    def change(self, message: Message, change: Callable[[Json], None]) -> None:
        """Edit a message, keeping what stood there before."""
        message.versions.append(dict(message.api))
        change(message.api)
        message.changed = self.note("edited", message.chat, message_id=message.id)

    def remove(self, message: Message) -> None:
        message.deleted = True
        message.changed = self.note("deleted", message.chat, message_id=message.id)

    def note(self, kind: str, chat: Chat, **subject: object) -> int:
        return self.feed.add(kind, chat.id, self.clock.time(), dict(subject))
