"""Letters that matter are seen (已阅) or taken up (我来办) by somebody of the unit; silence is told ever further.

Silence is not lateness: it is counted in the office's own hours from the moment of the letter, and ends with a tap or
with whatever anybody of the unit does to the case.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.domain.office_hours import after_hours
from bot.domain.reminders import DutyKind
from bot.services import dates, hours
from bot.turn import FileOut, Turn
from store import marks, people, reminded, units
from store import notices as rows
from store.notices import Copy
from store.people import Who
from store.tables import Assignment, Commitment, Notice, Proposal, Reply, Unit

EVERY = timedelta(minutes=5)
AT_ONCE = 50
LINES = 10  # of one letter; how many there are besides is said
NOTICED = frozenset(
    {
        "assignments/offered",
        "assignments/ruled_stays",
        "proposals/urged",
        "replies/sent_back",
        "replies/to_approve",
    }
)
_OF_UNITS = (Role.LIAISON, Role.LEADER)
_BUTTONS = ("noted", "take")

Subject = Proposal | Assignment | Reply | Commitment


@dataclass(frozen=True, slots=True)
class Silence:
    """What nobody has seen for so many office hours: ``what`` is a key of words.toml's ``noticed``."""

    proposal: Proposal
    notice: int
    stage: int
    message: str
    unit: Unit | None
    what: str
    since: datetime
    hours: int


_LIVES: Mapping[type, str] = {
    Proposal: "proposal",
    Assignment: "assignment",
    Reply: "reply",
    Commitment: "commitment",
}


def say(
    turn: Turn,
    told: Iterable[Who],
    message: str,
    subject: object,
    /,
    *,
    once: str | None = None,
    files: Sequence[FileOut] = (),
    **about: Any,  # noqa: ANN401 - whatever the template shows
) -> None:
    """Tell people something; of what matters each unit's copies belong together."""
    groups: dict[tuple[int, Role] | None, list[Who]] = {}
    for person in told:
        matters = message in NOTICED and person.unit_id is not None and person.role in _OF_UNITS
        groups.setdefault((person.unit_id or 0, person.role) if matters else None, []).append(person)
    for group, some in groups.items():
        if group is None or not isinstance(subject, Proposal | Assignment | Reply):
            turn.tell(some, message, once=once, files=files, **about)
            continue
        notice = _new(turn, message, subject, about["proposal"], *group)
        rows.add(turn.work, notice)
        notice.letters = once or f"notice:{notice.id}"
        turn.tell(some, message, once=notice.letters, files=files, notice=notice.id, **about)


def of_late(turn: Turn, late: Mapping[str, tuple[Subject, Proposal, str, int, Role]]) -> dict[str, int]:
    """The ids of the notices about late duties by their keys (see ``late_key``), new ones where there are none yet.

    ``late`` gives what owes, its case, the reminder's message, the unit and the role that is told.
    """
    known = rows.by_keys(turn.work, late)
    for key, (subject, proposal, message, unit_id, role) in late.items():
        if key not in known:
            known[key] = _new(turn, message, subject, proposal, unit_id, role, key=key)
            rows.add(turn.work, known[key])
    return {key: notice.id for key, notice in known.items()}


def late_key(kind: DutyKind, subject_id: int, whose: int, due: date) -> str:
    """What tells one late duty of one unit from others, however often it is reminded of."""
    return f"late:{kind}:{subject_id}:{whose}:{due}"


def acted(turn: Turn, proposal: Proposal, roles: Collection[Role]) -> None:
    """Whoever does something to a case has seen what his unit was told of it."""
    if turn.who is not None and turn.who.unit_id is not None:
        rows.acted(turn.work, proposal.id, turn.who.unit_id, roles, turn.who.id, turn.now)


def see(turn: Turn, notice_id: int) -> None:
    """``noted:<notice>``: it was read; of a letter of several, ``noted:0``, all of it."""
    who = _who(turn)
    if notice_id:
        found = [_of(turn, who, notice_id)]
    else:
        said = reminded.of_message(turn.work, who.id, turn.tapped or 0)
        keys = {late_key(o.kind, o.subject_id, o.whose, o.due) for o in said}
        found = list(rows.by_keys(turn.work, keys).values())
    for notice in found:
        if notice.seen_at is None:
            notice.seen_at, notice.seen_by = turn.now, who.id
            turn.note("see_notice", subject_id=notice.id, proposal_id=notice.proposal_id)
    own = rows.own_copy(turn.work, who.id, turn.tapped or 0)
    if own is None or not found:
        raise Refused("old_button")
    _revise(turn, own, by=None, gone=("noted",))


def take(turn: Turn, notice_id: int) -> None:
    """``take:<notice>``: somebody takes it up; the copies of the others in his unit say who."""
    who = _who(turn)
    notice = _of(turn, who, notice_id)
    if notice.taken_by is not None:
        taker = next(iter(people.by_ids(turn.work, [notice.taken_by])), who)
        raise Refused("taken_already", name=taker.name)
    notice.taken_by, notice.taken_at = who.id, turn.now
    if notice.seen_at is None:
        notice.seen_at, notice.seen_by = turn.now, who.id
    turn.note("take_notice", subject_id=notice.id, proposal_id=notice.proposal_id)
    told = people.of_unit(turn.work, notice.unit_id, notice.role)
    copies = rows.copies(turn.work, notice, [person.id for person in told])
    tapped = rows.own_copy(turn.work, who.id, turn.tapped or 0)
    others = [copy for copy in copies if tapped is None or copy.place != tapped.place]
    for copy in [*others, *([tapped] if tapped is not None else [])]:
        _revise(turn, copy, by=who, gone=_BUTTONS)


