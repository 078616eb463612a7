"""The office writes to many: begins, goes on, pauses, is called off, is said again, and shows how far it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.documents import merge
from bot.domain.broadcasts import BroadcastAct, BroadcastState, acts, after
from bot.domain.errors import Refused
from bot.services import broadcast_reports
from bot.services.audiences import is_reached, recipients
from bot.turn import FileOut, Turn
from store import broadcasts, outbox, people
from store.people import Who
from store.tables import Broadcast
from store.tables.traffic import LetterState

PLACES = ("name", "unit")
LEAST = 25  # letters written in one turn; a second's worth, if that is more


def letter(
    text: str, person: Who, units: Mapping[int, str], broadcast_id: int = 0, *, again: bool = False
) -> dict[str, Any]:
    """What ``broadcasts/letter`` shows to one recipient; without an id it is a preview."""
    values = {"name": person.name, "unit": units.get(person.unit_id or 0, "")}
    return {"text": merge.fill(text, values), "broadcast": broadcast_id, "seen": False, "again": again}


def enclosed(files: Sequence[Sequence[str]]) -> list[FileOut]:
    """The files that go with it, as they are kept: kind, Telegram's id, name."""
    return [FileOut(kind, file_id=file_id, name=name) for kind, file_id, name in files]


def send(
    turn: Turn,
    audience: Mapping[str, Any],
    text: str,
    files: Sequence[Sequence[str]] = (),
    send_at: datetime | None = None,
) -> None:
    """Begin, now or later; the message whose button was pressed becomes the one that shows how far it is."""
    assert turn.who is not None  # noqa: S101 - a conversation of the office
    broadcast = Broadcast(
        by=turn.who.id,
        audience=dict(audience),
        text=text,
        files=[list(file) for file in files],
        state=BroadcastState.SCHEDULED if send_at else BroadcastState.RUNNING,
        send_at=send_at,
        created_at=turn.now,
        reported_at=None,
    )
    broadcasts.add(turn.work, broadcast)
    if send_at is None:
        _address(turn, broadcast, recipients(turn, audience))
    turn.note("broadcast", life="broadcast", subject_id=broadcast.id, to=audience["to"], recipients=broadcast.count)
    _tell_progress(turn, broadcast, [turn.who], edits=turn.tapped)


def begin_due(turn: Turn) -> None:
    """Those that were put off until now: who is meant is looked up as things stand."""
    for broadcast in broadcasts.to_begin(turn.work):
        due = broadcast.send_at is None or broadcast.send_at <= turn.now
        if due and broadcasts.move(turn.work, broadcast, BroadcastState.RUNNING):
            _address(turn, broadcast, recipients(turn, broadcast.audience))


def write_letters(turn: Turn) -> None:
    """Write the next letters of the oldest broadcast that has recipients without one."""
    broadcast = broadcasts.unwritten(turn.work)
    if broadcast is not None:
        _write_next(turn, broadcast)


def say_again(turn: Turn, broadcast_id: int) -> None:
    """The same, marked, to whoever got it and has not said that he read it; one at a time."""
    broadcast = _of_office(turn, broadcast_id)
    assert turn.who is not None  # noqa: S101 - somebody of the office
    before = broadcasts.repeated_by(turn.work, broadcast.id)
    if before is not None and (BroadcastAct.CANCEL in acts(before.state) or before.reported_at is None):
        raise Refused("said_again_already")
    unseen = [fate.person_id for fate in broadcasts.fates(turn.work, broadcast) if fate.state is LetterState.SENT]
    if not unseen:
        raise Refused("all_have_seen")
    again = Broadcast(
        by=turn.who.id,
        audience={"to": "unseen"},
        text=broadcast.text,
        files=broadcast.files,
        state=BroadcastState.RUNNING,
        repeats=broadcast.id,
        created_at=turn.now,
        reported_at=None,
    )
    broadcasts.add(turn.work, again)
    _address(turn, again, people.by_ids(turn.work, unseen))
    turn.note("broadcast", life="broadcast", subject_id=again.id, to="unseen", recipients=again.count)
    _tell_progress(turn, again, [turn.who], edits=None)


def do(turn: Turn, broadcast_id: int, act: BroadcastAct) -> None:
    """Pause, go on or call off, as the table of its life allows; the message tapped shows it."""
    broadcast = _of_office(turn, broadcast_id)
    state = after(broadcast.state, act)
    if state is None or not broadcasts.move(turn.work, broadcast, state):
        raise Refused("broadcast_gone_on")
    if act is BroadcastAct.CANCEL:
        outbox.cancel_broadcast(turn.work, broadcast.id, turn.now)
    elif act is BroadcastAct.RESUME:
        outbox.free_broadcast(turn.work, broadcast.id)
    turn.note(act.value, life="broadcast", subject_id=broadcast.id, to_state=state.value)
    show_progress(turn, broadcast_id)
    if act is BroadcastAct.RESUME:
        _write_next(turn, broadcast)


def ask_cancel(turn: Turn, broadcast_id: int) -> None:
    """Whether it is really to be called off; letters leave meanwhile, unless it is paused."""
    broadcast = _of_office(turn, broadcast_id)
    if BroadcastAct.CANCEL not in acts(broadcast.state):
        raise Refused("broadcast_gone_on")
    turn.answer("broadcasts/ask_cancel", edit=True, broadcast=broadcast, **_far(turn, broadcast))


