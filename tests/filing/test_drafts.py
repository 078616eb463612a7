"""A deputy writes a case, hands it in, changes it when asked to, and takes it back while it is his alone."""

from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ProposalState, ReplyState
from store.tables import Proposal, Reply
from tests.filing.scene import BACKGROUND, REQUESTS, TITLE, proposal, put_in, shares
from tests.handling.case import forge, give, press
from tests.stage import Stage

S = ProposalState


def write(stage: Stage, name: str = "dana") -> None:
    """Everything up to the sheet that is looked over."""
    stage.say(name, "/new")
    stage.tap(name, "建议")
    stage.say(name, TITLE)
    stage.say(name, BACKGROUND)
    stage.tap(name, "完成")
    stage.say(name, "1. 在河滨路加装路灯\n2. 修补人行道")
    stage.tap(name, "完成")
    stage.tap(name, "跳过")


def only(stage: Stage) -> Proposal:
    """The one case there is."""
    with stage.work() as work:
        return proposal(stage, work.session.scalars(select(Proposal.id)).one())


def test_what_was_written_is_handed_to_the_office_with_numbered_requests(stage: Stage) -> None:
    write(stage)
    stage.tap("dana", "提交")
    case = only(stage)
    assert (case.state, case.title, case.background, case.number) == (S.SUBMITTED, TITLE, BACKGROUND, None)
    assert [(request.position, request.text) for request in case.requests] == list(enumerate(REQUESTS, start=1))
    assert [proposer.name for proposer in case.proposers] == ["Dana"]
    assert stage.said("olga") == ["proposals/submitted"]
    assert stage.labels("olga") == ["立案", "不予立案", "退回修改", "转社情民意", "类似件", "并案", "查看"]
    assert TITLE in stage.last("olga")


def test_a_sheet_handed_in_twice_is_one_case(stage: Stage) -> None:
    write(stage)
    stage.tap("dana", "提交")
    stage.tap("dana", "提交", again=True)
    assert only(stage).state is S.SUBMITTED
    assert stage.said("dana")[-1] == "refusals/old_button"


def test_background_comes_in_several_messages_and_may_be_begun_anew(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "提案")
    stage.say("dana", TITLE)
    assert "完成" not in stage.labels("dana")
    stage.say("dana", "写错了")
    stage.tap("dana", "重写")
    assert "完成" not in stage.labels("dana")
    stage.say("dana", "第一段")
    stage.say("dana", "第二段")
    assert "2段" in stage.last("dana")
    stage.tap("dana", "完成")
    stage.say("dana", "装灯")
    stage.tap("dana", "完成")
    stage.say("dana", "道路处")
    stage.tap("dana", "提交")
    case = only(stage)
    assert (case.kind, case.background, case.wished_units) == ("proposal", "第一段\n第二段", "道路处")


def test_the_last_request_can_be_removed_and_a_case_has_at_least_one(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "建议")
    stage.say("dana", TITLE)
    stage.say("dana", BACKGROUND)
    stage.tap("dana", "完成")
    stage.say("dana", "装灯")
    stage.tap("dana", "删除最后一条")
    assert "完成" not in stage.labels("dana")
    press(stage, "dana", "say:requests:done")
    assert stage.said("dana")[-1] == "unreadable/request_wanted"


def test_a_background_has_to_be_written(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "建议")
    stage.say("dana", TITLE)
    press(stage, "dana", "say:background:done")
    assert stage.said("dana")[-1] == "unreadable/background_wanted"


def test_too_much_is_refused_with_the_limit(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "建议")
    stage.say("dana", TITLE)
    for _ in range(3):
        stage.say("dana", "路" * 4000)
    assert stage.said("dana")[-1] == "unreadable/too_long"
    stage.tap("dana", "完成")
    stage.say("dana", "\n".join(f"{number}. 装灯" for number in range(1, 32)))
    assert stage.said("dana")[-1] == "unreadable/too_many_requests"
    stage.say("dana", "灯" * 2001)
    assert stage.said("dana")[-1] == "unreadable/too_long"


