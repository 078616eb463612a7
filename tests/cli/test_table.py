"""`table` prints the lives and the ladder of reminders as the README shows them."""

from bot.domain import lifecycle_print, reminders_print
from bot.domain.lifecycle import LIVES
from bot.domain.lifecycle_print import as_mermaid
from bot.domain.reminders import REMINDERS
from tests.cli.conftest import Run


def test_the_tables_are_printed_as_markdown_unless_diagrams_are_asked_for(run: Run) -> None:
    whole = f"{lifecycle_print.as_markdown()}\n{reminders_print.as_markdown()}\n"
    assert run("table").out == run("table", "--markdown").out == whole
    drawn = run("table", "--mermaid").out
    assert drawn.count("```mermaid\n") == len(LIVES)
    assert all(as_mermaid(life).strip() in drawn for life in LIVES)


def test_the_ladder_has_a_line_for_each_duty_and_role_and_counts_each_day() -> None:
    lines = reminders_print.as_markdown().splitlines()
    assert len(lines) == len({(row.duty, row.to) for row in REMINDERS}) + 4
    assert "| draft | liaison | 20, 10, 5, 3, 1 | yes | 1, 2, 3, 4, 5, then every 5 |" in lines


def test_no_two_forms_at_once(run: Run) -> None:
    assert run("table", "--markdown", "--mermaid").code == 2
