"""Figures carry both their numbers, and the picture shows the same."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.lives import AssignmentState as A
from bot.domain.lives import Part
from bot.domain.lives import ProposalState as P
from bot.domain.lives import ReplyState as R
from bot.domain.rates import Rate
from bot.services.figures import BARS, total
from store import figures
from store.figures import Progress
from store.tables import Assignment, Blob, Unit
from tests.handling.case import forge
from tests.looking.scene import In, ask, put
from tests.stage import Stage

TODAY = date(2026, 3, 2)
PAST = date(2026, 2, 20)


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage:
        yield stage


def fill(stage: Stage) -> None:
    with stage.database.writing() as work:
        now = stage.now
        put(work, now, None, state=P.SUBMITTED)
        put(work, now, 2, state=P.FILED)
        put(work, now, 3, In("housing", A.OFFERED), In("roads", A.OFFERED, PAST))
        put(work, now, 4, In("housing", A.HANDLING), In("roads", A.CANCELLED))
        answered = put(work, now, 5, In("housing", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
        ask(work, now, answered, "dana", "satisfied")
        late = put(
            work, now, 6, In("roads", A.DONE, reply=R.ISSUED), In("housing", A.DONE, part=Part.CO), state=P.CLOSED
        )
        for share in (*answered.assignments, *late.assignments):
            share.accepted_in_time = True
            share.done_in_time = share.unit.name.startswith("市住房")
        late.assignments[0].accepted_in_time = False
        old = put(work, now, 7, In("roads", A.DONE), state=P.ARCHIVED, sitting="市九届人大五次会议")
        work.session.flush()
        old.sitting.past = True


def test_each_share_has_its_own_whole_and_sittings_of_the_past_are_in_none(stage: Stage) -> None:
    fill(stage)
    with stage.work() as work:
        found = figures.figures(work)
        assert found == figures.Figures(
            filed=Rate(5, 6),
            assigned=Rate(4, 5),
            answered=Rate(2, 5),
            accepted_in_time=Rate(2, 3),
            answered_in_time=Rate(1, 2),
        )
        assert figures.progress(work, TODAY) == [
            Progress("市住房建设局", done=2, handling=1, late=0, unaccepted=1),
            Progress("市道路管理处", done=1, handling=0, late=1, unaccepted=0),
        ]


def test_the_figures_come_at_once_and_the_picture_after_them(stage: Stage) -> None:
    fill(stage)
    stage.say("olga", "/stats")
    assert stage.said("olga")[-2:] == ["looking/figures", "looking/picture"]
    text = stage.letter("olga", "looking/figures").body["text"]
    assert "立案率（已立案/已提交）：83.3%（5/6）" in text
    assert "满意率（含基本满意）：100.0%（1/1）" in text
    picture = stage.shown("olga")
    assert picture["file"]["kind"] == "photo"
    assert "2个单位6件次，已办结3，办理中1，待签收1，已逾期1" in picture["text"]
    with stage.work() as work:
        made = work.session.scalars(select(Blob.content)).one()
    assert made.startswith(b"\x89PNG")
    assert picture["file"]["size"] == len(made)


def test_a_picture_is_forgotten_a_day_after_it_was_sent(stage: Stage) -> None:
    fill(stage)
    stage.say("olga", "/stats")
    stage.forward(hours=23)
    assert _kept(stage) == 1
    stage.forward(hours=2)
    assert _kept(stage) == 0


def test_the_picture_is_in_the_readers_language(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        fill(stage)
        stage.say("olga", "/language")
        stage.tap("olga", "English")
        stage.say("olga", "/stats")
        assert stage.last("olga").startswith("Progress by unit: 2 units, 6 assignments")


def test_of_many_units_the_busiest_have_a_bar_and_the_others_one_together(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        with stage.database.writing() as work:
            case = put(work, stage.now, 2)
            units = [Unit(name=f"第{number}办事处", aliases=[]) for number in range(BARS + 3)]
            for unit in units:
                share = Assignment(unit=unit, part=Part.CO, state=A.HANDLING, assigned_at=stage.now)
                share.accept_due = share.return_until = share.due = share.original_due = date(2026, 6, 1)
                case.assignments.append(share)
        stage.say("olga", "/stats")
        assert "图中是件数最多的20个单位，其余3个单位合为一条" in stage.last("olga")


def test_an_office_that_assigned_nothing_has_figures_but_no_picture(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("olga", "/board")
        stage.tap("olga", "统计图表")
        assert stage.said("olga")[-1] == "looking/figures"
        assert "立案率（已立案/已提交）：暂无" in stage.last("olga")


def test_nobody_but_the_office_sees_the_figures(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("lena", "/stats")
        forge(stage, "lena", "go:stats")
        assert stage.said("lena")[-2:] == ["refusals/not_your_command"] * 2


def test_rows_added_up_are_one_row_of_the_same_total() -> None:
    rows = [Progress("甲", 1, 2, 3, 4), Progress("乙", 10, 20, 30, 40)]
    assert total(rows, "合计") == Progress("合计", 11, 22, 33, 44)
    assert total(rows).total == sum(row.total for row in rows)


def _kept(stage: Stage) -> int:
    with stage.work() as work:
        return len(work.session.scalars(select(Blob)).all())