def escalate(turn: Turn) -> None:
    """Tell the next circle of what nobody has seen: the unit, its leaders, the office, the supervisor of a key case.

    Whoever is to hear of several hears of them in one letter.
    """
    if not hours.within(turn) or not marks.take(turn.work, "silence", turn.now, EVERY):
        return
    silent = rows.silent(turn.work, turn.now, AT_ONCE)
    works = bool(silent) and hours.are_now(turn)
    told: dict[int, tuple[Who, list[Silence]]] = {}
    for notice in silent:
        subject = rows.subject(turn.work, notice)
        if subject is None:
            notice.next_at = None
        elif works or _case(subject).urgent:
            one, circle = _tell_further(turn, notice, _case(subject))
            for person in circle:
                told.setdefault(person.id, (person, []))[1].append(one)
    if len(silent) == AT_ONCE and works:
        marks.give_back(turn.work, "silence")
    for person, some in told.values():
        _tell(turn, person, some)


def _tell(turn: Turn, person: Who, some: Sequence[Silence]) -> None:
    first = some[0]
    once = f"silent:{first.notice}:{first.stage}"
    if len(some) == 1:
        about = {name: getattr(first, name) for name in ("proposal", "notice", "unit", "what", "since", "hours")}
        turn.tell([person], first.message, once=once, **about)
    else:
        turn.tell([person], rows.SEVERAL_SILENT, once=once, lines=some[:LINES], count=len(some))


def _tell_further(turn: Turn, notice: Notice, proposal: Proposal) -> tuple[Silence, list[Who]]:
    """One more circle hears of it; from now on it has its own time before the next one does."""
    notice.stage += 1
    circle, message = _circle(turn, notice, proposal)
    turn.note("tell_silence", subject_id=notice.id, proposal_id=proposal.id, stage=notice.stage)
    notice.next_at = _next(turn, notice, proposal)
    what = "late" if notice.key else notice.message.split("/")[1]
    borne = turn.config.reminders.silence_hours[notice.stage - 1]
    unit = units.by_id(turn.work, notice.unit_id)
    return Silence(proposal, notice.id, notice.stage, message, unit, what, notice.created_at, borne), circle


def _circle(turn: Turn, notice: Notice, proposal: Proposal) -> tuple[list[Who], str]:
    if notice.stage == 1:
        return people.of_unit(turn.work, notice.unit_id, Role.LIAISON), "notices/silent_unit"
    if notice.stage == 2:  # noqa: PLR2004 - the circles, in their order
        return people.of_unit(turn.work, notice.unit_id, Role.LEADER), "notices/silent_leader"
    if notice.stage == 3:  # noqa: PLR2004 - the same
        return people.with_role(turn.work, Role.OFFICE), "notices/silent_office"
    watching = [proposal.supervisor_id] if proposal.key and proposal.supervisor_id else []
    return people.by_ids(turn.work, watching), "notices/silent_supervisor"


def _new(
    turn: Turn, message: str, subject: Subject, proposal: Proposal, unit_id: int, role: Role, *, key: str | None = None
) -> Notice:
    """A notice; of what is late the unit itself is reminded again and again, so its silence goes to its leaders."""
    notice = Notice(
        message=message,
        life=_LIVES[type(subject)],
        subject_id=subject.id,
        state=subject.state.value,
        proposal_id=proposal.id,
        unit_id=unit_id,
        role=role,
        created_at=turn.now,
        key=key,
        stage=1 if key is not None else 0,
    )
    notice.next_at = _next(turn, notice, proposal)
    return notice


def _next(turn: Turn, notice: Notice, proposal: Proposal) -> datetime | None:
    """When the next circle is told; None after the last."""
    borne = turn.config.reminders.silence_hours
    if notice.stage >= len(borne):
        return None
    calendar, office = dates.calendar(turn), turn.config.office
    counted = calendar.without_rest() if proposal.urgent else calendar
    told_before = notice.stage > (1 if notice.key else 0)
    more = borne[notice.stage] - (borne[notice.stage - 1] if told_before else 0)
    return after_hours(turn.now.astimezone(turn.config.zone), more, office.day_starts, office.day_ends, counted)


def _revise(turn: Turn, copy: Copy, *, by: Who | None, gone: Collection[str]) -> None:
    """Say in the place of a letter that it was seen, or who takes it; buttons that are of no use any more go."""
    kept = [
        [button for button in row if button[1].partition(":")[0] not in gone] for row in copy.body.get("buttons", [])
    ]
    reader = people.by_ids(turn.work, [copy.person_id])
    rows_left = [row for row in kept if row]
    turn.tell(reader, "notices/copy", edits=copy.message_id, text=copy.body["text"], rows=rows_left, by=by)


def _of(turn: Turn, who: Who, notice_id: int) -> Notice:
    notice = rows.by_id(turn.work, notice_id)
    if notice is None:
        raise Refused("old_button")
    if notice.unit_id != who.unit_id:
        raise Refused("not_yours", life="assignment")
    return notice


def _who(turn: Turn) -> Who:
    if turn.who is None:
        raise Refused("old_button")
    return turn.who


def _case(subject: Subject) -> Proposal:
    if isinstance(subject, Proposal):
        return subject
    share = subject if isinstance(subject, Assignment) else None
    if share is None:
        reply = subject.reply if isinstance(subject, Commitment) else subject
        assert isinstance(reply, Reply)  # noqa: S101 - what is left of the lives
        share = reply.assignment
    return share.proposal
