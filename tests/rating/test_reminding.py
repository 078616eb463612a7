"""The clock says what is owed: to whom, when, once, and at what cost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.domain.lives import AssignmentState, Part, ReplyState
from bot.domain.reminders import DutyKind
from bot.services import reminding, surveys
from store import duties
from store.tables import Assignment, Proposal, Reply
from tests.rating.scene import CHATS, MONDAY, Case, Scene


def offered(scene: Scene, unit: int = 1) -> Case:
    """A case that the unit is to accept by Thursday the fifth of March."""
    case = scene.handled(unit)
    change(scene, case, AssignmentState.OFFERED)
    return case


def change(scene: Scene, case: Case, state: AssignmentState, part: Part = Part.LEAD, due: date | None = None) -> None:
    with scene.turn() as turn:
        share = turn.work.session.get_one(Assignment, case.shares[0])
        share.state, share.part, share.due = state, part, due or share.due


def lies(scene: Scene, case: Case, state: ReplyState, due: date | None) -> None:
    with scene.turn() as turn:
        reply = turn.work.session.get_one(Reply, case.replies[0])
        reply.state, reply.state_since, reply.state_due = state, scene.now, due


def test_who_has_not_accepted_is_told_before_on_and_after_the_day_and_then_his_leader_and_the_office(
    scene: Scene,
) -> None:
    offered(scene)
    heard = {}
    for day in ("02", "03", "04", "05", "06", "09", "10"):
        before = len(scene.letters())
        scene.at(f"03-{day}T09:00:00")
        heard[day] = [(to, message.removeprefix("reminders/accept_")) for to, message in scene.letters()[before:]]
    assert heard == {
        "02": [],
        "03": [],
        "04": [("uma", "before")],
        "05": [("uma", "today")],
        "06": [("uma", "late")],
        "09": [("uma", "late"), ("lena", "escalated")],
        "10": [("uma", "late"), ("olga", "escalated")],
    }
    assert "已逾期3个工作日" in scene.last("olga")["text"]


def test_a_reminder_shows_the_case_its_date_and_the_button_that_does_it(scene: Scene) -> None:
    case = offered(scene)
    scene.at("03-05T09:00:00")
    body = scene.last("uma")
    assert "Lifts in old houses" in body["text"]
    assert "2026年3月5日" in body["text"]
    assert body["buttons"][0][0][1] == f"accept:{case.shares[0]}"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("03-05T08:29:59", []),
        ("03-05T08:30:00", []),  # each has his own minute after the opening
        ("03-05T08:50:00", ["reminders/accept_today"]),
        ("03-05T17:59:59", ["reminders/accept_today"]),
        ("03-05T18:00:00", []),
        ("03-08T10:00:00", []),  # a Sunday
        ("04-06T10:00:00", []),  # a Monday off, after 清明
        ("05-09T10:00:00", ["reminders/accept_late"]),  # a Saturday that is worked
    ],
)
def test_nobody_is_reminded_at_night_at_weekends_or_on_holidays(scene: Scene, moment: str, said: list[str]) -> None:
    offered(scene)
    scene.at(moment)
    assert scene.said_to("uma") == said


def test_what_was_missed_is_said_at_the_next_office_hour_the_latest_step_alone(scene: Scene) -> None:
    offered(scene)
    scene.at("03-07T12:00:00")
    assert scene.letters() == []
    scene.at("03-09T08:50:00")
    assert scene.said_to("uma") == ["reminders/accept_late"]
    assert "已逾期2个工作日" in scene.last("uma")["text"]


def test_however_often_the_clock_strikes_a_step_is_said_once(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T08:00:00")
    for _ in range(12 * 60):
        scene.forward(minutes=1)
    assert scene.letters() == [("uma", "reminders/accept_today")]


def test_a_clock_that_is_killed_before_its_transaction_stands_says_it_the_next_time(scene: Scene) -> None:
    offered(scene)
    scene.now = datetime.fromisoformat("2026-03-05T09:00+08:00")
    with pytest.raises(RuntimeError, match="killed"):
        die_after_saying(scene)
    assert scene.letters() == []
    scene.tick()
    assert scene.letters() == [("uma", "reminders/accept_today")]


def die_after_saying(scene: Scene) -> None:
    with scene.turn() as turn:
        reminding.say_due(turn)
        raise RuntimeError("killed")


def test_two_clocks_that_strike_at_once_say_it_once(postgres_url: str) -> None:
    """Only PostgreSQL has two writers at a time."""
    scene = Scene.fresh(postgres_url)
    offered(scene)
    scene.now = datetime.fromisoformat("2026-03-05T09:00+08:00")
    together = threading.Barrier(4)

    def strike() -> None:
        with scene.turn() as turn:
            together.wait()
            reminding.say_due(turn)

    threads = [threading.Thread(target=strike) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = scene.letters()
    scene.close()
    assert said == [("uma", "reminders/accept_today")]


def test_what_is_done_or_stands_still_is_not_reminded_of(scene: Scene) -> None:
    """Accepted, paused, delivered by an assisting unit, or with somebody else: the drafter owes nothing that day."""
    due = date(2026, 3, 5)
    for state, part in (
        (AssignmentState.PAUSED, Part.LEAD),
        (AssignmentState.RETURNED, Part.LEAD),
        (AssignmentState.DONE, Part.LEAD),
        (AssignmentState.CANCELLED, Part.LEAD),
        (AssignmentState.DONE, Part.CO),
    ):
        change(scene, scene.handled(1), state, part, due)
    for lying in (ReplyState.HELD, ReplyState.ISSUED):
        case = scene.handled(1)
        change(scene, case, AssignmentState.HANDLING, due=due)
        lies(scene, case, lying, None)
    scene.at("03-06T10:00:00")
    assert scene.letters() == []


def test_an_answer_due_is_reminded_of_while_it_lies_with_its_drafter(scene: Scene) -> None:
    case = scene.handled(1)
    change(scene, case, AssignmentState.HANDLING, due=date(2026, 3, 10))
    scene.at("03-03T10:00:00")
    assert scene.said_to("uma") == scene.said_to("lena") == ["reminders/draft_before"]
    assert "尚未提交" in scene.last("uma")["text"]
    assert all(not data.startswith("draft:") for row in scene.last("lena")["buttons"] for _, data in row)
    lies(scene, case, ReplyState.AT_LEADER, date(2026, 3, 9))
    scene.at("03-05T10:00:00")
    assert scene.said_to("lena") == ["reminders/draft_before"]
    assert scene.said_to("uma") == ["reminders/draft_before"]
    scene.at("03-09T10:00:00")
    assert scene.said_to("lena")[1:] == ["reminders/approval_today"]
    assert scene.said_to("uma") == ["reminders/draft_before"], "the answer is not with him any more"
    lies(scene, case, ReplyState.AT_OFFICE, date(2026, 3, 10))
    scene.at("03-10T10:00:00")
    assert scene.said_to("olga") == ["reminders/review_today"]
    assert scene.last("olga")["buttons"][0][0][1] == f"reply:{case.replies[0]}"


def test_of_a_date_on_a_day_off_one_is_reminded_before_the_days_off_begin(scene: Scene) -> None:
    """The Spring break of the calendar: the first of October is a Thursday off, the last day worked a Wednesday."""
    change(scene, scene.handled(1), AssignmentState.HANDLING, due=date(2026, 10, 5))
    scene.at("09-30T10:00:00")
    assert scene.said_to("uma") == ["reminders/draft_today"]
    assert "今天是最后一个工作日" in scene.last("uma")["text"]


def test_who_cannot_be_reached_is_passed_over(scene: Scene) -> None:
    offered(scene)
    with scene.turn() as turn:
        turn.work.connection.execute(
            text("update people set reachable = false where chat_id = :c"), {"c": CHATS["uma"]}
        )
    scene.at("03-10T10:00:00")
    assert {to for to, _ in scene.letters()} == {"lena", "olga"}


def test_many_reminders_are_said_in_portions_until_none_is_left(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    for unit in (1, 2):
        offered(scene, unit)
        offered(scene, unit)
    scene.at("03-05T09:00:00")
    assert len(scene.letters()) == 1
    scene.forward(seconds=20)
    assert scene.letters() == [("uma", "reminders/digest"), ("ugo", "reminders/digest")]
    scene.forward(seconds=20)
    assert len(scene.letters()) == 2


@contextmanager
def statements(scene: Scene) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(*heard: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        asked.append((heard[2], heard[3]))

    event.listen(scene.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(scene.database.engine, "before_cursor_execute", note)
    asked[:] = [one for one in asked if not one[0].startswith(("begin", "select pg_catalog"))]


def test_a_strike_costs_next_to_nothing_when_nothing_is_due(scene: Scene) -> None:
    for _ in range(30):
        scene.handled(1)
    scene.now = datetime.fromisoformat("2026-03-02T03:00+08:00")
    with statements(scene) as at_night:
        strike(scene)
    assert len(at_night) == 0
    scene.now = datetime.fromisoformat("2026-03-02T10:00+08:00")
    with statements(scene) as first:
        strike(scene)
    assert len(first) <= 5 + len(DutyKind) + 1, "the mark, whose turn it is, the calendar, each kind, surveys past"
    scene.now += timedelta(seconds=20)
    with statements(scene) as then:
        strike(scene)
    assert len(then) <= 2, "the mark, and surveys that are past"
    scene.now += timedelta(minutes=5)
    with statements(scene) as later:
        strike(scene)
    assert len(later) <= 4, "once everybody was gone through, duties are not looked at until the next day"
    scene.tick()
    scene.now += timedelta(seconds=20)
    with statements(scene) as everything:
        scene.tick()
    assert len(everything) <= 24, "whatever else the clock does, the night's count apart"


def strike(scene: Scene) -> None:
    """The clock strikes for reminders and surveys alone."""
    for deed in (reminding.say_due, surveys.lapse_surveys):
        with scene.turn() as turn:
            deed(turn)


def test_what_a_strike_costs_does_not_grow_with_the_number_of_cases_said(scene: Scene) -> None:
    counts = []
    for day, cases in (("05", 2), ("06", 20)):
        scene.now = MONDAY
        for _ in range(cases):
            offered(scene)
            change(scene, scene.handled(1), AssignmentState.HANDLING, due=date(2026, 3, 5))
        scene.now = datetime.fromisoformat(f"2026-03-{day}T09:00+08:00")
        with statements(scene) as asked:
            strike(scene)
        counts.append(len(asked))
    assert scene.said_to("uma") == ["reminders/digest"] * 2
    assert "共44项" in scene.last("uma")["text"]
    assert counts[1] <= counts[0] + 2 + 11, "cases are read at once; each of the ten lines shown leaves a notice"


def test_duties_are_found_by_an_index_on_their_date(sqlite_url: str) -> None:
    """What lies far in the future is not looked at."""
    scene = Scene.fresh(sqlite_url)
    with statements(scene) as asked, scene.turn() as turn:
        for kind in DutyKind:
            duties.near(turn.work, kind, turn.today, turn.today)
    with scene.database.reading() as work:
        plans = [
            " ".join(str(row[3]) for row in work.connection.exec_driver_sql(f"explain query plan {sql}", values))
            for sql, values in asked
        ]
    scene.close()
    assert len(plans) == len(DutyKind)
    assert all("_due (state=? AND" in plan and "<?)" in plan for plan in plans), plans


def test_a_case_that_was_withdrawn_meanwhile_is_not_reminded_of(scene: Scene) -> None:
    case = offered(scene)
    scene.now = datetime.fromisoformat("2026-03-05T09:00+08:00")
    with scene.turn() as turn:
        turn.work.session.get_one(Proposal, case.id)
        calls = duties.near(turn.work, DutyKind.ACCEPT, turn.today, turn.today)
        turn.work.connection.execute(text("update assignments set state = 'cancelled'"))
        assert calls
        assert list(duties.rows(turn.work, DutyKind.ACCEPT, [call.id for call in calls])) == []
