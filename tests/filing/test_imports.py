"""The office sends a compendium or its list of units: it sees what is in it, and it is taken in once or not at all."""

import pytest
from sqlalchemy import func, select

from bot.domain.lives import ProposalState
from store.tables import Import, JournalRow, Proposal, Sitting, Unit
from tests.handling.case import press
from tests.sandbox.pictures import png
from tests.stage import Stage

S = ProposalState
SITTING = "云河市第五届人民代表大会第三次会议"


def case(
    number: int, proposer: str = "Dana", asks: str = "为此建议：\n一、尽快检测桥梁。\n二、安排资金维修。\n"
) -> str:
    return (
        f"关于改善第{number}号桥梁通行条件的建议\n建议者：{proposer}\n"
        f"第{number}号桥梁建成多年，通行压力很大，群众反映强烈，急需改善。\n{asks}"
        "答复：\n您提出的建议收悉，现答复如下。我局已安排检测，年底前完成维修，感谢您的支持。\n市道路管理处\n\n"
    )


def compendium(*numbers: int, sitting: str = SITTING, proposer: str = "Dana") -> bytes:
    head = f"{sitting}\n代表建议及办理情况\n\n" if sitting else ""
    return (head + "".join(case(number, proposer) for number in numbers)).encode()


def cases(stage: Stage) -> list[Proposal]:
    """Every case there is, with what hangs on it."""
    with stage.work() as work:
        found = list(work.session.scalars(select(Proposal).order_by(Proposal.id)))
        for one in found:
            assert [*one.requests, *one.published, one.sitting]
            assert one.proposers is not None
        return found


def test_a_compendium_is_shown_before_it_is_taken_in(stage: Stage) -> None:
    stage.file("olga", compendium(1, 2), "汇编.txt")
    assert "读出2件" in stage.last("olga")
    assert "第1号桥梁" in stage.last("olga")
    assert stage.labels("olga")[:2] == ["作为待办件", "作为历史件"]
    assert cases(stage) == []
    stage.tap("olga", "取消")
    assert cases(stage) == []


def test_new_cases_are_filed_at_once_and_wait_to_be_assigned(stage: Stage) -> None:
    stage.say("olga", "/import")
    stage.file("olga", compendium(1, 2), "汇编.txt")
    stage.tap("olga", "作为待办件")
    found = cases(stage)
    assert [(one.number, one.state, one.sitting.name) for one in found] == [
        (1, S.FILED, SITTING),
        (2, S.FILED, SITTING),
    ]
    assert [request.text for request in found[0].requests] == ["尽快检测桥梁。", "安排资金维修。"]
    assert found[0].published[0].signed_by == ["市道路管理处"]
    assert stage.said("olga")[-2:] == ["imports/under_way", "imports/done"]
    assert "第1号至第2号" in stage.last("olga")
    assert stage.said("dana") == ["proposals/filed_several"]
    stage.tap("olga", "去交办")
    assert "2件" in stage.last("olga")


def test_a_deputy_who_proposed_what_was_imported_finds_it_among_his_own(stage: Stage) -> None:
    stage.file("olga", compendium(1), "a.txt")
    stage.tap("olga", "作为待办件")
    stage.say("dana", "/mine")
    assert "第1号桥梁" in stage.last("dana")


def test_earlier_cases_are_kept_without_numbers_and_nobody_is_told(stage: Stage) -> None:
    stage.file("olga", compendium(1, 2), "往年.txt")
    stage.tap("olga", "作为历史件")
    assert [(one.number, one.state) for one in cases(stage)] == [(None, S.ARCHIVED)] * 2
    assert stage.said("dana") == []
    with stage.work() as work:
        assert work.session.scalars(select(Sitting.past).where(Sitting.name == SITTING)).one() is True


def test_new_cases_do_not_belong_to_a_sitting_known_from_the_past_only(stage: Stage) -> None:
    stage.file("olga", compendium(1), "往年.txt")
    stage.tap("olga", "作为历史件")
    stage.file("olga", compendium(7, sitting=""), "a.txt")
    stage.tap("olga", "作为待办件")
    assert cases(stage)[-1].sitting.name == "市十届人大一次会议"
    stage.file("olga", compendium(8), "b.txt")
    stage.tap("olga", "作为待办件")
    assert (cases(stage)[-1].sitting.name, cases(stage)[-1].sitting.past) == (SITTING, False)


