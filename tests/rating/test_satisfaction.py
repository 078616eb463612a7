"""Figures of content: by question with both their numbers, by unit only where there are enough cases."""

from collections.abc import Iterator

import pytest

from bot.domain.errors import Refused
from bot.domain.rates import Rate
from bot.services import satisfaction
from bot.services.satisfaction import FEW, OfQuestion, OfUnit
from store.tables import Blob, Unit
from tests.rating.scene import CONTENT, UNHAPPY, Scene
from tests.stage import Stage, who


def ranked(scene: Scene) -> list[OfUnit]:
    with scene.turn() as turn:
        return satisfaction.ranked(turn.work)


def by_question(scene: Scene) -> list[OfQuestion]:
    with scene.turn() as turn:
        return satisfaction.by_question(turn.work)


def rated(scene: Scene, unit: int, *answers: dict[str, str]) -> None:
    """A case of this unit for each of these answers."""
    for each in answers:
        scene.rate("dana", scene.case(unit), each)


def test_each_question_has_its_own_base_and_its_options(scene: Scene) -> None:
    rated(scene, 1, CONTENT, UNHAPPY, CONTENT | {"result.2": "basically"})
    assert by_question(scene) == [
        OfQuestion("attitude", Rate(3, 3), [("satisfied", 3)]),
        OfQuestion("result", Rate(2, 3), [("satisfied", 2), ("unsatisfied", 1)]),
        OfQuestion("contact", Rate(3, 3), [("satisfied", 2), ("basically", 1)]),
    ]


def test_a_rating_of_the_second_reply_takes_the_place_of_the_first_in_every_figure(automatic: Scene) -> None:
    case = automatic.case(1)
    automatic.rate("dana", case, UNHAPPY)
    automatic.rate("dana", automatic.answer_again(case), CONTENT)
    assert {one.key: one.rate for one in by_question(automatic)}["result"] == Rate(1, 1)


def test_a_unit_with_few_cases_has_no_rank_however_many_rated_them(scene: Scene) -> None:
    rated(scene, 1, *[CONTENT] * (FEW - 1))
    scene.rate("dan", scene.case(1, deputies=("dan", "dana")), CONTENT)
    rated(scene, 2, *[UNHAPPY] * (FEW - 1))
    assert [(one.name, one.few, one.cases) for one in ranked(scene)] == [("housing", False, 5), ("roads", True, 4)]


def test_units_are_ranked_by_the_share_of_the_content(scene: Scene) -> None:
    rated(scene, 1, *[CONTENT] * 4, UNHAPPY)
    rated(scene, 2, *[CONTENT] * 5)
    assert [(one.name, one.tally.content) for one in ranked(scene)] == [("roads", Rate(5, 5)), ("housing", Rate(4, 5))]


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage:
        yield stage


def filled(stage: Stage) -> None:
    scene = Scene(stage.database, stage.config, stage.now)
    rated(scene, 1, *[CONTENT] * 4, UNHAPPY)
    rated(scene, 2, UNHAPPY)


def test_the_office_sees_each_question_and_the_units_that_have_enough_cases(stage: Stage) -> None:
    filled(stage)
    stage.say("olga", "/stats")
    text = stage.letter("olga", "looking/figures").body["text"]
    assert "办理结果：66.7%（4/6）　满意4，不满意2" in text
    stage.tap("olga", data="rates", on="looking/figures")
    listed = stage.letter("olga", "looking/rates").body["text"]
    assert "1. 市住房建设局：80.0%（4/5）" in listed
    assert "市道路管理处：不足5件，不显示" in listed
    assert "（0/1）" not in listed
    assert stage.said("olga")[-1] == "looking/rates_picture"
    assert any("1个单位的评价" in str(entry["text"]) for entry in stage.people.letters(who("olga")))
    with stage.work() as work:
        assert all(blob.content.startswith(b"\x89PNG") for blob in work.session.query(Blob))


def test_where_no_unit_has_enough_cases_there_is_no_picture(stage: Stage) -> None:
    stage.say("olga", "/stats")
    stage.tap("olga", "各单位满意度")
    assert stage.said("olga")[-1] == "looking/rates"
    assert "还没有评价" in stage.last("olga")


def test_many_units_are_on_several_pages_and_the_picture_comes_once(scene: Scene) -> None:
    with scene.turn() as turn:
        turn.work.session.add_all([Unit(name=f"unit {number:02}", aliases=[]) for number in range(satisfaction.UNITS)])
    for unit in range(1, satisfaction.UNITS + 3):
        rated(scene, unit, CONTENT)
    with scene.turn("olga") as turn:
        satisfaction.show_units(turn, 0)
    assert [data for row in scene.last("olga")["buttons"] for _, data in row] == ["rates:1", "go:stats"]
    with scene.turn("olga") as turn:
        satisfaction.show_units(turn, 1, edit=True)
        assert not turn.outside
    assert [data for row in scene.last("olga")["buttons"] for _, data in row] == ["rates:0", "go:stats"]


def test_nobody_but_the_office_sees_how_content_people_are_with_whom(scene: Scene) -> None:
    for name in ("uma", "lena", "dana"):
        with scene.turn(name) as turn, pytest.raises(Refused, match="old_button"):
            satisfaction.show_units(turn)
