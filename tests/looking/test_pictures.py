"""Each picture of the figures comes with the same figures in words, to the office only."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from bot.domain.lives import AssignmentState as A
from bot.domain.lives import ProposalState as P
from bot.domain.lives import ReplyState as R
from bot.services.pictures import DRAWN
from store.tables import Assignment
from tests.handling.case import forge
from tests.looking.scene import In, ask, put
from tests.stage import Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage:
        yield stage


def fill(stage: Stage) -> None:
    """Three cases filed, two answered: one two days early in the week before, one nine days late today."""
    with stage.database.writing() as work:
        now = stage.now
        put(work, now, 1, state=P.FILED)
        early = put(work, now, 2, In("housing", A.DONE, date(2026, 2, 27), reply=R.ISSUED), state=P.ANSWERED)
        late = put(work, now, 3, In("roads", A.DONE, date(2026, 2, 21), reply=R.ISSUED), state=P.CLOSED)
        _done(early.assignments[0], now - timedelta(days=5), in_time=True)
        _done(late.assignments[0], now, in_time=False)
        ask(work, now, early, "dana", "satisfied")


def _done(share: Assignment, at: datetime, *, in_time: bool) -> None:
    share.done_at, share.done_in_time = at, in_time


def test_what_is_drawn_is_said_beside_it(stage: Stage) -> None:
    fill(stage)
    stage.say("olga", "/stats")
    # fmt: off
    expected = {
        "各环节件数": "已提交3件，已立案3件，已交办2件，已答复2件，已评价1件，已办结1件",
        "各周按时率": "近8周按时答复率：50.0%（1/2）",
        "答复与时限": "早1至7天：1",
        "各单位满意率": "市住房建设局：100.0%（1/1）",
    }
    # fmt: on
    for label, words in expected.items():
        stage.tap("olga", label, on="looking/figures")
        assert words in stage.last("olga")
        assert stage.shown("olga")["file"]["kind"] == "photo"
    assert "晚8天以上：1" in stage.letter("olga", "looking/terms_picture").body["text"]
    assert "2/23起一周：100.0%（1/1）" in stage.letter("olga", "looking/weeks_picture").body["text"]


@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_where_there_is_nothing_to_draw_that_is_said(sqlite_url: str, kind: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("olga", "/stats")
        forge(stage, "olga", f"picture:{kind}")
        assert stage.said("olga")[-1] == "looking/no_picture"


def test_pictures_are_for_the_office_only_and_only_those_there_are(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        forge(stage, "lena", "picture:funnel")
        assert stage.said("lena")[-1] == "refusals/not_yours"
        forge(stage, "olga", "picture:nothing")
        assert stage.said("olga")[-1] == "refusals/old_button"
