"""Of several processes that know a letter, one sends it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from store import outbox
from store.database import Database, Work
from store.outbox import ANSWER, LEASE, NOTICE, Envelope
from store.tables import Base, Letter
from store.tables.traffic import LetterState

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    Base.metadata.create_all(made.engine)
    yield made
    made.close()


def write(work: Work, *, carried: bool) -> Envelope:
    row = {
        "chat_id": 1,
        "person_id": None,
        "message": "general/help",
        "once": None,
        "priority": ANSWER if carried else NOTICE,
        "body": "{}",
        "state": outbox.first_state(ANSWER, carried=carried),
        "created_at": NOW,
        "not_before": None,
        "held_until": NOW + LEASE if carried else None,
        "broadcast_id": None,
    }
    return outbox.write(work, [row])[0]


def test_a_letter_that_two_processes_claimed_one_after_the_other_is_begun_by_the_first(database: Database) -> None:
    late = NOW + LEASE + timedelta(seconds=1)
    with database.writing() as work:
        write(work, carried=False)
        first = outbox.claim_left(work, NOW, 10)
        second = outbox.claim_left(work, late, 10)
        assert [letter.id for letter in first] == [letter.id for letter in second]
        assert outbox.begin_sending(work, first, late) == {first[0].id}
        assert outbox.begin_sending(work, second, late) == set()


def test_who_wrote_a_letter_as_being_sent_may_send_it_until_it_can_be_taken_from_him(database: Database) -> None:
    with database.writing() as work:
        letter = write(work, carried=True)
        assert outbox.begin_sending(work, [letter], NOW) == {letter.id}
        late = NOW + 2 * LEASE
        assert outbox.recover(work, late, alone=False) == 1
        assert outbox.begin_sending(work, [letter], late) == set()
        (again,) = outbox.claim_left(work, late, 10)
        assert again.again
        assert outbox.begin_sending(work, [again], late) == {letter.id}


def test_a_letter_that_went_elsewhere_than_it_was_written_for_is_kept_with_where_it_went(database: Database) -> None:
    with database.writing() as work:
        letter, other = write(work, carried=True), write(work, carried=True)
        outbox.settle(work, [outbox.Outcome(letter.id, LetterState.SENT, 7)], NOW)
        outbox.readdress(work, [letter.id], -100)
        rows = {row.id: (row.chat_id, row.state) for row in work.session.scalars(select(Letter))}
    assert rows == {letter.id: (-100, LetterState.SENT), other.id: (1, LetterState.SENDING)}
