"""What is owed by when: duties whose date is near or past, found by their dates, and what was said of them already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, selectinload

from bot.domain.lives import AssignmentState, CommitmentState, Part, ProposalState, ReplyState, SurveyState
from bot.domain.reminders import DutyKind
from store.contacts import DENIED
from store.countersigns import NOT_CONCERNED
from store.database import Work
from store.tables import (
    Assignment,
    Commitment,
    Contact,
    Countersignature,
    Proposal,
    Proposer,
    Reminded,
    Reply,
    Sitting,
    Survey,
    table_of,
)

AT_ONCE = 500  # values in one question; SQLite takes 32,766

Subject = Proposal | Assignment | Reply | Survey | Commitment
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Owing:
    """One open duty: the row that owes, by when, since when, and ``whose`` it is: a unit's id, a deputy's own."""

    kind: DutyKind
    id: int
    due: date
    since: datetime
    whose: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a kind of duty is kept: its table, when it is open, and its columns."""

    row: type[Proposal] | type[Assignment] | type[Reply] | type[Survey] | type[Commitment]
    open: Sequence[ColumnElement[bool]]
    due: InstrumentedAttribute[Any]
    since: InstrumentedAttribute[Any]
    whose: Any  # a column


_P, _A, _R, _V, _C = Proposal, Assignment, Reply, Survey, Commitment
_N = table_of(Reminded).c
_URGENT = _A.proposal_id.in_(select(Proposal.id).where(Proposal.urgent))
# A reply that has left the drafter is its reader's duty, not the drafter's.
GONE_ON = tuple(state for state in ReplyState if state not in (ReplyState.DRAFTING, ReplyState.DROPPED))
_DRAFTED = ~select(_R.id).where(_R.assignment_id == _A.id, _R.state.in_(GONE_ON)).exists()
WITH_OFFICE = (AssignmentState.RETURNED, AssignmentState.DISPUTED)  # given back by a unit
_ANSWERS = (_A.state == AssignmentState.HANDLING, _A.part != Part.CO, _DRAFTED)
_SPOKE = select(Contact.id).where(Contact.assignment_id == _A.id, Contact.answer != DENIED).exists()
_TO_SPEAK = (*_ANSWERS, _A.contact_waived_at.is_(None), ~_SPOKE)
_ASKS = (_A.state == AssignmentState.HANDLING, _A.extension_asked_at.is_not(None))
_TALK, _MORE, _ASKED = _A.first_contact_due, _A.extension_due, _A.extension_asked_at
_ASSISTS = (_A.state == AssignmentState.HANDLING, _A.part == Part.CO)

# A co-unit owes its signature under a reply until it has signed the present version.
_CO = aliased(Assignment)
_SIGNED = select(Countersignature.id).where(
    Countersignature.reply_id == _R.id, Countersignature.version == _R.version, Countersignature.unit_id == _CO.unit_id
)
_CO_OF_CASE = and_(
    _CO.proposal_id == _A.proposal_id,
    _CO.round == _A.round,
    _CO.part == Part.CO,
    _CO.state.not_in(NOT_CONCERNED),
    ~_SIGNED.exists(),
)
_TO_SIGN = (_R.state == ReplyState.AT_UNITS,)

# Who was asked to sign a proposal owes an answer; a question of a unit is owed by everybody who put the case forward.
_S = Proposer
_SIGNERS = and_(_S.proposal_id == _P.id, _S.invited_at.is_not(None), _S.signed_at.is_(None), _S.declined_at.is_(None))
_MERGED = aliased(Proposal)
_ASKED_OF = or_(
    _S.proposal_id == _A.proposal_id,
    _S.proposal_id.in_(select(_MERGED.id).where(_MERGED.merged_into == _A.proposal_id)),
)

