"""The office sees tomorrow's mail today, as it will be; what it holds or writes above it happens so, and only so."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import AssignmentState
from bot.services import holding, previewing, reminding, simulating
from store.tables import Assignment
from tests.rating.scene import Scene

WEDNESDAY = date(2026, 3, 4)


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    scene = Scene.fresh(database_url, reminders={"preview_at": "17:00"})
    yield scene
    scene.close()


def offered(scene: Scene, *units: int) -> list[int]:
    """Cases that these units are to accept by Thursday the fifth of March; their ids."""
    cases = [scene.handled(unit) for unit in units]
    with scene.turn() as turn:
        for case in cases:
            turn.work.session.get_one(Assignment, case.shares[0]).state = AssignmentState.OFFERED
    return [case.id for case in cases]


def keys(scene: Scene, day: date = WEDNESDAY) -> list[str]:
    with scene.turn() as turn:
        return [one.key for one in previewing.of_day(turn, day)]


def test_the_letter_comes_once_at_its_hour_on_a_working_day(scene: Scene) -> None:
    offered(scene, 1)
    scene.at("03-03T16:59:00")
    assert scene.said_to("olga", "plans") == []
    scene.at("03-03T17:00:00")
    scene.at("03-03T17:30:00")
    assert scene.said_to("olga", "plans") == ["plans/tomorrow"]
    scene.at("03-07T17:10:00")
    assert scene.said_to("olga", "plans") == ["plans/tomorrow"]


def test_an_office_without_an_hour_gets_none(database_url: str) -> None:
    scene = Scene.fresh(database_url)
    offered(scene, 1)
    scene.at("03-03T17:10:00")
    assert scene.said_to("olga", "plans") == []
    scene.close()


def test_a_day_on_which_nothing_will_be_said_has_no_letter(scene: Scene) -> None:
    scene.at("03-03T17:10:00")
    assert scene.letters() == []


def test_on_friday_the_letter_is_about_monday(scene: Scene) -> None:
    offered(scene, 1)
    scene.at("03-06T17:10:00")
    assert "2026年3月9日" in scene.last("olga")["text"]


def test_what_is_said_later_today_is_not_of_tomorrow(scene: Scene) -> None:
    """Before anybody's hour has come, today's step is still today's."""
    offered(scene, 1)
    scene.at("03-04T08:00:00")
    assert keys(scene, date(2026, 3, 5)) == ["2-accept-1"]
    scene.at("03-06T08:00:00")
    assert keys(scene, date(2026, 3, 9))
    scene.at("03-07T08:00:00")
    assert keys(scene, date(2026, 3, 9))


def test_what_is_held_is_said_on_the_chosen_day_and_not_before(scene: Scene) -> None:
    offered(scene, 1, 1)
    scene.at("03-03T17:10:00")
    with scene.turn("olga") as turn:
        holding.hold(turn, WEDNESDAY, "p2", date(2026, 3, 6))
    scene.at("03-04T09:30:00")
    scene.at("03-05T09:30:00")
    assert scene.said_to("uma", "reminders") == []
    scene.at("03-06T09:30:00")
    assert scene.said_to("uma", "reminders") == ["reminders/digest"]


@pytest.mark.parametrize("scope", ["all", "2-accept-1", "c1", "p2"])
def test_what_was_held_may_be_said_after_all(scene: Scene, scope: str) -> None:
    offered(scene, 1, 1)
    scene.at("03-03T17:10:00")
    with scene.turn("olga") as turn:
        holding.hold(turn, WEDNESDAY, scope, date(2026, 3, 6))
    with scene.turn("olga") as turn:
        holding.release(turn, WEDNESDAY, scope)
        assert all(one.until is None for one in previewing.of_day(turn, WEDNESDAY))
    scene.at("03-04T09:30:00")
    assert scene.said_to("uma", "reminders") == ["reminders/digest"]


def test_holding_ends_some_day(scene: Scene) -> None:
    offered(scene, 1)
    with scene.turn("olga") as turn:
        with pytest.raises(Unreadable, match="not_later"):
            holding.hold(turn, WEDNESDAY, "all", WEDNESDAY)
        with pytest.raises(Unreadable, match="held_too_long"):
            holding.hold(turn, WEDNESDAY, "all", date(2026, 7, 1))


@pytest.mark.parametrize("scope", ["", "p", "c", "px", "p99", "c99", "9-accept-9"])
def test_a_button_that_names_nothing_is_refused(scene: Scene, scope: str) -> None:
    offered(scene, 1)
    with scene.turn("olga") as turn:
        with pytest.raises(Refused, match="old_button"):
            holding.check(turn, WEDNESDAY, scope)
        with pytest.raises(Refused, match="old_button"):
            previewing.show_line(turn, WEDNESDAY, scope)


