"""The office's board: each figure counts what its list shows, whatever the database."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import event

from bot.domain.lives import AssignmentState as A
from bot.domain.lives import ProposalState as P
from bot.domain.lives import ReplyState as R
from store import boards
from store.boards import Line, Pile
from store.database import Database
from tests.handling.case import forge
from tests.looking.scene import In, ask, put
from tests.stage import Stage

TODAY = date(2026, 3, 2)
PAST = date(2026, 2, 20)


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage:
        yield stage


def put_one_on_each_pile(stage: Stage) -> None:
    now = stage.now
    with stage.database.writing() as work:
        put(work, now, None, state=P.SUBMITTED)
        put(work, now, 2, state=P.FILED)
        put(work, now, 3, In("housing", A.OFFERED))
        put(work, now, 4, In("housing", A.RETURNED))
        put(work, now, 5, In("housing", A.DISPUTED))
        put(work, now, 6, In("roads", A.PAUSED, PAST))  # waits for its proposer: not late
        put(work, now, 7, In("roads", A.HANDLING, reply=R.AT_LEADER))
        put(work, now, 8, In("roads", A.HANDLING, reply=R.HELD), In("housing", A.CANCELLED))
        put(work, now, 9, In("roads", A.HANDLING, PAST, reply=R.DRAFTING))
        asked = put(work, now, 10, In("roads", A.DONE, PAST, reply=R.ISSUED), state=P.ANSWERED)
        ask(work, now, asked, "dana")
        unhappy = put(work, now, 11, In("roads", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
        ask(work, now, unhappy, "dana", "unsatisfied")
        waited_for = put(work, now, 12, In("roads", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
        ask(work, now, waited_for, "dana", "unsatisfied")
        ask(work, now, waited_for, "dan")
        content = put(work, now, 13, In("roads", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
        ask(work, now, content, "dana", "satisfied")
        put(work, now, 14, state=P.MEETING)
        put(work, now, 15, In("roads", A.DONE, PAST, reply=R.ISSUED), state=P.CLOSED)
        put(work, now, 16, In("roads", A.DONE, reply=R.ISSUED), state=P.ANSWERED, proposers=["李四"])  # nobody to ask


# fmt: off
EXPECTED = {
    # pile            numbers of its cases
    Pile.TO_FILE:    {None},
    Pile.TO_ASSIGN:  {2},
    Pile.UNACCEPTED: {3},
    Pile.RETURNED:   {4, 5},
    Pile.HANDLING:   {6, 9},
    Pile.AT_LEADER:  {7},
    Pile.AT_OFFICE:  {8},
    Pile.LATE:       {9},
    Pile.RATING:     {10, 12},
    Pile.UNDECIDED:  {11, 14, 16},
}
# fmt: on


def test_each_figure_counts_the_cases_of_its_list(stage: Stage) -> None:
    put_one_on_each_pile(stage)
    with stage.work() as work:
        totals = boards.totals(work, TODAY)
        listed = {pile: boards.lines(work, pile, TODAY, skip=0, at_most=50) for pile in Pile}
        assert {pile: {line.proposal.number for line in lines} for pile, lines in listed.items()} == EXPECTED
        assert totals == {pile: len(lines) for pile, lines in listed.items()}


def test_the_units_stand_with_late_cases_first(stage: Stage) -> None:
    put_one_on_each_pile(stage)
    with stage.work() as work:
        loads = [(load.name, load.open, load.unaccepted, load.late) for load in boards.loads(work, TODAY)]
    assert loads == [("市道路管理处", 4, 0, 1), ("市住房建设局", 3, 1, 0)]


def test_the_office_goes_from_the_board_to_a_list_to_a_case_and_back(stage: Stage) -> None:
    put_one_on_each_pile(stage)
    stage.say("olga", "/board")
    assert "· 市道路管理处：4件，逾期1件" in stage.last("olga").splitlines()
    stage.tap("olga", "退回待核定 2")
    assert stage.last("olga").splitlines()[0].endswith("共2件")
    stage.tap("olga", data="case:5")
    assert stage.letter("olga", "looking/card").state == "sent"
    stage.tap("olga", "返回总览")
    stage.tap("olga", data="list:unit-1")
    assert "市住房建设局" in stage.last("olga")
    assert len([label for label in stage.labels("olga") if "号" in label]) == 3


def test_an_empty_office_has_an_empty_board(stage: Stage) -> None:
    stage.say("olga", "/board")
    assert "各单位现在没有在办事项" in stage.last("olga")
    assert stage.labels("olga") == ["统计图表", "导出"]


def test_a_long_list_is_turned_page_by_page_and_says_how_long_it_is(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        with stage.database.writing() as work:
            for number in range(1, 20):
                put(work, stage.now, number, In("housing", A.HANDLING, date(2026, 2, 1 + number)))
        stage.say("olga", "/board")
        stage.tap("olga", "已逾期 19")
        shown = []
        for page in range(3):
            assert f"共19件，第{page + 1}页，共3页" in stage.last("olga")
            shown += [label.split()[0] for label in stage.labels("olga") if label.startswith("第")]
            if page < 2:
                stage.tap("olga", "下一页")
        assert shown == [f"第{number}号" for number in range(1, 20)]
        assert "下一页" not in stage.labels("olga")
        assert stage.said("olga").count("looking/list") == 3
        forge(stage, "olga", "list:late:99")
        assert "第3页，共3页" in stage.last("olga")


def test_nobody_but_the_office_sees_the_board(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("uma", "/board")
        for data in ("board:0", "list:late", "list:unit-1:0"):
            forge(stage, "uma", data)
        assert stage.said("uma")[-4:] == ["refusals/not_your_command", *["refusals/old_button"] * 3]


def test_a_list_that_does_not_exist_is_an_old_button(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        for data in ("list:nothing", "list:unit-99", "list:unit-x", "list"):
            forge(stage, "olga", data)
        assert stage.said("olga")[-4:] == ["refusals/old_button"] * 4


def test_a_page_of_a_list_costs_three_statements_however_long_the_list_is(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage, stage.database.writing() as work:
        for number in range(1, 31):
            put(work, stage.now, number, In("housing", A.OFFERED), In("roads", A.OFFERED))
        work.session.expunge_all()
        assert _statements(stage.database, lambda: boards.lines(work, Pile.UNACCEPTED, TODAY, skip=0, at_most=50)) == 3


def _statements(database: Database, asks: Callable[[], list[Line]]) -> int:
    asked = []

    def note(*_about: object) -> None:
        asked.append(1)

    event.listen(database.engine, "before_cursor_execute", note)
    lines = asks()
    for line in lines:
        assert line.proposal.sitting.name
        assert line.assignment is not None
        assert line.assignment.unit.name
    event.remove(database.engine, "before_cursor_execute", note)
    return len(asked)
