"""Terms as the configuration spells them, and months."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.terms import Pause, Term, Unit, add_months

COUNTED = st.builds(Term, st.sampled_from([Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS]), st.integers(1, 9999))
FIXED = st.builds(lambda day: Term(Unit.DATE, on=day), st.dates(date(1949, 1, 1), date(2199, 12, 31)))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("3 months", Term(Unit.MONTHS, 3)),
        ("1 month", Term(Unit.MONTHS, 1)),
        (" 15 Workdays ", Term(Unit.WORKDAYS, 15)),
        ("10days", Term(Unit.DAYS, 10)),
        ("2025-08-31", Term(Unit.DATE, on=date(2025, 8, 31))),
    ],
)
def test_a_term_is_read_from_its_spelling(text: str, term: Term) -> None:
    assert Term.parse(text) == term


@pytest.mark.parametrize(
    "text", ["", "soon", "3", "0 days", "-3 days", "3 weeks", "20250831", "2025-02-30", "3.5 months"]
)
def test_what_is_not_a_term_is_refused_with_its_own_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not a term") as refused:
        Term.parse(text)
    assert str(refused.value).startswith(f'"{text}"')


@given(COUNTED | FIXED)
def test_the_spelling_of_a_term_reads_back(term: Term) -> None:
    assert Term.parse(str(term)) == term


def test_the_source_of_a_rule_goes_along_with_its_term() -> None:
    assert Term.parse("3 months", "代表法 Art. 51").rule == "代表法 Art. 51"


@pytest.mark.parametrize(
    "parts", [(Unit.DATE, 0, None), (Unit.DATE, 3, date(2026, 1, 1)), (Unit.DAYS, 3, date(2026, 1, 1)), (Unit.DAYS, -1)]
)
def test_a_term_is_a_length_or_a_date_and_never_both(parts: tuple[Unit, int, date | None]) -> None:
    with pytest.raises(ValueError, match="A term"):
        Term(*parts)


def test_a_pause_does_not_end_before_it_began() -> None:
    with pytest.raises(ValueError, match="2026-03-02"):
        Pause(date(2026, 3, 3), date(2026, 3, 2))


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), months=st.integers(1, 120))
def test_a_month_ends_on_the_same_day_or_on_its_last(day: date, months: int) -> None:
    end, cut = add_months(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    if cut:
        assert end.day == monthrange(end.year, end.month)[1] < day.day
    else:
        assert end.day == day.day


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(day: date, months: int, end: date) -> None:
    assert add_months(day, months)[0] == end
