"""What goes on inside the units before the office has a reply: signatures, steps, versions, kept texts, previews."""

import json

from sqlalchemy import func, select

from bot.domain.lives import AssignmentState, Part, ReplyState
from store import people
from store.tables import Answer, Assignment, Countersignature, InboxRow, JournalRow, Snippet
from tests.handling.case import forge, give, press, reply
from tests.handling.writing import begin, submit, to_office, write_all
from tests.stage import Stage

LEAD, CO = ("housing", Part.LEAD), ("roads", Part.CO)
SIGNS = {"countersign": True}
CHAIN = {"approval_chain": ["业务科室", "主要领导"]}


def hold(stage: Stage, name: str, step: str) -> None:
    person = stage.person(name).id
    with stage.database.writing() as work:
        people.set_step(work, person, step)


def test_a_co_unit_signs_a_version_once_and_what_it_read(database_url: str) -> None:
    with Stage(database_url, policy=SIGNS) as stage:
        lead, _ = give(stage, LEAD, CO)
        submit(stage, lead)
        number = reply(stage, lead).id
        assert stage.said("lena") == []
        forge(stage, "ugo", f"countersign:{number}:7")
        assert stage.said("ugo")[-1] == "refusals/newer_version"
        stage.tap("ugo", "同意会签")
        stage.tap("ugo", "同意会签", again=True)
        assert stage.said("ugo")[-1] == "refusals/not_now"
        assert reply(stage, lead).state is ReplyState.AT_LEADER
        with stage.work() as work:
            assert work.session.scalar(select(func.count()).select_from(Countersignature)) == 1


def test_only_units_that_assist_sign_and_they_read_it_only_while_it_is_theirs(database_url: str) -> None:
    with Stage(database_url, policy=SIGNS) as stage:
        lead, _ = give(stage, LEAD, CO)
        submit(stage, lead)
        number = reply(stage, lead).id
        for name in ("uma", "lena", "dana"):
            forge(stage, name, f"countersign:{number}:1")
            assert stage.said(name)[-1] == "refusals/not_yours"
        stage.say("ugo", "/tasks")
        assert "待会签的答复" in stage.last("ugo")
        stage.tap("ugo", "会签 第12号")
        assert stage.labels("ugo") == ["同意会签", "退回修改"]
        stage.tap("ugo", "同意会签")
        forge(stage, "ugo", f"reply:{number}")
        assert stage.said("ugo")[-1] == "refusals/not_yours"


def test_a_reply_whose_only_missing_signer_no_longer_assists_goes_on_by_itself(database_url: str) -> None:
    with Stage(database_url, policy=SIGNS) as stage:
        lead, co = give(stage, LEAD, CO)
        submit(stage, lead)
        with stage.database.writing() as work:
            work.session.get_one(Assignment, co).state = AssignmentState.CANCELLED
        stage.tick()
        assert reply(stage, lead).state is ReplyState.AT_LEADER
        assert stage.said("lena") == ["replies/to_approve"]
        stage.tick()
        assert stage.said("lena") == ["replies/to_approve"]


def test_without_co_units_nobody_has_to_sign(database_url: str) -> None:
    with Stage(database_url, policy=SIGNS) as stage:
        (lead,) = give(stage, LEAD)
        submit(stage, lead)
        assert stage.said("lena") == ["replies/to_approve"]


def test_a_new_version_wants_new_signatures(database_url: str) -> None:
    with Stage(database_url, policy=SIGNS) as stage:
        lead, _ = give(stage, LEAD, CO)
        submit(stage, lead)
        stage.tap("ugo", "同意会签")
        stage.tap("lena", "退回修改")
        stage.say("lena", "请补充")
        stage.tap("uma", "继续修改")
        stage.tap("uma", "提交审核")
        assert reply(stage, lead).state is ReplyState.AT_UNITS
        assert stage.said("ugo")[-1] == "replies/to_countersign"


def test_a_leader_without_a_step_of_his_own_holds_any(database_url: str) -> None:
    with Stage(database_url, policy=CHAIN) as stage:
        (share,) = give(stage, LEAD)
        to_office(stage, share)
        assert reply(stage, share).step == 1
        stage.tap("lena", "同意")
        assert reply(stage, share).state is ReplyState.AT_OFFICE


def test_a_leader_decides_at_his_own_step_only(database_url: str) -> None:
    with Stage(database_url, policy=CHAIN) as stage:
        (share,) = give(stage, LEAD)
        submit(stage, share)
        hold(stage, "lena", "主要领导")
        for data in (f"approve:{reply(stage, share).id}:1", f"sendback:{reply(stage, share).id}:1"):
            forge(stage, "lena", data)
            assert stage.said("lena")[-1] == "refusals/is_their_step"
        forge(stage, "lena", f"reply:{reply(stage, share).id}")
        assert stage.said("lena")[-1] == "replies/shown"


