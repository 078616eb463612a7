"""A submitted reply: taken back in time, approved or sent back by the leader, reviewed by the office."""

from datetime import date

from bot.domain.lives import Part, ReplyState
from tests.handling.case import forge, give, reply
from tests.handling.writing import begin, submit, to_office
from tests.stage import Stage

LEAD = ("housing", Part.LEAD)


def test_a_reply_is_taken_back_within_a_minute_with_everything_in_it(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.forward(seconds=50)
    stage.tap("uma", "收回答复")
    assert (reply(stage, share).state, reply(stage, share).state_due) == (ReplyState.DRAFTING, None)
    assert stage.said("lena")[-1] == "replies/taken_back"
    stage.tap("uma", "继续修改")
    assert "第3项已经完成。" in stage.last("uma")


def test_after_a_minute_a_reply_is_not_taken_back(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.forward(seconds=61)
    stage.tap("uma", "收回答复")
    assert stage.said("uma")[-1] == "refusals/within_a_minute"
    assert reply(stage, share).state is ReplyState.AT_LEADER


def test_an_approved_reply_goes_to_the_office_with_its_files_and_its_own_term(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.file("uma", b"%PDF-1.4 plan", "方案.pdf")
    to_office(stage, share)
    found = reply(stage, share)
    assert (found.state, found.state_due) == (ReplyState.AT_OFFICE, date(2026, 3, 5))
    assert found.approved_by == stage.person("lena").id
    assert stage.said("olga") == ["replies/to_review"]
    assert "第3项已经完成。" in stage.last("olga")
    assert [file[-1] for file in stage.letter("olga", "replies/to_review").body["files"]] == ["方案.pdf"]
    assert stage.labels("olga") == ["发出", "退回修改", "调整办理结果", "暂缓发出"]
    assert stage.said("uma")[-1] == "replies/approved"
    assert "files" not in stage.letter("uma", "replies/approved").body
    assert stage.labels("lena") == []
    assert "您已同意" in stage.last("lena")


def test_a_leader_sends_back_with_a_remark_and_the_card_says_so(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.tap("lena", "退回修改")
    stage.say("lena", "请写明完工时间")
    assert reply(stage, share).state is ReplyState.DRAFTING
    assert stage.said("uma")[-1] == "replies/sent_back"
    assert "请写明完工时间" in stage.last("uma")
    assert stage.said("lena")[-2:] == ["replies/sent_back_now", "replies/decided"]
    card = stage.letter("lena", "replies/to_approve").message_id
    shown = next(entry for entry in stage.people.letters("Lena") if entry["message_id"] == card)
    assert shown["buttons"] == []
    assert "请写明完工时间" in shown["text"]
    stage.tap("uma", "继续修改")
    assert stage.said("uma")[-1] == "replies/preview"


def test_a_leader_decides_on_the_version_that_was_read(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.tap("uma", "收回答复")
    stage.tap("uma", "继续修改")
    stage.tap("uma", "提交审核")
    assert reply(stage, share).version == 2
    number = reply(stage, share).id
    forge(stage, "lena", f"approve:{number}:1")
    assert stage.said("lena")[-1] == "refusals/newer_version"
    forge(stage, "lena", f"sendback:{number}:1")
    assert stage.said("lena")[-1] == "refusals/newer_version"
    assert reply(stage, share).state is ReplyState.AT_LEADER
    stage.tap("lena", "同意")
    assert reply(stage, share).state is ReplyState.AT_OFFICE


def test_a_second_tap_on_approve_changes_nothing(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    stage.tap("lena", "同意", again=True)
    assert stage.said("lena")[-1] == "refusals/not_now"
    assert stage.said("olga") == ["replies/to_review"]


def test_only_the_units_own_leader_approves_and_only_the_office_issues(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    number = reply(stage, share).id
    for name, data in (("uma", "approve"), ("ugo", "approve"), ("dana", "approve")):
        forge(stage, name, f"{data}:{number}:1")
        assert stage.said(name)[-1] == "refusals/not_yours"
    stage.tap("lena", "同意")
    forge(stage, "lena", f"issue:{number}:1")
    assert stage.said("lena")[-1] == "refusals/not_yours"
    assert reply(stage, share).state is ReplyState.AT_OFFICE


def test_a_proposer_reads_a_reply_only_once_it_is_issued(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    number = reply(stage, share).id
    forge(stage, "dana", f"reply:{number}")
    assert stage.said("dana") == ["refusals/not_now"]
    stage.tap("olga", "发出")
    forge(stage, "dana", f"reply:{number}")
    assert stage.said("dana")[-1] == "replies/shown"
    forge(stage, "dan", f"reply:{number}")
    assert stage.said("dan") == ["refusals/not_yours"]


def test_a_leader_reads_a_reply_only_once_it_is_submitted(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    forge(stage, "lena", f"reply:{reply(stage, share).id}")
    assert stage.said("lena") == ["refusals/not_now"]


def test_a_leader_finds_what_waits_in_the_list_and_decides_there(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.say("lena", "/tasks")
    assert "待您审核的答复：1件" in stage.last("lena")
    stage.tap("lena", "审核 第12号")
    assert stage.said("lena")[-1] == "replies/to_approve"
    stage.tap("lena", "同意")
    stage.say("lena", "/tasks")
    assert "待您审核" not in stage.last("lena")


def test_the_office_sends_back_to_the_liaison_and_the_leader_knows(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    stage.tap("olga", "退回修改")
    stage.say("olga", "第二条答非所问")
    assert reply(stage, share).state is ReplyState.DRAFTING
    assert stage.said("uma")[-1] == "replies/sent_back"
    assert stage.said("lena")[-1] == "replies/sent_back"
    assert stage.labels("uma") == ["继续修改", "已阅", "我来办"]
    assert stage.labels("lena") == ["已阅", "我来办"]


def test_a_remark_that_comes_after_another_decision_is_too_late(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.tap("lena", "退回修改")
    stage.tap("lena", "同意")
    stage.say("lena", "请写明完工时间")
    assert stage.said("lena")[-1] == "refusals/not_now"
    assert reply(stage, share).state is ReplyState.AT_OFFICE


def test_the_office_may_read_a_reply_and_decide_from_there(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    forge(stage, "olga", f"reply:{reply(stage, share).id}")
    assert stage.said("olga")[-1] == "replies/to_review"
    stage.tap("olga", "发出")
    assert reply(stage, share).state is ReplyState.ISSUED