def test_a_day_that_has_come_is_past_changing(scene: Scene) -> None:
    offered(scene, 1)
    scene.at("03-04T07:00:00")
    with scene.turn("olga") as turn:
        with pytest.raises(Refused, match="old_button"):
            previewing.show_line(turn, WEDNESDAY, "2-accept-1")
        with pytest.raises(Refused, match="old_button"):
            previewing.show(turn, WEDNESDAY)
        with pytest.raises(Refused, match="old_button"):
            previewing.day_of("20260230")


def test_only_the_office_looks_ahead(scene: Scene) -> None:
    offered(scene, 1)
    with scene.turn("uma") as turn, pytest.raises(Refused, match="not_yours"):
        previewing.show(turn, None)


def test_words_of_the_office_are_said_once(scene: Scene) -> None:
    offered(scene, 1)
    scene.at("03-03T17:10:00")
    with scene.turn("olga") as turn:
        holding.reword(turn, WEDNESDAY, 2, "first")
        holding.reword(turn, WEDNESDAY, 2, "Please by noon.")
    scene.at("03-04T09:30:00")
    assert scene.said_to("uma", "reminders") == ["reminders/digest"]
    assert scene.last("uma")["text"].startswith("Please by noon.")
    offered(scene, 1)
    with scene.turn() as turn:
        reminding.say(turn, [])
    scene.at("03-05T09:30:00")
    assert "Please by noon." not in scene.last("uma")["text"]


def test_a_long_list_has_pages(scene: Scene) -> None:
    offered(scene, *[1, 2] * 7)
    with scene.turn("olga") as turn:
        previewing.show_list(turn, WEDNESDAY, "all", 2)
    text = scene.last("olga")["text"]
    assert "共14项（第2页，共2页）" in text
    assert "4. " in text
    assert "5. " not in text


def test_the_list_of_one_person_has_the_words_above_it(scene: Scene) -> None:
    offered(scene, 1, 2)
    with scene.turn("olga") as turn:
        holding.reword(turn, WEDNESDAY, 2, "Please by noon.")
    with scene.turn("olga") as turn:
        previewing.show_list(turn, WEDNESDAY, "p2", 1)
    text = scene.last("olga")["text"]
    assert "Please by noon." in text
    assert "共1项" in text


def test_a_week_ahead_is_what_the_days_will_bring(scene: Scene) -> None:
    """Nobody accepts: what the simulated week counts for each day is what is said on it."""
    offered(scene, 1, 2)
    with scene.turn("olga") as turn:
        week = simulating.of_week(turn, date(2026, 3, 2))
    counted = {day.day: (week.kinds[day].total(), week.letters[day]) for day in week.days if week.letters[day]}
    said = {}
    for day in range(2, 9):
        before = len(scene.letters())
        scene.at(f"03-{day:02}T10:00:00")
        fresh = [one for one in scene.letters()[before:] if one[1].startswith("reminders/")]
        if fresh:
            said[day] = len(fresh)
    assert {day: letters for day, (_, letters) in counted.items()} == said


def test_a_week_far_ahead_counts_no_step_that_is_said_before_it(scene: Scene) -> None:
    offered(scene, 1)
    with scene.turn("olga") as turn:
        near, far = (simulating.of_week(turn, date(2026, 3, day)) for day in (9, 23))
    assert near.total > far.total > 0


@pytest.mark.parametrize(("text", "reason"), [("2026-02-27", "day_passed"), ("2027-03-02", "week_too_far")])
def test_only_weeks_of_the_next_half_year_are_shown(scene: Scene, text: str, reason: str) -> None:
    with scene.turn("olga") as turn, pytest.raises(Unreadable, match=reason):
        simulating.show(turn, simulating.monday(turn, text))


def test_a_quiet_week_has_no_picture(scene: Scene) -> None:
    with scene.turn("olga") as turn:
        simulating.show(turn, simulating.monday(turn, ""))
        assert not turn.outside
    with scene.turn("olga") as turn:
        simulating.show(turn, simulating.monday(turn, "10天"))


def test_the_pictures_of_a_week_are_drawn(scene: Scene) -> None:
    offered(scene, *[1, 2] * 3)
    scene.case(1)
    with scene.turn("olga") as turn:
        simulating.show(turn, turn.today)
        made = [outside.produce() for outside in turn.outside]
        assert all(picture.startswith(b"\x89PNG") for picture in made)
        for outside, picture in zip(turn.outside, made, strict=True):
            outside.then(turn, picture)
    assert scene.said_to("olga", "plans")[-2:] == ["plans/week_picture", "plans/week_units"]
