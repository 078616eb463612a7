"""Replies as they are written: one per assignment, an answer to each request, files, and the versions submitted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from bot.domain.lives import ReplyState
from store.database import Work
from store.tables import Answer, Assignment, Attachment, JournalRow, Person, Reply, ReplyVersion, Request, table_of


def by_id(work: Work, reply_id: int) -> Reply | None:
    """One reply, None where there is none of this id."""
    return work.session.get(Reply, reply_id)


def to_write(work: Work, reply_id: int) -> Reply:
    """The reply as it is now, held until the transaction ends, so that a text and a submission follow one another."""
    work.flush()
    return work.session.get_one(Reply, reply_id, with_for_update={"of": Reply}, populate_existing=True)


_BEGUN = select(Reply.id, Reply.state).where(Reply.assignment_id == bindparam("assignment"))
_R = table_of(Request).c
_ASKED = (
    select(_R.position, _R.text)
    .where(_R.proposal_id == bindparam("proposal"), _R.open_round >= bindparam("round"))
    .order_by(_R.position)
)


def of_assignment(work: Work, assignment: Assignment, now: datetime) -> Reply:
    """The assignment's one reply, begun now if there is none yet; of two who begin at once both get the same."""
    into = lite_insert(Reply) if work.dialect == "sqlite" else pg_insert(Reply)
    fresh = {
        "assignment_id": assignment.id,
        "state": ReplyState.DRAFTING,
        "result_class": "",
        "version": 0,
        "remark": "",
        "state_since": now,
    }
    work.flush()
    work.session.execute(into.values(**fresh).on_conflict_do_nothing(index_elements=["assignment_id"]))
    return work.session.scalars(select(Reply).where(Reply.assignment_id == assignment.id)).one()


def open_requests(work: Work, assignment: Assignment) -> Sequence[Request]:
    """The requests that the assignment's unit is to answer in its round, in their order."""
    asked = select(Request).where(Request.proposal_id == assignment.proposal_id, Request.open_round >= assignment.round)
    if assignment.requests:
        asked = asked.where(Request.position.in_(assignment.requests))
    return work.session.scalars(asked.order_by(Request.position)).all()


def to_answer(work: Work, assignment: Assignment) -> Sequence[Request]:
    """Those of them that a reply answers one by one; of a case answered orally, the first stands for all of them."""
    asked = open_requests(work, assignment)
    return asked[:1] if assignment.proposal.answered_orally else asked


def begun(work: Work, assignment_id: int) -> Row[Any, Any] | None:
    """The reply of a share for a card that only names it: a row of (id, state), None if none is begun."""
    return work.connection.execute(_BEGUN, {"assignment": assignment_id}).first()


def asked(work: Work, assignment: Assignment) -> Sequence[Row[Any, Any]]:
    """The same for a card that only shows them: rows of (position, text)."""
    rows = work.connection.execute(_ASKED, {"proposal": assignment.proposal_id, "round": assignment.round})
    return [row for row in rows if not assignment.requests or row.position in assignment.requests]


def answers(work: Work, reply: Reply) -> dict[int, Answer]:
    """What is saved so far, by the id of the request, as the database has it now."""
    saved = select(Answer).where(Answer.reply_id == reply.id)
    found = work.session.scalars(saved, execution_options={"populate_existing": True})
    return {answer.request_id: answer for answer in found}


def append(work: Work, reply: Reply, request: Request, text: str) -> None:
    """Add a text below what is saved to a request; an earlier "not ours", or a machine's outline, gives way to it."""
    stays = Answer.ours & ~Answer.machine & (Answer.text != "")
    added = case((stays, Answer.text + "\n" + text), else_=text)
    row = {"reply_id": reply.id, "request_id": request.id, "text": text, "ours": True, "machine": False}
    _put(work, row, text=added, ours=True, machine=False)


def replace(work: Work, reply: Reply, request: Request, text: str, *, ours: bool, machine: bool = False) -> None:
    """Put a text in the place of what is saved; ``ours`` False makes it the reason why the request is another's."""
    row = {"reply_id": reply.id, "request_id": request.id, "text": text, "ours": ours, "machine": machine}
    _put(work, row, text=text, ours=ours, machine=machine)


def _put(work: Work, row: dict[str, Any], **otherwise: Any) -> None:  # noqa: ANN401 - columns and their values
    into = lite_insert(Answer) if work.dialect == "sqlite" else pg_insert(Answer)
    statement = into.values(**row).on_conflict_do_update(index_elements=["reply_id", "request_id"], set_=otherwise)
    work.flush()
    work.session.execute(statement)


def files(work: Work, reply: Reply) -> Sequence[Attachment]:
    """The files that go with a reply, in the order they came."""
    kept = select(Attachment).where(Attachment.reply_id == reply.id)
    return work.session.scalars(kept.order_by(Attachment.id)).all()


def attach(work: Work, file: Attachment) -> bool:
    """Keep a file with its reply; False if the same file is there already."""
    same = select(Attachment.id).where(Attachment.reply_id == file.reply_id, Attachment.unique_id == file.unique_id)
    if work.session.scalar(same) is not None:
        return False
    work.session.add(file)
    work.flush()
    return True


def detach(work: Work, reply: Reply, file_id: int) -> None:
    """The file no longer goes with the reply."""
    work.session.execute(delete(Attachment).where(Attachment.id == file_id, Attachment.reply_id == reply.id))


def keep_version(work: Work, version: ReplyVersion) -> None:
    """Write down a submitted text; it is never changed afterwards."""
    work.session.add(version)
    work.flush()


def versions(work: Work, reply: Reply) -> Sequence[ReplyVersion]:
    """Every version that was given on, the first first."""
    kept = select(ReplyVersion).where(ReplyVersion.reply_id == reply.id)
    return work.session.scalars(kept.order_by(ReplyVersion.version)).all()


def authors(work: Work, kept: Iterable[ReplyVersion]) -> dict[int, str]:
    """The names of those who gave these versions on, by version."""
    by = {version.version: version.by for version in kept if version.by is not None}
    named = select(Person.id, Person.name).where(Person.id.in_(set(by.values())))
    names: dict[int, str] = {row.id: row.name for row in work.session.execute(named)}
    return {version: names.get(person, "") for version, person in by.items()}


_J = table_of(JournalRow).c
_WRITTEN = (
    select(_J.at, _J.act, _J.detail, Person.name)
    .outerjoin(Person, Person.id == _J.person_id)
    .where(_J.life == "reply", _J.subject_id == bindparam("reply"), _J.act.in_(("write", "clear", "not_ours")))
    .order_by(_J.id)
)


def written(work: Work, reply_id: int) -> Sequence[Row[Any, Any]]:
    """Who wrote to which request when, from the journal: rows of (at, act, detail, name), the first first."""
    return work.connection.execute(_WRITTEN, {"reply": reply_id}).all()


def waiting(work: Work, state: ReplyState, unit_id: int | None = None) -> Sequence[Reply]:
    """The replies that lie in a state, of one unit or of all, the longest waiting first."""
    lying = select(Reply).join(Reply.assignment).where(Reply.state == state)
    if unit_id is not None:
        lying = lying.where(Assignment.unit_id == unit_id)
    return work.session.scalars(lying.order_by(Reply.state_since, Reply.id)).all()
