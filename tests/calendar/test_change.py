"""A change of the calendar is rehearsed, then done or dropped; only those whose dates move hear of it."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ReplyState
from store.tables import Assignment, CalendarChange, Holiday, Proposal, Reply, Survey
from tests.handling.case import forge, give, reply
from tests.handling.writing import to_office
from tests.rating.scene import Scene
from tests.stage import Stage


def _offered(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), number=12, state=AssignmentState.OFFERED)


def _share(stage: Stage) -> Assignment:
    with stage.work() as work:
        return work.session.scalars(select(Assignment)).unique().one()


def _ask(stage: Stage, days: str) -> None:
    stage.say("olga", "/calendar")
    stage.tap("olga", "设定放假、上班")
    stage.say("olga", days)


def test_what_would_move_is_shown_and_nothing_is_done_before_it_is_confirmed(stage: Stage) -> None:
    _offered(stage)
    before = _share(stage)
    _ask(stage, "2026-03-03 放假 停电")
    assert stage.said("olga")[-1] == "calendar/preview"
    assert "签收期限" in stage.last("olga")
    assert _share(stage).accept_due == before.accept_due
    with stage.work() as work:
        assert work.session.scalars(select(Holiday)).all() == []


def test_confirmed_it_moves_the_dates_and_tells_those_concerned_only(stage: Stage) -> None:
    _offered(stage)
    before = _share(stage)
    _ask(stage, "2026-03-03 放假 停电")
    stage.tap("olga", "执行")
    after = _share(stage)
    assert after.accept_due > before.accept_due
    assert after.return_until > before.return_until
    assert after.due == before.due  # three months end on the corresponding day
    assert stage.said("uma")[-1] == "calendar/moved"
    assert "calendar/moved" not in stage.said("ugo") + stage.said("dana") + stage.said("lena")
    stage.say("olga", "/calendar")
    assert "停电" in stage.last("olga")
    assert "第1版" in stage.last("olga")


def test_dropped_it_changes_nothing(stage: Stage) -> None:
    _offered(stage)
    before = _share(stage)
    _ask(stage, "2026-03-03 放假")
    stage.tap("olga", "放弃")
    assert _share(stage).accept_due == before.accept_due
    stage.tap("olga", again=True)
    assert stage.said("olga")[-1] == "refusals/old_button"


def test_pressed_twice_it_is_done_once(stage: Stage) -> None:
    _offered(stage)
    _ask(stage, "2026-03-03 放假")
    stage.tap("olga", "执行")
    once = _share(stage).accept_due
    stage.tap("olga", again=True)
    assert stage.said("olga")[-1] == "refusals/old_button"
    assert _share(stage).accept_due == once
    with stage.work() as work:
        assert [change.version for change in work.session.scalars(select(CalendarChange))] == [1]


def test_a_day_taken_back_moves_the_dates_back(stage: Stage) -> None:
    _offered(stage)
    before = _share(stage)
    _ask(stage, "2026-03-03 放假")
    stage.tap("olga", "执行")
    _ask(stage, "2026-03-03 恢复")
    stage.tap("olga", "执行")
    assert _share(stage).accept_due == before.accept_due
    with stage.work() as work:
        assert work.session.scalars(select(Holiday)).all() == []


def test_a_share_counted_in_workdays_keeps_its_way(stage: Stage) -> None:
    stage.say("olga", "/calendar")
    _offered(stage)
    with stage.database.writing() as work:
        share = work.session.scalars(select(Assignment)).unique().one()
        explained = dict(share.due_explained) | {"term": "10 workdays"}
        share.due_explained, share.due = explained, date(2026, 3, 16)
    _ask(stage, "2026-03-09至10日 放假")
    assert "2026年3月18日" in stage.last("olga")
    stage.tap("olga", "执行")
    forge(stage, "uma", f"why:{_share(stage).id}")
    assert "+ 1/" in stage.last("uma")


def test_replies_that_wait_and_ratings_that_are_asked_keep_the_working_days_left(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), number=12)
    to_office(stage, share)
    waits = reply(stage, share).state_due
    assert waits is not None
    days = [date.fromordinal(waits.toordinal() - back) for back in (1, 0)]
    _ask(stage, f"{days[0]:%Y-%m-%d}至{days[1]:%Y-%m-%d} 放假")
    stage.tap("olga", "执行")
    assert (reply(stage, share).state_due or waits) > waits


def test_a_rating_in_a_common_time_keeps_its_day_and_others_follow_the_calendar(stage: Stage) -> None:
    scene = Scene(stage.database, stage.config, stage.now)
    case = scene.case(1)
    with stage.work() as work:
        before = work.session.scalars(select(Survey)).one().due
    _ask(stage, "2026-03-04 放假")
    stage.tap("olga", "执行")
    with stage.work() as work:
        after = work.session.scalars(select(Survey)).one().due
    assert after > before
    with stage.database.writing() as work:
        work.session.get_one(Proposal, case.id).sitting.survey_until = after
    _ask(stage, "2026-03-05 放假")
    stage.tap("olga", "执行")
    with stage.work() as work:
        assert work.session.scalars(select(Survey)).one().due == after


def test_days_that_cannot_be_read_are_asked_for_again(stage: Stage) -> None:
    _ask(stage, "明天放假")
    assert stage.said("olga")[-2:] == ["unreadable/not_days", "calendar/ask_days"]


def test_only_the_office_has_it(stage: Stage) -> None:
    stage.say("uma", "/calendar")
    assert stage.said("uma")[-1] == "refusals/not_your_command"
    forge(stage, "uma", "calyes:1")
    assert stage.said("uma")[-1] == "refusals/not_yours"


def test_dates_in_a_year_without_days_off_alarm_the_office_once_a_month(stage: Stage) -> None:
    _offered(stage)
    with stage.database.writing() as work:
        work.session.scalars(select(Assignment)).unique().one().due = date(2027, 2, 1)
    stage.forward(hours=7)
    stage.at("2026-03-03T09:00+08:00")
    stage.at("2026-03-04T09:00+08:00")
    assert stage.said("olga").count("calendar/unknown_year") == 1
    stage.at("2026-04-03T09:00+08:00")
    assert stage.said("olga").count("calendar/unknown_year") == 2


@pytest.fixture(autouse=True)
def _seen(stage: Stage) -> None:
    assert stage.said("olga") == []


def test_what_waits_for_the_office_or_a_proposer_moves_too(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), number=12)
    with stage.database.writing() as work:
        share = work.session.scalars(select(Assignment)).unique().one()
        share.state, share.paused_until = AssignmentState.PAUSED, date(2026, 3, 9)
        share.extension_asked_at, share.extension_due = share.assigned_at, date(2026, 3, 5)
    _ask(stage, "2026-03-03 放假")
    assert "答复承办单位问题的期限" in stage.last("olga")
    assert "延期决定期限" in stage.last("olga")
    stage.tap("olga", "执行")
    after = _share(stage)
    assert (after.paused_until, after.extension_due) == (date(2026, 3, 10), date(2026, 3, 6))
    assert "calendar/moved" in stage.said("dana")


def test_what_a_unit_gave_back_moves_for_the_office_alone(stage: Stage) -> None:
    _offered(stage)
    with stage.database.writing() as work:
        share = work.session.scalars(select(Assignment)).unique().one()
        share.state, share.return_due = AssignmentState.RETURNED, date(2026, 3, 16)
    _ask(stage, "2026-03-03 放假")
    stage.tap("olga", "执行")
    assert _share(stage).return_due == date(2026, 3, 17)
    assert "calendar/moved" not in stage.said("uma") + stage.said("dana") + stage.said("lena")


def test_a_reply_that_lies_with_the_office_is_no_leaders_business(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    to_office(stage, share)
    _ask(stage, "2026-03-03 放假")
    assert "审核期限" in stage.last("olga")
    stage.tap("olga", "执行")
    assert "calendar/moved" not in stage.said("lena")


def test_a_reply_that_lies_with_co_units_moves_for_those_that_have_not_signed(stage: Stage) -> None:
    (share, _) = give(stage, ("housing", Part.LEAD), ("roads", Part.CO))
    to_office(stage, share)
    with stage.database.writing() as work:
        found = work.session.get_one(Reply, reply(stage, share).id)
        found.state = ReplyState.AT_UNITS
    _ask(stage, "2026-03-03 放假")
    stage.tap("olga", "执行")
    assert "calendar/moved" in stage.said("ugo")
    assert "calendar/moved" not in stage.said("lena")
