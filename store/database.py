"""The only module that knows SQLite from PostgreSQL: engines, transactions, and what an error of theirs means."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

PASSING_STATES = frozenset({"40001", "40P01", "55P03"})  # serialization failure, deadlock, lock not available
MIGRATING = 7_304_122  # the advisory lock of whoever changes the tables of a PostgreSQL database


class NotReady(Exception):
    """The database cannot be used as it is; the text says in one line what to do."""


class Work:
    """One transaction's connection, with an ORM session on it for whoever wants objects."""

    __slots__ = ("_session", "connection", "dialect")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The ORM session of this transaction, made when first asked for."""
        if self._session is None:
            self._session = Session(
                bind=self.connection, autoflush=True, expire_on_commit=False, join_transaction_mode="rollback_only"
            )
        return self._session

    def flush(self) -> None:
        """Write what the session holds, for an id or before the transaction ends."""
        if self._session is not None:
            self._session.flush()

    def flush_new(self) -> None:
        """Write rows that were added or taken away, so that Core statements see them; changed ones can wait."""
        if self._session is not None and (self._session.new or self._session.deleted):
            self._session.flush()

    def close(self) -> None:
        """Forget the objects; the connection lives on."""
        if self._session is not None:
            self._session.expunge_all()
            self._session = None


class Database:
    """One database by its URL; ``sqlite:///file`` and ``postgresql://…`` (psycopg is put in by itself)."""

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise NotReady("database.url is no address; write sqlite:///file or postgresql://user@host/name.") from None
        if parsed.get_backend_name() in {"postgresql", "postgres"}:
            parsed = parsed.set(drivername="postgresql+psycopg")
        elif parsed.get_backend_name() != "sqlite":
            raise NotReady(f"database.url: {parsed.get_backend_name()} is not supported; use sqlite or postgresql.")
        self.url = parsed
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.engine = _sqlite(parsed) if self.is_sqlite else _postgresql(parsed)

    @property
    def file(self) -> Path | None:
        """The SQLite file, None where there is none, or none that is named by a path."""
        name = self.url.database if self.is_sqlite else None
        return Path(name) if name and name != ":memory:" and not name.startswith("file:") else None

    def check_schema(self, newest: str) -> None:
        """Raise NotReady unless the schema is there and at revision ``newest``."""
        if self.file is not None and not self.file.exists():
            raise NotReady(f"There is no database at {self.file}. Make one: run_bot.py migrate")
        try:
            with self.engine.connect() as connection:
                has = inspect(connection).has_table("alembic_version")
                row = connection.exec_driver_sql("select version_num from alembic_version").first() if has else None
        except DBAPIError as error:
            raise NotReady(f"The database does not answer ({first_line(error)}). Check database.url.") from error
        if row is None:
            raise NotReady("The database is empty. Make its tables: run_bot.py migrate")
        if row[0] != newest:
            raise NotReady(f"The database is at revision {row[0]}, this needs {newest}. Run: run_bot.py migrate")

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A connection of its own for boards, searches and exports; nothing it does is kept."""
        with self.engine.connect().execution_options(reading=True) as connection:
            work = Work(connection)
            try:
                yield work
            finally:
                work.close()
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One transaction, kept if the block ends well; for set-up and tools, the bot goes through a Writer."""
        with self.engine.connect() as connection, connection.begin():
            work = Work(connection)
            try:
                yield work
                work.flush()
            finally:
                work.close()

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """One transaction for changing tables, alone at it.

        On SQLite a table is changed by making it anew, so references are looked at once all is done.
        """
        with self.engine.connect() as connection, _without_references(connection), connection.begin():
            if not self.is_sqlite:
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
            yield connection
            if self.is_sqlite and connection.exec_driver_sql("pragma foreign_key_check").first():
                raise NotReady(
                    "After the change some rows would refer to rows that are not there; nothing was changed."
                )

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _postgresql(url: URL) -> Engine:
    # No error of these engines shows what somebody wrote: it would end in a log.
    return create_engine(url, pool_size=10, hide_parameters=True, connect_args={"connect_timeout": 10})


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": 30})

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's connection, with its own attributes
        raw.isolation_level = None  # transactions are begun below, not guessed by the driver
        mode = raw.execute("pragma journal_mode=wal").fetchone()[0]
        if mode not in {"wal", "memory"}:
            raise NotReady(f"SQLite did not grant WAL mode (it answers {mode}); put the file on a local disk.")
        raw.execute("pragma synchronous=full")
        raw.execute("pragma foreign_keys=on")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("begin" if reading else "begin immediate")

    return engine


@contextmanager
def _without_references(connection: Connection) -> Iterator[None]:
    """SQLite's foreign keys off; it takes the order only before a transaction begins."""
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    raw.execute("pragma foreign_keys=off")
    try:
        yield
    finally:
        raw.execute("pragma foreign_keys=on")


def is_passing(error: BaseException) -> bool:
    """Whether trying the same again may help: a lost connection, a deadlock, a full disk, a database that is away."""
    if isinstance(error, sqlite3.OperationalError):  # while a connection is being made, SQLAlchemy does not wrap it
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.OperationalError):  # SQLite calls a wrong statement operational too
        return is_passing(error.orig)
    return isinstance(error, OperationalError) or error.connection_invalidated


def is_collision(error: BaseException) -> bool:
    """Whether two transactions stood in each other's way, so that running one again alone will do."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state in PASSING_STATES


def is_duplicate(error: BaseException) -> bool:
    """Whether a unique key was already taken."""
    return isinstance(error, IntegrityError)


def first_line(error: BaseException) -> str:
    """What the database's driver says, on one line and without the statement."""
    lines = str(getattr(error, "orig", error)).splitlines() or [type(error).__name__]
    return lines[0][:160]