def show_progress(turn: Turn, broadcast_id: int) -> None:
    """How far it is, in place of the message that was tapped."""
    broadcast = _of_office(turn, broadcast_id)
    turn.answer("broadcasts/progress", edit=True, broadcast=broadcast, **_far(turn, broadcast))


def see(turn: Turn, broadcast_id: int) -> None:
    """A recipient says that he has read it; his button goes, and what was said again counts for the first time too."""
    if turn.who is None or not broadcast_id:
        raise Refused("only_a_preview")
    broadcast = broadcasts.by_id(turn.work, broadcast_id)
    if broadcast is None or not broadcasts.see(turn.work, _line(turn, broadcast), turn.who.id):
        raise Refused("old_button")
    units = broadcasts.unit_names(turn.work)
    facts = letter(broadcast.text, turn.who, units, broadcast_id, again=broadcast.repeats is not None)
    turn.answer("broadcasts/letter", edit=True, **facts | {"seen": True})


def report_progress(turn: Turn) -> None:
    """Show how far each broadcast is that is under way, in place; of one that is over, send the report once."""
    for broadcast in broadcasts.unreported(turn.work):
        _go_on(turn, broadcast, people.by_ids(turn.work, [broadcast.by]))


def _line(turn: Turn, broadcast: Broadcast) -> Collection[int]:
    """This broadcast, and those that it says again."""
    ids = [broadcast.id]
    while broadcast.repeats is not None and (before := broadcasts.by_id(turn.work, broadcast.repeats)) is not None:
        ids.append(before.id)
        broadcast = before
    return ids


def _address(turn: Turn, broadcast: Broadcast, meant: Sequence[Who]) -> None:
    """Keep who gets a letter and who cannot, and write the first of them."""
    broadcast.recipients = [person.id for person in meant if is_reached(person)]
    broadcast.unreachable = [person.id for person in meant if not is_reached(person)]
    broadcast.count = len(broadcast.recipients)
    _write_next(turn, broadcast)


def _write_next(turn: Turn, broadcast: Broadcast) -> None:
    at_once = max(LEAST, turn.config.delivery.overall_per_second)
    ids = broadcast.recipients[broadcast.written : broadcast.written + at_once]
    found = {person.id: person for person in people.by_ids(turn.work, ids)}
    lost = [number for number in ids if number not in found or not is_reached(found[number])]
    units = broadcasts.unit_names(turn.work) if ids else {}
    for person in found.values():
        turn.tell(
            [person],
            "broadcasts/letter",
            once=f"broadcast:{broadcast.id}",
            priority=outbox.BULK,
            files=enclosed(broadcast.files),
            broadcast_id=broadcast.id,
            **letter(broadcast.text, person, units, broadcast.id, again=broadcast.repeats is not None),
        )
    if lost:  # blocked the bot, or left, since it began
        broadcast.recipients = [number for number in broadcast.recipients if number not in set(lost)]
        broadcast.unreachable = [*broadcast.unreachable, *lost]
        broadcast.count = len(broadcast.recipients)
    broadcast.written += len(ids) - len(lost)


def _go_on(turn: Turn, broadcast: Broadcast, author: Sequence[Who]) -> None:
    if broadcast.state is BroadcastState.CANCELLED:  # one that was on the wire may have come back
        outbox.cancel_broadcast(turn.work, broadcast.id, turn.now)
    far = _far(turn, broadcast)
    over = far["settled"] == far["total"] or (broadcast.state is BroadcastState.CANCELLED and not far["under_way"])
    if over and broadcast.state is BroadcastState.RUNNING:
        broadcasts.move(turn.work, broadcast, BroadcastState.DONE)
    shown = broadcasts.message_id(turn.work, f"{_progress(broadcast)}:{broadcast.by}")
    if shown is not None:
        _tell_progress(turn, broadcast, author, edits=shown)
    if over and broadcast.state is not BroadcastState.PAUSED:
        broadcast.reported_at = turn.now
        facts = broadcast_reports.facts(turn, broadcast)
        turn.tell(author, "broadcasts/report", once=f"broadcast-report:{broadcast.id}", **facts)


def _tell_progress(turn: Turn, broadcast: Broadcast, author: Sequence[Who], *, edits: int | None) -> None:
    far = _far(turn, broadcast)
    begun = broadcasts.message_id(turn.work, f"{_progress(broadcast)}:{broadcast.by}") is not None
    once = f"{_progress(broadcast)}:{broadcast.state}:{far['settled']}" if begun else _progress(broadcast)
    turn.tell(author, "broadcasts/progress", once=once, edits=edits, broadcast=broadcast, **far)


def _progress(broadcast: Broadcast) -> str:
    return f"broadcast-progress:{broadcast.id}"


def _far(turn: Turn, broadcast: Broadcast) -> dict[str, Any]:
    """``total`` recipients, ``settled`` ones, and those whose letter is ``under_way``."""
    counts = broadcasts.counts(turn.work, broadcast)
    settled = sum(count for state, count in counts.items() if not broadcasts.is_unsettled(state))
    unwritten = counts[None]
    return {
        "total": broadcast.count,
        "settled": settled,
        "under_way": broadcast.count - settled - unwritten,
    }


def _of_office(turn: Turn, broadcast_id: int) -> Broadcast:
    return broadcast_reports.find(turn, broadcast_id)
