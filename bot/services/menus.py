"""Which commands there are, whose they are and where their buttons stand; Telegram's own menu has each role's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.lives import Role
from bot.services import approval
from bot.turn import Turn
from store import countersigns, people, waiting
from store.people import Who

O, L, C, D, V = Role.OFFICE, Role.LIAISON, Role.LEADER, Role.DEPUTY, Role.SUPERVISOR  # noqa: E741 - columns of the table
ALL = (O, L, C, D, V)
FEW = 8  # buttons that a menu shows at once; a role with more has shelves


class Shelf(StrEnum):
    """Where a command's button stands in the menu of a role that has many; their names are words of ``shelves``."""

    FRONT = "front"
    WORK = "work"
    RECORDS = "records"
    PEOPLE = "people"


F, W, R, P = Shelf.FRONT, Shelf.WORK, Shelf.RECORDS, Shelf.PEOPLE


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's name, the roles that have it, and its shelf; words.toml has what it does, and its button's label.

    One without a shelf has no button, one that is not listed is not in Telegram's own menu.
    """

    name: str
    roles: tuple[Role, ...]
    shelf: Shelf | None = None
    listed: bool = True


# fmt: off
COMMANDS = (
    #     command        roles   shelf in Telegram's menu
    Entry("menu",        ALL),
    Entry("new",         (D,),   F),
    Entry("mine",        (D,),   F),
    Entry("tasks",       (L, C), F),
    Entry("board",       (O, V), F),
    Entry("case",        ALL,    F),
    Entry("find",        (O,),   F),
    Entry("stats",       (O,),   R),
    Entry("ratings",     (O,),   W),
    Entry("import",      (O,),   F),
    Entry("export",      (O,),   R),
    Entry("invite",      (O,),   P),
    Entry("people",      (O,),   P),
    Entry("absence",     (O, L, C), P),
    Entry("publish",     (O,),   W),
    Entry("broadcast",   (O,),   W),
    Entry("commitments", (O, L, C), R),
    Entry("calendar",    (O,),   P),
    Entry("simulate",    (O,),   P,   listed=False),
    Entry("precedents",  (O,),   R,   listed=False),
    Entry("assign",      (O,),   W,   listed=False),
    Entry("reminders",   ALL,    P),
    Entry("language",    ALL,    P),
    Entry("help",        ALL,    P),
    Entry("back",        ALL),
    Entry("cancel",      ALL),
    Entry("start",       ALL,         listed=False),
)
# fmt: on

BY_NAME = {entry.name: entry for entry in COMMANDS}


def listed_for(role: Role) -> list[str]:
    """The commands in the menu of a role, in the table's order."""
    return [entry.name for entry in COMMANDS if entry.listed and role in entry.roles]


def of_role(role: Role) -> list[str]:
    """Every command that a role may give, in the table's order, but for the one that Telegram gives itself."""
    return [entry.name for entry in COMMANDS if role in entry.roles and entry.name != "start"]


def on_shelf(role: Role, shelf: Shelf) -> list[str]:
    """The commands that have a button there."""
    return [entry.name for entry in COMMANDS if entry.shelf is shelf and role in entry.roles]


def front(role: Role) -> tuple[Sequence[str], Sequence[Shelf]]:
    """The buttons of a role's menu, and the shelves behind it, where there are too many for one screen."""
    buttons = {shelf: on_shelf(role, shelf) for shelf in Shelf}
    every = [name for names in buttons.values() for name in names]
    if len(every) <= FEW:
        return every, ()
    return buttons[Shelf.FRONT], [shelf for shelf, names in buttons.items() if names and shelf is not Shelf.FRONT]


def set_for(turn: Turn, person: Who) -> None:
    """Have Telegram show a person the commands of his role in his language."""
    names = listed_for(person.role)
    turn.set_commands(person, [(name, turn.voice.word(person.language, "commands", name)) for name in names])


def _replies(turn: Turn, person: Who) -> dict[str, int]:
    """The replies that wait for a leader's own step of the approval chain, or for the signature of his unit."""
    if person.role is Role.LEADER:
        return {"to_approve": len(approval.waiting_for(turn, person))}
    if person.role is Role.LIAISON:
        return {"to_countersign": len(countersigns.of_unit(turn.work, person.unit_id or 0))}
    return {}


def open_things(turn: Turn, person: Who) -> dict[str, int]:
    """What waits for a person, as numbers under the keys of ``open_things`` in words.toml; nothing that is none."""
    found: dict[str, int] = {}
    for one in [person, *(people.represented(turn.work, person.id) if person.stands_in else ())]:
        counts = waiting.for_person(turn.work, one) | _replies(turn, one)
        found |= {name: count for name, count in counts.items() if count}
    return found
