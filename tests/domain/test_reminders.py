"""The table of reminders, and what a clock that asks it may say."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.lives import Role
from bot.domain.reminders import REMINDERS, Duty, DutyKind, Owed, Side, owed

CALENDAR = Calendar(
    off={date(2026, 5, day): "labour_day" for day in range(1, 6)},
    worked=frozenset({date(2026, 5, 9)}),
    years=frozenset({2026}),
    version="spring",
)
MARCH = date(2026, 3, 2)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def said(duty: Duty, today: date, role: Role) -> str | None:
    """Which step this role would hear today, without the case and the date."""
    for step in owed(duty, today, CALENDAR):
        if step.row.to is role:
            kind, when, _, _, repetition = step.once.split(":")
            return f"{kind} {when} {repetition}"
    return None


def test_each_duty_is_reminded_of_and_each_message_names_its_duty() -> None:
    assert {row.duty for row in REMINDERS} == set(DutyKind)
    for row in REMINDERS:
        assert row.message.startswith(f"reminders/{row.duty}_")


def test_no_two_rows_of_one_ladder_lie_on_the_same_step() -> None:
    steps = Counter((row.duty, row.to, str(row.when)) for row in REMINDERS)
    assert set(steps.values()) == {1}


def test_the_rows_of_one_ladder_stand_in_the_order_of_their_steps() -> None:
    sides = list(Side)
    for (duty, role), ladder in groupby(REMINDERS, key=lambda row: (row.duty, row.to)):
        steps = [
            (sides.index(row.when.side), row.when.workdays * (-1 if row.when.side is Side.BEFORE else 1))
            for row in ladder
        ]
        assert steps == sorted(steps), (duty, role)


def test_a_ladder_before_on_and_after_the_day() -> None:
    """The fourth is a Wednesday; a weekend follows."""
    duty = Duty(DutyKind.ACCEPT, 12, due=day("03-04"), since=day("02-27"))
    heard = [said(duty, day("02-28") + timedelta(days=n), Role.LIAISON) for n in range(14)]
    assert heard == [
        *[None] * 3,  # Saturday, Sunday, Monday
        "accept before1 1",
        "accept on 1",
        "accept after1 1",
        *["accept after1 2"] * 3,  # Friday to Sunday
        "accept after1 3",
        "accept after1 3",
        *["accept after5 1"] * 3,
    ]


def test_a_step_carries_what_makes_it_unique() -> None:
    duty = Duty(DutyKind.ACCEPT, 12, due=day("03-04"), since=day("02-27"))
    (step,) = owed(duty, day("03-04"), CALENDAR)
    assert step.once == "accept:on:12:2026-03-04:1"
    assert step.row.message == "reminders/accept_today"


def test_silence_reaches_the_leader_and_then_the_office() -> None:
    duty = Duty(DutyKind.ACCEPT, 12, due=day("03-04"), since=day("02-27"))
    assert said(duty, day("03-05"), Role.LEADER) is None
    assert said(duty, day("03-06"), Role.LEADER) == "accept after2 1"
    assert said(duty, day("03-06"), Role.OFFICE) is None
    assert said(duty, day("03-09"), Role.OFFICE) == "accept after3 1"


def test_a_late_reply_is_reminded_of_without_end() -> None:
    duty = Duty(DutyKind.DRAFT, 12, due=day("03-04"), since=day("01-05"))
    assert said(duty, day("10-14"), Role.LIAISON) == "draft after5 31"


def test_a_survey_is_urged_twice_and_never_again() -> None:
    duty = Duty(DutyKind.SURVEY, 12, due=day("03-20"), since=day("02-27"))
    heard = {said(duty, day("02-28") + timedelta(days=n), Role.DEPUTY) for n in range(200)}
    assert heard == {None, "survey before5 1", "survey on 1"}


def test_a_date_on_a_day_off_is_reminded_of_on_the_workday_before() -> None:
    """The third of May is inside a holiday that begins on Friday the first."""
    duty = Duty(DutyKind.DRAFT, 12, due=day("05-03"), since=MARCH)
    assert said(duty, day("04-29"), Role.LIAISON) == "draft before1 1"
    assert said(duty, day("04-30"), Role.LIAISON) == "draft on 1"
    assert said(duty, day("05-05"), Role.LIAISON) == "draft on 1"
    assert said(duty, day("05-06"), Role.LIAISON) == "draft after1 1"


def test_nobody_is_reminded_on_the_day_he_was_told() -> None:
    duty = Duty(DutyKind.ACCEPT, 12, due=day("03-04"), since=day("03-04"))
    assert owed(duty, day("03-04"), CALENDAR) == []
    assert said(duty, day("03-05"), Role.LIAISON) == "accept after1 1"


def test_a_step_that_lies_before_the_duty_was_told_of_is_never_said() -> None:
    """A case filed late: ten workdays before the date had passed when its unit first heard of it."""
    duty = Duty(DutyKind.DRAFT, 12, due=day("03-20"), since=day("03-10"))
    assert said(duty, day("03-11"), Role.LIAISON) is None
    assert said(duty, day("03-13"), Role.LIAISON) == "draft before5 1"


def test_after_an_outage_one_step_is_said_and_not_all_that_were_missed() -> None:
    duty = Duty(DutyKind.DRAFT, 12, due=day("03-20"), since=MARCH)
    assert [step.once for step in owed(duty, day("03-19"), CALENDAR) if step.row.to is Role.LIAISON] == [
        "draft:before1:12:2026-03-20:1"
    ]


def test_a_moved_date_begins_its_ladder_again() -> None:
    first = Duty(DutyKind.ACCEPT, 12, due=day("03-04"), since=day("02-27"))
    moved = Duty(DutyKind.ACCEPT, 12, due=day("03-11"), since=day("02-27"))
    assert owed(first, day("03-04"), CALENDAR)[0].once != owed(moved, day("03-11"), CALENDAR)[0].once


DUTIES = st.builds(
    lambda kind, due, lead: Duty(kind, 7, due, due - timedelta(days=lead)),
    st.sampled_from(DutyKind),
    st.dates(date(2026, 2, 1), date(2026, 6, 30)),
    st.integers(-20, 60),
)
AWAKE = st.sets(st.integers(0, 120), min_size=1, max_size=40)


def heard_by(duty: Duty, days: Iterable[int]) -> dict[Role, list[Owed]]:
    """What each role hears if the clock ticks twice on each of these days of the duty; a ledger keeps `once`."""
    ledger: set[tuple[str, Role]] = set()
    heard: dict[Role, list[Owed]] = {role: [] for role in Role}
    for n in sorted([*days, *days]):
        for step in owed(duty, duty.since + timedelta(days=n), CALENDAR):
            if (step.once, step.row.to) not in ledger:
                ledger.add((step.once, step.row.to))
                heard[step.row.to].append(step)
    return heard


@given(duty=DUTIES, awake=AWAKE)
def test_with_outages_less_is_said_in_the_same_order_and_the_latest_step_always(duty: Duty, awake: set[int]) -> None:
    always, sometimes = heard_by(duty, range(max(awake) + 1)), heard_by(duty, awake)
    for role in Role:
        kept = [step for step in always[role] if step in sometimes[role]]
        assert sometimes[role] == kept
        assert sometimes[role][-1:] == always[role][-1:]


@given(duty=DUTIES, awake=AWAKE)
def test_at_most_one_step_is_owed_to_a_role_at_a_time(duty: Duty, awake: set[int]) -> None:
    for n in awake:
        roles = [step.row.to for step in owed(duty, duty.since + timedelta(days=n), CALENDAR)]
        assert len(roles) == len(set(roles))


@pytest.mark.parametrize("kind", DutyKind)
def test_a_duty_met_by_a_clock_that_never_sleeps_hears_every_step_of_its_table(kind: DutyKind) -> None:
    duty = Duty(kind, 7, due=day("06-30"), since=MARCH)
    heard = heard_by(duty, range(250))
    assert {step.row for steps in heard.values() for step in steps} == {row for row in REMINDERS if row.duty is kind}
