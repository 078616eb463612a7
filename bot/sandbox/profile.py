"""The methods about the bot itself, its chats and its files."""

import re
from collections.abc import Callable

from bot.sandbox.call import Call
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.stock import DOWNLOAD_LIMIT

MAX_COMMANDS = 100
DESCRIPTION_LIMIT = 256
# A text about the bot: (limit in characters, refusal)
# fmt: off
TEXTS = {
    "name":               (64,  "BOT_NAME_TOO_LONG"),
    "description":        (512, "BOT_DESCRIPTION_TOO_LONG"),
    "short_description":  (120, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
}
# fmt: on
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")


def get_me(call: Call) -> Json:
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def leave_server(_call: Call) -> bool:
    """LogOut and close: the sandbox has no other server to go to."""
    return True


def get_chat(call: Call) -> Json:
    chat = call.chat()
    shown = chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[-1]].api
    return shown


def get_file(call: Call) -> Json:
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = call.world.stock.by_id(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.as_json() | {"file_path": file.path}


def set_my_commands(call: Call) -> bool:
    commands = call.rows("commands")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not _COMMAND.fullmatch(str(one.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", ""))) <= DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_scope(call)] = [one | {"command": str(one["command"]).removeprefix("/")} for one in commands]
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_scope(call), None)
    return True


def _scope(call: Call) -> str:
    """Which people see the commands: the scope's type, chat and person, and the language."""
    scope = call.table("scope")
    parts = (scope.get("type", "default"), scope.get("chat_id", ""), scope.get("user_id", ""))
    return ":".join(str(part) for part in (*parts, call.text("language_code")))


def _setter(field: str) -> Callable[[Call], bool]:
    limit, refusal = TEXTS[field]

    def set_text(call: Call) -> bool:
        if len(call.text(field)) > limit:
            raise bad_request(refusal)
        call.bot.texts[field, call.text("language_code")] = call.text(field)
        return True

    return set_text


def _getter(field: str) -> Callable[[Call], Json]:
    def get_text(call: Call) -> Json:
        texts = call.bot.texts
        return {field: texts.get((field, call.text("language_code"))) or texts.get((field, ""), "")}

    return get_text


PROFILE: dict[str, Callable[[Call], object]] = {
    "getme": get_me,
    "logout": leave_server,
    "close": leave_server,
    "getchat": get_chat,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
}
