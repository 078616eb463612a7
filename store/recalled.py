"""What is needed to know how cases stood at a past moment: their journal with its moments, and what has its own."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.history import SAID
from bot.domain.lives import Act
from store import histories
from store.contacts import DENIED
from store.database import Work
from store.tables import Contact, Countersignature, JournalRow, Proposal, table_of

AT_ONCE = 300  # cases in one question
LIVES = ("proposal", "assignment", "reply", "survey", "commitment")

_J = table_of(JournalRow).c
_C = table_of(Contact).c
_S = table_of(Countersignature).c


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal: when, of which subject, from which state to which, and the columns it fills in."""

    case: int
    life: str
    subject: int
    at: datetime
    act: str
    from_state: str
    to_state: str
    sets: dict[str, Any]
    was: str = ""  # the date that it had before, where the line gives it another

    @property
    def moves(self) -> bool:
        """Whether it came to another state with it, or to the next reader in the same."""
        return bool(self.to_state) and (self.from_state != self.to_state or self.act == Act.PASS_ON)


@dataclass(frozen=True, slots=True)
class Talk:
    """A contact with the proposers: of which share, when it was recorded, and when one of them denied it."""

    share: int
    at: datetime
    denied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A unit agreed with a version of a reply."""

    reply: int
    version: int
    unit: int
    at: datetime


def moved_since(work: Work, since: datetime) -> list[int]:
    """The ids of the cases of which something was written down at a moment or later."""
    query = select(_J.proposal_id).where(_J.at >= since, _J.proposal_id.is_not(None)).distinct()
    return sorted(work.connection.execute(query).scalars())


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many cases at once."""
    for begin in range(0, len(ids), AT_ONCE):
        yield ids[begin : begin + AT_ONCE]


def lines(work: Work, cases: Collection[int]) -> list[Line]:
    """The journal of the cases, shares, replies, surveys and promises of these cases, in its order."""
    columns = (_J.proposal_id, _J.life, _J.subject_id, _J.at, _J.act, _J.from_state, _J.to_state, _J.detail)
    query = select(*columns).where(_J.proposal_id.in_(cases), _J.life.in_(LIVES)).order_by(_J.id)
    return [Line(*row[:7], _told(row[7]), row[7].get("was", "")) for row in work.connection.execute(query)]


def _told(detail: dict[str, Any]) -> dict[str, Any]:
    sets: dict[str, Any] = detail.get("sets", {})
    return {name: detail[name] for name in SAID if name in detail} | sets


def rows(work: Work, life: str, cases: Collection[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """The rows of a life of these cases as they are: by id the case and every column."""
    return histories.rows(work, life, cases)


def talks(work: Work, shares: Collection[int]) -> list[Talk]:
    """What was recorded of contacts for these shares."""
    query = select(_C.assignment_id, _C.at, _C.answer, _C.answered_at).where(_C.assignment_id.in_(shares))
    found = work.connection.execute(query)
    return [Talk(row[0], row[1], (row[3] or row[1]) if row[2] == DENIED else None) for row in found]


def signatures(work: Work, replies: Collection[int]) -> list[Signature]:
    """Who agreed with which version of these replies."""
    query = select(_S.reply_id, _S.version, _S.unit_id, _S.at).where(_S.reply_id.in_(replies))
    return [Signature(*row) for row in work.connection.execute(query)]


def proposals(work: Work, cases: Collection[int]) -> dict[int, Proposal]:
    """The cases themselves, with their sittings."""
    return {one.id: one for one in work.session.scalars(select(Proposal).where(Proposal.id.in_(cases))).unique()}
