"""The objects that every sample shows: one case with everything around it, as rows that no database has seen."""

from datetime import UTC, date, datetime, timedelta

from bot.demo.samples import written
from bot.domain.lives import AssignmentState, CommitmentState, Kind, Part, ProposalState, ReplyState, Role, SurveyState
from store.people import Who
from store.tables import (
    Answer,
    Assignment,
    Attachment,
    Commitment,
    Person,
    Precedent,
    Proposal,
    Proposer,
    PublishedReply,
    Reply,
    ReplyVersion,
    Request,
    Sitting,
    Survey,
    Unit,
)

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DUE = date(2026, 6, 2)

REQUESTS = (written.FIRST_REQUEST, written.SECOND_REQUEST, written.THIRD_REQUEST)
NOT_OURS = 2  # the position of the request that is somebody else's business
ANSWERS = (written.FIRST_ANSWER, written.SECOND_ANSWER, written.THIRD_ANSWER)


def unit(number: int, name: str, full_name: str) -> Unit:
    return Unit(id=number, name=name, full_name=full_name, aliases=[name], kind="政府部门", level="市级", active=True)


HOUSING = unit(1, written.HOUSING, written.HOUSING_IN_FULL)
ROADS = unit(2, written.ROADS, written.ROADS_IN_FULL)

# fmt: off
OLGA = Who(1, 101, written.OLGA, Role.OFFICE, None, "zh")
UMA  = Who(2, 102, written.UMA, Role.LIAISON, 1, "zh")
UGO  = Who(3, 103, written.UGO, Role.LIAISON, 2, "zh")
LENA = Who(4, 104, written.LENA, Role.LEADER, 1, "zh")
DANA = Who(5, 105, written.DANA, Role.DEPUTY, None, "zh")
DAN  = Who(6, 106, written.DAN, Role.DEPUTY, None, "zh")
VERA = Who(7, 107, written.VERA, Role.SUPERVISOR, None, "zh")
# fmt: on
EVERYBODY = (OLGA, UMA, UGO, LENA, DANA, DAN, VERA)


def person(who: Who) -> Person:
    """The row behind somebody of the cast."""
    unit = {None: None, 1: HOUSING, 2: ROADS}[who.unit_id]
    return Person(
        id=who.id,
        chat_id=who.chat_id,
        name=who.name,
        role=who.role,
        unit_id=who.unit_id,
        unit=unit,
        language=who.language,
        active=True,
        reachable=True,
        joined_at=NOW,
    )


def proposal(state: ProposalState = ProposalState.HANDLING, number: int | None = 12, requests: int = 3) -> Proposal:
    """A suggestion of Dana's with Dan as cosigner; ``number`` None is how it stands before it is filed."""
    case = Proposal(
        id=7,
        sitting_id=1,
        sitting=Sitting(id=1, name=written.SITTING, last_number=12),
        number=number,
        kind=Kind.SUGGESTION,
        title=written.TITLE,
        background=written.BACKGROUND,
        state=state,
        round=1,
        key=True,
        wished_units=written.HOUSING,
        reason=written.REASON,
        created_at=NOW - timedelta(days=3),
        submitted_at=NOW - timedelta(days=2),
        filed_at=NOW - timedelta(days=1) if number else None,
        closed_at=None,
    )
    for position in range(1, requests + 1):
        case.requests.append(Request(id=20 + position, position=position, text=REQUESTS[position - 1], open_round=1))
    for position, who in enumerate((DANA, DAN), start=1):
        proposer = Proposer(id=30 + position, position=position, name=who.name, person_id=who.id, person=person(who))
        case.proposers.append(proposer)
    case.published.append(PublishedReply(id=1, text=written.FIRST_ANSWER, signed_by=[written.HOUSING]))
    return case


