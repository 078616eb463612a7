"""Files that the bot made are kept by their content, until no letter needs them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from store import blobs
from store.database import Database
from store.tables import Base, Letter
from store.tables.traffic import LetterState

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def database(database_url: str) -> Database:
    database = Database(database_url)
    Base.metadata.create_all(database.engine)
    return database


def test_the_same_content_is_kept_once_and_read_by_its_name(database: Database) -> None:
    with database.writing() as work:
        name = blobs.keep(work, b"picture", NOW)
        assert blobs.keep(work, b"picture", NOW) == name
        assert blobs.keep(work, b"another", NOW) != name
        assert blobs.read(work, name) == b"picture"
    database.close()


def test_what_is_kept_anew_is_as_young_as_that(database: Database) -> None:
    with database.writing() as work:
        name = blobs.keep(work, b"picture", NOW)
        blobs.keep(work, b"picture", LATER)
        assert blobs.sweep(work, LATER) == 0
        assert blobs.read(work, name)
    database.close()


@pytest.mark.parametrize(
    ("state", "kept"), [(LetterState.NEW, True), (LetterState.UNKNOWN, True), (LetterState.SENT, False)]
)
def test_a_file_stays_as_long_as_a_letter_waits_for_it(database: Database, state: LetterState, *, kept: bool) -> None:
    with database.writing() as work:
        name = blobs.keep(work, b"picture", NOW)
        body = json.dumps({"text": "", "files": [["photo", "", name, "a.png"]]})
        work.session.add(Letter(chat_id=1, message="looking/picture", body=body, state=state, created_at=NOW))
        work.flush()
        assert blobs.sweep(work, NOW + timedelta(hours=23)) == 0
        assert blobs.sweep(work, LATER) == (0 if kept else 1)
        if not kept:
            with pytest.raises(LookupError):
                blobs.read(work, name)
    database.close()
