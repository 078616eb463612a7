"""A unit that assists is reminded of its opinion, without which the unit that answers waits."""

from datetime import date

from bot.domain.lives import AssignmentState, Part
from store.tables import Assignment
from tests.rating.scene import Scene


def test_an_opinion_due_is_reminded_of_and_at_last_the_leader_and_the_office_hear(scene: Scene) -> None:
    case = scene.handled(1)
    with scene.turn() as turn:
        share = turn.work.session.get_one(Assignment, case.shares[0])
        share.state, share.part, share.due = AssignmentState.HANDLING, Part.CO, date(2026, 3, 9)
    heard = {}
    for day in ("02", "06", "09", "10", "11", "12"):
        before = len(scene.letters())
        scene.at(f"03-{day}T09:00:00")
        heard[day] = [(to, message.removeprefix("reminders/opinion_")) for to, message in scene.letters()[before:]]
    assert heard == {
        "02": [],
        "06": [("uma", "before")],
        "09": [("uma", "today")],
        "10": [("uma", "late")],
        "11": [("uma", "late"), ("lena", "escalated")],
        "12": [("uma", "late"), ("olga", "escalated")],
    }
    with scene.turn() as turn:
        turn.work.session.get_one(Assignment, case.shares[0]).state = AssignmentState.DONE
    scene.at("03-16T09:00:00")
    assert scene.said_to("uma")[-1] == "reminders/opinion_late"
    assert len(scene.letters()) == 7, "what was delivered is not owed any more"
