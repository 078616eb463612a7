"""The office writes to many: who is meant, one letter for each, how far it is, and a report of what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.documents import merge
from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.turn import Turn
from store import broadcasts, outbox, people
from store.people import Who
from store.tables import Broadcast
from store.tables.traffic import LetterState

PLACES = ("name", "unit")
UNIT = "unit"
ROLES: Mapping[str, tuple[Role, ...]] = {
    "all": tuple(role for role in Role if role is not Role.SYSTEM),
    **{role.value: (role,) for role in Role if role is not Role.SYSTEM},
}
# fmt: off
_WHY = (
    # in Telegram's error   words.toml "failures"
    ("forbidden",           "blocked"),
    ("chat not found",      "gone"),
    ("deactivated",         "gone"),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Failed:
    """Somebody whom a letter did not reach, and why: a key of words.toml's ``failures``."""

    name: str
    why: str


def recipients(turn: Turn, audience: Mapping[str, Any]) -> list[Who]:
    """Everybody meant by ``{"to": "all", a role or "unit", "unit": id}``, those whom nothing reaches too."""
    if audience["to"] == UNIT:
        return broadcasts.of_unit(turn.work, audience["unit"])
    return broadcasts.with_roles(turn.work, ROLES[audience["to"]])


def is_reached(person: Who) -> bool:
    """Whether there is a chat to write to."""
    return person.chat_id is not None and person.reachable


def letter(text: str, person: Who, units: Mapping[int, str], broadcast_id: int = 0) -> dict[str, Any]:
    """What ``broadcasts/letter`` shows to one recipient; without an id it is a preview."""
    values = {"name": person.name, "unit": units.get(person.unit_id or 0, "")}
    return {"text": merge.fill(text, values), "broadcast": broadcast_id, "seen": False}


def send(turn: Turn, audience: Mapping[str, Any], text: str) -> None:
    """Write a letter to each; the message whose button was pressed becomes the one that shows how far it is."""
    assert turn.who is not None  # noqa: S101 - a conversation of the office
    meant = recipients(turn, audience)
    missing = [person.id for person in meant if not is_reached(person)]
    broadcast = Broadcast(
        by=turn.who.id, audience=dict(audience), text=text, created_at=turn.now, unreachable=missing, reported_at=None
    )
    broadcasts.add(turn.work, broadcast)
    units = broadcasts.unit_names(turn.work)
    for person in meant:
        turn.tell(
            [person],
            "broadcasts/letter",
            once=f"broadcast:{broadcast.id}",
            priority=outbox.BULK,
            broadcast_id=broadcast.id,
            **letter(text, person, units, broadcast.id),
        )
    turn.note("broadcast", life="broadcast", subject_id=broadcast.id, to=audience["to"], recipients=len(meant))
    total = len(meant) - len(missing)
    _tell_progress(turn, broadcast, [turn.who], edits=turn.tapped, total=total, settled=0, over=not total)


def see(turn: Turn, broadcast_id: int) -> None:
    """A recipient says that he has read it; his button goes."""
    if turn.who is None or not broadcast_id:
        raise Refused("only_a_preview")
    broadcast = broadcasts.by_id(turn.work, broadcast_id)
    if broadcast is None or not broadcasts.see(turn.work, broadcast_id, turn.who.id):
        raise Refused("old_button")
    facts = letter(broadcast.text, turn.who, broadcasts.unit_names(turn.work), broadcast_id)
    turn.answer("broadcasts/letter", edit=True, **facts | {"seen": True})


def report_progress(turn: Turn) -> None:
    """Show how far each broadcast is that is under way, in place; of one that is over, send the report once."""
    for broadcast in broadcasts.unreported(turn.work):
        _go_on(turn, broadcast, people.by_ids(turn.work, [broadcast.by]))


def show_report(turn: Turn, broadcast_id: int) -> None:
    """The report as it stands now, in place of the one whose button was pressed."""
    broadcast = broadcasts.by_id(turn.work, broadcast_id)
    if broadcast is None or turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")
    turn.answer("broadcasts/report", edit=True, **_report(turn, broadcast))


def _go_on(turn: Turn, broadcast: Broadcast, author: Sequence[Who]) -> None:
    fates = broadcasts.fates(turn.work, broadcast.id)
    settled = sum(not broadcasts.is_unsettled(fate) for fate in fates)
    over = settled == len(fates)
    shown = broadcasts.message_id(turn.work, f"{_progress(broadcast)}:{broadcast.by}")
    if shown is not None:
        _tell_progress(turn, broadcast, author, edits=shown, total=len(fates), settled=settled, over=over)
    if over:
        broadcast.reported_at = turn.now
        turn.tell(author, "broadcasts/report", once=f"broadcast-report:{broadcast.id}", **_report(turn, broadcast))


def _tell_progress(
    turn: Turn, broadcast: Broadcast, author: Sequence[Who], *, edits: int | None, total: int, settled: int, over: bool
) -> None:
    once = f"{_progress(broadcast)}:{settled}" if settled else _progress(broadcast)
    turn.tell(author, "broadcasts/progress", once=once, edits=edits, total=total, settled=settled, over=over)


def _progress(broadcast: Broadcast) -> str:
    return f"broadcast-progress:{broadcast.id}"


def _report(turn: Turn, broadcast: Broadcast) -> dict[str, Any]:
    fates = broadcasts.fates(turn.work, broadcast.id)
    failed = [fate for fate in fates if fate.state is LetterState.FAILED]
    names = broadcasts.names(turn.work, [*(fate.person_id for fate in failed), *broadcast.unreachable])
    return {
        "broadcast": broadcast,
        "sent": sum(fate.state in (LetterState.SENT, LetterState.SEEN) for fate in fates),
        "seen": sum(fate.state is LetterState.SEEN for fate in fates),
        "waiting": sum(broadcasts.is_unsettled(fate) for fate in fates),
        "failed": [Failed(names[fate.person_id], _why(fate.error)) for fate in failed],
        "unreachable": [names[person] for person in broadcast.unreachable],
    }


def _why(error: str) -> str:
    return next((why for part, why in _WHY if part in error.lower()), "other")
