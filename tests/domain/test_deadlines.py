"""Due dates: the office's worked table of dates, and what must hold of any date."""

from datetime import date

import pytest

from bot.domain.calendar import Calendar, DayKind
from bot.domain.deadlines import Caution, CautionKind, Left, Step, StepKind, days_left, due
from bot.domain.terms import Extension, Pause, Term, Unit
from bot.services.calendar import official

TERMS = ("5 workdays", "7 workdays", "10 workdays", "15 workdays", "20 workdays", "30 workdays")
MONTHS = ("1 month", "3 months", "6 months")
# fmt: off
WORKED_OUT = {  # domain notes, section 5
    "2025-06-06": "2025-06-13 2025-06-17 2025-06-20 2025-06-27 2025-07-04 2025-07-18 2025-07-06 2025-09-06 2025-12-06",
    "2025-09-26": "2025-10-10 2025-10-13 2025-10-16 2025-10-23 2025-10-30 2025-11-13 2025-10-26 2025-12-26 2026-03-26",
    "2025-11-30": "2025-12-05 2025-12-09 2025-12-12 2025-12-19 2025-12-26 2026-01-12 2025-12-30 2026-02-28 2026-05-30",
    "2026-02-13": "2026-02-27 2026-03-02 2026-03-05 2026-03-12 2026-03-19 2026-04-02 2026-03-13 2026-05-13 2026-08-13",
    "2026-04-30": "2026-05-11 2026-05-13 2026-05-18 2026-05-25 2026-06-01 2026-06-15 2026-05-30 2026-07-30 2026-10-30",
    "2026-06-18": "2026-06-26 2026-06-30 2026-07-03 2026-07-10 2026-07-17 2026-07-31 2026-07-18 2026-09-18 2026-12-18",
    "2026-09-24": "2026-10-09 2026-10-12 2026-10-15 2026-10-22 2026-10-29 2026-11-12 2026-10-24 2026-12-24 2027-03-24",
}
# fmt: on
CELLS = [
    (start, term, end)
    for start, row in WORKED_OUT.items()
    for term, end in zip(TERMS + MONTHS, row.split(), strict=True)
]


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("start", "term", "end"), CELLS)
def test_a_date_is_the_one_worked_out_by_hand(start: str, term: str, end: str) -> None:
    assert due(on(start), Term.parse(term), official()).date == on(end)


@pytest.mark.parametrize(
    ("start", "end"), [("2025-06-06", "2025-09-08"), ("2025-11-30", "2026-02-28"), ("2026-09-24", "2026-12-24")]
)
def test_a_date_rolls_forward_only_from_a_day_off(start: str, end: str) -> None:
    """28 February 2026 is a Saturday, but one worked in exchange for the holiday."""
    assert due(on(start), Term.parse("3 months"), official(), roll=True).date == on(end)


def test_a_date_on_a_day_off_stays_and_the_workday_before_is_the_internal_target() -> None:
    result = due(on("2025-06-06"), Term.parse("3 months"), official())
    assert result.date == on("2025-09-06")
    assert result.internal_target == on("2025-09-05")


def test_a_date_beyond_the_published_years_warns_of_the_year() -> None:
    calendar = Calendar({}, frozenset(), frozenset({2026}), "until 2026")
    beyond = due(on("2026-09-24"), Term.parse("6 months"), calendar)
    assert beyond.warnings == (Caution(CautionKind.UNKNOWN_YEAR, 2027),)
    assert due(on("2026-09-24"), Term.parse("3 months"), calendar).warnings == ()


def test_workdays_counted_through_an_unpublished_year_warn_of_it_even_if_they_end_in_a_known_one() -> None:
    calendar = Calendar({}, frozenset(), frozenset({2026}), "only 2026")
    assert due(on("2025-12-30"), Term.parse("5 workdays"), calendar).warnings == (
        Caution(CautionKind.UNKNOWN_YEAR, 2025),
    )


def test_every_day_passed_over_is_told_with_its_reason() -> None:
    result = due(on("2026-02-13"), Term.parse("5 workdays"), official())
    assert result.steps == (
        Step(StepKind.START, on("2026-02-13"), on("2026-02-13")),
        Step(StepKind.SWAPPED, on("2026-02-14"), on("2026-02-14"), 1, Unit.WORKDAYS, DayKind.SWAPPED),
        Step(StepKind.SKIPPED, on("2026-02-15"), on("2026-02-23"), 9, Unit.DAYS, DayKind.HOLIDAY, "spring_festival"),
        Step(StepKind.COUNTED, on("2026-02-27"), on("2026-02-27"), 5, Unit.WORKDAYS),
    )


def test_the_month_end_rule_and_the_roll_are_told() -> None:
    ended = due(on("2025-08-31"), Term.parse("6 months"), Calendar({}, frozenset(), frozenset({2026}), "w"), roll=True)
    assert ended.date == on("2026-03-02")
    assert [(step.kind, step.count) for step in ended.steps] == [
        (StepKind.START, 0),
        (StepKind.MONTH_END, 6),
        (StepKind.SKIPPED, 2),
        (StepKind.ROLLED, 2),
    ]


def test_a_fixed_date_is_the_date() -> None:
    result = due(on("2026-06-01"), Term.parse("2026-08-31"), official())
    assert result.date == on("2026-08-31")
    assert result.steps[-1].kind is StepKind.FIXED


