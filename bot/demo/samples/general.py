"""What everybody hears: help, language, trouble, and why something is refused or cannot be read."""

from bot.demo.samples import written
from bot.domain.guards import Facts
from bot.domain.lives import Act, AssignmentState
from bot.services.menus import BY_NAME

_ABOUT_AN_ACT: dict[str, object] = {
    "life": "assignment",
    "act": Act.ACCEPT,
    "state": AssignmentState.DONE,
    "facts": Facts(),
}

SAMPLES: dict[str, dict[str, object]] = {
    "conversations/cancelled": {"flow": "proposal_draft", "subject": 7, "answers": {}},
    "general/ask_language": {},
    "general/edit_not_taken": {},
    "general/help": {"commands": list(BY_NAME), "role": "office"},
    "general/language_set": {},
    "general/private_only": {},
    "general/trouble": {"error": "0a1b2c3d"},
    "refusals/not_now": _ABOUT_AN_ACT,
    "refusals/not_your_command": {"command": "board"},
    "refusals/not_yours": _ABOUT_AN_ACT,
    "refusals/nothing_open": {},
    "refusals/old_button": {},
    "refusals/stranger": {},
    "refusals/too_late": _ABOUT_AN_ACT,
    "unreadable/file_not_had": {},
    "unreadable/file_wanted": {"kind": "text"},
    "unreadable/nothing_asked": {"kind": "sticker"},
    "unreadable/tap_wanted": {"kind": "text"},
    "unreadable/text_wanted": {"kind": "file"},
    "unreadable/too_long": {"at_most": 2000, "length": 2345},
    "unreadable/too_short": {"at_least": 10},
    "unreadable/unknown_command": {"command": written.COMMAND},
}