def test_only_who_holds_the_step_is_reminded(database_url: str) -> None:
    with Stage(database_url, policy=CHAIN) as stage:
        (share,) = give(stage, LEAD)
        submit(stage, share)
        hold(stage, "lena", "主要领导")
        stage.at("2026-03-04T11:00+08:00")
        assert not [said for said in stage.said("lena") if said.startswith("reminders/")]
        hold(stage, "lena", "业务科室")
        stage.at("2026-03-05T11:00+08:00")
        assert "reminders/approval_today" in stage.said("lena")


def test_the_first_step_without_anybody_keeps_the_reply_with_the_drafter(database_url: str) -> None:
    with Stage(database_url, policy=CHAIN) as stage:
        (share,) = give(stage, LEAD)
        hold(stage, "lena", "主要领导")
        submit(stage, share)
        assert stage.said("uma")[-1] == "refusals/no_leader"
        assert reply(stage, share).state is ReplyState.DRAFTING


def test_what_a_colleague_wrote_after_the_preview_is_looked_at_before_it_is_submitted(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    write_all(stage)
    with stage.database.writing() as work:
        work.session.scalars(select(Answer)).all()[0].text = "另一段文字。"
    stage.tap("uma", "提交审核")
    assert "有新内容" in stage.last("uma")
    assert reply(stage, share).state is ReplyState.DRAFTING
    stage.tap("uma", "提交审核")
    assert reply(stage, share).state is ReplyState.AT_LEADER


def test_a_button_without_the_mark_of_a_preview_shows_the_preview(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    write_all(stage)
    press(stage, "uma", "say:preview:submit")
    assert reply(stage, share).state is ReplyState.DRAFTING
    assert stage.said("uma")[-1] == "replies/preview"


def test_a_file_that_is_there_already_is_written_down_once(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.file("uma", b"%PDF-1.4 plan", "方案.pdf")
    with stage.work() as work:
        heard = work.session.scalars(select(InboxRow).order_by(InboxRow.id.desc())).first()
    assert heard is not None
    message = json.loads(heard.payload)["message"]
    stage.people.raw({"message": message | {"message_id": message["message_id"] + 1}})
    stage.wait()
    with stage.work() as work:
        noted = work.session.scalars(select(JournalRow).where(JournalRow.act == "attach")).all()
    assert len(noted) == 1


def test_versions_are_for_the_office_and_the_unit_and_a_draft_for_its_writers(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    submit(stage, share)
    stage.tap("uma", "收回答复")
    number = reply(stage, share).id
    forge(stage, "lena", f"compare:{number}:1:0")
    assert stage.said("lena")[-1] == "refusals/old_button"
    for name in ("dana", "ugo"):
        for data in (f"versions:{number}", f"compare:{number}:1:1"):
            forge(stage, name, data)
            assert stage.said(name)[-1] == "refusals/not_yours"
    forge(stage, "uma", f"compare:{number}:1:0")
    assert "两版相同" in stage.last("uma")
    forge(stage, "olga", f"versions:{number}")
    assert "第1版" in stage.last("olga")
    assert "第3条　Uma：" in stage.last("olga")


def test_what_a_unit_keeps_is_its_own_and_has_an_end(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    begin(stage, share)
    stage.tap("uma", "常用文本")
    press(stage, "uma", "say:snippets:keep")
    assert stage.said("uma")[-1] == "refusals/nothing_to_keep"
    with stage.database.writing() as work:
        units = {a.unit_id for a in work.session.scalars(select(Assignment))}
        (unit,) = units
        for number in range(20):
            work.session.add(Snippet(unit_id=unit, title=f"第{number}段", text="文字", at=stage.now))
        work.session.add(Snippet(unit_id=unit + 1, title="外单位", text="外单位的文字", at=stage.now))
    stage.tap("uma", "回到答复")
    stage.say("uma", "已经开工。")
    stage.tap("uma", "常用文本")
    assert "外单位" not in stage.last("uma")
    stage.tap("uma", "存为常用文本")
    assert stage.said("uma")[-1] == "refusals/too_many_snippets"
    press(stage, "uma", "say:snippets:use-21")
    assert stage.said("uma")[-1] == "refusals/old_button"
    stage.say("uma", "不是按钮")
    assert "unreadable/tap_wanted" in stage.said("uma")[-2:]
