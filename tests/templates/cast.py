"""The objects that every sample shows: one case with everything around it, as rows that no database has seen.

What people wrote is hostile: markup, brackets and escapes that must come out as the characters they are.
"""

from datetime import UTC, date, datetime, timedelta

from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState, Role, SurveyState
from store.people import Who
from store.tables import (
    Answer,
    Assignment,
    Attachment,
    Person,
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

HOSTILE = 'A & B <b>bold</b> <script> &lt; "quoted" [label](act:1) {{ name }} https://a.example/?x=1&y=2'
HOSTILE_NAME = "O'Neil <i>& [Söhne](x:1)"
HOSTILE_TITLE = "修缮老旧小区 <电梯> & [消防](lang:en) 设施的建议"
LONG = ("逐条答复如下 <一> & [二]。" * 30 + "\n") * 10  # 4,810 characters: more than one message


def unit(number: int, name: str, full_name: str) -> Unit:
    return Unit(id=number, name=name, full_name=full_name, aliases=[name], kind="政府部门", level="市级", active=True)


HOUSING = unit(1, "住房建设局 <& [分局]>", "某某市住房建设局 & (本级)")
ROADS = unit(2, "道路管理处", "某某市道路管理处")

# fmt: off
OLGA = Who(1, 101, HOSTILE_NAME, Role.OFFICE, None, "zh")
UMA  = Who(2, 102, "Uma <&>", Role.LIAISON, 1, "zh")
UGO  = Who(3, 103, "Ugo", Role.LIAISON, 2, "zh")
LENA = Who(4, 104, "Lena [L](x:y)", Role.LEADER, 1, "zh")
DANA = Who(5, 105, "Dana & Söhne", Role.DEPUTY, None, "zh")
DAN  = Who(6, 106, "Dan", Role.DEPUTY, None, "zh")
VERA = Who(7, 107, "Vera", Role.SUPERVISOR, None, "zh")
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
        sitting=Sitting(id=1, name="市十六届人大五次会议 <&>", last_number=12),
        number=number,
        kind=Kind.SUGGESTION,
        title=HOSTILE_TITLE,
        background=f"近年来……{HOSTILE}",
        state=state,
        round=1,
        key=True,
        wished_units="住建局、[道路](x:1)处 <&>",
        reason=HOSTILE,
        created_at=NOW - timedelta(days=3),
        submitted_at=NOW - timedelta(days=2),
        filed_at=NOW - timedelta(days=1) if number else None,
        closed_at=None,
    )
    for position in range(1, requests + 1):
        case.requests.append(
            Request(id=20 + position, position=position, text=f"要求{position}：{HOSTILE}", open_round=1)
        )
    for position, who in enumerate((DANA, DAN), start=1):
        proposer = Proposer(id=30 + position, position=position, name=who.name, person_id=who.id, person=person(who))
        case.proposers.append(proposer)
    case.published.append(PublishedReply(id=1, text=HOSTILE, signed_by=["住建局 <&>"]))
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
        policy={},
        accepted_at=NOW,
        accepted_in_time=True,
        done_at=None,
        done_in_time=None,
        reason=HOSTILE,
        suggested_unit="道路处 <&> [x](y)",
        opinion=HOSTILE,
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
        version=1,
        drafted_by=UMA.id,
        approved_by=LENA.id,
        remark=HOSTILE,
        state_since=NOW,
        state_due=date(2026, 3, 5),
        submitted_at=NOW,
        issued_at=NOW,
    )
    for request in share.proposal.requests:
        answer = Answer(id=40 + request.position, request_id=request.id, request=request, ours=request.position != 2)
        answer.text = f"答复{request.position}：{HOSTILE}"
        text.answers.append(answer)
    content = {"class": "B", "answers": [{"request": 21, "text": HOSTILE, "ours": True}], "files": []}
    text.versions.append(ReplyVersion(id=1, version=1, by=UMA.id, at=NOW, content=content))
    text.attachments.append(
        Attachment(id=1, file_id="file", unique_id="unique", name="附件 <1> & [2].pdf", kind="document", size=2048)
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
        reason=HOSTILE,
        rated_at=NOW,
    )


PROPOSAL = proposal()
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
