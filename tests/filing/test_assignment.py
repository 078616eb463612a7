"""The office gives a case to units: chosen by suggestion or by name, with dates that can be explained."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ProposalState, Role
from store.tables import Assignment, Person, Proposal, Unit
from tests.filing.scene import proposal, put_in, shares
from tests.handling.case import forge, give, press
from tests.stage import Stage

S = ProposalState
APART = "由几个单位分别办理"
HOUSING, ROADS = "市住房建设局", "市道路管理处"


def begin(stage: Stage, row: int) -> None:
    """As far as the question which unit answers."""
    forge(stage, "olga", f"assign:{row}")


def give_out(stage: Stage, row: int, lead: str = HOUSING, *co: str, due: str | None = None) -> None:
    """The whole way, to the confirmed end."""
    begin(stage, row)
    stage.say("olga", lead)
    for unit in co:
        stage.say("olga", unit)
    stage.tap("olga", "完成" if co else "不需要协办")
    if due is None:
        stage.tap("olga", data=f"say:due:usual:{stamp(stage)}")
    else:
        stage.say("olga", due)
    stage.tap("olga", "确认交办")


def stamp(stage: Stage) -> str:
    """What the buttons of the open question carry."""
    return str(stage.shown("olga")["buttons"][0][0]["data"]).rpartition(":")[2]


def test_a_case_is_given_to_a_lead_and_an_assisting_unit(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    give_out(stage, row, HOUSING, ROADS)
    assert proposal(stage, row).state is S.HANDLING
    lead, co = shares(stage, row)
    assert (lead.unit.name, lead.part, lead.state, lead.round) == (HOUSING, Part.LEAD, AssignmentState.OFFERED, 1)
    assert (lead.due, lead.original_due) == (date(2026, 6, 2), date(2026, 6, 2))
    assert (lead.accept_due, lead.return_until) == (date(2026, 3, 5), date(2026, 3, 9))
    assert (co.unit.name, co.part, co.due) == (ROADS, Part.CO, date(2026, 4, 2))
    assert proposal(stage, row).policy["terms"]["reply"] == "3 months"
    assert stage.said("uma") == stage.said("ugo") == ["assignments/offered"]
    assert stage.labels("uma") == ["签收", "退回", "签收并建议增加单位", "为何是这天", "已阅", "我来办"]
    assert stage.said("dana") == ["proposals/assigned"]
    assert HOUSING in stage.last("dana")
    assert "2026年6月2日" in stage.last("dana")


def test_confirming_twice_gives_the_case_once(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    give_out(stage, row)
    stage.tap("olga", "确认交办", again=True)
    assert len(shares(stage, row)) == 1
    assert stage.said("olga")[-1] == "refusals/old_button"


@pytest.mark.parametrize(
    ("typed", "due"),
    [("2026-05-08", date(2026, 5, 8)), ("5月8日", date(2026, 5, 8)), ("30工作日", date(2026, 4, 14))],
)
def test_the_office_may_set_another_date_and_the_opinion_is_never_due_after_it(
    stage: Stage, typed: str, due: date
) -> None:
    row = put_in(stage, S.FILED, number=1)
    give_out(stage, row, HOUSING, ROADS, due=typed)
    lead, co = shares(stage, row)
    assert lead.due == due
    assert co.due == date(2026, 4, 2)


def test_an_opinion_is_due_with_an_answer_that_is_due_sooner(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    give_out(stage, row, HOUSING, ROADS, due="10天")
    assert {share.due for share in shares(stage, row)} == {date(2026, 3, 12)}


def test_a_date_is_after_today_and_within_six_months(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    stage.say("olga", HOUSING)
    stage.tap("olga", "不需要协办")
    for typed, reason in (
        ("2026-03-02", "date_passed"),
        ("2026-09-03", "beyond_cap"),
        ("很快", "not_a_date"),
        ("2月30日", "not_a_date"),
    ):
        stage.say("olga", typed)
        assert stage.said("olga")[-2:] == [f"unreadable/{reason}", "assignments/ask_due"]
    stage.people.share("Olga", "sticker", size=10)
    stage.wait()
    assert stage.said("olga")[-2:] == ["unreadable/date_wanted", "assignments/ask_due"]
    stage.say("olga", "2026-09-02")
    assert stage.said("olga")[-1] == "assignments/preview"


def test_units_are_suggested_for_a_reason_the_best_first(stage: Stage) -> None:
    row = put_in(
        stage, S.FILED, number=1, text="请市住房建设局牵头。", wished="housing", signed_by=("道路处", "无名局")
    )
    begin(stage, row)
    assert stage.labels("olga") == [f"{ROADS}（曾签发答复）", f"{HOUSING}（提出人意向）", APART, "取消"]
    stage.tap("olga", f"{ROADS}（曾签发答复）")
    assert stage.labels("olga")[0] == f"{HOUSING}（提出人意向）"
    stage.tap("olga", f"{HOUSING}（提出人意向）")
    assert stage.labels("olga") == ["完成", "删除最后一个", "上一步", "取消"]
    stage.tap("olga", "删除最后一个")
    assert "不需要协办" in stage.labels("olga")


def test_a_part_of_a_name_finds_units_to_choose_from(stage: Stage) -> None:
    with stage.database.writing() as work:
        work.session.add_all(Unit(name=f"第{number}街道办") for number in range(13))
        work.session.add(Unit(name="旧街道处", active=False))
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    stage.say("olga", "街道")
    assert stage.said("olga")[-2] == "unreadable/too_many_units"
    stage.say("olga", "宇航")
    assert stage.said("olga")[-2] == "unreadable/no_such_unit"
    stage.say("olga", "第1")
    assert stage.labels("olga") == ["第1街道办", "第10街道办", "第11街道办", "第12街道办", "取消"]
    stage.tap("olga", "第10街道办")
    stage.say("olga", "道路")
    stage.tap("olga", ROADS)
    assert ROADS in stage.last("olga")


def test_no_unit_is_named_twice_and_none_that_is_out_of_service(stage: Stage) -> None:
    with stage.database.writing() as work:
        work.session.add(Unit(id=50, name="旧街道处", active=False))
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    press(stage, "olga", "say:unit:50")
    assert stage.said("olga")[-2] == "unreadable/no_such_unit"
    press(stage, "olga", "say:unit:x")
    assert stage.said("olga")[-2] == "unreadable/unit_wanted"
    stage.say("olga", HOUSING)
    stage.say("olga", HOUSING)
    assert stage.said("olga")[-2:] == ["unreadable/unit_named_twice", "assignments/ask_co_units"]


def test_ten_units_assist_at_most(stage: Stage) -> None:
    with stage.database.writing() as work:
        work.session.add_all(Unit(name=f"第{number}街道办") for number in range(1, 12))
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    stage.say("olga", HOUSING)
    for number in range(1, 12):
        stage.say("olga", f"第{number}街道办")
    assert stage.said("olga")[-2:] == ["unreadable/too_many_co_units", "assignments/ask_co_units"]


def test_back_and_other_units_begin_the_choice_again(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    stage.say("olga", HOUSING)
    stage.say("olga", "/back")
    stage.say("olga", HOUSING)
    stage.tap("olga", "不需要协办")
    stage.say("olga", "30天")
    stage.tap("olga", "改单位")
    stage.say("olga", ROADS)
    stage.tap("olga", "不需要协办")
    stage.say("olga", "20天")
    stage.tap("olga", "改期限")
    stage.say("olga", "10天")
    stage.tap("olga", "列为重点")
    stage.tap("olga", "取消重点")
    stage.tap("olga", "列为重点")
    stage.tap("olga", "确认交办")
    (share,) = shares(stage, row)
    assert (share.unit.name, share.due, proposal(stage, row).key) == (ROADS, date(2026, 3, 12), True)


def test_of_two_who_assign_at_once_the_second_is_told(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    stage.say("olga", HOUSING)
    stage.tap("olga", "不需要协办")
    stage.say("olga", "30天")
    with stage.database.writing() as work:
        case = work.session.get_one(Proposal, row)
        case.state = S.HANDLING
    give_to(stage, row, ROADS)
    stage.tap("olga", "确认交办")
    assert stage.said("olga")[-1] == "refusals/lead_taken"
    assert len(shares(stage, row)) == 1


def give_to(stage: Stage, row: int, unit: str, part: Part = Part.LEAD) -> None:
    """A share that somebody else has given out meanwhile."""
    with stage.database.writing() as work:
        of = work.session.scalars(select(Unit).where(Unit.name == unit)).one()
        day = date(2026, 6, 2)
        work.session.add(
            Assignment(
                proposal_id=row,
                unit_id=of.id,
                part=part,
                state=AssignmentState.OFFERED,
                assigned_at=stage.now,
                accept_due=day,
                return_until=day,
                due=day,
                original_due=day,
            )
        )


def test_a_unit_that_got_a_share_meanwhile_does_not_get_a_second(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    begin(stage, row)
    stage.say("olga", HOUSING)
    stage.say("olga", ROADS)
    stage.tap("olga", "完成")
    stage.say("olga", "30天")
    give_to(stage, row, ROADS, Part.CO)
    stage.tap("olga", "确认交办")
    assert stage.said("olga")[-1] == "refusals/unit_taken"
    assert proposal(stage, row).state is S.FILED


def test_a_case_in_hand_gets_one_more_assisting_unit_due_no_later_than_the_answer(stage: Stage) -> None:
    (first,) = give(stage, ("housing", Part.LEAD), due=date(2026, 3, 20))
    stage.say("olga", "/assign 12")
    stage.say("olga", ROADS)
    stage.tap("olga", "确认交办")
    with stage.work() as work:
        row = work.session.get_one(Assignment, first).proposal_id
    _, second = shares(stage, row)
    assert (second.part, second.due) == (Part.CO, date(2026, 3, 20))
    assert stage.said("dana") == ["proposals/reassigned"]


def test_a_case_whose_lead_was_taken_away_is_given_a_new_one(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.CANCELLED)
    assert share
    stage.say("olga", "/assign 12")
    stage.say("olga", ROADS)
    stage.tap("olga", "改期限")
    stage.say("olga", "2个月")
    stage.tap("olga", "确认交办")
    assert [(a.unit.name, a.part, a.due) for a in shares(stage, 1)][1:] == [(ROADS, Part.LEAD, date(2026, 5, 2))]


def test_cases_that_wait_are_listed_and_follow_one_another(stage: Stage) -> None:
    stage.say("olga", "/assign")
    assert stage.labels("olga") == []
    rows = [put_in(stage, S.FILED, number=number) for number in range(1, 12)]
    stage.say("olga", "/assign")
    assert "11件" in stage.last("olga")
    stage.tap("olga", "下一页")
    assert "第11号" in stage.last("olga")
    stage.tap("olga", "上一页")
    give_out(stage, rows[0])
    assert "交办下一件：第2号" in stage.labels("olga")
    forge(stage, "uma", "unassigned:0")
    assert stage.said("uma")[-1] == "refusals/not_yours"


@pytest.mark.parametrize("blocked", [False, True])
def test_a_unit_whose_liaison_no_letter_reaches_is_named_before_and_after(stage: Stage, *, blocked: bool) -> None:
    with stage.database.writing() as work:
        parks = Unit(name="市园林处")
        work.session.add(parks)
        work.session.flush()
        if blocked:
            gone = Person(name="Gus", role=Role.LIAISON, unit_id=parks.id, chat_id=108, joined_at=stage.now)
            gone.reachable = False
            work.session.add(gone)
    row = put_in(stage, S.FILED, number=1)
    give_out(stage, row, "市园林处")
    assert "市园林处没有能收到消息的联络员" in stage.letter("olga", "assignments/preview").body["text"]
    assert "市园林处没有能收到消息的联络员" in stage.last("olga")


def test_a_date_tells_its_way_to_the_unit_and_to_the_office(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    give_out(stage, row, due="30工作日")
    stage.tap("uma", "为何是这天")
    said = stage.last("uma")
    assert "跳过2026年4月4日（周六）至2026年4月6日（周一），3天：清明节" in said
    assert "满30个工作日：2026年4月14日" in said
    assert "依据：交办时指定" in said
    (share,) = shares(stage, row)
    forge(stage, "ugo", f"why:{share.id}")
    assert stage.said("ugo")[-1] == "refusals/not_yours"
