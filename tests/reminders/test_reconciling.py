"""Each night what should have been said is compared with what was: what the journal tells counts as the tables do."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.domain import deadlines
from bot.domain.lives import AssignmentState, ReplyState
from bot.domain.reminders import DutyKind
from bot.domain.terms import Term, Unit
from bot.services import acceptance, extensions, issuing, reconciling, redating, verifying
from bot.services.calendar import official
from bot.services.reconciling import Count, Why
from store import planned, reconciled, reminded
from store.tables import Assignment, Letter, Person, Reconciliation, Reminded, Reply
from store.tables.traffic import LetterState
from tests.rating.scene import Scene

DAY = date(2026, 3, 4)


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    scene = Scene.fresh(database_url, reminders={"report_gaps": True})
    yield scene
    scene.close()


def offered(scene: Scene, unit: int = 1) -> int:
    """A share that the unit is to accept by Thursday the fifth of March."""
    case = scene.handled(unit)
    with scene.turn() as turn:
        turn.work.session.get_one(Assignment, case.shares[0]).state = AssignmentState.OFFERED
    return case.shares[0]


def deliver(scene: Scene) -> None:
    """Telegram takes every letter now."""
    with scene.turn() as turn:
        values = {"state": LetterState.SENT, "settled_at": scene.now}
        turn.work.connection.execute(update(Letter).where(Letter.state == LetterState.NEW).values(**values))


def night(scene: Scene, day: date = DAY) -> Count:
    """What the night after a day finds."""
    scene.now = datetime.fromisoformat(f"{day + timedelta(days=1)}T00:05+08:00")
    with scene.turn() as turn:
        return reconciling.of_day(turn, day)


def why(count: Count) -> list[Why]:
    return [gap.why for gap in count.gaps]


def test_a_day_on_which_all_was_said_has_no_gap(scene: Scene) -> None:
    offered(scene)
    scene.at("03-04T09:30:00")
    deliver(scene)
    assert (night(scene).expected, night(scene).gaps) == (1, ())


def test_what_was_never_written_is_a_gap(scene: Scene) -> None:
    offered(scene)
    assert why(night(scene)) == [Why.UNSAID]


def test_what_was_said_a_day_late_is_a_gap_of_its_own_day(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T07:00:00")
    with scene.turn() as turn:
        turn.work.connection.execute(update(Assignment).values(accept_due=date(2026, 3, 6)))
    scene.at("03-06T09:30:00")
    with scene.turn() as turn:
        turn.work.connection.execute(update(Reminded).values(once="accept:before1:1:2026-03-06:1:2"))
    assert why(night(scene, date(2026, 3, 5))) == [Why.LATE]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (LetterState.FAILED, [Why.LOST]),
        (LetterState.CANCELLED, [Why.LOST]),
        (LetterState.UNKNOWN, [Why.WAITING]),
        (LetterState.SEEN, []),
    ],
)
def test_a_letter_that_did_not_arrive_is_a_gap(scene: Scene, state: LetterState, found: list[Why]) -> None:
    offered(scene)
    scene.at("03-04T09:30:00")
    with scene.turn() as turn:
        turn.work.connection.execute(update(Letter).values(state=state, settled_at=scene.now))
    assert why(night(scene)) == found


def test_a_letter_that_arrived_on_a_later_day_is_late(scene: Scene) -> None:
    offered(scene)
    scene.at("03-04T09:30:00")
    scene.now += timedelta(days=1)
    deliver(scene)
    assert why(night(scene)) == [Why.LATE]


def test_a_letter_that_is_not_there_is_lost(scene: Scene) -> None:
    offered(scene)
    scene.at("03-04T09:30:00")
    with scene.turn() as turn:
        turn.work.connection.execute(delete(Letter))
    assert why(night(scene)) == [Why.LOST]


def test_what_was_lost_is_said_at_the_next_office_hour(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T09:30:00")
    with scene.turn() as turn:
        turn.work.connection.execute(update(Letter).values(state=LetterState.FAILED))
        turn.work.connection.execute(update(Assignment).values(state=AssignmentState.OFFERED))
    scene.at("03-06T00:05:00")
    with scene.turn() as turn:
        assert list(turn.work.connection.execute(select(Reminded.once)).scalars()) == []
    scene.at("03-06T09:30:00")
    assert "reminders/accept_late" in scene.said_to("uma")


def test_what_is_held_or_put_off_is_not_missed(scene: Scene) -> None:
    shares = [offered(scene), offered(scene)]
    with scene.turn() as turn:
        planned.hold(turn.work, [(2, DutyKind.ACCEPT, shares[0])], DAY, date(2026, 3, 9), 1, scene.now)
        said = reminded.Said("x", 2, DutyKind.ACCEPT, shares[1], 1, DAY, scene.now, "x")
        reminded.put_off(turn.work, [said], date(2026, 3, 9))
    assert night(scene).expected == 0


def test_who_joined_on_that_day_is_not_missed(scene: Scene) -> None:
    offered(scene)
    with scene.turn() as turn:
        turn.work.connection.execute(update(Person).values(joined_at=scene.now + timedelta(days=2)))
    assert night(scene).expected == 0


def test_a_day_off_has_nothing_but_urgent_cases(scene: Scene) -> None:
    offered(scene)
    saturday = date(2026, 3, 7)
    assert night(scene, saturday).expected == 0
    with scene.turn("uma") as turn:
        share = turn.work.session.scalars(select(Assignment)).one()
        share.proposal.urgent = True
        acceptance.accept(turn, share)
    assert night(scene, saturday).expected > 0


@pytest.mark.parametrize(("hour", "gaps"), [("08:31", 0), ("14:00", 1)])
def test_what_was_done_before_its_hour_is_no_gap_and_what_was_done_after_is(scene: Scene, hour: str, gaps: int) -> None:
    """The clock stood all day: by the journal a case accepted at two was still to be accepted in the morning."""
    share = offered(scene)
    scene.now = datetime.fromisoformat(f"2026-03-04T{hour}+08:00")
    with scene.turn("uma") as turn:
        acceptance.accept(turn, acceptance.held(turn, share))
    found = night(scene)
    assert len(found.gaps) == gaps
    assert all(gap.call.owing.kind == "accept" for gap in found.gaps)


def test_a_date_that_moved_in_the_afternoon_was_the_old_one_in_the_morning(scene: Scene) -> None:
    case = scene.handled(1)
    share = case.shares[0]
    with scene.turn() as turn:
        row = turn.work.session.get_one(Assignment, share)
        row.due = date(2026, 3, 5)
        row.due_explained = deadlines.due(date(2026, 2, 5), Term(Unit.DAYS, 28), official()).as_json()
        sets = {"due": "2026-03-05"}
        turn.note("offer", life="assignment", subject_id=share, proposal_id=case.id, to_state="handling", sets=sets)
    scene.now = datetime.fromisoformat("2026-03-03T14:00+08:00")
    with scene.turn("uma") as turn:
        extensions.ask(turn, share, date(2026, 3, 20), "reason")
    scene.now = datetime.fromisoformat("2026-03-04T14:00+08:00")
    with scene.turn("olga") as turn:
        extensions.grant(turn, acceptance.held(turn, share), date(2026, 3, 20))
    drafts = [gap for gap in night(scene).gaps if gap.call.owing.kind == "draft"]
    assert {gap.call.owing.due for gap in drafts} == {date(2026, 3, 5)}


def test_an_outage_is_gone_through_at_once_and_told_in_one_letter(scene: Scene) -> None:
    offered(scene)
    scene.at("03-02T09:30:00")
    scene.at("03-06T09:30:00")
    scene.at("03-06T10:30:00")
    assert scene.said_to("olga", "plans/gaps") == ["plans/gaps"]
    with scene.turn() as turn:
        days = turn.work.session.scalars(select(Reconciliation).order_by(Reconciliation.day)).all()
        assert [(one.day.day, one.gaps) for one in days] == [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1)]
        assert reconciled.untold(turn.work) == []


def test_an_office_that_does_not_want_to_hear_of_gaps_finds_them_in_the_table(database_url: str) -> None:
    scene = Scene.fresh(database_url)
    offered(scene)
    scene.at("03-05T09:30:00")
    assert scene.said_to("olga") == []
    with scene.turn() as turn:
        found = reconciled.latest(turn.work)
        assert found is not None
        assert (found.gaps, found.found) == (1, [{"kind": "accept", "why": "unsaid", "count": 1}])
    scene.close()


def test_gaps_found_at_night_are_told_in_office_hours(scene: Scene) -> None:
    offered(scene)
    scene.at("03-05T00:05:00")
    assert scene.said_to("olga") == []
    scene.at("03-05T09:30:00")
    assert scene.said_to("olga", "plans") == ["plans/gaps"]


def test_a_count_that_another_process_made_stands(scene: Scene) -> None:
    row = {"day": DAY, "at": scene.now, "expected": 1, "gaps": 0, "found": [], "told_at": None}
    with scene.turn() as turn:
        assert reconciled.keep(turn.work, row)
        assert not reconciled.keep(turn.work, row | {"gaps": 9})


def test_a_reply_whose_date_moved_in_the_afternoon_had_the_old_one_in_the_morning(scene: Scene) -> None:
    """By the evening the office has until Friday; in the morning it had until Monday, and nothing to be said of."""
    case = scene.handled(1)
    with scene.turn() as turn:
        reply = turn.work.session.get_one(Reply, case.replies[0])
        reply.state, reply.state_due, reply.version = ReplyState.AT_OFFICE, date(2026, 3, 9), 1
        about: dict[str, Any] = {"life": "reply", "subject_id": reply.id, "proposal_id": case.id}
        turn.note("approve", from_state="at_leader", to_state="at_office", **about)
    scene.now = datetime.fromisoformat("2026-03-05T14:00+08:00")
    with scene.turn("olga") as turn:
        reply = turn.work.session.get_one(Reply, case.replies[0])
        redating.redate(turn, reply, "state_due", date(2026, 3, 6))
    assert [gap for gap in night(scene, date(2026, 3, 5)).gaps if gap.call.owing.kind == "review"] == []
    scene.now = datetime.fromisoformat("2026-03-06T14:00+08:00")
    with scene.turn("olga") as turn:
        issuing.hold(turn, turn.work.session.get_one(Reply, case.replies[0]), 1)
    with scene.turn() as turn:
        told = [one.what for one in verifying.differences(turn.work, verifying.Compared()) if one.life == "reply"]
    assert not [one for one in told if "state_due" in one]