def test_natural_days_pass_over_nothing() -> None:
    assert due(on("2026-04-29"), Term.parse("10 days"), official()).date == on("2026-05-09")


def test_a_paused_workday_is_passed_over_like_a_day_off() -> None:
    """Asked on Tuesday, answered on Thursday: Wednesday and Thursday do not count."""
    result = due(
        on("2026-03-09"), Term.parse("5 workdays"), official(), pauses=[Pause(on("2026-03-10"), on("2026-03-12"))]
    )
    assert result.date == on("2026-03-18")
    assert Step(StepKind.PAUSED, on("2026-03-11"), on("2026-03-12"), 2, Unit.WORKDAYS) in result.steps


def test_a_pause_pushes_a_date_counted_in_months_by_its_calendar_days() -> None:
    pauses = [Pause(on("2026-03-10"), on("2026-03-20")), Pause(on("2026-03-15"), on("2026-03-22"))]
    result = due(on("2026-03-09"), Term.parse("1 month"), official(), pauses=pauses)
    assert result.date == on("2026-04-21")
    assert result.steps[-1] == Step(StepKind.PUSHED, on("2026-04-21"), on("2026-04-21"), 12, Unit.DAYS)


def test_a_second_pause_in_the_time_the_first_one_added_counts_too() -> None:
    pauses = [Pause(on("2026-03-10"), on("2026-03-20")), Pause(on("2026-04-14"), on("2026-04-16"))]
    assert due(on("2026-03-09"), Term.parse("1 month"), official(), pauses=pauses).date == on("2026-04-21")


def test_a_question_answered_the_same_day_stops_nothing() -> None:
    pause = Pause(on("2026-03-10"), on("2026-03-10"))
    assert due(on("2026-03-09"), Term.parse("1 month"), official(), pauses=[pause]).date == on("2026-04-09")


def test_months_granted_are_counted_from_the_start() -> None:
    """From 30 November three months end on 28 February, and three more on 30 May, not on the 28th."""
    extension = Extension(Term.parse("3 months"), on("2026-02-20"))
    result = due(on("2025-11-30"), Term.parse("3 months"), official(), extensions=[extension])
    assert result.date == on("2026-05-30")
    assert Step(StepKind.EXTENDED, on("2026-02-20"), on("2026-02-20"), 3, Unit.MONTHS) in result.steps


def test_workdays_granted_follow_the_months() -> None:
    extension = Extension(Term.parse("5 workdays"), on("2026-03-20"))
    result = due(on("2026-02-27"), Term.parse("1 month"), official(), extensions=[extension])
    assert result.date == on("2026-04-03")


def test_a_date_granted_allows_for_the_pauses_before_it_but_not_for_later_ones() -> None:
    extension = Extension(Term.parse("2026-06-30"), on("2026-05-20"))
    before, after = Pause(on("2026-05-01"), on("2026-05-11")), Pause(on("2026-06-01"), on("2026-06-04"))
    term = Term.parse("3 months")
    assert due(on("2026-03-02"), term, official(), extensions=[extension], pauses=[before]).date == on("2026-06-30")
    assert due(on("2026-03-02"), term, official(), extensions=[extension], pauses=[after]).date == on("2026-07-03")


def test_a_date_granted_that_lies_before_the_term_shortens_nothing() -> None:
    extension = Extension(Term.parse("2026-05-01"), on("2026-04-20"))
    assert due(on("2026-03-02"), Term.parse("3 months"), official(), extensions=[extension]).date == on("2026-06-02")


def test_no_extension_carries_beyond_the_cap() -> None:
    extension = Extension(Term.parse("5 months"), on("2026-05-20"))
    result = due(
        on("2026-03-02"), Term.parse("3 months"), official(), extensions=[extension], cap=Term.parse("6 months")
    )
    assert result.date == on("2026-09-02")
    assert result.steps[-1] == Step(StepKind.CAPPED, on("2026-09-02"), on("2026-09-02"), 6, Unit.MONTHS)
    assert result.warnings == ()


def test_an_extension_within_the_cap_is_not_touched() -> None:
    extension = Extension(Term.parse("3 months"), on("2026-05-20"))
    result = due(
        on("2026-03-02"), Term.parse("3 months"), official(), extensions=[extension], cap=Term.parse("6 months")
    )
    assert result.date == on("2026-09-02")
    assert StepKind.CAPPED not in {step.kind for step in result.steps}


def test_pauses_alone_may_pass_the_cap_and_the_date_warns_of_it() -> None:
    pause = Pause(on("2026-03-10"), on("2026-07-10"))
    term, cap = Term.parse("3 months"), Term.parse("6 months")
    paused = due(on("2026-03-02"), term, official(), pauses=[pause], cap=cap)
    assert paused.date == on("2026-10-02")
    assert paused.warnings == (Caution(CautionKind.BEYOND_CAP),)
    extended = due(
        on("2026-03-02"), term, official(), pauses=[pause], cap=cap, extensions=[Extension(term, on("2026-05-20"))]
    )
    assert extended.date == paused.date


def test_what_is_left_is_counted_in_both_kinds_of_days() -> None:
    assert days_left(on("2026-03-12"), on("2026-03-06"), official()) == Left(6, 4)
    assert days_left(on("2026-03-12"), on("2026-03-12"), official()) == Left(0, 0)
    assert days_left(on("2026-03-12"), on("2026-03-16"), official()) == Left(-4, -2)
