"""`table` prints the four lives as the README shows them."""

from bot.domain.lifecycle import LIVES
from bot.domain.lifecycle_print import as_markdown, as_mermaid
from tests.cli.conftest import Run


def test_the_tables_are_printed_as_markdown_unless_diagrams_are_asked_for(run: Run) -> None:
    assert run("table").out == run("table", "--markdown").out == as_markdown() + "\n"
    drawn = run("table", "--mermaid").out
    assert drawn.count("```mermaid\n") == len(LIVES)
    assert all(as_mermaid(life).strip() in drawn for life in LIVES)


def test_no_two_forms_at_once(run: Run) -> None:
    assert run("table", "--markdown", "--mermaid").code == 2
