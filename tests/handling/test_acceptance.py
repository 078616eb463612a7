"""A unit is given a case: it accepts it, or gives it back while it may."""

from datetime import date

from bot.domain.lives import AssignmentState, Part
from store.tables import Assignment
from tests.handling.case import assignment, forge, give
from tests.stage import Stage

OFFERED = AssignmentState.OFFERED


def test_the_list_of_a_unit_shows_its_cases_and_no_others(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), number=12, state=OFFERED)
    give(stage, ("roads", Part.LEAD), number=13, state=OFFERED)
    stage.say("uma", "/tasks")
    assert "第12号" in stage.last("uma")
    assert "第13号" not in stage.last("uma")
    stage.say("ugo", "/tasks")
    assert "第13号" in stage.last("ugo")


def test_an_accepted_case_shows_its_date_and_the_next_step_in_place_of_the_question(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    assert stage.labels("uma") == ["签收", "签收并建议增加单位", "退回", "为何是这天", "全文"]
    stage.tap("uma", "签收")
    assert stage.labels("uma") == ["拟写答复", "记录面商", "请提出人说明", "申请延期", "为何是这天", "全文"]
    assert "2026年6月2日" in stage.last("uma")
    found = assignment(stage, share)
    assert (found.state, found.accepted_in_time) == (AssignmentState.HANDLING, True)
    assert stage.said("olga")[-1] == "assignments/accepted"


def test_who_accepts_after_the_day_is_late_even_if_nobody_minds(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    stage.forward(days=4)
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    stage.tap("uma", "签收")
    assert assignment(stage, share).accepted_in_time is False


def test_a_second_tap_on_accept_changes_nothing_and_says_why(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    stage.tap("uma", "签收")
    stage.tap("uma", "签收", again=True)
    assert stage.said("uma")[-1] == "refusals/not_now"
    assert stage.said("olga").count("assignments/accepted") == 1


def test_nobody_accepts_for_another_unit(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    forge(stage, "ugo", f"accept:{share}")
    assert stage.said("ugo") == ["refusals/not_yours"]
    forge(stage, "lena", f"accept:{share}")
    assert stage.said("lena") == ["refusals/not_yours"]
    assert assignment(stage, share).state is OFFERED


def test_a_button_for_a_case_that_is_not_there_is_an_old_one(stage: Stage) -> None:
    for data in ("accept:999", "task:x", "reply:999", "draft", "approve:1:1"):
        forge(stage, "uma", data)
    assert stage.said("uma") == ["refusals/old_button"] * 5


def give_back(stage: Stage, share: int, unit: str | None = "市交通运输局") -> None:
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    stage.tap("uma", "退回")
    stage.say("uma", "充电设施由交通部门主管")
    if unit is None:
        stage.tap("uma", "不清楚，跳过")
    else:
        stage.say("uma", unit)


def test_a_case_is_given_back_with_a_reason_and_another_unit(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    give_back(stage, share)
    found = assignment(stage, share)
    assert (found.state, found.suggested_unit) == (AssignmentState.RETURNED, "市交通运输局")
    assert stage.said("uma")[-1] == "assignments/given_back"
    assert stage.said("olga")[-1] == "assignments/returned"
    assert "充电设施由交通部门主管" in stage.last("olga")
    assert "市交通运输局" in stage.last("olga")


def test_who_does_not_know_the_right_unit_may_say_so(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    give_back(stage, share, None)
    assert assignment(stage, share).suggested_unit == ""


def test_a_case_that_comes_back_a_second_time_is_ruled_on(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    give_back(stage, share)
    with stage.database.writing() as work:
        work.session.get_one(Assignment, share).state = OFFERED
    give_back(stage, share)
    assert assignment(stage, share).state is AssignmentState.DISPUTED
    assert stage.said("olga")[-1] == "assignments/disputed"


def test_a_case_may_be_given_back_till_the_end_of_the_last_day_and_not_after(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=OFFERED)
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    stage.at("2026-03-09T23:59:00+08:00")
    stage.tap("uma", "退回", on="assignments/card")
    assert stage.said("uma")[-1] == "assignments/ask_return_reason"
    stage.at("2026-03-10T00:00:30+08:00")
    stage.say("uma", "不属于本单位职责范围")
    stage.say("uma", "市交通运输局")
    assert stage.said("uma")[-1] == "refusals/within_return_window"
    assert "2026年3月9日" in stage.last("uma")
    stage.tap("uma", "退回", on="assignments/card")
    assert stage.said("uma")[-1] == "refusals/within_return_window"
    assert assignment(stage, share).state is OFFERED
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    assert "退回" not in stage.labels("uma")


def test_a_long_list_is_turned_page_by_page(stage: Stage) -> None:
    for number in range(1, 13):
        give(stage, ("housing", Part.LEAD), number=number, due=date(2026, 6, number))
    stage.say("uma", "/tasks")
    assert stage.labels("uma")[-1] == "下一页"
    assert "12件" in stage.last("uma")
    stage.tap("uma", "下一页")
    assert "第11号" in stage.last("uma")
    assert "第10号" not in stage.last("uma")
    assert stage.labels("uma")[-1] == "上一页"
    forge(stage, "uma", "tasks:99")
    assert "第12号" in stage.last("uma")


def test_what_is_past_its_date_is_marked(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), due=date(2026, 3, 1))
    stage.say("uma", "/tasks")
    assert "已逾期" in stage.last("uma")
    stage.tap("uma", data=f"task:{share}")
    assert "已逾期" in stage.last("uma")


def test_who_has_nothing_in_hand_hears_that(stage: Stage) -> None:
    stage.say("ugo", "/tasks")
    assert stage.last("ugo") == "本单位现在没有在办事项。"
