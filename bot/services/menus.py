"""Which commands there are and whose they are; each role's list stands in Telegram's own menu, in his language."""

from dataclasses import dataclass

from bot.domain.lives import Role
from bot.services import approval
from bot.turn import Turn
from store import countersigns, people, waiting
from store.people import Who

O, L, C, D, V = Role.OFFICE, Role.LIAISON, Role.LEADER, Role.DEPUTY, Role.SUPERVISOR  # noqa: E741 - columns of the table
ALL = (O, L, C, D, V)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's name and the roles that have it; what it does is described in words.toml under ``commands``."""

    name: str
    roles: tuple[Role, ...]
    listed: bool = True


# fmt: off
COMMANDS = (
    #     command      roles            in the menu
    Entry("menu",      ALL),
    Entry("new",       (D,)),
    Entry("mine",      (D,)),
    Entry("tasks",     (L, C)),
    Entry("board",     (O, V)),
    Entry("case",      ALL),
    Entry("find",      (O,)),
    Entry("stats",     (O,)),
    Entry("ratings",   (O,)),
    Entry("import",    (O,)),
    Entry("export",    (O,)),
    Entry("invite",    (O,)),
    Entry("people",    (O,)),
    Entry("absence",   (O, L, C)),
    Entry("publish",   (O,)),
    Entry("broadcast", (O,)),
    Entry("commitments", (O, L, C)),
    Entry("calendar",  (O,)),
    Entry("simulate",  (O,),            listed=False),
    Entry("precedents",(O,),            listed=False),
    Entry("assign",    (O,),            listed=False),
    Entry("reminders", ALL),
    Entry("language",  ALL),
    Entry("help",      ALL),
    Entry("back",      ALL),
    Entry("cancel",    ALL),
    Entry("start",     ALL,             listed=False),
)
# fmt: on

BY_NAME = {entry.name: entry for entry in COMMANDS}


def listed_for(role: Role) -> list[str]:
    """The commands in the menu of a role, in the table's order."""
    return [entry.name for entry in COMMANDS if entry.listed and role in entry.roles]


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
