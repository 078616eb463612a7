"""A proposer rates in chat, before the real bot: a few taps, his own words, a look, and sent."""

import pytest

from bot.domain.lives import ProposalState, SurveyState
from store.tables import Survey
from tests.rating.scene import Case, Scene
from tests.stage import Stage


@pytest.fixture
def case(stage: Stage) -> Case:
    """An answered case with three requests; a week before the date Dana is reminded of rating it."""
    case = Scene(stage.database, stage.config, stage.now).case(1)
    stage.at("2026-03-16T09:00+08:00")
    assert stage.said("dana") == ["reminders/survey_before"]
    return case


def the_survey(stage: Stage) -> Survey:
    with stage.work() as work:
        return work.session.get_one(Survey, 1)


def state(stage: Stage, case: Case) -> ProposalState:
    return Scene(stage.database, stage.config, stage.now).proposal(case).state


def test_who_is_satisfied_needs_five_taps(stage: Stage, case: Case) -> None:
    stage.tap("dana", "评价")
    assert stage.labels("dana")[:3] == ["满意", "基本满意", "不满意"]
    for label in ("满意", "基本满意", "满意"):
        stage.tap("dana", label)
    assert "办理结果：基本满意" in stage.last("dana")
    assert stage.said("olga") == stage.said("uma") == [], "nobody sees anything before it is sent"
    stage.tap("dana", "提交评价")
    assert "本件已办结" in stage.last("dana")
    assert (the_survey(stage).state, the_survey(stage).verdict) == (SurveyState.RATED, "basically")
    assert state(stage, case) is ProposalState.CLOSED
    assert stage.said("uma") == ["surveys/rated"]


@pytest.mark.usefixtures("case")
def test_who_is_not_says_with_what_and_why(stage: Stage) -> None:
    stage.tap("dana", "评价")
    for label in ("满意", "不满意", "满意"):
        stage.tap("dana", label)
    assert stage.labels("dana")[:3] == ["✓ 1", "✓ 2", "✓ 3"]
    for label in ("✓ 1", "✓ 2", "✓ 3"):
        stage.tap("dana", label)
    assert "下一步" not in stage.labels("dana"), "at least one request is meant"
    stage.tap("dana", "2")
    stage.tap("dana", "下一步")
    stage.tap("dana", "没有具体措施或时间安排")
    stage.tap("dana", "答复前没有沟通")
    stage.tap("dana", "✓ 答复前没有沟通")
    stage.tap("dana", "下一步")
    stage.say("dana", "希望明确完工日期")
    stage.tap("dana", "提交评价")
    rated = the_survey(stage)
    assert rated.answers == {
        "attitude": "satisfied",
        "result": "unsatisfied",
        "contact": "satisfied",
        "result.2": "unsatisfied",
    }
    assert rated.reason == "没有具体措施或时间安排\n希望明确完工日期"
    assert stage.said("olga") == ["surveys/rated", "proposals/ask_rehandle"]
    assert "希望明确完工日期" in stage.last("olga")
    stage.tap("olga", "重新办理")
    assert stage.said("uma")[-1] == "assignments/offered"
    assert stage.said("dana")[-1] == "proposals/rehandled"


@pytest.mark.usefixtures("case")
def test_a_reason_may_be_written_instead_of_tapped(stage: Stage) -> None:
    rate_badly(stage)
    stage.say("dana", "没有人来过现场")
    assert "意见：没有人来过现场" in stage.last("dana")
    stage.say("dana", "至今没有人来过现场")
    stage.tap("dana", "提交评价")
    assert the_survey(stage).reason == "至今没有人来过现场"


@pytest.mark.usefixtures("case")
def test_begun_anew_without_a_reason_it_is_asked_for(stage: Stage) -> None:
    stage.tap("dana", "评价")
    for label in ("满意", "满意", "满意"):
        stage.tap("dana", label)
    stage.tap("dana", "重新填写")
    stage.tap("dana", "满意")
    stage.tap("dana", "不满意")
    stage.tap("dana", "上一步")
    stage.tap("dana", "上一步")
    stage.say("dana", "/back")
    assert "办理结果：不满意" in stage.last("dana")
    stage.tap("dana", "提交评价")
    assert "请说明原因" in stage.last("dana")
    assert the_survey(stage).state is SurveyState.OPEN


def test_a_case_of_one_request_asks_only_for_the_reason(stage: Stage) -> None:
    Scene(stage.database, stage.config, stage.now).case(1, requests=1)
    stage.at("2026-03-16T09:00+08:00")
    stage.tap("dana", "评价")
    for label in ("不满意", "不满意", "满意"):
        stage.tap("dana", label)
    assert "请说明原因" in stage.last("dana")


def test_the_conversation_outlives_a_restart_and_may_be_left(stage: Stage, case: Case) -> None:
    stage.tap("dana", "评价")
    stage.tap("dana", "满意")
    stage.restart()
    stage.tap("dana", "满意")
    assert "3/3" in stage.last("dana")
    stage.tap("dana", "暂不评价")
    assert the_survey(stage).state is SurveyState.OPEN
    stage.tap("dana", data="rate:1", on="reminders/survey_before")
    assert "1/3" in stage.last("dana")
    assert state(stage, case) is ProposalState.ANSWERED


def test_a_rating_is_changed_by_the_button_under_the_thanks(stage: Stage, case: Case) -> None:
    rate_well(stage)
    stage.tap("dana", "修改评价")
    for label in ("满意", "满意", "基本满意", "提交评价"):
        stage.tap("dana", label)
    assert stage.said("uma") == ["surveys/rated", "surveys/changed"]
    assert state(stage, case) is ProposalState.CLOSED


@pytest.mark.usefixtures("case")
def test_a_double_tap_sends_once(stage: Stage) -> None:
    rate_well(stage)
    stage.tap("dana", again=True)
    assert stage.said("dana")[-1] == "refusals/old_button"
    assert stage.said("uma") == ["surveys/rated"]


def rate_well(stage: Stage) -> None:
    stage.tap("dana", "评价")
    for label in ("满意", "满意", "满意", "提交评价"):
        stage.tap("dana", label)


def rate_badly(stage: Stage) -> None:
    stage.tap("dana", "评价")
    for label in ("满意", "不满意", "满意"):
        stage.tap("dana", label)
    stage.tap("dana", "下一步")
