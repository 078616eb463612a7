"""A sensitive case in which every column that holds words holds a word that stands nowhere else."""

from datetime import date
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from sqlalchemy import String, inspect, select

from bot.domain import deadlines
from bot.domain.lives import AssignmentState as A
from bot.domain.lives import CommitmentState, Part, ReplyState, SurveyState
from bot.domain.terms import Term
from bot.services.calendar import official
from store.tables import (
    Answer,
    Attachment,
    Base,
    Blob,
    Commitment,
    Contact,
    JournalRow,
    Letter,
    MirrorLetter,
    Precedent,
    PublishedReply,
    ReplyVersion,
    Survey,
    Unit,
)
from tests.looking.scene import In, put
from tests.stage import UNITS, Stage

REACHED = deadlines.due(date(2026, 3, 2), Term.parse("3 months", "reply"), official({}))
MARK = "珊瑚虫"  # nobody says it of anything else
# What is no content: codes, file ids of Telegram, names of people and units, and what only a machine reads.
NOT_SAID = frozenset(
    {"fingerprint", "external_id", "openness", "result_class", "result_scheme", "result_wording", "verdict", "option"}
    | {"file_id", "unique_id", "kind", "mode", "answer", "source", "state", "part"}
)


def marked(row: Base) -> None:
    """Fill in every column of words of a row, each with the mark and its own name."""
    for column in inspect(type(row)).columns:
        if isinstance(column.type, String) and column.key not in NOT_SAID and column.type.python_type is str:
            setattr(row, column.key, f"{MARK}{column.key}")


def hide(stage: Stage) -> tuple[int, int, list[int]]:
    """Case 12 of Dana's and Dan's, its reply before the office: the ids of case, reply and shares."""
    with stage.database.writing() as work:
        case = put(
            work,
            stage.now,
            12,
            In("housing", A.HANDLING, reply=ReplyState.AT_OFFICE),
            In("roads", A.DONE, part=Part.CO),
            title=f"关于{MARK}保护的建议",
            requests=(f"{MARK}一项", f"{MARK}二项"),
            proposers=("dana", "dan"),
        )
        case.sensitive = True
        marked(case)
        for share in case.assignments:
            marked(share)
            share.due_explained = REACHED.as_json()
            share.views = [{"unit": share.unit_id, "by": 1, "at": "", "text": f"{MARK}view"}]
            share.pauses = [{"began": "2026-03-02", "ended": "2026-03-02", "question": MARK, "answer": MARK}]
        reply = case.assignments[0].reply
        assert reply is not None
        marked(reply)
        reply.submitted_at = stage.now
        for version in (1, 2):
            reply.versions.append(ReplyVersion(version=version, at=stage.now, content=_content(f"{MARK}{version}")))
        reply.version = 2
        reply.attachments.append(Attachment(file_id="f", unique_id="u", kind="document", name=f"{MARK}.docx"))
        for request in case.requests:
            work.session.add(Answer(reply=reply, request=request, text=f"{MARK}answer"))
        share = case.assignments[0]
        contact = Contact(assignment_id=share.id, mode="visit", day=date(2026, 3, 2), at=stage.now, answer="")
        marked(contact)
        contact.file = {"kind": "document", "file_id": "f", "name": f"{MARK}.jpg"}
        promise = Commitment(reply_id=reply.id, due=date(2026, 3, 20), state=CommitmentState.OPEN, at=stage.now)
        marked(promise)
        promise.progress = [{"at": "2026-03-02", "by": 1, "text": f"{MARK}progress"}]
        unit = work.session.scalars(select(Unit).where(Unit.name == UNITS["roads"][0])).one()
        precedent = Precedent(proposal_id=case.id, unit_id=unit.id, stays=True, at=stage.now, reason=f"{MARK}ruling")
        printed = PublishedReply(proposal_id=case.id, signed_by=[UNITS["roads"][0]], text=f"{MARK}printed")
        work.session.add_all([contact, promise, precedent, printed])
        work.session.flush()
        return case.id, reply.id, [one.id for one in case.assignments]


def _content(text: str) -> dict[str, object]:
    answers = [{"request": at, "text": text, "ours": True} for at in (1, 2)]
    files = [{"name": f"{MARK}.docx", "file_id": "f", "kind": "document"}]
    return {"class": "A", "scheme": "", "wording": "", "answers": answers, "files": files}


def rate(stage: Stage, reply: int) -> None:
    """Everybody who was asked has rated the reply, with words."""
    with stage.database.writing() as work:
        for survey in work.session.scalars(select(Survey).where(Survey.reply_id == reply)):
            survey.state, survey.verdict, survey.rated_at = SurveyState.RATED, "unsatisfied", stage.now
            survey.reason = f"{MARK}reason"


def found(stage: Stage) -> list[str]:
    """Where the mark stands among all that went out or was written down: letters, files, robots, events, journal."""
    with stage.work() as work:
        places = [
            *((f"letter {one.message} to {one.chat_id}", one.body) for one in work.session.scalars(select(Letter))),
            *((f"mirror {one.message}", one.body) for one in work.session.scalars(select(MirrorLetter))),
            *((f"journal {one.act}", repr(one.detail)) for one in work.session.scalars(select(JournalRow))),
            *((f"file {one.sha256[:8]}", readable(one.content)) for one in work.session.scalars(select(Blob))),
        ]
    return [name for name, text in places if MARK in text or MARK.encode("unicode_escape").decode() in text]


def readable(content: bytes) -> str:
    """The text in a file, in those that it packs as well."""
    try:
        with ZipFile(BytesIO(content)) as pack:
            return "\n".join(f"{name}\n{readable(pack.read(name))}" for name in pack.namelist())
    except BadZipFile:
        return content.decode("utf-8", "replace")
