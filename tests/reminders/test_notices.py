"""Silence is counted in the office's hours; what is seen or acted on is told no further."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from bot.domain.calendar import Calendar
from bot.domain.errors import Refused
from bot.domain.lives import AssignmentState, Role
from bot.domain.office_hours import after_hours
from bot.services import acceptance, notices
from store import people
from store.tables import Assignment, Notice, Person, Proposal
from tests.rating.scene import Scene

CALENDAR = Calendar({date(2026, 3, 10): "off"}, frozenset({date(2026, 3, 14)}), frozenset({2026}), "march")
OPENS, CLOSES = time(8, 30), time(18)


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    scene = Scene.fresh(database_url, reminders={"silence_hours": (4, 8, 16, 24)})
    yield scene
    scene.close()


def told(scene: Scene) -> int:
    """Uma's unit is offered a case; the notice's id."""
    case = scene.handled(1)
    with scene.turn("olga") as turn:
        share = turn.work.session.get_one(Assignment, case.shares[0])
        share.state = AssignmentState.OFFERED
        liaisons = people.of_unit(turn.work, 1, Role.LIAISON)
        notices.say(turn, liaisons, "assignments/offered", share, proposal=share.proposal, assignment=share)
        return turn.work.session.scalars(select(Notice.id).order_by(Notice.id.desc())).first() or 0


def silences(scene: Scene) -> list[tuple[str, str]]:
    return [one for one in scene.letters() if one[1].startswith("notices/")]


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-05T09:00", 4, "2026-03-05T13:00"),
        ("2026-03-05T17:00", 4, "2026-03-06T11:30"),
        ("2026-03-05T22:00", 1, "2026-03-06T09:30"),
        ("2026-03-06T17:00", 2, "2026-03-09T09:30"),  # over a weekend
        ("2026-03-09T17:00", 2, "2026-03-11T09:30"),  # over a day off
        ("2026-03-13T17:30", 1, "2026-03-14T09:00"),  # a Saturday that is worked
        ("2026-03-05T08:00", 9.5, "2026-03-05T18:00"),
    ],
)
def test_hours_are_counted_while_the_office_is_open(start: str, hours: float, end: str) -> None:
    assert after_hours(datetime.fromisoformat(start), hours, OPENS, CLOSES, CALENDAR) == datetime.fromisoformat(end)


def test_an_office_that_never_opens_is_no_office() -> None:
    with pytest.raises(ValueError, match="closes after it opens"):
        after_hours(datetime(2026, 3, 5), 1, CLOSES, OPENS, CALENDAR)  # noqa: DTZ001 - any zone would do


def test_each_circle_hears_once_and_has_its_own_time_before_the_next(scene: Scene) -> None:
    told(scene)
    heard = {}
    for moment in ("02T12:55", "02T13:05", "02T17:00", "02T17:10", "03T10:00", "03T16:00", "04T16:00", "05T16:00"):
        before = len(silences(scene))
        scene.at(f"03-{moment}:00")
        heard[moment] = silences(scene)[before:]
    assert heard == {
        "02T12:55": [],
        "02T13:05": [("uma", "notices/silent_unit")],
        "02T17:00": [],
        "02T17:10": [("lena", "notices/silent_leader")],
        "03T10:00": [],
        "03T16:00": [("olga", "notices/silent_office")],
        "04T16:00": [],  # nobody supervises what is no key case
        "05T16:00": [],
    }


def test_nothing_is_told_outside_office_hours_but_of_an_urgent_case(scene: Scene) -> None:
    told(scene)
    scene.at("03-07T12:00:00")
    scene.at("03-06T20:00:00")
    assert silences(scene) == []
    with scene.turn() as turn:
        turn.work.session.scalars(select(Proposal)).one().urgent = True
    scene.at("03-07T13:00:00")
    assert silences(scene) == [("uma", "notices/silent_unit")]


def test_whatever_the_unit_does_to_the_case_counts_as_seen(scene: Scene) -> None:
    told(scene)
    with scene.turn("uma") as turn:
        acceptance.accept(turn, turn.work.session.scalars(select(Assignment)).one())
    with scene.database.reading() as work:
        assert work.session.scalars(select(Notice)).one().seen_at is not None
    scene.at("03-06T12:00:00")
    assert silences(scene) == []


def test_what_became_of_the_case_otherwise_ends_the_silence(scene: Scene) -> None:
    told(scene)
    with scene.turn() as turn:
        turn.work.session.scalars(select(Assignment)).one().state = AssignmentState.CANCELLED
    scene.at("03-04T12:00:00")
    assert silences(scene) == []
    with scene.database.reading() as work:
        assert work.session.scalars(select(Notice)).one().next_at is None


def test_of_several_silences_one_letter_tells(scene: Scene) -> None:
    told(scene)
    told(scene)
    scene.at("03-02T13:05:00")
    assert silences(scene) == [("uma", "notices/silent_several")]


def test_only_the_unit_itself_takes_up_what_it_was_told_and_one_of_it(scene: Scene) -> None:
    notice = told(scene)
    with pytest.raises(Refused, match="not_yours"), scene.turn("ugo") as turn:
        notices.take(turn, notice)
    with scene.turn("uma") as turn:
        notices.take(turn, notice)
    with scene.turn() as turn:
        turn.work.session.scalars(select(Person).where(Person.name == "ugo")).one().unit_id = 1
    with pytest.raises(Refused, match="taken_already"), scene.turn("ugo") as turn:
        notices.take(turn, notice)
    with pytest.raises(Refused, match="old_button"), scene.turn("uma") as turn:
        notices.see(turn, 999)
