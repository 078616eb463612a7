"""Who is shown which like cases, and what a tap does with them."""

from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ProposalState
from bot.services import similar
from store.tables import Answer, Proposal, PublishedReply
from tests.filing.scene import TITLE, proposal, put_in
from tests.handling.case import forge, give
from tests.stage import Stage

REPLY = "今年计划安装路灯三十盏。\n人行道修补列入下半年养护计划。"


def answered(stage: Stage, number: int = 3, **columns: object) -> int:
    """An archived case with a printed reply; its row."""
    row = put_in(stage, ProposalState.ARCHIVED, number=number, proposers=("dan",))
    with stage.database.writing() as work:
        case = work.session.get_one(Proposal, row)
        case.published.append(PublishedReply(text=REPLY, signed_by=["市道路管理处"]))
        for name, value in columns.items():
            setattr(case, name, value)
    return row


def begin(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "建议")
    stage.say("dana", "关于河滨路路灯建设的建议")


def test_a_deputy_is_shown_like_cases_after_the_title_and_may_refer_to_one_once(stage: Stage) -> None:
    row = answered(stage)
    begin(stage)
    assert stage.said("dana")[-1] == "proposals/similar"
    assert "Dan" in stage.last("dana")
    stage.tap("dana", "看第3号答复")
    assert "今年计划安装路灯三十盏。" in stage.last("dana")
    stage.tap("dana", "引用第3号")
    assert "✓ 已引用" in stage.last("dana")
    forge(stage, "dana", f"say:similar:quote-{row}:0")
    assert stage.said("dana")[-1] == "refusals/old_button"
    stage.tap("dana", "继续")
    stage.tap("dana", "完成")
    stage.say("dana", "修补人行道")
    stage.tap("dana", "完成")
    stage.tap("dana", "跳过")
    assert f"参见市十届人大一次会议第3号建议《{TITLE}》。" in stage.last("dana")
    stage.tap("dana", "类似件")
    stage.tap("dana", "继续")
    assert stage.said("dana")[-1] == "proposals/preview"


def test_of_a_case_of_which_only_the_title_is_public_there_are_no_names_and_no_reply(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        row = answered(stage, openness="title")
        begin(stage)
        assert "Dan" not in stage.last("dana")
        assert "看第3号答复" not in stage.labels("dana")
        forge(stage, "dana", f"earlier:{row}")
        assert "没有可以公开的答复" in stage.last("dana")


def test_what_is_not_public_or_sensitive_is_not_read_by_its_row_either(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        hidden = answered(stage, openness="none")
        secret = answered(stage, 4, sensitive=True)
        begin(stage)
        assert stage.said("dana")[-1] == "proposals/ask_background"
        for name, row in (("dana", hidden), ("dana", secret), ("olga", secret), ("uma", 999)):
            forge(stage, name, f"earlier:{row}")
            assert stage.said(name)[-1] == "refusals/old_button"


def test_words_where_a_tap_is_wanted_are_not_taken(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        answered(stage)
        begin(stage)
        stage.say("dana", "好的")
        assert stage.said("dana")[-2:] == ["unreadable/tap_wanted", "proposals/similar"]


def test_the_office_merges_a_case_into_a_like_one_with_one_tap(stage: Stage) -> None:
    lead = put_in(stage, ProposalState.FILED, number=5)
    old = answered(stage)
    case = put_in(stage)
    forge(stage, "olga", f"similar:{case}")
    labels = stage.labels("olga")
    assert "并入第5号" in labels
    assert "并入第3号" not in labels
    assert "第3号答复" in labels
    stage.tap("olga", "并入第5号")
    assert stage.said("olga")[-1] == "filing/merged"
    assert proposal(stage, case).merged_into == lead
    assert proposal(stage, old).state is ProposalState.ARCHIVED


def test_only_the_office_sees_the_list_and_nothing_alike_is_said_so(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        case = put_in(stage)
        forge(stage, "dana", f"similar:{case}")
        assert stage.said("dana")[-1] == "refusals/not_yours"
        forge(stage, "olga", f"similar:{case}")
        assert "没有找到类似件" in stage.last("olga")


def test_of_a_sensitive_case_no_like_ones_are_shown_which_would_tell_what_it_is_about(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        put_in(stage, ProposalState.FILED, number=5)
        case = put_in(stage)
        with stage.database.writing() as work:
            work.session.get_one(Proposal, case).sensitive = True
        forge(stage, "olga", f"similar:{case}")
        assert stage.said("olga")[-1] == "filing/similar"
        assert TITLE not in stage.last("olga")


def test_the_card_of_a_case_to_be_reviewed_leads_to_like_cases(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        case = put_in(stage)
        forge(stage, "olga", f"case:{case}")
        assert "类似件" in stage.labels("olga")


def test_a_unit_puts_a_paragraph_of_an_earlier_reply_into_its_answer(stage: Stage) -> None:
    row = answered(stage)
    with stage.database.writing() as work:
        work.session.get_one(Proposal, row).title = "关于改造老旧小区的提案"
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.HANDLING)
    with stage.database.writing() as work:
        similar.reindex(work)
    forge(stage, "uma", f"draft:{share}")
    stage.tap("uma", "类似件答复")
    stage.tap("uma", "第3号 关于改造老旧小区的提案")
    assert "今年计划安装路灯三十盏。" in stage.last("uma")
    stage.tap("uma", "其他类似件")
    stage.tap("uma", "第3号 关于改造老旧小区的提案")
    stage.tap("uma", "放入第2段")
    with stage.work() as work:
        assert work.session.scalars(select(Answer.text)).all() == ["人行道修补列入下半年养护计划。"]
    stage.tap("uma", "类似件答复")
    stage.say("uma", "放入")
    assert stage.said("uma")[-2] == "unreadable/tap_wanted"
    stage.tap("uma", "回到答复")
    assert stage.said("uma")[-1] == "replies/ask_request"