def test_a_new_office_names_its_sitting_after_the_year(stage: Stage) -> None:
    with stage.database.writing() as work:
        work.session.delete(work.session.scalars(select(Sitting)).one())
    stage.file("olga", compendium(7, sitting=""), "a.txt")
    stage.tap("olga", "作为待办件")
    assert cases(stage)[0].sitting.name == "2026年"


def test_the_same_file_twice_changes_nothing_and_says_so(stage: Stage) -> None:
    stage.file("olga", compendium(1), "a.txt")
    stage.tap("olga", "作为待办件")
    stage.file("olga", compendium(1), "另一个名字.txt")
    assert stage.said("olga")[-1] == "refusals/imported_before"
    assert "a.txt" in stage.last("olga")
    assert len(cases(stage)) == 1


def test_a_second_tap_while_a_file_is_taken_in_takes_nothing_in_twice(stage: Stage) -> None:
    stage.file("olga", compendium(1), "a.txt")
    stage.people.tap("Olga", "作为待办件")
    stage.people.tap("Olga", "作为待办件", again=True)
    stage.wait()
    assert len(cases(stage)) == 1
    assert stage.said("olga").count("imports/done") == 1


def test_cases_that_are_known_are_left_out(stage: Stage) -> None:
    stage.file("olga", compendium(1), "a.txt")
    stage.tap("olga", "作为待办件")
    stage.file("olga", compendium(1, 2, 2), "b.txt")
    assert "其中2件已有" in stage.last("olga")
    stage.tap("olga", "作为待办件")
    assert [one.number for one in cases(stage)] == [1, 2]
    assert "已有2件" in stage.last("olga")
    stage.file("olga", compendium(2), "c.txt")
    assert "没有新的内容" in stage.last("olga")
    assert "作为待办件" not in stage.labels("olga")


def test_a_case_without_numbered_requests_is_answered_as_a_whole(stage: Stage) -> None:
    text = f"{SITTING}\n代表建议及办理情况\n\n" + case(1, asks="") + case(2)
    stage.file("olga", text.encode(), "a.txt")
    stage.tap("olga", "作为待办件")
    assert len(cases(stage)[0].requests) == 1


def test_if_one_case_cannot_be_kept_none_is(stage: Stage) -> None:
    stage.file("olga", compendium(1, 2), "a.txt")
    with stage.database.writing() as work:
        # A number that somebody else took without the sitting knowing makes the second case impossible.
        sitting = Sitting(name=SITTING)
        work.session.add(sitting)
        work.session.add(
            Proposal(sitting=sitting, number=2, kind="suggestion", title="占号", state=S.FILED, created_at=stage.now)
        )
    stage.tap("olga", "作为待办件")
    with stage.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Proposal)) == 1
        assert work.session.scalar(select(func.count()).select_from(Import)) == 0
    assert stage.said("olga")[-1] == "general/trouble"
    stage.say("olga", "/menu")
    assert stage.said("olga")[-1] == "imports/preview"


def test_lines_without_a_place_are_shown_page_by_page_with_their_numbers(stage: Stage) -> None:
    stray = "".join(f"\n天气晴朗第{number}段，记者来到河边采访，听说了这里的故事。\n" for number in range(30))
    stage.file("olga", compendium(1) + stray.encode(), "a.txt")
    label = next(label for label in stage.labels("olga") if "未归入" in label)
    stage.tap("olga", label)
    assert stage.said("olga")[-1] == "imports/lines"
    assert "第1/" in stage.last("olga").replace(" ", "")
    stage.tap("olga", "下一页")
    assert "第29段" in stage.last("olga")
    stage.tap("olga", "上一页")
    stage.tap("olga", "返回预览")
    assert "读出1件" in stage.last("olga")


