"""A liaison writes a reply, request by request, and nothing written is lost."""

import json

from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ReplyState, Role
from store.tables import InboxRow, JournalRow, Person
from tests.handling.case import REQUESTS, forge, give, press, reply
from tests.handling.writing import begin, submit, write_all
from tests.sandbox.pictures import png
from tests.stage import Stage

LEAD = ("housing", Part.LEAD)


def text(stage: Stage, share: int) -> list[tuple[str, bool]]:
    return [(answer.text, answer.ours) for answer in reply(stage, share).answers]


def test_each_message_is_saved_at_once_and_said_to_be_not_yet_submitted(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    assert REQUESTS[0] in stage.last("uma")
    stage.say("uma", "电梯已经招标。")
    assert "尚未提交" in stage.last("uma")
    stage.say("uma", "年底前完工。")
    assert text(stage, share) == [("电梯已经招标。\n年底前完工。", True)]
    assert stage.said("lena") == []


def test_one_goes_from_request_to_request_and_back(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    assert "第1条，共3条" in stage.last("uma")
    stage.tap("uma", "下一条")
    assert REQUESTS[1] in stage.last("uma")
    stage.tap("uma", "下一条")
    assert "第3条，共3条" in stage.last("uma")
    assert "下一条" not in stage.labels("uma")
    stage.tap("uma", "上一条")
    assert "第2条，共3条" in stage.last("uma")


def test_leaving_and_coming_back_goes_on_at_the_first_request_without_an_answer(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.say("uma", "电梯已经招标。")
    stage.say("uma", "/cancel")
    stage.restart()
    begin(stage, share)
    assert "第2条，共3条" in stage.last("uma")
    stage.tap("uma", "上一条")
    assert "电梯已经招标。" in stage.last("uma")


def test_a_reply_that_is_complete_is_shown_whole_on_coming_back(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    write_all(stage)
    stage.say("uma", "/cancel")
    begin(stage, share)
    assert stage.said("uma")[-1] == "replies/preview"


def test_an_old_button_does_what_it_says_wherever_the_person_is_now(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.say("uma", "电梯已经招标。")
    stage.tap("uma", "下一条")
    stage.say("uma", "路面本月修补。")
    press(stage, "uma", "say:request:clear-1")
    assert text(stage, share) == [("", True), ("路面本月修补。", True)]
    assert "第1条，共3条" in stage.last("uma")


def test_a_request_may_be_another_units_with_a_reason(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.tap("uma", "不属我单位")
    stage.say("uma", "电梯由市场监管部门负责")
    assert "第2条，共3条" in stage.last("uma")
    assert text(stage, share) == [("电梯由市场监管部门负责", False)]
    stage.tap("uma", "上一条")
    stage.say("uma", "经核实由我单位负责。")
    assert text(stage, share) == [("经核实由我单位负责。", True)]


def test_after_a_last_request_of_others_comes_the_result(stage: Stage) -> None:
    (share,) = give(stage, LEAD, requests=("加装电梯",))
    begin(stage, share)
    stage.tap("uma", "不属我单位")
    stage.say("uma", "电梯由市场监管部门负责")
    assert stage.said("uma")[-1] == "replies/ask_result"
    stage.tap("uma", data="say:result:C")
    assert "不属于本单位职责：电梯由市场监管部门负责" in stage.last("uma")


def test_files_and_pictures_go_with_the_reply_and_may_be_taken_out(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.file("uma", b"%PDF-1.4 plan", "方案.pdf", caption="方案见附件。")
    stage.file("uma", png(40, 30), "现场.png", kind="photo")
    assert [(file.name, file.kind) for file in reply(stage, share).attachments] == [
        ("方案.pdf", "document"),
        ("photo.jpg", "photo"),
    ]
    assert text(stage, share) == [("方案见附件。", True)]
    stage.tap("uma", "预览全文")
    assert "方案.pdf" in stage.last("uma")
    stage.tap("uma", "删除附件：方案.pdf")
    assert [file.name for file in reply(stage, share).attachments] == ["photo.jpg"]
    assert "方案.pdf" not in stage.last("uma")


def test_what_is_no_text_and_no_file_is_not_taken(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.people.share("Uma", "sticker", size=10)
    stage.wait()
    assert stage.said("uma")[-2:] == ["unreadable/text_wanted", "replies/ask_request"]
    press(stage, "uma", "say:request:nonsense")
    assert stage.said("uma")[-2:] == ["unreadable/tap_wanted", "replies/ask_request"]
    press(stage, "uma", "say:request:clear-9")
    assert stage.said("uma")[-1] == "refusals/old_button"


def test_the_preview_names_what_is_missing_and_leads_there(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.tap("uma", "下一条")
    stage.say("uma", "路面本月修补。")
    stage.tap("uma", "预览全文")
    assert "还没有填写：第1、3条" in stage.last("uma")
    assert "还没有选择办理结果" in stage.last("uma")
    assert "提交审核" not in stage.labels("uma")
    stage.tap("uma", "填写第3条")
    assert "第3条，共3条" in stage.last("uma")


def test_the_preview_is_the_reply_as_the_proposer_reads_it_and_says_who_is_next(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    write_all(stage)
    shown = stage.last("uma")
    assert all(request in shown for request in REQUESTS)
    assert "Dana代表：" in shown
    assert "A 已经解决或基本解决" in shown
    assert "提交后由Lena审核" in shown
    stage.say("uma", "还想补充")
    assert stage.said("uma")[-2:] == ["unreadable/tap_wanted", "replies/preview"]


def test_the_result_may_be_changed_before_submitting(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    write_all(stage)
    stage.tap("uma", "修改办理结果")
    stage.tap("uma", data="say:result:B")
    assert "B 正在解决" in stage.last("uma")


def test_a_reply_that_leaves_a_request_open_is_not_submitted(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.say("uma", "电梯已经招标。")
    stage.tap("uma", "预览全文")
    press(stage, "uma", "say:preview:submit")
    assert stage.said("uma")[-1] == "refusals/no_result_class"
    stage.tap("uma", "选择办理结果", on="replies/preview")
    stage.tap("uma", data="say:result:A")
    press(stage, "uma", "say:preview:submit")
    assert stage.said("uma")[-1] == "refusals/covers_every_request"
    assert "第2、3条" in stage.last("uma")
    assert reply(stage, share).state is ReplyState.DRAFTING
    assert reply(stage, share).version == 0


def test_a_submitted_reply_is_kept_as_a_version_and_lies_with_the_leader(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    found = reply(stage, share)
    assert (found.state, found.version) == (ReplyState.AT_LEADER, 1)
    assert found.state_due is not None
    assert found.state_due.isoformat() == "2026-03-05"
    (version,) = found.versions
    assert version.content["class"] == "A"
    assert [answer["text"] for answer in version.content["answers"]] == [f"第{n}项已经完成。" for n in (1, 2, 3)]
    assert stage.said("lena") == ["replies/to_approve"]
    assert "第3项已经完成。" in stage.last("lena")
    assert stage.labels("lena") == ["同意", "退回修改", "已阅", "我来办"]
    assert stage.labels("uma") == ["收回答复"]


def test_a_submitted_reply_is_not_written_any_more_and_the_menu_is_free(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    colleague(stage)
    begin(stage, share, "ugo")
    submit(stage, share)
    stage.say("ugo", "我再补充一句")
    assert stage.said("ugo")[-1] == "unreadable/nothing_asked"
    forge(stage, "ugo", f"draft:{share}")
    assert stage.said("ugo")[-1] == "refusals/not_now"
    stage.say("ugo", "/tasks")
    stage.tap("ugo", data=f"task:{share}")
    stage.tap("ugo", "查看答复")
    assert stage.said("ugo")[-1] == "replies/shown"


def colleague(stage: Stage) -> None:
    """Ugo comes to work in Uma's unit."""
    with stage.database.writing() as work:
        people = {person.name: person for person in work.session.scalars(select(Person))}
        people["Ugo"].unit_id = people["Uma"].unit_id


def test_two_liaisons_write_one_reply_and_the_journal_knows_who_wrote_what(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    colleague(stage)
    begin(stage, share)
    begin(stage, share, "ugo")
    stage.say("uma", "电梯已经招标。")
    stage.say("ugo", "年底前完工。")
    assert text(stage, share) == [("电梯已经招标。\n年底前完工。", True)]
    with stage.work() as work:
        wrote = work.session.execute(
            select(Person.name, JournalRow.detail)
            .join(Person, Person.id == JournalRow.person_id)
            .where(JournalRow.life == "reply", JournalRow.act == "write")
            .order_by(JournalRow.id)
        ).all()
    assert [(name, detail["request"], detail["text"]) for name, detail in wrote] == [
        ("Uma", 1, "电梯已经招标。"),
        ("Ugo", 1, "年底前完工。"),
    ]


def test_a_unit_without_a_leader_is_told_whom_to_ask_and_the_office_hears_of_it_once(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    with stage.database.writing() as work:
        lena = work.session.scalars(select(Person).where(Person.role == Role.LEADER)).one()
        lena.active = False
    begin(stage, share)
    write_all(stage)
    assert "还没有登记负责人" in stage.last("uma")
    stage.tap("uma", "提交审核")
    stage.tap("uma", "提交审核", again=True)
    assert stage.said("uma")[-1] == "refusals/no_leader"
    assert stage.said("olga") == ["replies/no_leader"]
    assert reply(stage, share).state is ReplyState.DRAFTING


def test_a_reply_is_written_by_the_liaisons_of_the_unit_that_answers(stage: Stage) -> None:
    lead, co = give(stage, LEAD, ("roads", Part.CO))
    forge(stage, "lena", f"draft:{lead}")
    assert stage.said("lena") == ["refusals/not_yours"]
    forge(stage, "ugo", f"draft:{lead}")
    assert stage.said("ugo") == ["refusals/not_yours"]
    forge(stage, "ugo", f"draft:{co}")
    assert stage.said("ugo")[-1] == "refusals/co_gives_opinion"


def test_a_case_given_back_or_without_requests_has_no_draft(stage: Stage) -> None:
    (returned,) = give(stage, LEAD, state=AssignmentState.RETURNED)
    (empty,) = give(stage, LEAD, number=13, requests=())
    forge(stage, "uma", f"draft:{returned}")
    assert stage.said("uma")[-1] == "refusals/not_now"
    forge(stage, "uma", f"draft:{empty}")
    assert stage.said("uma")[-1] == "refusals/no_requests"


def test_the_same_file_sent_twice_goes_with_the_reply_once(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.file("uma", b"%PDF-1.4 plan", "方案.pdf")
    with stage.work() as work:
        heard = work.session.scalars(select(InboxRow).order_by(InboxRow.id.desc())).first()
    assert heard is not None
    message = json.loads(heard.payload)["message"]
    stage.people.raw({"message": message | {"message_id": message["message_id"] + 1}})
    stage.wait()
    assert [file.name for file in reply(stage, share).attachments] == ["方案.pdf"]
