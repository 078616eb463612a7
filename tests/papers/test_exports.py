"""What the office exports: ledgers with chosen columns, the month's and the year's report, and the compendium."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.domain.lives import AssignmentState as A
from bot.domain.lives import CommitmentState, Kind, Part, ReplyState
from bot.domain.lives import ProposalState as P
from bot.intake import compendium as intake
from bot.services.ledgers import COLUMNS
from store.tables import Commitment, Contact, PublishedReply, Reply, Unit
from tests.handling.case import forge
from tests.looking.scene import In, ask, happened, put, write
from tests.papers.received import files, only, sheets, text
from tests.stage import UNITS, Stage

HOUSING, ROADS = UNITS["housing"][0], UNITS["roads"][0]
PAST = date(2026, 2, 20)
ISSUED = ReplyState.ISSUED


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage:
        yield stage


def fill(stage: Stage) -> None:
    """One answered in time and rated, one answered late, one overdue and sensitive, one just submitted, one of old."""
    with stage.database.writing() as work:
        now = stage.now
        first = put(work, now, 2, In("housing", A.DONE, reply=ISSUED), state=P.CLOSED, proposers=("dana", "王一禾"))
        asked = [ask(work, now, first, "dana", "satisfied")]
        second = put(
            work, now, 3, In("roads", A.DONE, reply=ISSUED), In("housing", A.DONE, part=Part.CO), state=P.ANSWERED
        )
        asked.append(ask(work, now, second, "dan", "unsatisfied"))
        second.kind, second.key, second.title = Kind.PROPOSAL, True, "=关于修补路面的提案"
        for case in (first, second):
            share = case.assignments[0]
            reply = share.reply
            assert reply is not None
            share.accepted_at = share.done_at = reply.issued_at = now
            share.done_in_time = case is first
            reply.result_wording = "A 已经解决" if case is first else "B 正在解决"
            reply.result_class = reply.result_wording[0]
            write(work, reply, "已经办理。\n请拨打13800138000咨询。")
            happened(work, now, case, "issue", "olga", "reply", reply.id)
        work.session.add(Contact(assignment_id=first.assignments[0].id, mode="visit", day=now.date(), at=now))
        late = put(work, now, 4, In("roads", A.HANDLING, PAST), title="关于一件敏感的事的建议")
        late.sensitive = True
        late.background = "不可说"
        put(work, now, None, state=P.SUBMITTED)
        old = put(work, now, 9, In("roads", A.DONE), state=P.ARCHIVED, sitting="市九届人大五次会议")
        old.sitting.past = True
        for case in (first, second, late):
            happened(work, now, case, "file", "olga")
            for share in case.assignments:
                happened(work, now, case, "offer", "olga", "assignment", share.id)
        happened(work, now, late, "return", "ugo", "assignment", late.assignments[0].id)
        happened(work, now, first, "close", "olga")
        happened(work, now - timedelta(days=40), first, "close", "olga")
        for survey in asked:
            happened(work, now, first, "rate", "dana", "survey", survey.id)


def export(stage: Stage, *labels: str) -> None:
    stage.say("olga", "/export")
    for label in labels:
        stage.tap("olga", label)


def test_a_ledger_of_the_usual_columns_has_every_case_of_this_time(stage: Stage) -> None:
    fill(stage)
    export(stage, "台账（Excel）", "下一步", "生成台账")
    assert stage.said("olga")[-2:] == ["documents/under_way", "documents/ledger"]
    ((name, content),) = files(stage, "olga", "documents/ledger").items()
    assert name == "台账-20260302.xlsx"
    heads, *rows = sheets(content)["台账"]
    assert heads[:4] == ["序号", "案号", "类型", "标题"]
    assert [row[1] for row in rows] == [2, 3, 4, None]
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    assert (found[0]["领衔"], found[0]["提出人数"], found[0]["主办单位"]) == ("Dana", 2, HOUSING)
    assert found[0]["立案日期"] == datetime(2026, 3, 2)  # noqa: DTZ001 - a day has no zone
    assert found[0]["办理结果"] == "A 已经解决"
    assert (found[2]["标题"], found[2]["领衔"]) == ("（敏感件）", "（敏感件）")
    assert load_workbook(BytesIO(content))["台账"]["D3"].quotePrefix


def test_the_second_sheet_sums_up_each_unit(stage: Stage) -> None:
    fill(stage)
    export(stage, "台账（Excel）", "下一步", "生成台账")
    assert sheets(only(stage, "olga", "documents/ledger"))["按单位汇总"] == [
        ["承办单位", "主办件数", "主办案号", "协办件数", "协办案号", "分办件数", "分办案号", "合计件数"],
        [HOUSING, 1, "2", 1, "3", 0, None, 2],
        [ROADS, 2, "3、4", 0, None, 0, None, 2],
    ]


def test_columns_come_and_go_and_every_one_has_something_to_say(stage: Stage) -> None:
    fill(stage)
    export(stage, "台账（Excel）", "全部栏目", "✓ 序号", "下一步", "生成台账")
    heads, *rows = sheets(only(stage, "olga", "documents/ledger"))["台账"]
    assert len(heads) == len(COLUMNS) - 1
    first, second, late = (dict(zip(heads, row, strict=True)) for row in rows[:3])
    assert (first["是否面商"], first["是否按期"], first["满意情况"], first["联名"]) == ("是", "是", "满意", "王一禾")
    assert (second["是否按期"], second["协办单位"], second["重点"]) == ("否", HOUSING, "是")
    assert (late["是否逾期"], late["是否按期"]) == ("是", None)
    assert late["办理期限"] == datetime(2026, 2, 20)  # noqa: DTZ001 - a day has no zone


def test_the_last_column_stays_and_a_column_taken_out_comes_back(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        fill(stage)
        export(stage, "台账（Excel）", "全部栏目")
        for key in list(COLUMNS)[:-1]:
            stage.tap("olga", data=f"say:columns:{key}")
        stage.tap("olga", data="say:columns:closed")
        assert "已选1栏" in stage.last("olga")
        stage.tap("olga", data="say:columns:number")
        assert "案号、办结日期" in stage.last("olga")


@pytest.mark.parametrize(
    ("label", "numbers"),
    [("逾期", [4]), ("未办结", [3, 4, None]), ("已答复", [2, 3]), ("已办结", [2]), ("重点", [3]), ("只要提案", [3])],
)
def test_the_ledger_is_of_the_cases_that_were_asked_for(sqlite_url: str, label: str, numbers: list[int | None]) -> None:
    with Stage(sqlite_url) as stage:
        fill(stage)
        export(stage, "台账（Excel）", "下一步", label, "生成台账")
        _, *rows = sheets(only(stage, "olga", "documents/ledger"))["台账"]
        assert [row[1] for row in rows] == numbers


def test_the_ledger_of_one_unit_and_one_without_any_case(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        export(stage, "台账（Excel）", "下一步", "生成台账")
        assert stage.said("olga")[-1] == "refusals/nothing_to_export"
        fill(stage)
        export(stage, "台账（Excel）", "下一步", "选择单位", ROADS)
        assert f"单位：{ROADS}" in stage.last("olga")
        stage.tap("olga", "生成台账")
        _, *rows = sheets(only(stage, "olga", "documents/ledger"))["台账"]
        assert [row[1] for row in rows] == [3, 4]


def test_units_are_turned_page_by_page(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        with stage.database.writing() as work:
            work.session.add_all([Unit(name=f"第{number}办事处", aliases=[]) for number in range(13)])
        export(stage, "台账（Excel）", "下一步", "选择单位", "下一页")
        assert "第2页" in stage.last("olga")
        stage.tap("olga", "上一页")
        stage.tap("olga", "全部单位")
        assert "全部单位" in stage.last("olga")


def test_the_bulletin_counts_the_month_from_the_journal_and_ranks_the_units(stage: Stage) -> None:
    fill(stage)
    export(stage, "月度通报", "2026年3月")
    assert list(files(stage, "olga", "documents/bulletin")) == ["办理情况通报-202603.docx"]
    said = text(only(stage, "olga", "documents/bulletin"))
    for part in (
        "本月立案3件，交办4件次，发出答复2件次，其中按期1件次，按期答复率50.0%（1/2）。退办1件次，办结1件。",
        "在办1件次，其中已超过期限1件次，占100.0%（1/1）。",
        "满意率（含基本满意）50.0%（1/2）",
        f"1\n{HOUSING}\n1\n100.0%（1/1）\n0\n评价不足5份，不列",
        f"2\n{ROADS}\n1\n0.0%（0/1）\n1\n评价不足5份，不列",
        f"第4号，{ROADS}，期限2026年2月20日，逾期10天。",
    ):
        assert part in said
    assert "敏感的事" not in said


def test_a_month_in_which_nothing_happened_has_its_bulletin(stage: Stage) -> None:
    export(stage, "月度通报", "2025年12月")
    said = text(only(stage, "olga", "documents/bulletin"))
    assert "现将2025年12月1日至2025年12月31日" in said
    assert "按期答复率—（0/0）" in said


def test_the_years_report_has_bases_and_shares_that_add_up(stage: Stage) -> None:
    fill(stage)
    with stage.database.writing() as work:
        reply = work.session.scalars(select(Reply)).all()[-1]
        work.session.add(Commitment(reply=reply, text="年内完成", due=PAST, state=CommitmentState.OPEN, at=stage.now))
    export(stage, "年度报告", "2026年")
    said = text(only(stage, "olga", "documents/annual"))
    for part in (
        "2026年共立案3件，其中建议2件（占66.7%）、提案1件（占33.3%）；交由2个单位办理。重点1件。",
        "办复率66.7%（2/3），按期答复率50.0%（1/2），面商率33.3%（1/3），满意率（含基本满意）50.0%（1/2），评价回收率100.0%（2/2）",
        "A 已经解决\n1\n50.0%",
        "第3号《=关于修补路面的提案》",
        f"{ROADS}\n2\n1\n1\n0.0%（0/1）",
        "年内逾期答复1件次，仍在办并已逾期1件次，退办1件次，不满意评价1份。",
        "承诺事项",
    ):
        assert part in said
    assert "敏感的事" not in said


def test_the_compendium_respects_what_the_proposers_wish_and_is_read_back(stage: Stage) -> None:
    fill(stage)
    with stage.database.writing() as work:
        title = put(work, stage.now, 5, state=P.HANDLING, title="关于只说标题的建议")
        title.openness, title.background = "title", "不公开的内容"
        none = put(work, stage.now, 6, state=P.HANDLING, title="关于不公开的建议")
        none.openness = "none"
        old = put(work, stage.now, 7, state=P.ARCHIVED, title="关于扩建图书馆的建议", requests=("扩建图书馆",))
        old.background = "图书馆太小。\n联系电话：0350-1234567"
        old.published = [PublishedReply(text="图书馆正在扩建。\n联系人：王方", signed_by=["市文化局"])]
    export(stage, "公开汇编", "市十届人大一次会议 建议")
    made = files(stage, "olga", "documents/compendium")
    assert list(made) == ["市十届人大一次会议建议汇编.docx"]
    said = text(only(stage, "olga", "documents/compendium"))
    assert "关于只说标题的建议" in said
    for hidden in ("不公开的内容", "关于不公开的建议", "敏感的事", "13800138000", "1234567", "王方"):
        assert hidden not in said
    found = intake.read(only(stage, "olga", "documents/compendium_text").decode())
    assert [one.title for one in found.proposals] == ["关于为老旧小区加装电梯的建议", "关于扩建图书馆的建议"]
    first, second = found.proposals
    assert (first.proposers, first.reply_units) == (("Dana", "王一禾"), (HOUSING,))
    assert first.reply.startswith("关于第1项，已经办理。")
    assert (second.background, second.reply, second.reply_units) == ("图书馆太小。", "图书馆正在扩建。", ("市文化局",))


def test_of_a_sitting_without_such_cases_there_is_no_compendium(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        export(stage, "公开汇编", "市十届人大一次会议 提案")
        assert stage.said("olga")[-1] == "refusals/nothing_to_export"


def test_only_the_office_exports(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        for name in ("uma", "dana", "lena"):
            stage.say(name, "/export")
            forge(stage, name, "go:export")
            assert stage.said(name)[-2:] == ["refusals/not_your_command"] * 2


def test_the_conversation_is_over_once_the_file_is_there(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        fill(stage)
        export(stage, "年度报告", "2026年")
        stage.say("olga", "/cancel")
        assert stage.said("olga")[-1] == "refusals/nothing_open"
