"""What may be done to a case next, and how willingly: everything that belongs to it, and the acts to choose among."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, cast, literal, null, select, union_all

from bot.domain.lifecycle import Move
from bot.domain.lives import Act as A
from store.tables import Assignment, Commitment, Proposal, Reply, Survey
from tests.lives.deeds import Deed
from tests.lives.office import Office

# How willingly an act is chosen where several may follow; 1 unless it stands here.
# fmt: off
WISH: dict[A, float] = {
    A.WITHDRAW: 0.06, A.ASK_WITHDRAW: 0.08, A.CONSENT: 0.5, A.REFUSE_CONSENT: 0.1, A.INVITE: 0.6,
    A.REJECT: 0.08, A.TRANSFER: 0.06, A.RETURN_FOR_CHANGES: 0.12, A.MERGE: 0.07, A.UNMERGE: 0.4,
    A.MARK_KEY: 0.04, A.UNMARK_KEY: 0.02, A.MARK_SENSITIVE: 0.02, A.UNMARK_SENSITIVE: 0.04, A.URGE: 0.08,
    A.ANSWER: 0.08, A.MARK_URGENT: 0.03, A.UNMARK_URGENT: 0.02,
    A.MEET: 0.15, A.REOPEN: 0.12, A.ARCHIVE: 0.3, A.RETURN: 0.5, A.RETURN_AGAIN: 0.5, A.ACCEPT_AND_SUGGEST: 0.3,
    A.CANCEL: 0.06, A.OBJECT: 0.1, A.WAIVE_CONTACT: 0.2, A.ASK_PROPOSER: 0.2, A.ASK_EXTENSION: 0.2,
    A.RECORD_CONTACT: 0.7, A.SEND_BACK_OPINION: 0.5, A.SEND_BACK: 0.2, A.HOLD: 0.3, A.CHANGE_CLASS: 0.15,
    A.CORRECT: 0.05, A.CHANGE: 0.1, A.RATE: 1.5, A.DISCARD: 0.3, A.REPORT: 0.3, A.SUBMIT: 2, A.ISSUE: 2,
    A.DELIVER_OPINION: 0.7, A.TAKE_BACK: 0.4,
    A.DISMISS_OBJECTION: 0.2, A.GRANT_EXTENSION: 0.3, A.REFUSE_EXTENSION: 0.15,
}
HOME: dict[A, float] = WISH | dict.fromkeys((  # on the way to an end nobody begins anything new
    A.WITHDRAW, A.ASK_WITHDRAW, A.INVITE, A.RETURN_FOR_CHANGES, A.MERGE, A.UNMERGE, A.MARK_KEY, A.UNMARK_KEY, A.REJECT,
    A.MARK_SENSITIVE, A.URGE, A.MEET, A.REOPEN, A.RETURN, A.RETURN_AGAIN, A.CANCEL, A.OBJECT, A.ASK_PROPOSER,
    A.ASK_EXTENSION, A.SEND_BACK_OPINION, A.SEND_BACK, A.HOLD, A.CHANGE_CLASS, A.CORRECT, A.CHANGE, A.TAKE_BACK,
    A.REPORT, A.TRANSFER, A.UPHOLD, A.RULE_MOVES, A.DENY_CONTACT,
), 0) | {A.UNMARK_SENSITIVE: 0.3, A.ANSWER: 0.2, A.ARCHIVE: 1, A.REHANDLE: 0.3}
# fmt: on


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody may do something to, as the database has it."""

    life: str
    id: int
    state: str
    unit: int | None = None
    person: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A row that somebody may follow: its act, done to this."""

    subject: Subject
    name: str
    does: Deed
    row: Move | None
    wish: float


_A, _R = Assignment, Reply


def subjects(office: Office, case: int) -> list[Subject]:
    """Everything that belongs to a case, the case first."""
    nothing: Any = cast(null(), Text)
    of_share = select(
        literal("assignment"), _A.id, cast(_A.state, Text), _A.unit_id, literal(0), cast(_A.part, Text)
    ).where(_A.proposal_id == case)
    replies = select(literal("reply"), _R.id, cast(_R.state, Text), _A.unit_id, literal(0), nothing)
    surveys = select(literal("survey"), Survey.id, cast(Survey.state, Text), literal(0), Survey.person_id, nothing)
    promises = select(
        literal("commitment"), Commitment.id, cast(Commitment.state, Text), _A.unit_id, literal(0), nothing
    )
    asked = union_all(
        select(literal("proposal"), Proposal.id, cast(Proposal.state, Text), literal(0), literal(0), nothing).where(
            Proposal.id == case
        ),
        of_share,
        replies.join(_A, _R.assignment_id == _A.id).where(_A.proposal_id == case),
        surveys.join(_R, Survey.reply_id == _R.id).join(_A, _R.assignment_id == _A.id).where(_A.proposal_id == case),
        promises.join(_R, Commitment.reply_id == _R.id)
        .join(_A, _R.assignment_id == _A.id)
        .where(_A.proposal_id == case),
    )
    found = [
        Subject(row[0], row[1], row[2], row[3] or None, row[4] or None, row[5])
        for row in office.connection.execute(asked)
    ]
    return sorted(found, key=lambda one: (one.life != "proposal", one.life, one.id))
