"""Who is meant: a sitting, whoever owes something, or a list, whose unknown names are told."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from bot.domain.errors import Unreadable
from bot.domain.lives import Part
from bot.intake.listed import read_list
from store.tables import Person
from tests.handling.case import give, press
from tests.papers import received
from tests.stage import CAST, Stage


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    with Stage(sqlite_url) as stage:
        yield stage


def sheet(*rows: tuple[str | int | None, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        assert book.active is not None
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def got(stage: Stage) -> set[str]:
    """Who has the letter of a broadcast, Olga's preview left aside."""
    return {name for name in CAST if name != "olga" and "broadcasts/letter" in stage.said(name)}


def choose(stage: Stage, audience: str) -> None:
    stage.say("olga", "/broadcast")
    stage.tap("olga", audience)


def send(stage: Stage) -> None:
    stage.say("olga", "您好")
    stage.tap("olga", "发送")


def test_those_of_a_sitting_are_its_proposers_and_the_liaisons_of_its_units(stage: Stage) -> None:
    choose(stage, "某一届次有关人员")
    assert "还没有哪个届次有案件" in stage.last("olga")
    give(stage, ("housing", Part.LEAD))
    choose(stage, "某一届次有关人员")
    stage.tap("olga", "市十届人大一次会议")
    send(stage)
    assert got(stage) == {"uma", "dana"}


def test_those_who_owe_a_reply_are_the_liaisons_of_the_units_that_hold_a_case(stage: Stage) -> None:
    choose(stage, "有待办事项的人")
    assert "没有人有待办事项" in stage.last("olga")
    give(stage, ("roads", Part.LEAD))
    choose(stage, "有待办事项的人")
    stage.tap("olga", "待拟写答复 1人")
    send(stage)
    assert got(stage) == {"ugo"}


def test_a_duty_of_nobody_means_nobody(stage: Stage) -> None:
    choose(stage, "有待办事项的人")
    for duty in ("review", "survey"):
        press(stage, "olga", f"say:duty:{duty}")
        assert stage.said("olga")[-1] in {"unreadable/nobody_there", "broadcasts/ask_duty"}
        assert "unreadable/nobody_there" in stage.said("olga")


def test_a_list_names_people_and_units_and_what_it_has_too_much_is_told(stage: Stage) -> None:
    choose(stage, "按 Excel 名单")
    stage.say("olga", "Dana")
    assert "unreadable/file_wanted" in stage.said("olga")
    stage.file("olga", sheet(("编号", "电话"), (1, 2)), "list.xlsx")
    assert "unreadable/not_a_list" in stage.said("olga")
    rows = (("姓名", "单位"), ("d A n a", None), (None, "住建局"), ("Zoe", None), ("Ugo", "住建局"), ("Dana", None))
    stage.file("olga", sheet(*rows), "list.xlsx")
    shown = stage.last("olga")
    assert "名单中找到 3 人" in shown
    assert "· Zoe" in shown
    assert "· Ugo（住建局）" in shown
    stage.tap("olga", "只发给这 3 人")
    send(stage)
    assert got(stage) == {"dana", "uma", "lena"}


def test_a_list_in_order_is_gone_on_with_at_once_and_one_name_of_two_needs_its_unit(stage: Stage) -> None:
    choose(stage, "按 Excel 名单")
    with stage.database.writing() as work:
        work.session.scalars(select(Person).where(Person.chat_id == CAST["ugo"][0])).one().name = "Uma"
    stage.file("olga", sheet(("name",), ("Uma",)), "list.xlsx")
    assert "同名不止一人" in stage.last("olga")
    stage.file("olga", sheet(("name", "unit"), ("Uma", "roads")), "list.xlsx")
    send(stage)
    assert got(stage) == {"ugo"}


def test_a_list_of_nobody_is_not_gone_on_with(stage: Stage) -> None:
    choose(stage, "按 Excel 名单")
    press(stage, "olga", "say:list:go_on")
    assert "unreadable/nobody_there" in stage.said("olga")


def test_the_headings_of_a_list_may_stand_below_a_title() -> None:
    (one,) = read_list(sheet(("参会名单",), (None,), ("姓 名", "电话"), ("王芳", 1), (None, 2)))
    assert (one.name, one.unit, str(one)) == ("王芳", "", "王芳")
    with pytest.raises(Unreadable, match="not_a_list"):
        read_list(sheet(("x",)))


def test_what_became_of_it_is_shown_person_by_person_as_a_spreadsheet_and_as_a_picture(stage: Stage) -> None:
    stage.people.block("Dan")
    stage.wait()
    choose(stage, "全部人员 6人")
    send(stage)
    stage.tap("uma", "我已阅读")
    stage.tick()
    stage.tap("olga", "逐人名单", on="broadcasts/report")
    lines = stage.last("olga").splitlines()
    assert lines[3] == "· Dan　联系不上", "troubles first"
    assert "· Uma（市住房建设局）　已阅读" in lines
    assert lines[-1] == "· Uma（市住房建设局）　已阅读"
    stage.tap("olga", "回到结果")
    stage.tap("olga", "Excel")
    (rows,) = received.sheets(received.only(stage, "olga", "broadcasts/report_file")).values()
    assert rows[0] == ["姓名", "单位", "身份", "结果", "原因"]
    assert ["Uma", "市住房建设局", "单位联络员", "已阅读", None] in rows
    assert len(rows) == 7
    stage.tap("olga", "图表")
    assert stage.shown("olga")["file"]["kind"] == "photo"
