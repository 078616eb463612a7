"""Who is to be told of what on a day can be asked for any day, and asking changes nothing."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.config import Config
from bot.domain.lives import AssignmentState
from bot.services import absences, planning
from bot.services.calendar import official
from store import people, reminded
from store.tables import Assignment, Letter, Mark, Proposal, Reminded
from tests.rating.scene import CHATS, Scene

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    scene = Scene.fresh(database_url, reminders={"report_gaps": False})
    yield scene
    scene.close()


def offered(scene: Scene, unit: int = 1) -> int:
    """A case that the unit is to accept by Thursday the fifth of March."""
    case = scene.handled(unit)
    with scene.turn() as turn:
        turn.work.session.get_one(Assignment, case.shares[0]).state = AssignmentState.OFFERED
    return case.id


def planned(scene: Scene, day: str) -> list[tuple[str, str]]:
    """Who is to be told of which step on a day, as far as it is unsaid today."""
    wanted = date.fromisoformat(f"2026-{day}")
    with scene.turn() as turn:
        found = planning.unsaid(turn, planning.calls(turn, wanted), wanted)
        return [(call.to.name, call.step.row.message) for call in found]


def test_the_plan_of_a_later_day_is_what_is_said_when_it_comes(scene: Scene) -> None:
    offered(scene)
    for day in ("03", "04", "05", "06", "09", "10"):
        tomorrow = planned(scene, f"03-{day}")
        before = len(scene.letters())
        scene.at(f"03-{day}T09:00:00")
        said = [one for one in scene.letters()[before:] if one[1].startswith("reminders/")]
        assert said == tomorrow


def test_asking_for_a_day_writes_nothing(scene: Scene) -> None:
    offered(scene)
    assert planned(scene, "03-10")
    with scene.database.reading() as work:
        for table in (Letter, Reminded, Mark):
            assert work.session.scalar(select(func.count()).select_from(table)) == 0


def test_on_a_day_off_only_urgent_cases_are_in_the_plan(scene: Scene) -> None:
    urgent = offered(scene)
    offered(scene)
    assert planned(scene, "03-07") == []
    with scene.turn() as turn:
        turn.work.session.get_one(Proposal, urgent).urgent = True
    assert planned(scene, "03-07") == [("uma", "reminders/accept_late"), ("lena", "reminders/accept_escalated")]


def test_under_another_calendar_the_plan_is_another(scene: Scene) -> None:
    """Were the sixth a day off, nobody would be late on it."""
    offered(scene)
    day = date(2026, 3, 6)
    with scene.turn() as turn:
        usual = official()
        off = type(usual)({**usual.off, day: ""}, usual.worked, usual.years, "other")
        assert planning.calls(turn, day)
        assert planning.calls(turn, day, off) == []


def test_who_is_away_on_that_day_has_his_letters_go_to_whoever_stands_in_then(scene: Scene) -> None:
    offered(scene)
    with scene.turn("uma") as turn:
        lena = people.by_chat(turn.work, CHATS["lena"])
        assert lena is not None
        absences.begin(turn, date(2026, 3, 5), date(2026, 3, 6), lena.id)
    takers = {}
    for day in (4, 5, 6, 9):
        with scene.turn() as turn:
            takers[day] = [
                call.taker.name for call in planning.calls(turn, date(2026, 3, day)) if call.to.name == "uma"
            ]
    assert takers == {4: ["uma"], 5: ["lena"], 6: ["lena"], 9: ["uma"]}


@pytest.mark.parametrize(
    ("own", "office", "hour"),
    [(None, None, time(8, 30)), (None, "10:00", time(10)), (time(14), "10:00", time(14)), (time(3), None, time(8, 30))],
)
def test_the_hour_is_ones_own_or_the_offices_or_its_opening(own: time | None, office: str | None, hour: time) -> None:
    config = Config.model_validate({"reminders": {"digest_at": office or "", "spread_minutes": 0}})
    at = planning.moment(config, 5, own, date(2026, 3, 5))
    assert at == datetime.combine(date(2026, 3, 5), hour, SHANGHAI)


def test_each_has_his_own_minute_which_stays_and_lies_inside_office_hours() -> None:
    config, day = Config(), date(2026, 3, 5)
    minutes = [planning.moment(config, person, None, day) for person in range(1, 200)]
    assert minutes == [planning.moment(config, person, None, day) for person in range(1, 200)]
    assert len(set(minutes)) == config.reminders.spread_minutes + 1
    late = [planning.moment(config, person, time(17, 59), day).time() for person in range(1, 200)]
    assert max(late) <= time(17, 30)


def test_what_is_put_off_is_not_in_the_plan_until_its_day_and_then_comes_again(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T09:00:00")
    with scene.turn() as turn:
        said = [
            reminded.Said(r.once, r.person_id, r.kind, r.subject_id, r.whose, r.due, r.at, r.letter)
            for r in turn.work.session.scalars(select(Reminded))
        ]
        reminded.put_off(turn.work, said, date(2026, 3, 10))
    assert [who for who, _ in planned(scene, "03-06")] == []
    assert [who for who, _ in planned(scene, "03-09")] == ["lena"]
    assert [who for who, _ in planned(scene, "03-10")] == ["uma", "lena", "olga"]


def test_a_survey_is_not_kept_open_by_putting_its_reminders_off(scene: Scene) -> None:
    """Who was urged to the end and lets the date pass is not asked any more, whatever he put off."""
    case = scene.case(1)
    with scene.turn() as turn:
        due = scene.survey(turn, "dana", case.replies[0]).due
    scene.now = datetime.combine(due, time(9), SHANGHAI)
    scene.tick()
    assert scene.said_to("dana", "reminders/") == ["reminders/survey_today"]
    with scene.turn() as turn:
        rows = [
            reminded.Said(r.once, r.person_id, r.kind, r.subject_id, r.whose, r.due, r.at, r.letter)
            for r in turn.work.session.scalars(select(Reminded))
        ]
        reminded.put_off(turn.work, rows, due + timedelta(days=3))
    scene.forward(days=1)
    with scene.turn() as turn:
        assert scene.survey(turn, "dana", case.replies[0]).state == "lapsed"
