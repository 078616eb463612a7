"""The ledger of reminders: which step was said to whom, by which letter; and what people put off."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from bot.domain.reminders import DutyKind
from store.database import Work
from store.tables import Letter, Person, Reminded, Snooze, table_of
from store.tables.traffic import LetterState

AT_ONCE = 500  # rows in one statement

_N, _Z, _L = table_of(Reminded).c, table_of(Snooze).c, table_of(Letter).c
_WAITS = (LetterState.NEW, LetterState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the ledger, as ``Reminded`` has it."""

    once: str
    person_id: int
    kind: DutyKind
    subject_id: int
    whose: int
    due: date
    at: datetime
    letter: str


def claim(work: Work, fresh: Sequence[Said], again: Mapping[str, datetime]) -> set[str]:
    """Write down what is about to be said; the ``once`` of what is this transaction's to say.

    ``again`` are those that were said before, with when that was: they are said anew if nobody else did so meanwhile.
    """
    insert = lite_insert(Reminded) if work.dialect == "sqlite" else pg_insert(Reminded)
    ours: set[str] = set()
    for some in _portions([row for row in fresh if row.once not in again]):
        statement = insert.values([asdict(row) for row in some]).on_conflict_do_nothing(index_elements=["once"])
        ours.update(work.connection.execute(statement.returning(_N.once)).scalars())
    for row in fresh:
        if row.once in again:
            same = update(Reminded).where(_N.once == row.once, _N.at == again[row.once])
            done = work.connection.execute(same.values(at=row.at, letter=row.letter, due=row.due))
            ours |= {row.once} if done.rowcount else set()
    return ours


def of_letters(work: Work, ids: Iterable[int]) -> dict[int, list[Said]]:
    """What letters say, by their ids; only reminders that have not left."""
    found: dict[int, list[Said]] = {}
    for some in _portions(list(ids)):
        query = select(_L.id, *_N).join_from(Reminded, Letter, _N.letter == _L.once)
        for row in work.connection.execute(query.where(_L.id.in_(some), _L.state.in_(_WAITS))):
            found.setdefault(row[0], []).append(Said(*row[1:]))
    return found


def take_back(work: Work, letters: Mapping[int, Sequence[Said]], now: datetime, why: str) -> None:
    """Letters that are not to leave any more: what they say counts as unsaid, and may be said anew this day."""
    for some in _portions(list(letters)):
        said = [row for letter in some for row in letters[letter]]
        work.connection.execute(delete(Reminded).where(_N.once.in_([row.once for row in said])))
        values = {"state": LetterState.CANCELLED, "once": None, "settled_at": now, "error": why}
        takers = update(Letter).where(_L.id.in_(some), _L.state.in_(_WAITS)).values(**values).returning(_L.person_id)
        ids = {taker for taker in work.connection.execute(takers).scalars() if taker is not None}
        work.connection.execute(update(Person).where(Person.id.in_(ids)).values(digested_on=None))


def of_message(work: Work, taker_id: int, message_id: int) -> list[Said]:
    """What the message says that stands in somebody's chat under Telegram's id, his own and of whom he stood in for."""
    own = select(_L.once).where(_L.person_id == taker_id, _L.message_id == message_id, _L.once.is_not(None))
    return [Said(*row) for row in work.connection.execute(select(*_N).where(_N.letter.in_(own)).order_by(_N.once))]


def put_off(work: Work, said: Iterable[Said], until: date) -> None:
    """These people hear nothing of these duties until a day."""
    insert = lite_insert(Snooze) if work.dialect == "sqlite" else pg_insert(Snooze)
    keys = {(row.person_id, row.kind, row.subject_id) for row in said}
    rows = [{"person_id": who, "kind": kind, "subject_id": id_, "until": until} for who, kind, id_ in sorted(keys)]
    statement = insert.values(rows)
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "kind", "subject_id"], set_={"until": statement.excluded.until}
        )
    )


def snoozes(work: Work, since: date) -> dict[tuple[int, DutyKind, int], date]:
    """Until when who hears nothing of what: person, kind and id of the duty; what was over before a day is left out."""
    rows = work.connection.execute(select(_Z.person_id, _Z.kind, _Z.subject_id, _Z.until).where(_Z.until >= since))
    return {(row.person_id, row.kind, row.subject_id): row.until for row in rows}


def forget_snoozes(work: Work, before: date) -> None:
    """What was put off until long ago."""
    work.connection.execute(delete(Snooze).where(_Z.until < before))


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(values), AT_ONCE):
        yield values[begin : begin + AT_ONCE]
