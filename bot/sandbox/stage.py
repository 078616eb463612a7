"""The control API's deeds of people: what each request makes them do, and what it answers."""

import base64
import binascii
import itertools
from collections.abc import Callable

from bot.sandbox.cast import Deed
from bot.sandbox.errors import ApiError, ControlError, Json
from bot.sandbox.stock import Upload
from bot.sandbox.text import CAPTION_LIMIT, TEXT_LIMIT
from bot.sandbox.transcript import message_entry
from bot.sandbox.wish import Wish
from bot.sandbox.world import Chat, Person

FIRST_PERSON = 50_001
FILE_KINDS = frozenset({"document", "photo", "voice", "sticker", "video"})


def create_person(wish: Wish) -> Json:
    """POST people {id?, first_name, username?, language_code?}: make a person, or change the one with this id."""
    people = wish.sandbox.world.people
    wished = wish.whole("id")
    person_id = (
        wished if wished is not None else next(one for one in itertools.count(FIRST_PERSON) if one not in people)
    )
    person = people.get(person_id)
    if person is None:
        person = people[person_id] = Person(person_id, wish.text("first_name"))
    person.first_name = wish.text("first_name", person.first_name)
    person.username = wish.wants.get("username", person.username)
    person.language_code = wish.wants.get("language_code", person.language_code)
    return person.as_user()


def create_group(wish: Wish) -> Json:
    """POST group {id, title, members}: a group with these people, and the bot newly in it."""
    group_id = wish.whole("id")
    if group_id is None or group_id >= 0:
        raise ControlError(400, "the id of a group is negative")
    people = [wish.sandbox.cast.person(one) for one in wish.wants.get("members", [])]
    if not people:
        raise ControlError(400, "a group has members")
    bot = wish.bot
    group = bot.chats.get(group_id)
    if group is not None:
        group.members = [one.id for one in people]
        return {"chat": group.as_json(), "update_id": None}
    group = bot.chats[group_id] = Chat(group_id, "group", wish.text("title"), members=[one.id for one in people])
    return {
        "chat": group.as_json(),
        "update_id": wish.sandbox.cast.member_changed(bot, people[0], group, "left", "member"),
    }


def upgrade(wish: Wish) -> Json:
    """POST upgrade {id, to}: a group becomes a supergroup with a new id; calls to the old one say so."""
    group, to = wish.bot.chats.get(wish.whole("id") or 0), wish.whole("to")
    if group is None or group.person is not None or to is None or to >= 0:
        raise ControlError(400, "a group that is there gets another negative id")
    moved = wish.bot.chats[to] = Chat(to, "supergroup", group.title, members=group.members)
    group.moved_to = to
    return {"chat": moved.as_json()}


def say(wish: Wish) -> Json:
    """POST say {person, text, chat?, reply_to?}: write a text or a command."""
    text = wish.text("text").strip()
    if not 1 <= len(text) <= TEXT_LIMIT:
        raise ControlError(400, f"a text has 1 to {TEXT_LIMIT} characters")
    deed = wish.sandbox.cast.say_text(wish.bot, wish.person, wish.chat(), text, wish.whole("reply_to"))
    return told(deed)


def tap(wish: Wish) -> Json:
    """POST tap {person, label | data | again, message_id?, chat?}: tap a button."""
    wanted = {"label", "data", "again"} & wish.wants.keys()
    if not wanted:
        raise ControlError(400, "name the button by label or data, or say again")
    wants = wish.wants | {"message_id": wish.whole("message_id")}
    return told(wish.sandbox.cast.tap(wish.bot, wish.person, wish.chat(), wants))


def send_file(wish: Wish) -> Json:
    """POST file {person, kind?, name?, mime?, base64 | size | multipart part `file`, caption?, chat?}.

    A contact takes phone_number, a location latitude and longitude instead.
    """
    kind = wish.text("kind", "document")
    bot, person, chat = wish.bot, wish.person, wish.chat()
    cast = wish.sandbox.cast
    if kind == "contact":
        contact = {"phone_number": wish.text("phone_number"), "first_name": person.first_name, "user_id": person.id}
        return told(cast.say(bot, person, chat, {"contact": contact}))
    if kind == "location":
        place = {"latitude": wish.seconds("latitude"), "longitude": wish.seconds("longitude")}
        return told(cast.say(bot, person, chat, {"location": place}))
    caption = wish.text("caption", "")
    if len(caption) > CAPTION_LIMIT:
        raise ControlError(400, f"a caption has at most {CAPTION_LIMIT} characters")
    if kind not in FILE_KINDS:
        raise ControlError(400, f"kind is one of {', '.join(sorted(FILE_KINDS))}, contact or location")
    upload, size = _upload(wish)
    try:
        file = wish.sandbox.world.stock.keep(kind, upload, size)
    except ApiError as error:
        raise ControlError(400, error.description) from error
    return told(cast.send_file(bot, person, chat, file, caption))


def edit(wish: Wish) -> Json:
    """POST edit {person, message_id, text, chat?}: change an own message."""
    message_id = wish.whole("message_id") or 0
    return told(wish.sandbox.cast.edit(wish.bot, wish.person, wish.chat(), message_id, wish.text("text")))


def block(wish: Wish) -> Json:
    return _blocked(wish, blocked=True)


def unblock(wish: Wish) -> Json:
    return _blocked(wish, blocked=False)


def deactivate(wish: Wish) -> Json:
    """POST deactivate {person}: the account is gone; the bot is not told."""
    wish.person.deactivated = True
    return {"deactivated": wish.person.id}


def send_raw(wish: Wish) -> Json:
    """POST raw {update}: put any object into the row of updates; it gets the next update_id."""
    update = wish.wants.get("update")
    if not isinstance(update, dict):
        raise ControlError(400, "update is an object")
    content = {key: value for key, value in update.items() if key != "update_id"}
    return {"update_id": wish.bot.queue.put_raw(content, again=wish.sandbox.faults.repeats())}


def told(deed: Deed) -> Json:
    """What a deed answers: the message, the update's id (null if the bot does not hear of it), the tap's query."""
    answer: Json = {"update_id": deed.update_id, "message": message_entry(deed.message)}
    return answer | ({"query_id": deed.query_id} if deed.query_id else {})


def _blocked(wish: Wish, *, blocked: bool) -> Json:
    person, bot = wish.person, wish.bot
    chat = bot.chats.get(wish.whole("chat") or person.id)
    if chat is None:
        raise ControlError(404, f"{person.first_name} has no chat with the bot")
    if chat.blocked == blocked:
        raise ControlError(409, "nothing to change")
    return {"update_id": wish.sandbox.cast.block(bot, person, chat, blocked=blocked)}


def _upload(wish: Wish) -> tuple[Upload, int | None]:
    """The file of a wish, and its size if it was only declared."""
    if "file" in wish.files:
        return wish.files["file"], None
    name, mime = wish.text("name", "file"), wish.text("mime", "")
    if "base64" in wish.wants:
        try:
            return Upload(name, mime, base64.b64decode(wish.text("base64"), validate=True)), None
        except binascii.Error:
            raise ControlError(400, "base64 cannot be read") from None
    return Upload(name, mime, b""), int(wish.seconds("size"))


DEEDS: dict[str, Callable[[Wish], Json]] = {
    "people": create_person,
    "group": create_group,
    "upgrade": upgrade,
    "say": say,
    "tap": tap,
    "file": send_file,
    "edit": edit,
    "block": block,
    "unblock": unblock,
    "deactivate": deactivate,
    "raw": send_raw,
}
