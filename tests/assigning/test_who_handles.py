"""Separate units, more units, objections, views and rulings: the wrong ways too."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ProposalState, ReplyState, SurveyState
from bot.services import assigning, facts, precedents, rounds
from bot.turn import Turn
from store.database import Work
from store.tables import Assignment, Person, Precedent, Proposal, Reply, Survey, Unit
from tests.filing.scene import put_in, shares
from tests.handling.case import assignment, file, forge, give, press
from tests.stage import Stage

S = AssignmentState


def turn_in(stage: Stage, work: Work) -> Turn:
    return Turn(work, stage.now, stage.config, stage.banli.voice)


def apart(stage: Stage, *requests: list[int], state: S = S.HANDLING) -> list[int]:
    """Housing and roads, each with these requests."""
    ids = give(stage, ("housing", Part.SEPARATE), ("roads", Part.SEPARATE), state=state)
    with stage.database.writing() as work:
        for share, own in zip(ids, requests, strict=True):
            work.session.get_one(Assignment, share).requests = own
    return ids


def rated(stage: Stage, share: int, verdict: str) -> None:
    """Dana has rated the reply to a share."""
    with stage.database.writing() as work:
        reply = Reply(assignment_id=share, state=ReplyState.ISSUED, state_since=stage.now, issued_at=stage.now)
        dana = work.session.scalars(select(Person).where(Person.chat_id == 105)).one()
        survey = Survey(reply=reply, person=dana, opened_at=stage.now, due=stage.now.date(), state=SurveyState.RATED)
        survey.answers, survey.verdict = {"attitude": verdict, "result": verdict, "contact": verdict}, verdict
        work.session.add(survey)


def test_a_second_round_asks_the_unit_that_did_not_satisfy_about_its_own_requests(stage: Stage) -> None:
    first, second = apart(stage, [1], [2, 3], state=S.DONE)
    rated(stage, first, "satisfied")
    rated(stage, second, "unsatisfied")
    with stage.database.writing() as work:
        case = work.session.get_one(Proposal, 1)
        case.state = ProposalState.ANSWERED
        rounds.rehandle(turn_in(stage, work), case, clock=True)
    *_, new = shares(stage, 1)
    assert (new.unit.name, new.part, new.round) == ("市道路管理处", Part.SEPARATE, 2)
    with stage.work() as work:
        assert [request.open_round for request in work.session.get_one(Proposal, 1).requests] == [1, 2, 2]


def test_requests_that_no_unit_answers_any_more_are_offered_for_another(stage: Stage) -> None:
    first, _ = apart(stage, [1], [2, 3])
    forge(stage, "olga", f"reassign:{first}")
    stage.say("olga", "/cancel")
    with stage.database.writing() as work:
        work.session.add(Unit(name="市园林局"))
        assigning.take_away(turn_in(stage, work), work.session.get_one(Assignment, first))
        assert assigning.uncovered(work.session.get_one(Proposal, 1)) == {1}
    forge(stage, "olga", "assign:1")
    assert "分办" in stage.last("olga")
    stage.say("olga", "市园林局")
    stage.tap("olga", "确认交办")
    assert [(share.part, share.requests) for share in shares(stage, 1)][-1] == (Part.SEPARATE, [1])


def test_with_one_request_no_one_is_asked_which(stage: Stage) -> None:
    row = put_in(stage, ProposalState.FILED, number=1)
    with stage.database.writing() as work:
        case = work.session.get_one(Proposal, row)
        work.session.delete(case.requests[1])
    forge(stage, "olga", f"assign:{row}")
    stage.tap("olga", "由几个单位分别办理")
    stage.say("olga", "住建")
    stage.tap("olga", "市住房建设局")
    stage.say("olga", "道路处")
    stage.tap("olga", "删除最后一个")
    stage.say("olga", "道路处")
    stage.tap("olga", "完成")
    assert stage.said("olga")[-1] == "assignments/ask_co_units"


def test_all_requests_may_go_to_each_unit(stage: Stage) -> None:
    row = put_in(stage, ProposalState.FILED, number=1)
    forge(stage, "olga", f"assign:{row}")
    stage.tap("olga", "由几个单位分别办理")
    for unit in ("住建局", "道路处"):
        stage.say("olga", unit)
    stage.tap("olga", "完成")
    for _ in range(2):
        stage.tap("olga", "全部要点")
        stage.tap("olga", "确定")
    stage.tap("olga", "不需要协办")
    stage.say("olga", "2个月")
    stage.tap("olga", "改单位")
    assert stage.said("olga")[-1] == "assignments/ask_unit"
    press(stage, "olga", "say:unit:99")
    assert stage.said("olga")[-2] == "unreadable/no_such_unit"


def test_who_may_not_does_nothing_with_who_handles_a_case(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=S.OFFERED)
    for name, data in (
        ("ugo", f"suggest:{share}"),
        ("ugo", f"view:{share}"),
        ("uma", f"reassign:{share}"),
        ("uma", "addco:1:2"),
        ("dan", "object:1"),
        ("uma", "object:1"),
        ("dana", f"dismiss:{share}"),
        ("uma", f"moves:{share}"),
        ("uma", "rulings:0"),
        ("uma", "unrule:1"),
        ("olga", "view:99"),
        ("olga", "unrule:99"),
        ("olga", "addco:1:99"),
    ):
        before = len(stage.said(name))
        forge(stage, name, data)
        assert [message.partition("/")[0] for message in stage.said(name)[before:]] == ["refusals"], data
    assert len(shares(stage, 1)) == 1


def test_a_case_without_a_unit_in_hand_has_nothing_to_object_to(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), state=S.DONE)
    forge(stage, "dana", "object:1")
    assert stage.said("dana") == ["refusals/nothing_to_object_to"]


def test_of_several_units_the_proposer_says_which(stage: Stage) -> None:
    _, second = apart(stage, [1], [2, 3])
    forge(stage, "dana", "object:1")
    stage.tap("dana", "市道路管理处（分办）")
    stage.say("dana", "道路处没有这项职责")
    assert assignment(stage, second).objection == "道路处没有这项职责"
    forge(stage, "dana", "object:1")
    assert "市住房建设局" in stage.last("dana")


def test_names_that_are_none_or_too_many_are_asked_for_again(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=S.OFFERED)
    forge(stage, "uma", f"suggest:{share}")
    stage.say("uma", "、")
    assert stage.said("uma")[-2] == "unreadable/unit_wanted"
    stage.people.share("Uma", "sticker", size=10)
    stage.wait()
    assert stage.said("uma")[-2] == "unreadable/unit_wanted"
    stage.say("uma", "甲、乙、丙、丁、戊、己")
    assert stage.said("uma")[-2] == "unreadable/too_many_co_units"
    stage.say("uma", "道路处，道路处")
    assert stage.said("uma")[-2] == "unreadable/unit_named_twice"


def ruled(stage: Stage, title: str, *, stays: bool = True) -> None:
    """A ruling about housing in a case with this title."""
    file(stage, 90 + len(titles(stage)), title)
    with stage.database.writing() as work:
        case = work.session.scalars(select(Proposal).where(Proposal.title == title)).one()
        unit = work.session.scalars(select(Unit)).first()
        work.session.add(Precedent(proposal=case, unit=unit, stays=stays, reason="职责", at=stage.now))


def titles(stage: Stage) -> list[str]:
    with stage.work() as work:
        return list(work.session.scalars(select(Proposal.title)))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("关于加强城区渣土车夜间运输管理的建议", ["关于整治渣土车夜间噪声的建议"]),
        ("关于增设社区养老食堂的建议", []),
        ("关于噪声的建议", []),
    ],
)
def test_a_ruling_is_remembered_for_cases_with_a_like_title(sqlite_url: str, title: str, found: list[str]) -> None:
    with Stage(sqlite_url) as stage:
        ruled(stage, "关于整治渣土车夜间噪声的建议")
        ruled(stage, "关于建设公园的建议")
        file(stage, 12, title)
        with stage.database.writing() as work:
            case = work.session.scalars(select(Proposal).where(Proposal.number == 12)).one()
            assert [one.proposal.title for one in precedents.near(turn_in(stage, work), case)] == found


def test_rulings_are_turned_page_by_page(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("olga", "/precedents")
        assert "还没有裁定先例" in stage.last("olga")
        for number in range(precedents.PAGE + 1):
            ruled(stage, f"关于第{number}号街区的建议")
        stage.say("olga", "/precedents")
        stage.tap("olga", "下一页")
        assert "第0号街区" in stage.last("olga")
        stage.say("uma", "/precedents")
        assert stage.said("uma") == ["refusals/not_your_command"]


def test_a_late_return_has_no_end_where_the_policy_lets_it(sqlite_url: str) -> None:
    for late, ends in (("refuse", True), ("allow", False)):
        with Stage(f"{sqlite_url}.{late}", policy={"late_return": late}) as stage:
            (share,) = give(stage, ("housing", Part.LEAD), state=S.OFFERED)
            with stage.database.writing() as work:
                known = facts.of(turn_in(stage, work), work.session.get_one(Assignment, share))
                assert (known.window_ends is not None) == ends


def test_a_unit_is_in_time_by_the_day_on_which_it_handed_the_reply_in(stage: Stage) -> None:
    """How long the leader and the office then had the reply is not the unit's delay; the day of issue is kept too."""
    (share,) = give(stage, ("housing", Part.LEAD), due=date(2026, 3, 4))
    forge(stage, "uma", f"draft:{share}")
    for text in ("装了电梯", "修了路", "有充电桩"):
        stage.say("uma", text)
        if text != "有充电桩":
            stage.tap("uma", "下一条")
    stage.tap("uma", "选择办理结果")
    stage.tap("uma", "A 已经解决或基本解决")
    stage.tap("uma", "提交审核")
    stage.forward(days=4)
    stage.tap("lena", "同意", on="replies/to_approve")
    stage.tap("olga", "发出", on="replies/to_review")
    found = assignment(stage, share)
    assert found.state is S.DONE
    assert found.done_in_time is True
    assert found.done_at is not None
    assert found.done_at.date() - found.due == timedelta(days=2)
