"""A whole list is given out: what is wrong stays with its reason, what is right is done once, piece by piece."""

import pytest
from sqlalchemy import func, select

from bot.domain.lives import Kind, Part, ProposalState
from bot.flows import engine
from bot.flows.bulk_assignment import AT_ONCE
from bot.flows.engine import Heard
from bot.flows.table import FLOWS
from bot.turn import Turn
from store import people, places
from store.database import Work
from store.tables import Assignment, Proposal, Request, Sitting
from tests.filing.scene import put_in
from tests.handling.case import forge, give
from tests.stage import Stage

S = ProposalState


def many(stage: Stage, count: int) -> None:
    """So many filed cases, numbered from 1."""
    with stage.database.writing() as work:
        sitting = work.session.scalars(select(Sitting)).one()
        for number in range(1, count + 1):
            case = Proposal(
                sitting=sitting, number=number, kind=Kind.SUGGESTION, title=f"第{number}条路", created_at=stage.now
            )
            case.state = S.FILED
            case.requests = [Request(position=1, text="修路")]
            work.session.add(case)


def assigned(stage: Stage) -> int:
    with stage.work() as work:
        return work.session.scalars(select(func.count()).select_from(Assignment)).one()


def test_only_the_office_assigns_a_list(stage: Stage) -> None:
    forge(stage, "uma", "bulk")
    assert stage.said("uma") == ["refusals/not_yours"]


# fmt: off
BAD = {
    # a line                        why it stays
    "x 住建局":                      "案号“x”看不懂",
    "7 住建局\n7 道路处":             "7号在清单中不止一行",
    "99 住建局":                     "没有99号",
    "12 住建局":                     "不在待交办中（办理中）",
    "1":                            "没有主办单位",
    "1 园林":                        "没有单位“园林”",
    "1 住建局 住建局":                "市住房建设局重复",
    "1 住建局 2026-03-01":           "期限“2026-03-01”已过",
    "1 住建局 9个月":                 "期限“9个月”超过法定最长期限",
}
# fmt: on


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_cannot_be_done_says_why(stage: Stage, line: str) -> None:
    put_in(stage, S.FILED, number=1)
    give(stage, ("housing", Part.LEAD))
    forge(stage, "olga", "bulk")
    stage.say("olga", line)
    assert BAD[line] in stage.last("olga")
    assert stage.labels("olga") == ["重新发送清单", "取消"]


def test_a_column_with_a_term_that_nobody_can_read_is_named(stage: Stage) -> None:
    put_in(stage, S.FILED, number=1)
    forge(stage, "olga", "bulk")
    stage.file("olga", "案号,主办单位,期限\n1,住建局,年底\n".encode(), "list.csv")
    assert "期限“年底”看不懂" in stage.last("olga")


def test_a_number_that_two_sittings_have_is_not_guessed(stage: Stage) -> None:
    put_in(stage, S.FILED, number=1)
    with stage.database.writing() as work:
        other = Sitting(name="市政协第二次会议")
        case = Proposal(sitting=other, number=1, kind=Kind.PROPOSAL, title="别的", created_at=stage.now)
        case.state = S.FILED
        work.session.add(case)
    forge(stage, "olga", "bulk")
    stage.say("olga", "1 住建局")
    assert "几个届次都有此号：市政协第二次会议、市十届人大一次会议" in stage.last("olga")


def test_what_somebody_else_assigned_meanwhile_stays_his(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1)
    put_in(stage, S.FILED, number=2)
    forge(stage, "olga", "bulk")
    stage.say("olga", "1 住建局\n2 住建局")
    with stage.database.writing() as work:
        work.session.get_one(Proposal, row).state = S.WITHDRAWN
    stage.tap("olga", "确认交办2件")
    assert "已交办1件，未交办1件" in stage.last("olga")
    assert assigned(stage) == 1


def test_a_file_too_large_is_refused_before_it_is_fetched(database_url: str) -> None:
    with Stage(database_url, telegram={"file_limit_mb": 1}) as stage:
        forge(stage, "olga", "bulk")
        stage.file("olga", b"1" * (1024 * 1024 + 1), "list.csv")
        assert stage.said("olga")[-2:] == ["unreadable/file_too_big", "bulk/ask_list"]


def test_a_long_list_is_done_in_pieces_with_a_file_before_and_after(sqlite_url: str) -> None:
    """Another person is answered in between; each case is given out once."""
    with Stage(sqlite_url) as stage:
        many(stage, 60)
        forge(stage, "olga", "bulk")
        table = "案号,主办单位\n" + "".join(f"{number},住建局\n" for number in range(1, 61)) + "61,住建局\n"
        stage.file("olga", table.encode(), "list.csv")
        assert stage.said("olga")[-2:] == ["bulk/checked", "bulk/preview"]
        assert "另有46行见附件" in stage.last("olga")
        stage.tap("olga", "确认交办60件")
        assert stage.said("olga")[-5:] == ["bulk/checked", "bulk/preview"] + ["bulk/under_way"] * 2 + ["bulk/done"]
        assert "已交办60件，未交办1件" in stage.last("olga")
        assert assigned(stage) == 60
        assert stage.said("uma").count("assignments/offered") == 60
        assert stage.letter("olga", "bulk/done").body["files"][0][3] == "交办结果.xlsx"


def confirmed(stage: Stage, work: Work) -> Turn:
    """The turn in which the office confirms, with its pieces still to be done."""
    olga = people.by_chat(work, 101)
    turn = Turn(work, stage.now, stage.config, stage.banli.voice, who=olga, chat_id=101, update_id=77)
    place = places.find(work, 101)
    assert place is not None
    engine.hear(turn, Heard("tap", step="preview", value="confirm", stamp=place.stamp), FLOWS)
    return turn


def test_a_piece_that_stands_is_not_done_again_when_the_update_is(stage: Stage) -> None:
    """A process that dies between two pieces handles the update anew, from the beginning."""
    many(stage, 30)
    forge(stage, "olga", "bulk")
    stage.say("olga", "\n".join(f"{number} 住建局" for number in range(1, 31)))
    with stage.database.writing() as work:
        first = confirmed(stage, work)
        first.afterwards[0](first)
    assert assigned(stage) == AT_ONCE
    with stage.database.writing() as work:
        again = confirmed(stage, work)
        for deed in again.afterwards:
            deed(again)
        again.finish()
        again.afterwards[0](again)
        again.afterwards[-1](again)
    stage.tick()
    assert assigned(stage) == 30
    assert "已交办30件，未交办0件" in stage.letter("olga", "bulk/done").body["text"]
    assert stage.said("olga").count("bulk/done") == 1