def test_a_changed_part_leads_back_to_the_sheet(stage: Stage) -> None:
    write(stage)
    stage.tap("dana", "改标题")
    stage.say("dana", "关于在河滨路和学府路加装路灯的建议")
    assert "学府路" in stage.last("dana")
    stage.tap("dana", "改要点")
    stage.say("dana", "增设座椅")
    stage.tap("dana", "完成")
    assert "3. 增设座椅" in stage.last("dana")
    stage.tap("dana", "改背景")
    stage.tap("dana", "完成")
    assert "提交" in stage.labels("dana")


def test_the_words_of_a_sheet_survive_a_restart(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "建议")
    stage.say("dana", TITLE)
    stage.restart()
    stage.say("dana", BACKGROUND)
    assert stage.said("dana")[-1] == "proposals/ask_background"


def test_a_returned_case_is_changed_and_handed_in_again(stage: Stage) -> None:
    write(stage)
    stage.tap("dana", "提交")
    stage.tap("olga", "退回修改")
    stage.say("olga", "请写明路段")
    assert "请写明路段" in stage.last("dana")
    stage.tap("dana", "修改")
    assert TITLE in stage.last("dana")
    stage.tap("dana", "改要点")
    stage.tap("dana", "删除最后一条")
    stage.tap("dana", "完成")
    stage.tap("dana", "重新提交")
    case = only(stage)
    assert case.state is S.SUBMITTED
    assert [request.text for request in case.requests] == ["在河滨路加装路灯"]
    assert stage.said("olga")[-1] == "proposals/submitted"


def test_a_case_that_was_not_returned_cannot_be_changed(stage: Stage) -> None:
    case = put_in(stage, S.FILED, number=1)
    forge(stage, "dana", f"revise:{case}")
    assert stage.said("dana") == ["refusals/not_now"]


def test_the_only_proposer_takes_a_case_back_and_its_units_are_told(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    with stage.database.writing() as work:
        work.session.add(Reply(assignment_id=share, state=ReplyState.DRAFTING, state_since=stage.now))
    stage.say("dana", "/case 12")
    stage.tap("dana", "撤回")
    stage.tap("dana", "确定撤回")
    case = only(stage)
    assert case.state is S.WITHDRAWN
    assert [a.state for a in shares(stage, case.id)] == [AssignmentState.CANCELLED]
    with stage.work() as work:
        assert work.session.scalars(select(Reply.state)).all() == [ReplyState.DROPPED]
    assert stage.said("olga") == ["proposals/withdrawn"]
    assert stage.said("uma") == ["proposals/withdrawn"]


def test_a_share_that_was_over_is_left_alone_by_a_withdrawal(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), ("roads", Part.CO), state=AssignmentState.DONE)
    stage.say("dana", "/case 12")
    stage.tap("dana", "撤回")
    stage.tap("dana", "确定撤回")
    assert {a.state for a in shares(stage, only(stage).id)} == {AssignmentState.DONE}


def test_a_case_of_several_is_not_taken_back_by_one_who_only_signed(stage: Stage) -> None:
    case = put_in(stage, proposers=("dana", "dan"))
    forge(stage, "dan", f"withdraw:{case}")
    assert stage.said("dan") == ["refusals/leads_the_proposal"]
    assert proposal(stage, case).state is S.SUBMITTED


def test_nobody_takes_back_what_is_not_his(stage: Stage) -> None:
    case = put_in(stage)
    for name in ("dan", "uma"):
        forge(stage, name, f"withdraw:{case}")
        assert stage.said(name) == ["refusals/not_yours"]
    forge(stage, "dan", "withdraw:999")
    assert stage.said("dan")[-1] == "refusals/old_button"


def test_a_deputy_sees_his_own_cases_with_state_and_date_page_by_page(stage: Stage) -> None:
    stage.say("dana", "/mine")
    assert stage.labels("dana") == ["提交新的"]
    give(stage, ("housing", Part.LEAD), ("roads", Part.CO), number=3)
    for number in range(20, 30):
        put_in(stage, S.FILED, number=number)
    stage.say("dana", "/mine")
    assert "11件" in stage.last("dana")
    assert "第3号" not in stage.last("dana")
    stage.tap("dana", "下一页")
    assert "第3号" in stage.last("dana")
    assert "2026年6月2日" in stage.last("dana")
    stage.tap("dana", "上一页")
    assert "第29号" in stage.last("dana")
    stage.say("dan", "/mine")
    assert stage.labels("dan") == ["提交新的"]
