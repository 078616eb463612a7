"""What a unit gave back waits for the office, which is reminded of it: the unit's own term goes on meanwhile."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from bot.domain.lives import AssignmentState
from bot.services import acceptance, reconciling, returned, windows
from store.tables import Assignment
from tests.rating.scene import Case, Scene


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    """An office that decides on a return within ten working days."""
    scene = Scene.fresh(database_url)
    yield scene
    scene.close()


def given_back(scene: Scene) -> Case:
    """A case that its unit gives back on the first Monday in March."""
    case = scene.handled(1)
    with scene.turn() as turn:
        turn.work.session.get_one(Assignment, case.shares[0]).state = AssignmentState.OFFERED
    with scene.turn("uma") as turn:
        acceptance.give_back(turn, turn.work.session.get_one(Assignment, case.shares[0]), "not ours", "", None)
    return case


def test_the_office_is_told_by_when_and_reminded_until_it_decides(scene: Scene) -> None:
    case = given_back(scene)
    assert "3月16日" in scene.last("olga")["text"]
    scene.at("03-12T17:00")
    assert scene.said_to("olga", "reminders") == []
    scene.at("03-13T17:00")
    assert scene.said_to("olga", "reminders") == ["reminders/return_before"]
    scene.at("03-16T17:00")
    scene.at("03-17T17:00")
    scene.at("03-18T17:00")
    assert scene.said_to("olga", "reminders")[1:] == ["reminders/return_today", *["reminders/return_late"] * 2]
    with scene.turn("olga") as turn:
        returned.insist(turn, turn.work.session.get_one(Assignment, case.shares[0]), "yours")
    scene.at("03-19T17:00")
    assert len(scene.said_to("olga", "reminders")) == 4
    assert scene.said_to("lena", "reminders") == []


@pytest.mark.parametrize(("hour", "gaps"), [("08:31", []), ("14:00", ["return"])])
def test_a_return_decided_after_the_hour_of_its_reminder_was_still_owed_at_it(
    scene: Scene, hour: str, gaps: list[str]
) -> None:
    """The clock stood all day; by the journal a return decided at two was still to be decided in the morning."""
    case = given_back(scene)
    scene.now = datetime.fromisoformat(f"2026-03-13T{hour}+08:00")
    with scene.turn("olga") as turn:
        returned.let_go(turn, turn.work.session.get_one(Assignment, case.shares[0]))
    scene.now = datetime.fromisoformat("2026-03-14T00:05+08:00")
    with scene.turn() as turn:
        found = reconciling.of_day(turn, date(2026, 3, 13))
    assert [gap.call.owing.kind.value for gap in found.gaps] == gaps


@pytest.mark.parametrize(("hour", "gaps"), [("08:31", []), ("14:00", ["survey"])])
def test_a_date_set_anew_after_the_hour_of_its_reminder_was_the_earlier_one_at_it(
    scene: Scene, hour: str, gaps: list[str]
) -> None:
    """A rating due on the twenty-third is reminded of five working days before, whatever its date becomes later."""
    scene.case(1)
    scene.now = datetime.fromisoformat(f"2026-03-16T{hour}+08:00")
    with scene.turn("olga") as turn:
        windows.set_time(turn, windows.of_id(turn, 1), date(2026, 3, 1), date(2026, 6, 30))
        windows.of_id(turn, 1).survey_from = windows.of_id(turn, 1).survey_until = None
    scene.now = datetime.fromisoformat("2026-03-17T00:05+08:00")
    with scene.turn() as turn:
        found = reconciling.of_day(turn, date(2026, 3, 16))
    assert [gap.call.owing.kind.value for gap in found.gaps] == gaps
