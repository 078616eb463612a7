"""What is not needed any more is forgotten in time; what happened, and the cases, are kept."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from bot.domain.lives import ProposalState
from bot.services import keeping
from store.tables import Base, InboxRow, JournalRow, Letter, Proposal
from store.tables.traffic import InboxState, LetterState
from tests.filing.scene import put_in
from tests.stage import Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url, keep={"updates_days": 30, "letters_days": 60, "archive_days": 90}) as playing:
        yield playing


def _count(stage: Stage, table: type[Base], **equal: object) -> int:
    with stage.work() as work:
        return int(work.session.scalar(select(func.count()).select_from(table).filter_by(**equal)) or 0)


def test_handled_updates_go_after_their_time_and_the_journal_stays(stage: Stage) -> None:
    stage.say("olga", "/help")
    stage.say("dana", "/language")
    noted = _count(stage, JournalRow)
    stage.forward(days=29)
    assert _count(stage, InboxRow, state=InboxState.DONE) == 2
    stage.forward(days=2)
    assert _count(stage, InboxRow) == 0
    assert _count(stage, JournalRow) >= noted


def test_the_words_of_a_letter_go_and_that_it_was_sent_stays(stage: Stage) -> None:
    stage.say("olga", "/help")
    sent = _count(stage, Letter, state=LetterState.SENT)
    stage.forward(days=59)
    assert _count(stage, Letter, body="{}") == 0
    stage.forward(days=2)
    assert _count(stage, Letter, body="{}") == sent
    assert _count(stage, Letter, state=LetterState.SENT) == sent


def test_what_waits_is_not_forgotten(stage: Stage) -> None:
    aside = InboxRow(id=7, sender=1, payload="{}", state=InboxState.ASIDE, received_at=stage.now)
    with stage.database.writing() as work:
        work.session.add(aside)
    stage.forward(days=100)
    assert _count(stage, InboxRow, id=7) == 1


def test_a_closed_case_is_put_away_after_its_time_and_an_open_one_is_not(stage: Stage) -> None:
    closed = put_in(stage, ProposalState.CLOSED, number=1)
    opened = put_in(stage, ProposalState.FILED, number=2)
    with stage.database.writing() as work:
        work.session.get_one(Proposal, closed).closed_at = stage.now
    stage.forward(days=89)
    with stage.work() as work:
        assert work.session.get_one(Proposal, closed).state is ProposalState.CLOSED
    stage.forward(days=2)
    with stage.work() as work:
        assert work.session.get_one(Proposal, closed).state is ProposalState.ARCHIVED
        assert work.session.get_one(Proposal, opened).state is ProposalState.FILED


def test_a_great_heap_is_forgotten_in_portions(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    for _ in range(4):
        stage.say("olga", "/help")
    stage.forward(days=31)
    stage.forward(days=0, minutes=1)
    assert _count(stage, InboxRow) == 0
