"""Letters that matter: who has seen them and who takes the matter up, the copies of each, and those nobody has seen."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select, update

from bot.domain.lives import Role
from bot.domain.reminders import DutyKind
from store.database import Work
from store.tables import Assignment, Commitment, Letter, Notice, Proposal, Reminded, Reply, table_of
from store.tables.traffic import LetterState

_N, _L, _R = table_of(Notice).c, table_of(Letter).c, table_of(Reminded).c
_ARRIVED = (LetterState.SENT, LetterState.SEEN)
_WAITS = (LetterState.NEW, LetterState.UNKNOWN)
SEVERAL = "reminders/digest"
SEVERAL_SILENT = "notices/silent_several"
_PAGES = ("", *(f":{page}" for page in range(1, 8)))

Subject = Proposal | Assignment | Reply | Commitment
_ROWS: dict[str, Any] = {  # the class of its rows
    "proposal": Proposal,
    "assignment": Assignment,
    "reply": Reply,
    "commitment": Commitment,
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A letter in somebody's chat, as it was sent: ``body`` as the outbox has it."""

    person_id: int
    message_id: int
    body: dict[str, Any]

    @property
    def place(self) -> tuple[int, int]:
        """Whose chat, and which message in it."""
        return self.person_id, self.message_id


def add(work: Work, notice: Notice) -> None:
    """Keep a notice; it has an id then."""
    work.session.add(notice)
    work.flush()


def by_id(work: Work, notice_id: int) -> Notice | None:
    """One notice as it stands, held until the transaction ends; None where there is none of this id."""
    return work.session.get(Notice, notice_id, with_for_update=True, populate_existing=True)


def by_keys(work: Work, keys: Iterable[str]) -> dict[str, Notice]:
    """Those that are told of more than once, by their keys."""
    found = work.session.scalars(select(Notice).where(Notice.key.in_(set(keys))))
    return {notice.key: notice for notice in found if notice.key is not None}


def acted(work: Work, proposal_id: int, unit_id: int, roles: Collection[Role], by: int, now: datetime) -> None:
    """Somebody of the unit did something to the case: he has seen what he was told of it."""
    work.connection.execute(
        update(Notice)
        .where(_N.proposal_id == proposal_id, _N.unit_id == unit_id, _N.role.in_(roles), _N.seen_at.is_(None))
        .values(seen_at=now, seen_by=by)
    )


def silent(work: Work, now: datetime, at_most: int) -> Sequence[Notice]:
    """Those that nobody has seen, and whose next circle is to be told by now."""
    query = select(Notice).where(_N.seen_at.is_(None), _N.next_at.is_not(None), _N.next_at <= now)
    return work.session.scalars(query.order_by(_N.next_at, _N.id).limit(at_most).with_for_update()).all()


def subject(work: Work, notice: Notice) -> Subject | None:
    """What a notice is about, as long as it stands as it did then."""
    row: Subject | None = work.session.get(_ROWS[notice.life], notice.subject_id)
    return row if row is not None and row.state.value == notice.state else None


def copies(work: Work, notice: Notice, people: Collection[int]) -> list[Copy]:
    """The copies of these people, in whoever's chat they are; of a reminder that came alone the newest."""
    if notice.key is not None:
        _, kind, subject_id, _ = notice.key.split(":", 3)
        said = select(_R.letter).where(
            _R.kind == DutyKind(kind), _R.subject_id == int(subject_id), _R.person_id.in_(people)
        )
        where = and_(_L.once.in_(said), _L.message != SEVERAL)
    else:
        where = _L.once.in_([f"{notice.letters}:{person}{page}" for person in people for page in _PAGES])
    query = select(_L.person_id, _L.message_id, _L.body).where(where, _L.state.in_(_ARRIVED)).order_by(_L.id)
    found = [
        Copy(row.person_id, row.message_id, json.loads(row.body))
        for row in work.connection.execute(query)
        if row.message_id is not None
    ]
    newest = {copy.person_id: copy for copy in found if copy.body.get("buttons")}
    return list(newest.values())


def own_copy(work: Work, person_id: int, message_id: int) -> Copy | None:
    """The letter that stands in somebody's chat under Telegram's id, as it was last put there."""
    query = select(_L.body).where(_L.person_id == person_id, _L.message_id == message_id).order_by(_L.id.desc())
    row = work.connection.execute(query.limit(1)).first()
    return Copy(person_id, message_id, json.loads(row.body)) if row is not None else None


def cancel_settled(work: Work, letters: Collection[int], now: datetime, why: str) -> None:
    """Of letters that tell of a silence, those that wait and tell of one that is over do not leave any more."""
    rows = work.connection.execute(
        select(_L.id, _L.once).where(_L.id.in_(letters), _L.message != SEVERAL_SILENT, _L.state.in_(_WAITS))
    )
    about = {row.id: int(row.once.split(":")[1]) for row in rows if row.once and row.once.startswith("silent:")}
    seen = select(_N.id).where(_N.id.in_(set(about.values())), _N.seen_at.is_not(None))
    over = set(work.connection.execute(seen).scalars())
    past = [letter for letter, notice in about.items() if notice in over]
    work.connection.execute(
        update(Letter).where(_L.id.in_(past)).values(state=LetterState.CANCELLED, settled_at=now, error=why)
    )
