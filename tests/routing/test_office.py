"""The office's own router, on both databases: it learns what is given to units, forgets what was given back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.domain.lives import AssignmentState, Kind, Part, ProposalState
from bot.services import duties, routing, suggesting
from bot.turn import Turn
from bot.voice import Voice
from store.database import Database, Work
from store.tables import Assignment, Base, Proposal, PublishedReply, Sitting, Unit

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = date(2026, 3, 2)
UNITS = ("市水利局", "市教育局", "市城市管理局", "市石碑处")


@pytest.fixture
def office(database_url: str) -> Iterator[Database]:
    """Four units and a sitting."""
    database = Database(database_url)
    with database.migrating() as connection:
        Base.metadata.create_all(connection)
    with database.writing() as work:
        work.session.add(Sitting(name="第三届第二次会议"))
        work.session.add_all(Unit(name=name, full_name=f"云河{name}", aliases=[]) for name in UNITS)
    yield database
    database.close()


@pytest.fixture(scope="module")
def config() -> Config:
    return load(ROOT / "config.toml")


def turn(work: Work, config: Config) -> Turn:
    return Turn(work, NOW, config, Voice(config.zone))


def case(work: Work, title: str, number: int | None = None, **told: object) -> Proposal:
    """A filed case."""
    sitting = work.session.query(Sitting).one()
    made = Proposal(sitting_id=sitting.id, kind=Kind.SUGGESTION, title=title, number=number, state=ProposalState.FILED)
    made.created_at = NOW
    made.background, made.wished_units = str(told.get("background", "")), str(told.get("wished_units", ""))
    work.session.add(made)
    work.session.flush()
    return made


def give(work: Work, proposal: Proposal, unit: str, state: AssignmentState = AssignmentState.HANDLING) -> Assignment:
    holder = work.session.query(Unit).filter_by(name=unit).one()
    given = Assignment(
        proposal_id=proposal.id, unit_id=holder.id, part=Part.LEAD, state=state, assigned_at=NOW,
        accept_due=DAY, return_until=DAY, due=DAY, original_due=DAY,
    )  # fmt: skip
    work.session.add(given)
    work.session.flush()
    return given


def found(work: Work, config: Config, title: str) -> str:
    return routing.route(turn(work, config), title, "")[0].name


def test_what_was_given_to_a_unit_is_a_reason_until_it_is_given_back(office: Database, config: Config) -> None:
    with office.writing() as work:
        assert routing.route(turn(work, config), "关于搬迁老渡口匾额的建议", "")[0].score < 0.5
        share = give(work, case(work, "关于搬迁老渡口匾额的建议", 12), "市石碑处")
        best = routing.route(turn(work, config), "关于搬迁老渡口匾额的提案", "")[0]
        assert (best.name, [r.detail for r in best.reasons if r.why == "similar"]) == ("市石碑处", ["12"])
        give(work, case(work, "关于修剪南街花架的建议", 13), "市城市管理局")
        share.state = AssignmentState.CANCELLED
        work.session.flush()
        reasons = [
            r.why for one in routing.route(turn(work, config), "关于搬迁老渡口匾额的提案", "") for r in one.reasons
        ]
        assert "similar" not in reasons


def test_a_published_reply_says_who_had_a_case(office: Database, config: Config) -> None:
    with office.writing() as work:
        had = case(work, "关于搬迁老渡口匾额的建议")
        work.session.add(PublishedReply(proposal_id=had.id, text="已办。", signed_by=["云河市石碑处", "月球局"]))
        work.session.flush()
        assert found(work, config, "关于搬迁老渡口匾额的提案") == "市石碑处"


def test_a_list_of_duties_counts_at_once_and_the_same_again_replaces_it(office: Database, config: Config) -> None:
    with office.writing() as work:
        taken = duties.take_in(turn(work, config), "单位,权重,职责\n市石碑处,3,栈桥、匾额\n", "d.csv")
        assert (taken.duties, taken.units) == (2, 1)
        assert found(work, config, "关于修复栈桥的建议") == "市石碑处"
        duties.take_in(turn(work, config), "单位,权重,职责\n市教育局,3,栈桥\n", "d.csv")
        assert found(work, config, "关于修复栈桥的建议") == "市教育局"


def test_tasks_of_a_document_are_taken_in_once(office: Database, config: Config) -> None:
    text = "开展拱券测绘。（责任单位：市石碑处）\n"
    with office.writing() as work:
        for _ in range(2):
            assert duties.take_in(turn(work, config), text, "gazette.txt").duties == 1
        assert found(work, config, "关于做好拱券测绘的建议") == "市石碑处"


def test_the_list_in_use_ends_with_what_the_past_suggests(office: Database, config: Config) -> None:
    with office.writing() as work:
        for number in range(3):
            give(work, case(work, f"关于{number}号渡口匾额的建议", number), "市石碑处")
        learned = [duty for duty in duties.list_in_use(turn(work, config)) if duty.source == "learned"]
        assert {(duty.unit, duty.text) for duty in learned} >= {("市石碑处", "匾额")}


def test_what_people_said_comes_before_what_routing_finds(office: Database, config: Config) -> None:
    with office.writing() as work:
        asked = case(work, "关于疏浚青石河的建议", background="由市教育局牵头。", wished_units="市城市管理局")
        offered = suggesting.suggestions(turn(work, config), asked)
        assert (offered[0].unit.name, offered[0].why, offered[0].percent) == ("市城市管理局", "wished", None)
        routed = {one.unit.name: one for one in offered[1:]}
        assert routed["市水利局"].percent is not None
        assert set(routed) <= set(UNITS)
        give(work, asked, "市水利局")
        work.session.refresh(asked)
        assert "市水利局" not in [one.unit.name for one in suggesting.suggestions(turn(work, config), asked)]
