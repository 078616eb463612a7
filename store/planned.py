"""What the office holds back or says in its own words of a day's mail, and which duties belong to a case."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from bot.domain.reminders import DutyKind
from store.database import Work
from store.tables import Assignment, Commitment, Foreword, Hold, Letter, Reply, Survey, table_of
from store.tables.traffic import LetterState

Key = tuple[int, DutyKind, int]  # the person, and the kind and id of the duty

_H, _F, _L = table_of(Hold).c, table_of(Foreword).c, table_of(Letter).c
_OF_REPLIES = (DutyKind.COUNTERSIGN, DutyKind.APPROVAL, DutyKind.REVIEW)


def holds(work: Work, day: date) -> dict[Key, date]:
    """Until when nothing is said of what, as of a day."""
    query = select(_H.person_id, _H.kind, _H.subject_id, _H.until).where(_H.since <= day, _H.until > day)
    return {(row.person_id, row.kind, row.subject_id): row.until for row in work.connection.execute(query)}


def hold(work: Work, keys: Iterable[Key], since: date, until: date, by: int | None, now: datetime) -> None:
    """Nothing is said of these until a day."""
    insert = lite_insert(Hold) if work.dialect == "sqlite" else pg_insert(Hold)
    rows = [
        {"person_id": who, "kind": kind, "subject_id": id_, "since": since, "until": until, "by": by, "at": now}
        for who, kind, id_ in sorted(set(keys))
    ]
    fresh = insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=["person_id", "kind", "subject_id"],
        set_={"since": fresh.since, "until": fresh.until, "by": fresh.by, "at": fresh.at},
    )
    if rows:
        work.connection.execute(statement, rows)


def release(work: Work, keys: Iterable[Key]) -> None:
    """These are said again on their own day."""
    for who, kind, id_ in sorted(set(keys)):
        work.connection.execute(delete(Hold).where(_H.person_id == who, _H.kind == kind, _H.subject_id == id_))


def forget(work: Work, before: date) -> None:
    """What was held or written for days long ago."""
    work.connection.execute(delete(Hold).where(_H.until < before))
    work.connection.execute(delete(Foreword).where(_F.day < before))


def reword(work: Work, person_id: int, day: date, text: str, by: int | None, now: datetime) -> None:
    """These words stand above what somebody gets on a day, in the place of any written before."""
    insert = lite_insert(Foreword) if work.dialect == "sqlite" else pg_insert(Foreword)
    values: dict[str, Any] = {"text": text, "by": by, "at": now}
    statement = insert.values(person_id=person_id, day=day, **values)
    work.connection.execute(statement.on_conflict_do_update(index_elements=["person_id", "day"], set_=values))


def forewords(work: Work, day: date) -> dict[int, str]:
    """The office's words for a day that were not said yet, by the person whose letter they stand above."""
    said = exists().where(_L.once == _F.letter, _L.state != LetterState.CANCELLED)
    query = select(_F.person_id, _F.text).where(_F.day == day, ~said)
    return {row.person_id: row.text for row in work.connection.execute(query)}


def say(work: Work, person_id: int, day: date, letter: str) -> None:
    """The words are in this letter; if it does not leave, they are said with the next one of the day."""
    work.connection.execute(update(Foreword).where(_F.person_id == person_id, _F.day == day).values(letter=letter))


def of_case(work: Work, proposal_id: int) -> set[tuple[DutyKind, int]]:
    """The kinds and ids of all that may be owed in a case."""
    shares = work.connection.execute(select(Assignment.id).where(Assignment.proposal_id == proposal_id)).scalars().all()
    replies = work.connection.execute(select(Reply.id).where(Reply.assignment_id.in_(shares))).scalars().all()
    surveys = work.connection.execute(select(Survey.id).where(Survey.reply_id.in_(replies))).scalars().all()
    promises = work.connection.execute(select(Commitment.id).where(Commitment.reply_id.in_(replies))).scalars().all()
    others = dict.fromkeys(_OF_REPLIES, replies) | {
        DutyKind.SIGN: [proposal_id],
        DutyKind.SURVEY: surveys,
        DutyKind.COMMITMENT: promises,
    }
    return {(kind, id_) for kind in DutyKind for id_ in others.get(kind, shares)}
