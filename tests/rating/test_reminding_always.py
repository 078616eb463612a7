"""However the clock strikes: what is owed is said, to the right people, inside office hours, and never twice."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Role
from bot.domain.reminders import Duty, DutyKind, owed
from bot.services.calendar import official
from store.tables import Assignment, Letter
from tests.rating.scene import CHATS, Scene

FIRST = date(2026, 1, 20)  # four weeks before the longest holiday of the year
PEOPLE = {Role.LIAISON: "uma", Role.LEADER: "lena", Role.OFFICE: "olga"}
_files = count()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clocks")


gaps = st.one_of(st.integers(1, 90), st.integers(60, 24 * 60), st.integers(24 * 60, 12 * 24 * 60))


@settings(max_examples=25)
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
    wanted: set[tuple[str, int]] = set()
    for gap in minutes:
        before = letters(scene)
        scene.forward(minutes=gap)
        if is_open(scene.now):
            for step in owed(duty, scene.now.date(), official()):
                wanted.add((step.once, CHATS[PEOPLE[step.row.to]]))
        else:
            assert letters(scene) == before
    found = letters(scene)
    scene.close()
    assert len(found) == len(set(found))
    assert set(found) == wanted


def is_open(moment: datetime) -> bool:
    """Half past eight to six, on days that are worked."""
    start = moment.replace(hour=8, minute=30, second=0)
    return start <= moment < start + timedelta(hours=9, minutes=30) and official().is_workday(moment.date())


def letters(scene: Scene) -> list[tuple[str, int]]:
    """The key of each letter without its person, and the chat it goes to."""
    with scene.database.reading() as work:
        rows = work.session.scalars(select(Letter).order_by(Letter.id)).all()
        return [(str(row.once).rpartition(":")[0], row.chat_id) for row in rows]
