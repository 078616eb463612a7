"""An assisting unit writes its opinion for the unit that answers."""

from bot.domain.lives import AssignmentState, Part
from tests.handling.case import assignment, forge, give, press
from tests.stage import Stage

BOTH = (("housing", Part.LEAD), ("roads", Part.CO))


def begin(stage: Stage, share: int) -> None:
    stage.say("ugo", "/tasks")
    stage.tap("ugo", data=f"task:{share}")
    stage.tap("ugo", "提交协办意见")


def test_an_opinion_of_several_messages_reaches_the_lead_unit_whole(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    begin(stage, share)
    stage.say("ugo", "院外道路已列入计划。")
    stage.say("ugo", "预计九月开工。")
    assert stage.said("uma") == []
    stage.tap("ugo", "预览并提交")
    stage.tap("ugo", "提交")
    assert stage.said("uma") == ["assignments/opinion_delivered"]
    assert "院外道路已列入计划。\n预计九月开工。" in stage.last("uma")
    found = assignment(stage, share)
    assert (found.state, found.done_in_time) == (AssignmentState.DONE, True)
    stage.say("ugo", "补充一句")
    assert stage.said("ugo")[-1] == "unreadable/nothing_asked"


def test_what_was_written_is_there_after_leaving(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    begin(stage, share)
    stage.say("ugo", "院外道路已列入计划。")
    stage.say("ugo", "/cancel")
    begin(stage, share)
    assert "院外道路已列入计划。" in stage.last("ugo")


def test_an_opinion_may_be_begun_anew_and_changed_after_the_preview(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    begin(stage, share)
    stage.say("ugo", "写错了")
    stage.tap("ugo", "清空重写")
    assert assignment(stage, share).opinion == ""
    stage.say("ugo", "院外道路已列入计划。")
    stage.tap("ugo", "预览并提交")
    stage.tap("ugo", "继续修改")
    assert stage.said("ugo")[-1] == "assignments/ask_opinion"
    stage.say("ugo", "预计九月开工。")
    assert assignment(stage, share).opinion == "院外道路已列入计划。\n预计九月开工。"


def test_an_empty_opinion_is_not_delivered(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    begin(stage, share)
    press(stage, "ugo", "say:text:preview")
    assert stage.labels("ugo") == ["继续修改"]
    press(stage, "ugo", "say:preview:deliver")
    assert stage.said("ugo")[-1] == "refusals/nothing_written"
    assert assignment(stage, share).state is AssignmentState.HANDLING


def test_an_opinion_is_a_text(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    begin(stage, share)
    stage.people.share("Ugo", "sticker", size=10)
    stage.wait()
    assert stage.said("ugo")[-2:] == ["unreadable/text_wanted", "assignments/ask_opinion"]


def test_the_unit_that_answers_gives_no_opinion(stage: Stage) -> None:
    lead, _ = give(stage, *BOTH)
    forge(stage, "uma", f"opinion:{lead}")
    assert stage.said("uma") == ["refusals/assists_only"]


def test_a_case_is_accepted_before_anything_is_written_about_it(stage: Stage) -> None:
    lead, share = give(stage, *BOTH, state=AssignmentState.OFFERED)
    forge(stage, "ugo", f"opinion:{share}")
    assert stage.said("ugo") == ["refusals/accept_first"]
    forge(stage, "uma", f"draft:{lead}")
    assert stage.said("uma") == ["refusals/accept_first"]


def test_an_opinion_after_its_date_is_late(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    stage.at("2026-06-03T09:00:00+08:00")
    begin(stage, share)
    stage.say("ugo", "院外道路已列入计划。")
    stage.tap("ugo", "预览并提交")
    stage.tap("ugo", "提交")
    assert assignment(stage, share).done_in_time is False