def test_units_that_signed_but_are_not_in_the_list_are_named(stage: Stage) -> None:
    text = compendium(1).decode().replace("市道路管理处", "云河市水利局")
    stage.file("olga", text.encode(), "a.txt")
    assert "云河市水利局" in stage.last("olga")


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"PK\x03\x04" + bytes(range(256)) * 8, "a.docx", "broken_file"),
        (bytes(range(256)) * 8, "a.docx", "not_text"),
        (b" \n\n", "a.txt", "empty"),
        ("今天天气很好。\n".encode(), "a.txt", "no_proposals"),
        ("甲,乙\n1,2\n".encode(), "a.csv", "no_name_column"),
    ],
)
def test_what_cannot_be_read_is_said_clearly_and_no_question_stays_open(
    stage: Stage, content: bytes, name: str, reason: str
) -> None:
    stage.file("olga", content, name)
    assert stage.said("olga") == [f"unreadable/{reason}"]
    stage.say("olga", "/back")
    assert stage.said("olga")[-1] == "refusals/nothing_open"


def test_a_file_that_was_asked_for_is_asked_for_again(stage: Stage) -> None:
    stage.say("olga", "/import")
    stage.say("olga", "在这里")
    assert stage.said("olga")[-2:] == ["unreadable/file_wanted", "imports/ask_file"]
    stage.file("olga", png(8, 8), "p.png", kind="photo")
    assert stage.said("olga")[-2:] == ["unreadable/not_text", "imports/ask_file"]


def test_a_file_beyond_the_limit_is_not_fetched(database_url: str) -> None:
    with Stage(database_url, telegram={"file_limit_mb": 1}) as stage:
        stage.file("olga", b"x" * (1024 * 1024 + 1), "a.txt")
        assert stage.said("olga") == ["unreadable/file_too_big"]


def test_a_file_of_somebody_else_begins_nothing(stage: Stage) -> None:
    stage.file("dana", compendium(1), "a.txt")
    assert stage.said("dana") == ["unreadable/nothing_asked"]


def test_the_list_of_units_shows_what_it_changes_and_which_lines_are_wrong(stage: Stage) -> None:
    housing, roads = "市住房建设局,,住建局|housing|房建局", "市道路管理处,,道路处|roads"
    rows = f"单位名称,全称,别名\n{housing}\n{roads}\n市园林处,,\n市绿化处,,园林处\n,,x\n市园林处,,"
    stage.file("olga", rows.encode("gb18030"), "units.CSV")
    said = stage.last("olga")
    assert "新增2个单位，变更1个，不变1个" in said
    assert "第6行：没有单位名称" in said
    assert "第7行：名称重复“市园林处”（第4行已有）" in said
    stage.tap("olga", "确认导入")
    with stage.work() as work:
        names = set(work.session.scalars(select(Unit.name)))
        changed = work.session.scalars(select(Unit).where(Unit.name == "市住房建设局")).one()
        noted = work.session.scalars(select(JournalRow).where(JournalRow.act == "import_units")).one()
    assert names == {"市住房建设局", "市道路管理处", "市园林处", "市绿化处"}
    assert "房建局" in changed.aliases
    assert noted.detail == {"new": 2, "changed": 1, "errors": 2}
    stage.file("olga", rows.encode("gb18030"), "units.csv")
    assert stage.labels("olga") == ["取消"]
    press(stage, "olga", "say:units:confirm")
    assert "新增0个单位，变更0个" in stage.last("olga")


def test_who_proposed_several_cases_of_a_file_gets_one_letter(stage: Stage) -> None:
    stage.file("olga", compendium(*range(1, 31)), "汇编.txt")
    stage.tap("olga", "作为待办件")
    assert stage.said("dana").count("proposals/filed") == 0
    assert stage.said("dana").count("proposals/filed_several") == 1
    assert "30件" in stage.last("dana")
    assert "第20号　" in stage.last("dana")
    assert "第21号" not in stage.last("dana")
    assert stage.labels("dana") == ["我提出的建议、提案"]


def test_who_proposed_one_case_of_a_file_hears_of_it_by_itself(stage: Stage) -> None:
    stage.file("olga", compendium(1), "汇编.txt")
    stage.tap("olga", "作为待办件")
    assert stage.said("dana")[-1] == "proposals/filed"
