"""All commands and taps, put together from the subjects; two of one name stop the start."""

from bot.handlers import (
    absent,
    assigning,
    broadcasting,
    days,
    documents,
    filing,
    general,
    joining,
    leader,
    likes,
    looking,
    meanwhile,
    office,
    on_paper,
    plans,
    promises,
    proposals,
    rating,
    reminders,
    review,
    rounds,
    staff,
    unit,
)
from bot.handlers.routes import Command, Tap

_SUBJECTS = (
    absent,
    reminders,
    general,
    documents,
    joining,
    proposals,
    office,
    filing,
    assigning,
    rating,
    rounds,
    staff,
    unit,
    leader,
    review,
    looking,
    likes,
    meanwhile,
    on_paper,
    broadcasting,
    promises,
    plans,
    days,
)

COMMANDS: dict[str, Command] = {}
TAPS: dict[str, Tap] = {}
for _subject in _SUBJECTS:
    for _command in _subject.COMMANDS:
        assert _command.name not in COMMANDS, _command.name  # noqa: S101 - a wrong table stops the start
        COMMANDS[_command.name] = _command
    for _tap in _subject.TAPS:
        assert _tap.prefix not in TAPS, _tap.prefix  # noqa: S101 - a wrong table stops the start
        TAPS[_tap.prefix] = _tap
