"""Before a rating is sent nobody but the proposer sees anything of it: not in cards, lists, figures or the journal."""

import pytest
from sqlalchemy import select

from store.tables import JournalRow, Proposal
from tests.rating.scene import Case, Scene
from tests.stage import Stage

OTHERS = ("olga", "uma", "lena", "dan")
# fmt: off
LOOKS: dict[str, tuple[str, ...]] = {
    "olga": ("/case 12", "/stats", "/board", "/ratings", "/menu"),
    "uma":  ("/case 12", "/tasks", "/menu"),
    "lena": ("/case 12", "/tasks", "/menu"),
    "dan":  ("/case 12", "/mine", "/menu"),
}
# fmt: on


@pytest.fixture
def case(stage: Stage) -> Case:
    scene = Scene(stage.database, stage.config, stage.now)
    case = scene.case(1, deputies=("dana", "dan"))
    with scene.turn() as turn:
        turn.work.session.get_one(Proposal, case.id).number = 12
    return case


def seen(stage: Stage) -> dict[str, list[str]]:
    """All that the others can look up, in words and buttons, and what stands in the journal."""
    shown: dict[str, list[str]] = {}
    for name, commands in LOOKS.items():
        for command in commands:
            stage.say(name, command)
            shown.setdefault(name, []).append(stage.last(name) + str(stage.labels(name)))
    with stage.work() as work:
        query = select(JournalRow).where(JournalRow.life == "survey").order_by(JournalRow.id)
        shown["journal"] = [f"{row.act} {row.detail.get('verdict')}" for row in work.session.scalars(query)]
    return shown


def answered(stage: Stage) -> None:
    stage.say("dana", "/case 12")
    for label in ("评价", "不满意", "不满意", "不满意", "下一步"):
        stage.tap("dana", label)
    stage.say("dana", "三年没有进展")


@pytest.mark.usefixtures("case")
def test_nothing_changes_for_anybody_until_the_rating_is_sent(stage: Stage) -> None:
    before = seen(stage)
    told = {name: len(stage.said(name)) for name in OTHERS}
    answered(stage)
    assert {name: len(stage.said(name)) for name in OTHERS} == told, "nobody hears anything"
    assert seen(stage) == before
    stage.tap("dana", "提交评价")
    after = seen(stage)
    assert "三年没有进展" in "".join(after["uma"])
    assert after["dan"][0] == before["dan"][0], "and a co-signer never sees another's rating"
    assert after["journal"] == [*before["journal"], "rate unsatisfied"]


@pytest.mark.usefixtures("case")
def test_what_is_left_unsent_leaves_no_trace(stage: Stage) -> None:
    before = seen(stage)
    answered(stage)
    stage.tap("dana", "暂不评价")
    assert seen(stage) == before


def test_a_unit_sees_no_rating_of_another_units_reply(stage: Stage) -> None:
    scene = Scene(stage.database, stage.config, stage.now)
    case = scene.case(1, 2)
    with scene.turn() as turn:
        turn.work.session.get_one(Proposal, case.id).number = 12
    scene.rate("dana", case, {"attitude": "unsatisfied", "result": "unsatisfied", "contact": "unsatisfied"}, "没有进展")
    stage.say("ugo", "/case 12")
    assert "没有进展" not in stage.last("ugo")
    assert "评价" not in stage.last("ugo").replace("待评价", "")
