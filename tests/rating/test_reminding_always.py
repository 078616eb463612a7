"""However the clock strikes: what is owed is said, to the right people, inside office hours, and never twice."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Role
from bot.domain.reminders import Duty, DutyKind, owed
from bot.services import planning
from bot.services.calendar import official
from bot.services.reminding import EVERY
from store import people
from store.tables import Assignment, Letter, Person, Reminded
from tests.rating.scene import CHATS, Scene

FIRST = date(2026, 1, 20)  # four weeks before the longest holiday of the year
PEOPLE = {Role.LIAISON: "uma", Role.LEADER: "lena", Role.OFFICE: "olga"}
_files = count()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clocks")


gaps = st.one_of(st.integers(1, 90), st.integers(60, 24 * 60), st.integers(24 * 60, 12 * 24 * 60))


@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink))
@given(
    due=st.dates(date(2026, 1, 28), date(2026, 3, 20)),
    state=st.sampled_from((AssignmentState.OFFERED, AssignmentState.HANDLING)),
    minutes=st.lists(gaps, min_size=5, max_size=60),
)
def test_after_each_strike_in_office_hours_whatever_is_owed_has_been_said(
    folder: Path, due: date, state: AssignmentState, minutes: list[int]
) -> None:
    scene = Scene.fresh(f"sqlite:///{folder / f'{next(_files)}.sqlite3'}")
    scene.now = datetime.fromisoformat(f"{FIRST}T09:00+08:00")
    case = scene.handled(1)
    with scene.turn() as turn:
        share = turn.work.session.get_one(Assignment, case.shares[0])
        share.state = state
        share.accept_due = share.due = due
    kind = DutyKind.ACCEPT if state is AssignmentState.OFFERED else DutyKind.DRAFT
    duty = Duty(kind, case.shares[0], due, FIRST)
    must: set[tuple[str, str]] = set()
    struck = scene.now - EVERY
    for gap in minutes:
        before = said(scene)
        scene.forward(minutes=gap)
        reached = {(step.once, PEOPLE[step.row.to]) for step in owed(duty, scene.now.date(), official())}
        listening = {name for name in PEOPLE.values() if is_open(scene.now) and has_come(scene, name)}
        may = {one for one in reached if one[1] in listening}
        assert set(said(scene)) - set(before) <= may
        if is_open(scene.now):
            must |= may if scene.now - struck >= EVERY else set()
            struck = max(struck, scene.now) if scene.now - struck >= EVERY else struck
    found, left = said(scene), letters(scene)
    scene.close()
    assert must <= set(found)
    assert len(found) == len(set(found))
    assert len(left) == len(set(left)) == len(found), "and each was said in a letter of its own"


def is_open(moment: datetime) -> bool:
    """Half past eight to six, on days that are worked."""
    start = moment.replace(hour=8, minute=30, second=0)
    return start <= moment < start + timedelta(hours=9, minutes=30) and official().is_workday(moment.date())


def has_come(scene: Scene, name: str) -> bool:
    """Whether somebody's own minute of the day is over."""
    with scene.database.reading() as work:
        person = people.by_chat(work, CHATS[name])
    assert person is not None
    return planning.moment(scene.config, person.id, None, scene.now.date()) <= scene.now


def said(scene: Scene) -> list[tuple[str, str]]:
    """The key of each step that was said, without its person, and who he is."""
    with scene.database.reading() as work:
        rows = work.session.execute(select(Reminded.once, Person.name).join(Person, Person.id == Reminded.person_id))
        return [(once.rpartition(":")[0], name) for once, name in rows]


def letters(scene: Scene) -> list[str]:
    with scene.database.reading() as work:
        return [str(once) for once in work.session.scalars(select(Letter.once).order_by(Letter.id))]
