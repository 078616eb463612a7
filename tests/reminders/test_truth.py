"""A reminder that waited leaves only on its day, in office hours, while all that it says is still owed."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot.domain.lives import AssignmentState, Part
from bot.services import truth
from store import outbox
from store.tables import Assignment, Letter, Reminded
from store.tables.traffic import LetterState
from tests.handling.case import give
from tests.rating.scene import Case, Scene
from tests.stage import PATIENCE, Stage


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    scene = Scene.fresh(database_url, reminders={"silence_hours": (4, 8, 16, 24)})
    yield scene
    scene.close()


def offered(scene: Scene, unit: int = 1) -> Case:
    case = scene.handled(unit)
    change(scene, case, state=AssignmentState.OFFERED)
    return case


def change(scene: Scene, case: Case, **columns: object) -> None:
    with scene.turn() as turn:
        share = turn.work.session.get_one(Assignment, case.shares[0])
        for name, value in columns.items():
            setattr(share, name, value)


def send(scene: Scene) -> list[str]:
    """What a sender that looks now may send, after the check."""
    with scene.database.writing() as work:
        letters = outbox.claim_left(work, scene.now + timedelta(hours=1), 50)
        truth.cancel_untrue(work, letters, scene.now, scene.config)
        ours = outbox.begin_sending(work, letters, scene.now)
        return [letter.message for letter in letters if letter.id in ours]


def fates(scene: Scene) -> list[tuple[str, str]]:
    with scene.database.reading() as work:
        rows = work.session.scalars(select(Letter).order_by(Letter.id))
        return [(row.message, row.state.value) for row in rows]


def test_what_is_still_owed_leaves(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T09:00:00")
    scene.now += timedelta(hours=2)
    assert send(scene) == ["reminders/accept_today"]


@pytest.mark.parametrize(
    "columns",
    [
        {"state": AssignmentState.HANDLING},
        {"state": AssignmentState.CANCELLED},
        {"accept_due": date(2026, 3, 12)},
        {"assigned_at": datetime.fromisoformat("2026-03-05T10:00+08:00")},
    ],
    ids=["accepted", "cancelled", "another date", "given anew"],
)
def test_what_is_done_or_has_another_date_does_not_leave(scene: Scene, columns: dict[str, object]) -> None:
    case = offered(scene)
    scene.at("03-05T09:00:00")
    change(scene, case, **columns)
    scene.now += timedelta(hours=2)
    assert send(scene) == []
    assert fates(scene) == [("reminders/accept_today", LetterState.CANCELLED)]


def test_of_a_letter_of_several_what_is_left_is_said_anew_the_same_day(scene: Scene) -> None:
    case, _ = offered(scene), offered(scene)
    scene.at("03-05T09:00:00")
    assert fates(scene) == [("reminders/digest", "new")]
    change(scene, case, state=AssignmentState.HANDLING)
    scene.now += timedelta(minutes=30)
    assert send(scene) == []
    scene.tick()
    assert fates(scene) == [("reminders/digest", "cancelled"), ("reminders/accept_today", "new")]
    assert send(scene) == ["reminders/accept_today"]


def test_what_waited_over_the_night_is_said_in_the_morning_in_the_words_of_that_day(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T09:00:00")
    scene.now = datetime.fromisoformat("2026-03-05T23:00+08:00")
    assert send(scene) == []
    with scene.database.reading() as work:
        assert work.session.scalars(select(Reminded)).all() == []
    scene.at("03-06T09:00:00")
    assert send(scene) == ["reminders/accept_late"]


def test_what_waited_until_another_day_is_not_said_in_the_words_of_the_first(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T09:00:00")
    scene.now = datetime.fromisoformat("2026-03-06T10:00+08:00")
    assert send(scene) == []
    scene.tick()
    assert send(scene) == ["reminders/accept_late"]


def test_other_letters_are_not_looked_at(scene: Scene) -> None:
    with scene.turn("uma") as turn:
        turn.answer("general/edit_not_taken")
    scene.now = datetime.fromisoformat("2026-03-06T23:00+08:00")
    assert send(scene) == ["general/edit_not_taken"]


def test_a_silence_that_is_over_is_not_told(scene: Scene) -> None:
    offered(scene)
    scene.at("03-06T08:50:00")
    send(scene)
    scene.at("03-06T16:55:00")
    assert fates(scene)[-1] == ("notices/silent_leader", "new")
    with scene.database.writing() as work:
        work.connection.execute(text("update notices set seen_at = created_at"))
    assert send(scene) == []
    assert fates(scene)[-1] == ("notices/silent_leader", "cancelled")


def test_a_letter_that_telegram_did_not_take_in_time_is_not_sent_when_it_does(stage: Stage) -> None:
    """Telegram is away from before the reminder until after the case was accepted."""
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.OFFERED)
    stage.people.fault("drop_before", "*", times=10**6)
    stage.people.set_clock("2026-03-05T09:00+08:00")
    stage.call(stage.banli.tick())
    until = time.monotonic() + PATIENCE
    while stage.letters[0].state is not LetterState.NEW and time.monotonic() < until:
        time.sleep(0.02)
    with stage.database.writing() as work:
        work.session.get_one(Assignment, share).state = AssignmentState.HANDLING
    stage.people.clear_faults()
    stage.forward(minutes=30)
    assert [(one.message, one.state) for one in stage.letters] == [("reminders/accept_today", LetterState.CANCELLED)]
    assert all("签收" not in entry["text"] for entry in stage.people.letters("Uma"))
