"""Whatever is owed by now is said to whoever owes it: one letter a day to each, inside office hours, while it is true.

Of an urgent case each step is said at once, in the office's hours of any day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain import deadlines
from bot.domain.calendar import Calendar
from bot.domain.deadlines import Left
from bot.domain.lives import Role
from bot.domain.reminders import DutyKind, Side
from bot.services import dates, hours, life, notices, planning
from bot.services.planning import Call
from bot.turn import Turn
from store import digests, duties, marks, planned, reminded
from store.reminded import Said
from store.tables import Assignment, Proposal, Survey

EVERY = timedelta(minutes=1)  # each has his own minute
AT_ONCE = 300  # letters in one transaction; the next strike of the clock writes the others
LINES = 10  # of one letter; how many there are besides is said
_MARK = "reminders"
Rows = Mapping[tuple[DutyKind, int], duties.Subject]

# Where the button of a line leads; the office is led to the case where the others are led to their share.
_OPENS: Mapping[DutyKind, str] = {
    DutyKind.QUESTION: "answer",
    DutyKind.EXTENSION: "extension",
    DutyKind.COUNTERSIGN: "reply",
    DutyKind.APPROVAL: "reply",
    DutyKind.REVIEW: "reply",
    DutyKind.SURVEY: "rate",
    DutyKind.COMMITMENT: "promise",
}
_LISTS: Mapping[Role, str] = {Role.OFFICE: "board", Role.DEPUTY: "mine"}


@dataclass(frozen=True, slots=True)
class Line:
    """One duty in a letter of several: its case, what is left, whom it is said for if not the reader, and a button."""

    proposal: Proposal
    kind: DutyKind
    side: Side
    unit: str  # whose it is, for those to whom it is said because he is late
    due: date
    left: Left
    behalf: str
    opens: str


def say_due(turn: Turn) -> None:
    """Say every step that has been reached and was not said; asked again it says nothing twice.

    Everybody is gone through once a day, from his own minute on. What was missed in an outage, at night or on a holiday
    is said at the next office hour, if it is still the latest step.
    """
    if not hours.within(turn) or not marks.take(turn.work, _MARK, turn.now, EVERY):
        return
    if duties.has_urgent(turn.work):
        found = planning.unsaid(turn, planning.calls(turn, turn.today, urgent=True), turn.today)
        say(turn, list(planning.by_taker(found).values()))
    ready = {
        person
        for person, own in digests.waiting(turn.work, turn.today).items()
        if planning.moment(turn.config, person, own, turn.today) <= turn.now
    }
    if ready and (calendar := dates.calendar(turn)).is_workday(turn.today):
        _go_through(turn, ready, calendar)


def _go_through(turn: Turn, ready: set[int], calendar: Calendar) -> None:
    """Say to these people what the day has for them."""
    reached = [call for call in planning.calls(turn, turn.today, calendar) if call.taker.id in ready]
    packed = planning.by_taker(planning.unsaid(turn, reached, turn.today))
    later = set(list(packed)[AT_ONCE:])
    if later:
        marks.give_back(turn.work, _MARK)
    say(turn, [letter for taker, letter in packed.items() if taker not in later])
    digests.mark(turn.work, ready - later, turn.today)


def say(turn: Turn, letters: Sequence[Sequence[Call]]) -> None:
    """Write one letter for the calls of each person, and the ledger of what is said in it."""
    if not letters:
        return
    words = planned.forewords(turn.work, turn.today)
    ours = _claimed(turn, letters, words)
    left = [[call for call in letter if call.key in ours] for letter in letters]
    calendar = dates.calendar(turn)
    shown = [call for letter in left for call in letter[:LINES]]
    rows = rows_of(turn, shown)
    late = _noticed(turn, shown, rows)
    for letter, kept in zip(letters, left, strict=True):
        if kept and _is_alone(letter, words):
            _say_one(turn, calendar, kept[0], rows, late.get(_late(kept[0])))
        elif kept:
            seen = any(_late(call) in late for call in kept[:LINES])
            _say_several(turn, calendar, letter, kept, rows, words, seen=seen)


def _late(call: Call) -> str:
    owing = call.owing
    return notices.late_key(owing.kind, owing.id, owing.whose, owing.due)


def _noticed(turn: Turn, shown: Iterable[Call], rows: Rows) -> dict[str, int]:
    """The notices of what is late with a unit: whoever is told of it is to say that he has seen it."""
    late = {}
    for call in shown:
        row, to = rows.get((call.owing.kind, call.owing.id)), call.to
        told = call.step.row.message
        if (
            told.endswith("_late")
            and to.unit_id is not None
            and row is not None
            and not isinstance(row, Survey | Proposal)
        ):
            late[_late(call)] = (row, life.proposal_of(row), told, to.unit_id, to.role)
    return notices.of_late(turn, late) if late else {}


def _is_alone(letter: Sequence[Call], words: Mapping[int, str]) -> bool:
    """Whether a duty is said in its own words; under a foreword of the office it stands as one of several would."""
    return len(letter) == 1 and letter[0].taker.id not in words


def _claimed(turn: Turn, letters: Sequence[Sequence[Call]], words: Mapping[int, str]) -> set[str]:
    fresh: list[Said] = []
    again = {}
    for letter in letters:
        once = _once(turn, letter, words)
        for call in letter:
            o = call.owing
            fresh.append(Said(call.key, call.to.id, o.kind, o.id, o.whose, o.due, turn.now, once))
            if call.again is not None:
                again[call.key] = call.again
    return reminded.claim(turn.work, fresh, again)


def _once(turn: Turn, letter: Sequence[Call], words: Mapping[int, str]) -> str:
    """The ``once`` under which the letter will stand."""
    alone = _is_alone(letter, words)
    person = letter[0].to if alone else letter[0].taker
    return f"{_name(turn, letter, alone=alone)}:{person.id}"


def _name(turn: Turn, letter: Sequence[Call], *, alone: bool) -> str:
    kind = "" if alone else "digest:"
    return f"{kind}{letter[0].step.once}:{turn.today.isoformat()}"


def rows_of(turn: Turn, calls: Iterable[Call]) -> Rows:
    """What owes, by kind and id, each kind asked of the database once."""
    ids: dict[DutyKind, set[int]] = {}
    for call in calls:
        ids.setdefault(call.owing.kind, set()).add(call.owing.id)
    return {(kind, row.id): row for kind, some in ids.items() for row in duties.rows(turn.work, kind, some)}


def _say_one(turn: Turn, calendar: Calendar, call: Call, rows: Rows, notice: int | None) -> None:
    """A duty that is alone has its own words."""
    row = rows.get((call.owing.kind, call.owing.id))
    if row is not None:
        facts = _facts(call, row, turn.today, calendar)
        turn.tell([call.to], call.step.row.message, once=_name(turn, [call], alone=True), notice=notice, **facts)


def _say_several(
    turn: Turn,
    calendar: Calendar,
    letter: Sequence[Call],
    kept: Sequence[Call],
    rows: Rows,
    words: Mapping[int, str],
    *,
    seen: bool,
) -> None:
    shown = [
        line(call, row, turn.today, calendar)
        for call in kept[:LINES]
        if (row := rows.get((call.owing.kind, call.owing.id))) is not None
    ]
    taker = kept[0].taker
    about: dict[str, Any] = {
        "lines": shown,
        "count": len(kept),
        "day": turn.today,
        "list": _LISTS.get(taker.role, "tasks"),
        "seen": seen,
        "foreword": words.get(taker.id, ""),
    }
    turn.tell([taker], "reminders/digest", once=_name(turn, letter, alone=False), **about)
    if taker.id in words:
        planned.say(turn.work, taker.id, turn.today, _once(turn, letter, words))


def line(call: Call, row: duties.Subject, day: date, calendar: Calendar) -> Line:
    """What a letter of several says of one of them on a day."""
    proposal, share = life.proposal_of(row), life.assignment_of(row)
    owing, to = call.owing, call.step.row.to
    seen = f"case:{proposal.id}" if to is Role.OFFICE or share is None else f"task:{share.id}"
    opens = f"{_OPENS[owing.kind]}:{owing.id}" if owing.kind in _OPENS else seen
    escalated = call.step.row.message.endswith("_escalated")
    return Line(
        proposal=proposal,
        kind=owing.kind,
        side=call.step.row.when.side,
        unit=share.unit.name if share is not None and (escalated or to is Role.OFFICE) else "",
        due=owing.due,
        left=deadlines.days_left(owing.due, day, calendar),
        behalf="" if call.to.id == call.taker.id else call.to.name,
        opens=seen if owing.kind is DutyKind.COUNTERSIGN and escalated else opens,
    )


def _facts(call: Call, row: duties.Subject, day: date, calendar: Calendar) -> dict[str, Any]:
    """What a reminder shows: the case, its date, what is left of it, and where the draft of an answer lies."""
    due = call.owing.due
    about = life.around(row) | {"due": due, "left": deadlines.days_left(due, day, calendar)}
    if call.owing.kind is DutyKind.DRAFT and isinstance(row, Assignment):
        about["drafted"] = row.reply.state if row.reply is not None else None
    return about