# fmt: off
_KINDS: Mapping[DutyKind, _Kind] = {
    #                         table open while                               due            since            whose
    DutyKind.SIGN:     _Kind(_P, (_P.state == ProposalState.SIGNING,),    _P.sign_until, _S.invited_at,   _S.person_id),
    DutyKind.ACCEPT:   _Kind(_A, (_A.state == AssignmentState.OFFERED,),  _A.accept_due, _A.assigned_at,  _A.unit_id),
    DutyKind.RETURN:   _Kind(_A, (_A.state.in_(WITH_OFFICE),),            _A.return_due, _A.returned_at, _A.unit_id),
    DutyKind.CONTACT:  _Kind(_A, _TO_SPEAK,                               _TALK,         _A.assigned_at,  _A.unit_id),
    DutyKind.QUESTION: _Kind(_A, (_A.state == AssignmentState.PAUSED,),   _A.paused_until, _A.asked_at,   _S.person_id),
    DutyKind.EXTENSION: _Kind(_A, _ASKS,                                  _MORE,         _ASKED,          _A.unit_id),
    DutyKind.DRAFT:    _Kind(_A, _ANSWERS,                                _A.due,        _A.assigned_at,  _A.unit_id),
    DutyKind.OPINION:  _Kind(_A, _ASSISTS,                                _A.due,        _A.assigned_at,  _A.unit_id),
    DutyKind.COUNTERSIGN: _Kind(_R, _TO_SIGN,                             _R.state_due,  _R.state_since,  _CO.unit_id),
    DutyKind.APPROVAL: _Kind(_R, (_R.state == ReplyState.AT_LEADER,),     _R.state_due,  _R.state_since,  _A.unit_id),
    DutyKind.REVIEW:   _Kind(_R, (_R.state == ReplyState.AT_OFFICE,),     _R.state_due,  _R.state_since,  _A.unit_id),
    DutyKind.SURVEY:   _Kind(_V, (_V.state == SurveyState.OPEN,),         _V.due,        _V.opened_at,    _V.person_id),
    DutyKind.COMMITMENT: _Kind(_C, (_C.state == CommitmentState.OPEN,),   _C.due,        _C.at,           _A.unit_id),
}
# fmt: on


def near(work: Work, kind: DutyKind, until: date, today: date, *, urgent: bool = False) -> list[Owing]:
    """The open duties of a kind that are due by a date, past ones too, the oldest first; an index finds them.

    ``urgent`` asks for those of urgent cases alone. What a sitting has a common time to rate for is owed from its
    first day on, and what was opened after it not yet.
    """
    where = _KINDS[kind]
    query = _open(kind).where(where.due <= until)
    if where.row is Survey:
        taken = and_(Sitting.survey_from <= today, _V.due <= Sitting.survey_until)
        query = query.join(Proposal.sitting).where(or_(Sitting.survey_from.is_(None), _R.issued_at.is_(None), taken))
    if urgent:
        query = query.where(Proposal.urgent if where.row is Proposal else _URGENT)
    return _found(work, kind, query.order_by(where.due, where.row.id))


def still_open(work: Work, kind: DutyKind, ids: Iterable[int]) -> list[Owing]:
    """Those of these duties that are owed as things stand, whenever they are due."""
    row = _KINDS[kind].row
    return [owing for some in _by_portions(ids) for owing in _found(work, kind, _open(kind).where(row.id.in_(some)))]


def has_urgent(work: Work) -> bool:
    """Whether there is an urgent case at all."""
    return work.connection.execute(select(Proposal.id).where(Proposal.urgent).limit(1)).first() is not None


def _open(kind: DutyKind) -> Select[Any]:
    where = _KINDS[kind]
    urgent = Proposal.urgent if where.row is Proposal else _URGENT
    query = select(where.row.id, where.due, where.since, where.whose, urgent)
    if kind is DutyKind.SIGN:
        query = query.join(_S, and_(_SIGNERS, _S.person_id.is_not(None)))
    elif kind is DutyKind.QUESTION:
        query = query.join(_S, and_(_ASKED_OF, _S.person_id.is_not(None))).distinct()
    elif where.row is Reply:
        query = query.join(_R.assignment)
        if kind is DutyKind.COUNTERSIGN:
            query = query.join(_CO, _CO_OF_CASE)
    elif where.row is Commitment:
        query = query.join(_C.reply).join(_R.assignment)
    elif where.row is Survey:
        query = query.join(_V.reply).join(_R.assignment).join(_A.proposal)
    return query.where(*where.open)


def _found(work: Work, kind: DutyKind, query: Select[Any]) -> list[Owing]:
    return [Owing(kind, *row) for row in work.connection.execute(query)]


def rows(work: Work, kind: DutyKind, ids: Iterable[int]) -> Iterator[Subject]:
    """The rows themselves, as far as they still owe it."""
    where = _KINDS[kind]
    for some in _by_portions(ids):
        query = select(where.row).where(where.row.id.in_(some), *where.open)
        if where.row is Assignment:
            query = query.options(selectinload(_A.reply))
        yield from cast("Iterable[Subject]", work.session.scalars(query))


def said(work: Work, keys: Iterable[str]) -> dict[str, datetime]:
    """Which of these steps were said, by their ``once`` with the person's id, and when."""
    found: dict[str, datetime] = {}
    for some in _by_portions(keys):
        query = select(_N.once, _N.at).where(_N.once.in_(some))
        found |= {row.once: row.at for row in work.connection.execute(query)}
    return found


def _by_portions(values: Iterable[T]) -> Iterator[list[T]]:
    left = list(values)
    while left:
        yield left[:AT_ONCE]
        del left[:AT_ONCE]
