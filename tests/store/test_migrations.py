"""Revisions lead from nothing to the tables of store/tables and back, on either database."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.domain.lives import Kind, ProposalState
from store import migrate
from store.database import Database, NotReady
from store.tables import Base, Proposal, Sitting

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_revisions_lead_up_and_down_and_up_to_the_tables_of_the_classes(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database)
    migrate.downgrade(database, "base")
    with database.engine.connect() as connection:
        assert _tables(connection) == set()
    migrate.upgrade(database)
    with database.engine.connect() as connection:
        assert _tables(connection) == set(Base.metadata.tables)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_a_second_upgrade_changes_nothing_and_keeps_the_rows(database_url: str) -> None:
    database = Database(database_url)
    migrate.upgrade(database)
    with database.writing() as work:
        work.session.add(Sitting(name="第五届", last_number=3))
    migrate.upgrade(database)
    with database.reading() as work:
        assert work.connection.execute(text("select name, last_number from sittings")).all() == [("第五届", 3)]
    database.close()


def test_a_change_that_fails_half_way_leaves_no_table_behind(database_url: str) -> None:
    """Both databases take changes of tables back with the transaction."""
    database = Database(database_url)
    with database.writing() as work:
        work.connection.execute(text("create table sittings (id integer)"))
    with pytest.raises(Exception, match="already exists"):
        migrate.upgrade(database)
    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["sittings"]
    database.close()


def test_on_sqlite_a_table_that_others_refer_to_is_made_anew_without_losing_them(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.upgrade(database)
    _with_a_case(database)
    with database.migrating() as connection:
        made = connection.execute(text("select sql from sqlite_master where name = 'sittings'")).scalar_one()
        connection.execute(text(made.replace("sittings", "fresh", 1)))
        connection.execute(text("insert into fresh select * from sittings"))
        connection.execute(text("drop table sittings"))
        connection.execute(text("alter table fresh rename to sittings"))
    with database.reading() as work:
        assert work.connection.execute(text("select count(*) from proposals")).scalar() == 1
        assert work.connection.execute(text("pragma foreign_keys")).scalar() == 1
    database.close()


def test_on_sqlite_a_change_that_leaves_a_reference_into_nothing_is_taken_back(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.upgrade(database)
    _with_a_case(database)
    with pytest.raises(NotReady, match="nothing was changed"), database.migrating() as connection:
        connection.execute(text("delete from sittings"))
    with database.reading() as work:
        assert work.connection.execute(text("select count(*) from sittings")).scalar() == 1
    database.close()


def test_the_schema_is_checked_by_its_revision(database_url: str) -> None:
    """None, an older one and the newest are told apart, each with what to do in one line."""
    database = Database(database_url)
    with pytest.raises(NotReady, match=r"run_bot\.py migrate"):
        database.check_schema(migrate.newest())
    migrate.upgrade(database)
    database.check_schema(migrate.newest())
    with pytest.raises(NotReady, match="is at revision"):
        database.check_schema("9999")
    database.close()


def test_a_new_revision_is_written_from_the_classes(tmp_path: Path) -> None:
    """Where no revision is there yet, one is written that makes every table and stands by itself."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    for old in (folder / "versions").glob("*.py"):
        old.unlink()
    written = migrate.write_revision("All tables", folder).read_text(encoding="utf-8")
    assert written.startswith('"""All tables."""')
    assert written.count("op.create_table(") == len(Base.metadata.tables)
    assert "store.tables" not in written
    assert "###" not in written


def test_the_first_revision_is_what_the_classes_ask_for(tmp_path: Path) -> None:
    """No class has changed since the newest revision: a further one would be empty."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    written = migrate.write_revision("Nothing new", folder).read_text(encoding="utf-8")
    assert written.count("    pass") == 2


def _with_a_case(database: Database) -> None:
    with database.writing() as work:
        case = Proposal(kind=Kind.SUGGESTION, title="增设公交站", state=ProposalState.SUBMITTED, created_at=NOW)
        case.sitting = Sitting(name="第五届")
        work.session.add(case)
