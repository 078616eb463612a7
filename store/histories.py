"""The journal of whole cases, and the rows that it should lead to, read for a comparison."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from bot.domain.lives import Role
from store.database import Work
from store.tables import Assignment, Base, Commitment, JournalRow, Person, Proposal, Reply, Survey, table_of

_J = table_of(JournalRow).c
_REPLIES = table_of(Reply).join(table_of(Assignment), Reply.assignment_id == Assignment.id)
_FROM: Mapping[str, tuple[type[Base], Any, Any]] = {
    # life        row         the tables that lead to its case                                    the case
    "proposal": (Proposal, table_of(Proposal), Proposal.id),
    "assignment": (Assignment, table_of(Assignment), Assignment.proposal_id),
    "reply": (Reply, _REPLIES, Assignment.proposal_id),
    "survey": (Survey, table_of(Survey).join(_REPLIES, Survey.reply_id == Reply.id), Assignment.proposal_id),
    "commitment": (
        Commitment,
        table_of(Commitment).join(_REPLIES, Commitment.reply_id == Reply.id),
        Assignment.proposal_id,
    ),
}


def cases(work: Work, after: int, at_most: int) -> Sequence[int]:
    """The ids of the cases behind this one, the lowest first."""
    query = select(Proposal.id).where(Proposal.id > after).order_by(Proposal.id).limit(at_most)
    return work.connection.execute(query).scalars().all()


def lines(work: Work, case_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The journal of these cases in its order: what it has of each subject of one of the lives."""
    columns = (_J.id, _J.life, _J.subject_id, _J.act, _J.from_state, _J.to_state, _J.person_id, _J.detail)
    query = select(*columns).where(_J.proposal_id.in_(case_ids), _J.life.in_(_FROM))
    return work.connection.execute(query.order_by(_J.id)).all()


def rows(work: Work, life: str, case_ids: Collection[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """The rows of one life that belong to these cases: by id the case and every column."""
    kind, source, case = _FROM[life]
    found = work.connection.execute(
        select(case.label("of_case"), table_of(kind)).select_from(source).where(case.in_(case_ids))
    )
    return {row["id"]: (row["of_case"], dict(row)) for row in found.mappings()}


def roles(work: Work) -> dict[int, Role]:
    """The role of everybody today."""
    return {row.id: row.role for row in work.connection.execute(select(Person.id, Person.role))}


def joined(work: Work) -> list[tuple[int, int, str]]:
    """Everybody who joined, in order: the line of the journal, the person, and the role he got with it."""
    query = select(_J.id, _J.person_id, _J.detail).where(_J.act == "join").order_by(_J.id)
    return [(row.id, row.person_id, row.detail["role"]) for row in work.connection.execute(query)]