def assignment(
    state: AssignmentState = AssignmentState.OFFERED, part: Part = Part.LEAD, of: Unit = HOUSING
) -> Assignment:
    """The share of Uma's unit (or another) in the case."""
    return Assignment(
        id=9,
        proposal_id=7,
        proposal=proposal(),
        unit_id=of.id,
        unit=of,
        part=part,
        round=1,
        state=state,
        assigned_at=NOW,
        accept_due=date(2026, 3, 5),
        return_until=date(2026, 3, 9),
        due=DUE,
        original_due=date(2026, 5, 29),
        due_explained={},
        accepted_at=NOW,
        accepted_in_time=True,
        done_at=None,
        done_in_time=None,
        reason=written.REASON,
        suggested_unit=written.ROADS,
        opinion=written.OPINION,
        requests=[1, 3],
    )


def reply(state: ReplyState = ReplyState.AT_OFFICE) -> Reply:
    """A reply to all requests, the second of them answered with "not ours", with one file and one version."""
    share = assignment(AssignmentState.HANDLING)
    text = Reply(
        id=11,
        assignment_id=share.id,
        assignment=share,
        state=state,
        result_class="B",
        result_scheme="abc",
        result_wording=written.WORDING,
        step=0,
        document_number="",
        version=1,
        drafted_by=UMA.id,
        approved_by=LENA.id,
        remark=written.REMARK,
        state_since=NOW,
        state_due=date(2026, 3, 5),
        submitted_at=NOW,
        issued_at=NOW,
    )
    for request in share.proposal.requests:
        answer = Answer(
            id=40 + request.position, request_id=request.id, request=request, ours=request.position != NOT_OURS
        )
        answer.text = ANSWERS[request.position - 1]
        text.answers.append(answer)
    content = {"class": "B", "answers": [{"request": 21, "text": written.FIRST_ANSWER, "ours": True}], "files": []}
    text.versions.append(ReplyVersion(id=1, version=1, by=UMA.id, at=NOW, content=content))
    text.attachments.append(
        Attachment(id=1, file_id="file", unique_id="unique", name=written.ENCLOSED, kind="document", size=2048)
    )
    return text


def survey(state: SurveyState = SurveyState.OPEN) -> Survey:
    """Dana's rating of the reply, unsatisfied with its result."""
    return Survey(
        id=13,
        reply_id=11,
        reply=reply(ReplyState.ISSUED),
        person_id=DANA.id,
        person=person(DANA),
        state=state,
        opened_at=NOW,
        due=date(2026, 3, 23),
        answers={"attitude": "satisfied", "result": "unsatisfied", "contact": "basically"},
        verdict="unsatisfied",
        reason=written.REASON,
        rated_at=NOW,
    )


def precedent() -> Precedent:
    """A ruling that such a case is the business of Uma's unit."""
    return Precedent(
        id=15, proposal_id=7, proposal=proposal(), unit_id=1, unit=HOUSING, stays=True, reason=written.REASON, at=NOW
    )


PROPOSAL = proposal()
PRECEDENT = precedent()
ASSIGNMENT = assignment()
REPLY = reply()
SURVEY = survey()

# What every template about a reply, an assignment and so on may show: see bot.services.life.around.
ABOUT_PROPOSAL: dict[str, object] = {"proposal": PROPOSAL}
ABOUT_ASSIGNMENT: dict[str, object] = {"proposal": ASSIGNMENT.proposal, "assignment": ASSIGNMENT}
ABOUT_REPLY: dict[str, object] = {
    "proposal": REPLY.assignment.proposal,
    "assignment": REPLY.assignment,
    "reply": REPLY,
}
ABOUT_SURVEY: dict[str, object] = {
    "proposal": SURVEY.reply.assignment.proposal,
    "assignment": SURVEY.reply.assignment,
    "reply": SURVEY.reply,
    "survey": SURVEY,
}
COMMITMENT = Commitment(
    id=31,
    reply=REPLY,
    text=written.PROMISE,
    due=date(2026, 12, 31),
    state=CommitmentState.OPEN,
    carried=1,
    progress=[{"at": "2026-06-02T02:00:00+00:00", "by": written.UMA, "text": written.REASON}],
    at=NOW,
)
ABOUT_COMMITMENT: dict[str, object] = ABOUT_REPLY | {"commitment": COMMITMENT}
