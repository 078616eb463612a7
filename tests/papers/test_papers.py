"""The papers of one case: who may have which, and what stands in them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.deadlines import due
from bot.domain.lives import AssignmentState, Part, SurveyState
from bot.domain.terms import Term
from bot.services.calendar import official
from store.tables import Assignment, Contact, Survey
from tests.handling.case import REQUESTS, forge, give, proposal, reply
from tests.handling.writing import issue, to_office
from tests.papers.received import files, members, only, text
from tests.stage import UNITS, Stage

LEAD, CO = ("housing", Part.LEAD), ("roads", Part.CO)
HOUSING, ROADS = UNITS["housing"][0], UNITS["roads"][0]


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage:
        yield stage


def buttons(stage: Stage, name: str) -> set[str]:
    """The papers that the card of the case offers."""
    stage.say(name, "/case 12")
    shown = {button["data"] for row in stage.shown(name)["buttons"] for button in row}
    return {":".join(data.split(":")[1:2]) for data in shown if data.startswith("paper:")}


def test_the_proposer_gets_the_official_letter_with_the_reply(stage: Stage) -> None:
    (share,) = give(stage, LEAD, proposers=("dana", "王一禾"))
    issue(stage, share)
    ((name, content),) = files(stage, "dana", "replies/issued").items()
    assert name == f"答复函-第12号-{HOUSING}.docx"
    said = text(content)
    for part in (
        "分类：A",
        "关于市十届人大一次会议第12号建议的答复",
        "Dana、王一禾代表：",
        f"一、关于“{REQUESTS[0]}”",
        "第3项已经完成。",
        "2026年3月2日",
        "联系人：Uma",
    ):
        assert part in said


def test_the_letter_can_be_had_again_by_whom_it_concerns_and_by_nobody_else(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    number = reply(stage, share).id
    assert buttons(stage, "olga") == {"letter", "order", "casefile"}
    assert buttons(stage, "uma") == buttons(stage, "dana") == set()
    stage.tap("olga", data=f"paper:letter:{number}")
    assert "\n　\n" not in text(only(stage, "olga", "documents/paper"))
    forge(stage, "dana", f"paper:letter:{number}")
    assert stage.said("dana")[-1] == "refusals/not_yours"
    stage.tap("olga", "发出", on="replies/to_review")
    for name in ("dana", "uma", "lena"):
        assert buttons(stage, name) == {"letter"}
        stage.tap(name, "答复函")
        assert "2026年3月2日" in text(only(stage, name, "documents/paper"))
    assert buttons(stage, "olga") == {"letter", "order", "opinion", "casefile"}
    for name in ("dan", "ugo"):
        forge(stage, name, f"paper:letter:{number}")
        assert stage.said(name)[-1] == "refusals/not_yours"


def test_the_assignment_sheet_has_every_unit_with_its_dates(stage: Stage) -> None:
    give(stage, LEAD, CO)
    stage.say("olga", "/case 12")
    stage.tap("olga", "交办单")
    said = text(only(stage, "olga", "documents/paper"))
    assert f"{HOUSING}\n主办\n2026年3月5日\n2026年6月2日" in said
    assert f"{ROADS}\n协办" in said
    assert f"1．{REQUESTS[0]}" in said


def test_the_opinion_form_is_for_the_round_that_was_answered(stage: Stage) -> None:
    (share,) = give(stage, LEAD, proposers=("dana", "王一禾"))
    issue(stage, share)
    stage.say("olga", "/case 12")
    stage.tap("olga", "征询意见表")
    said = text(only(stage, "olga", "documents/paper"))
    assert "办理结果\n□满意　　□基本满意　　□不满意" in said
    assert "Dana、王一禾代表：" in said
    assert "2026年3月23日前填好" in said


def test_the_case_file_has_documents_versions_and_who_was_told(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    case = proposal(stage)
    with stage.database.writing() as work:
        given = work.session.get_one(Assignment, share)
        given.due_explained = due(date(2026, 3, 2), Term.parse("3 months"), official({})).as_json()
        survey = work.session.scalars(select(Survey)).one()
        survey.state, survey.verdict, survey.rated_at = SurveyState.RATED, "unsatisfied", stage.now
        survey.answers, survey.reason = {"result": "unsatisfied", "result.2": "unsatisfied"}, "没有写明时间"
        met = Contact(assignment_id=share, mode="visit", place="三号院", day=date(2026, 3, 2), at=stage.now)
        work.session.add(met)
    stage.say("olga", "/case 12")
    stage.tap("olga", "案卷")
    assert list(files(stage, "olga", "documents/paper")) == ["案卷-第12号.zip"]
    found = members(only(stage, "olga", "documents/paper"))
    of = f"{HOUSING}-第1轮"
    assert set(found) == {"案卷目录.docx", "交办单.docx", f"答复函-{of}.docx", f"答复各稿-{of}.txt", "办理日志.json"}
    contents = text(found["案卷目录.docx"])
    for part in (
        case.title,
        "三号院",
        "共1稿",
        "后的对应日：2026年6月2日",
        "办理结果（2）不满意",
        "没有写明时间",
        "审核同意答复",
        "答复（replies/issued）",
        "Dana",
    ):
        assert part in contents
    assert "1．第1项已经完成。" in found[f"答复各稿-{of}.txt"].decode()
    assert '"act": "issue"' in found["办理日志.json"].decode()


def test_of_a_sensitive_case_no_paper_goes_through_a_chat(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    with stage.database.writing() as work:
        case = work.session.get_one(Assignment, share).proposal
        case.sensitive = True
        number = case.id
    stage.tap("olga", "发出", on="replies/to_review")
    assert files(stage, "dana", "replies/issued") == {}
    assert buttons(stage, "olga") == set()
    for data in (f"paper:casefile:{number}", f"paper:letter:{reply(stage, share).id}"):
        forge(stage, "olga", data)
        assert stage.said("olga")[-1] == "refusals/sensitive_paper"


def test_a_paper_that_there_is_not_or_that_is_not_for_this_person_is_an_old_button(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    case = proposal(stage).id
    for name, data in (
        ("olga", "paper"),
        ("olga", "paper:letter:999"),
        ("olga", "paper:order:999"),
        ("olga", f"paper:poster:{case}"),
        ("uma", f"paper:order:{case}"),
        ("dana", f"paper:casefile:{case}"),
    ):
        forge(stage, name, data)
        assert stage.said(name)[-1] == "refusals/old_button"
    assert share


def test_before_it_is_assigned_a_case_has_a_file_and_no_sheet(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        (share,) = give(stage, LEAD)
        with stage.database.writing() as work:
            work.session.get_one(Assignment, share).state = AssignmentState.CANCELLED
        assert buttons(stage, "olga") == {"casefile"}


def test_an_own_form_that_is_broken_stops_the_reply_and_says_why(sqlite_url: str, tmp_path: Path) -> None:
    """The office corrects the form and issues it then: a reply without its letter is not out."""
    folder = tmp_path / "forms"
    with Stage(sqlite_url, documents={"forms": str(folder)}) as stage:
        (share,) = give(stage, LEAD)
        _broken(folder, "letter")
        _broken(folder, "order")
        issue(stage, share)
        assert stage.said("olga")[-1] == "refusals/broken_form"
        assert stage.said("dana") == []
        stage.say("olga", "/case 12")
        stage.tap("olga", "交办单")
        assert stage.said("olga")[-1] == "refusals/broken_form"
        assert "order.docx" in stage.last("olga")


def _broken(folder: Path, form: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{form}.docx").write_bytes(b"no Word file")
