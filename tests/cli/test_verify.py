"""`verify` compares every case with its journal, and tells an operator where a row is not what it led to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from store.database import Database
from store.tables import JournalRow, Proposal
from tests.cli.conftest import Run


@pytest.fixture
def database(ready: Run, compendium: Path, tmp_path: Path) -> Iterator[Database]:
    """A database with one case that was taken in to be handled."""
    assert ready("import", str(compendium), "--as", "new").code == 0
    database = Database(f"sqlite:///{tmp_path / 'banli.db'}")
    yield database
    database.close()


def test_cases_that_agree_with_their_journal_are_counted(run: Run, database: Database) -> None:
    assert database.is_sqlite
    told = run("verify")
    assert (told.code, told.out) == (0, "1 cases, 1 subjects and 2 lines of the journal compared: they agree.\n")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("state", "handling", "the journal leads to filed, the row says handling"),
        ("number", 7, "the journal has number 1, the row 7"),
    ],
)
def test_a_row_that_was_changed_behind_the_journal_is_told(
    run: Run, database: Database, column: str, value: object, said: str
) -> None:
    with database.writing() as work:
        work.session.execute(update(Proposal).values({column: value}))
    told = run("verify")
    assert told.code == 1
    assert said in told.out
    assert "1 differences." in told.out


def test_lines_that_the_tables_would_not_have_let_happen_are_told(run: Run, database: Database) -> None:
    with database.writing() as work:
        work.session.execute(update(JournalRow).where(JournalRow.act == "file").values(act="close"))
    assert "is no row: close from submitted to filed" in run("verify").out


def test_a_line_that_is_missing_is_told(run: Run, database: Database) -> None:
    with database.writing() as work:
        work.session.execute(delete(JournalRow).where(JournalRow.act == "file"))
    assert "the journal leads to submitted, the row says filed" in run("verify").out
