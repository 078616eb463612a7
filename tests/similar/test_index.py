"""Like cases are found by rare keys, as they stood when the index was made and as they came since."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.config import Config
from bot.domain.likeness import Matter, keys
from bot.domain.lives import Kind, ProposalState
from bot.services import similar
from bot.turn import Turn
from bot.voice import Voice
from store import likeness as rows
from store.database import Database, Work
from store.tables import Base, Key, KeyBlock, Proposal, Request, Sitting

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TITLES = ("关于为老旧小区加装电梯的建议", "关于整治河滨路占道停车的建议", "关于推广社区老年食堂的提案")


@pytest.fixture
def work(database_url: str) -> Iterator[Work]:
    database = Database(database_url)
    Base.metadata.create_all(database.engine)
    with database.writing() as work:
        work.session.add(Sitting(id=1, name="市十届人大一次会议"))
        work.flush()
        yield work
    database.close()


def turn(work: Work) -> Turn:
    config = Config()
    return Turn(work, NOW, config, Voice(config.zone))


def case(work: Work, title: str, state: ProposalState = ProposalState.CLOSED, **more: object) -> Proposal:
    made = Proposal(sitting_id=1, kind=Kind.SUGGESTION, title=title, state=state, created_at=NOW, **more)
    made.requests = [Request(position=1, text=title)]
    work.session.add(made)
    work.flush()
    return made


def titles(work: Work, title: str) -> list[str]:
    return [one.proposal.title for one in similar.for_deputy(turn(work), title, (), None)]


def test_what_was_there_when_the_index_was_made_is_found_and_what_came_since(work: Work) -> None:
    for title in TITLES[:2]:
        case(work, title)
    assert similar.reindex(work) == 2
    similar.index(turn(work), [case(work, TITLES[2])])
    assert titles(work, "关于加快老旧小区增设电梯的提案") == [TITLES[0]]
    assert titles(work, "关于社区老年食堂建设的建议") == [TITLES[2]]
    assert titles(work, "关于发展冷链物流的建议") == []


def test_made_anew_the_index_holds_the_same_in_blocks(work: Work) -> None:
    similar.index(turn(work), [case(work, title) for title in TITLES])
    before = titles(work, TITLES[0])
    assert similar.reindex(work) == 3
    assert titles(work, TITLES[0]) == before == [TITLES[0]]
    assert work.session.scalar(select(func.count()).select_from(Key)) == 0
    assert work.session.scalar(select(func.count()).select_from(KeyBlock))


def test_to_index_a_case_again_is_no_harm(work: Work) -> None:
    one = case(work, TITLES[0])
    for _ in range(2):
        similar.index(turn(work), [one])
    assert titles(work, TITLES[0]) == [TITLES[0]]


def test_drafts_sensitive_cases_and_what_is_not_public_are_shown_to_no_deputy(work: Work) -> None:
    case(work, TITLES[0], ProposalState.DRAFT)
    case(work, TITLES[0], ProposalState.SUBMITTED)
    case(work, TITLES[0], sensitive=True)
    case(work, TITLES[0], openness="none")
    shown = case(work, TITLES[0], openness="title")
    similar.reindex(work)
    found = similar.for_deputy(turn(work), TITLES[0], (), None)
    assert [one.proposal.id for one in found] == [shown.id]
    assert not similar.for_deputy(turn(work), TITLES[0], (), shown.id)


def test_a_look_up_reads_rare_keys_within_its_budget_and_the_newest_of_a_common_one(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "BUDGET", 4)
    monkeypatch.setattr(rows, "BLOCK", 2)
    rows.build(work, rows.CASES, [(item, (1, 2) if item == 3 else (1,)) for item in range(1, 11)])
    assert rows.nearest(work, rows.CASES, [1, 2], 9)[0] == 3
    assert rows.nearest(work, rows.CASES, [1], 9) == [10, 9, 8, 7]
    assert rows.nearest(work, rows.PASSAGES, [1], 9) == []


def test_many_cases_are_read_part_by_part_and_written_in_several_statements(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "READ", 2)
    monkeypatch.setattr(rows, "CHUNK", 3)
    for title in TITLES:
        case(work, title)
    assert similar.reindex(work) == 3
    assert [titles(work, title) for title in TITLES] == [[title] for title in TITLES]
    assert rows.nearest(work, rows.CASES, keys(Matter("路")), 5) == []
