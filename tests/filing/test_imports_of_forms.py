"""Ledgers, forms, letters and reports sent by the office: shown, whole or not at all, once, and with their cases."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Kind, Part, ProposalState
from store.tables import Import, Proposal, PublishedReply, ReportFact, Sitting
from tests.handling.case import give
from tests.intake.files import SESSION, archive, form, letter, nasty_ledger, pdf, workbook
from tests.intake.test_documents import COMPENDIUM
from tests.intake.test_reports import REPORT
from tests.stage import Stage

HEAD = ["案号", "标题", "领衔代表", "主办单位", "届次"]
LATER = "临江市第五届人大三次会议"  # SESSION, written shorter


def cases(stage: Stage) -> list[tuple[int | None, str, str, str]]:
    """Number, title, wished units and state of every case."""
    with stage.work() as work:
        found = work.session.scalars(select(Proposal).order_by(Proposal.id))
        return [(one.number, one.title, one.wished_units, one.state.value) for one in found]


def printed(stage: Stage) -> list[PublishedReply]:
    """Every published reply there is."""
    with stage.work() as work:
        return list(work.session.scalars(select(PublishedReply).order_by(PublishedReply.id)))


def take(stage: Stage, content: bytes, name: str, label: str = "作为历史件") -> None:
    """The office sends a file and takes it in."""
    stage.file("olga", content, name)
    stage.tap("olga", label)
    assert stage.said("olga")[-1] == "imports/done", stage.said("olga")


def test_a_ledger_is_taken_in_with_its_numbers_and_the_units_it_names(stage: Stage) -> None:
    take(stage, nasty_ledger(), "台账.xlsx", "作为待办件")
    both = "市道路管理处、市住房建设局"
    assert cases(stage) == [
        (1, "关于修缮北门桥的建议", both, "filed"),
        (2, "关于夜市摊位管理的建议", both, "filed"),
        (3, "关于校园周边交通的建议", both, "filed"),
        (4, "关于老年食堂的建议", both, "filed"),
    ]
    with stage.work() as work:
        sitting = work.session.scalars(select(Sitting).where(Sitting.name == SESSION)).one()
    assert sitting.last_number == 4


def test_rows_that_are_wrong_keep_the_whole_ledger_out(stage: Stage) -> None:
    rows: list[list[Any]] = [
        [HEAD[0], *HEAD[1:]],
        [1, "关于修桥的建议", "王小明"],
        [2, None, "王小明"],
        *([n, f"关于第{n}件事的建议"] for n in range(3, 15)),
    ]
    stage.file("olga", workbook(rows), "台账.xlsx")
    assert "台账 第3行B列：缺标题，请补填" in stage.last("olga")
    assert stage.labels("olga") == ["查看全部13处", "取消"]
    stage.tap("olga", "查看全部13处")
    assert "第15行C列：缺领衔代表或提案人" in stage.last("olga")
    stage.tap("olga", "返回预览")
    assert stage.labels("olga") == ["查看全部13处", "取消"]
    assert cases(stage) == []


def test_a_number_that_another_case_has_is_pointed_out_before_anything_is_taken_in(stage: Stage) -> None:
    take(stage, workbook([HEAD, [7, "关于修桥的建议", "王小明", None, SESSION]]), "a.xlsx")
    stage.file("olga", workbook([HEAD, [7, "关于公交的建议", "赵敏", None, LATER]]), "b.xlsx")
    assert "编号已被使用“7”，已有《关于修桥的建议》" in stage.last("olga")
    assert stage.labels("olga") == ["取消"]


def test_the_same_case_in_another_file_is_known_however_its_sitting_is_written(stage: Stage) -> None:
    take(stage, workbook([HEAD, [18, "关于增设夜间公交线路的建议", "王小明", None, LATER]]), "a.xlsx")
    stage.file("olga", form(), "专用纸.docx")
    assert "读出1件，其中1件已有" in stage.last("olga")
    stage.tap("olga", "取消")
    take(stage, archive({"a.docx": form(content_below=True), "b.docx": letter()}), "a.zip", "存入案卷")
    assert len(cases(stage)) == 1
    assert [reply.number for reply in printed(stage)] == ["临路函〔2026〕12号"]


def test_a_letter_is_kept_with_its_case_once_and_says_who_signed_when(stage: Stage) -> None:
    take(stage, form(), "专用纸.docx")
    take(stage, letter(), "答复函.docx", "存入案卷")
    stage.file("olga", letter(), "答复函.docx")
    assert stage.said("olga")[-1] in {"refusals/imported_before", "imports/preview"}
    (reply,) = printed(stage)
    assert (reply.source, reply.result_class, reply.signed_by) == ("letter", "A", ["临江市道路管理处"])
    assert str(reply.on) == "2026-05-20"


def test_a_letter_without_a_case_or_with_a_number_of_another_is_not_kept(stage: Stage) -> None:
    take(stage, workbook([HEAD, [18, "关于老年食堂运营补贴的建议", "王小明", None, SESSION]]), "a.xlsx")
    stage.file("olga", letter(), "a.docx")
    assert "编号与标题不是同一件，请核对" in stage.last("olga")
    assert stage.labels("olga") == ["取消"]
    stage.file("olga", letter("第99号"), "b.docx")
    assert "没有找到对应的件" in stage.last("olga")


def test_a_letter_to_a_case_that_is_being_handled_is_left_to_its_unit(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), number=18, state=AssignmentState.HANDLING)
    with stage.database.writing() as work:
        case = work.session.scalars(select(Proposal)).one()
        case.title, case.sitting.name = "关于增设夜间公交线路的建议", SESSION
    stage.file("olga", letter(), "a.docx")
    assert "正在办理，请承办单位在答复中填写" in stage.last("olga")
    assert printed(stage) == []


def test_a_report_leaves_its_figures_and_finds_its_cases_by_title(stage: Stage) -> None:
    rows = [
        [1, "关于修缮北门桥的建议", "林晓", None, "县六届人大二次会议"],
        [2, "关于建设社区老年食堂的建议", "周敏", None, "县六届人大二次会议"],
        [3, "关于迁建客运站的建议", "孙悦", None, "县六届人大二次会议"],
    ]
    take(stage, workbook([HEAD, *rows]), "a.xlsx")
    stage.file("olga", REPORT.encode(), "报告.txt")
    assert "满意率：97.5%（第7行）" in stage.last("olga")
    assert "关于建设老年食堂的建议：归入第2号" in stage.last("olga")
    stage.tap("olga", "存入案卷")
    with stage.work() as work:
        facts = {(fact.fact, fact.value) for fact in work.session.scalars(select(ReportFact))}
        kept = {reply.part for reply in work.session.scalars(select(PublishedReply))}
        newest = work.session.scalars(select(Import).order_by(Import.id.desc())).first()
    assert {("handled", "86"), ("满意率", "97.5"), ("已经解决或基本解决", "60")} <= facts
    assert kept == {"重点建议办理情况", "因条件限制需以后解决"}
    assert newest is not None
    assert [entry["why"] for entry in newest.quarantine] == ["no_case", "no_case"]


def test_a_compendium_comes_as_pdf_too(stage: Stage) -> None:
    take(stage, pdf(COMPENDIUM), "汇编.pdf")
    assert cases(stage) == [(None, "关于修缮北门桥的建议", "", "archived")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([[], []]), "scan"),
        (workbook([["甲"]]), "no_headings"),
        (archive({"a.zip": archive({"b": b"c"})}), "nested_archive"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(stage: Stage, content: bytes, reason: str) -> None:
    stage.file("olga", content, "文件")
    assert stage.said("olga") == [f"unreadable/{reason}"]


def test_an_import_that_fails_in_the_midst_leaves_nothing(stage: Stage) -> None:
    """The second case would have a number that a case without a sitting in the file took meanwhile."""
    content = workbook([HEAD, [5, "关于修桥的建议", "王小明"], [6, "关于公交的建议", "赵敏"]])
    stage.file("olga", content, "a.xlsx")
    with stage.database.writing() as work:
        sitting = work.session.scalars(select(Sitting)).one()
        work.session.add(
            Proposal(
                sitting=sitting,
                number=6,
                kind=Kind.SUGGESTION,
                title="关于灯的建议",
                state=ProposalState.FILED,
                created_at=stage.now,
            )
        )
    stage.tap("olga", "作为待办件")
    assert stage.said("olga")[-1] == "refusals/rows_wrong"
    assert [title for _, title, *_ in cases(stage)] == ["关于灯的建议"]
