"""A life lived once more from its lines: what the tables allow leads to a state, and anything else is a fault."""

import pytest

from bot.domain.history import LIFE, History, Line
from bot.domain.lives import Role


def lived(*lines: Line) -> History:
    history = History(LIFE["survey"])
    for line in lines:
        history.add(line)
    return history


def line(act: str, at: str, becomes: str, role: Role | None = None, **detail: object) -> Line:
    return Line(1, act, at, becomes, frozenset({role} if role else ()), detail)


BORN = line("ask", "", "open")


def test_rows_lead_to_a_state_and_to_columns() -> None:
    told = lived(BORN, line("rate", "open", "rated", Role.DEPUTY, verdict="satisfied", sets={"rated_at": "x"}))
    assert (told.state, told.columns, told.faults) == ("rated", {"verdict": "satisfied", "rated_at": "x"}, [])
    assert told.acts == {"ask": 1, "rate": 1}


def test_a_note_changes_columns_and_no_state() -> None:
    told = lived(BORN, line("redate", "", "", sets={"due": "2026-03-02"}), line("write", "", ""))
    assert (told.state, told.columns) == ("open", {"due": "2026-03-02"})


def test_a_verdict_that_the_journal_does_not_repeat_is_not_known_any_more() -> None:
    rated = line("rate", "open", "rated", Role.DEPUTY, verdict="satisfied")
    assert "verdict" not in lived(BORN, rated, line("change", "rated", "rated", Role.DEPUTY)).columns


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([line("ask", "", "rated")], "begins it at rated"),
        ([BORN, BORN], "begins it at open"),
        ([line("change", "rated", "rated", Role.DEPUTY)], "where it was not yet"),
        ([BORN, line("change", "rated", "rated", Role.DEPUTY)], "where it was open"),
        ([BORN, line("lapse", "open", "rated")], "is no row"),
        ([BORN, line("rate", "open", "rated", Role.OFFICE)], "is an act of deputy"),
    ],
)
def test_what_the_tables_do_not_have_is_a_fault(lines: list[Line], fault: str) -> None:
    assert any(fault in told for told in lived(*lines).faults)


def test_a_case_from_before_births_were_written_down_begins_at_a_state_it_may_be_born_in() -> None:
    assert lived(line("rate", "open", "rated", Role.DEPUTY)).faults == []
