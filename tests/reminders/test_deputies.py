"""Deputies are reminded of what they were asked: to sign before the term is over, to answer before a unit goes on."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.domain import deadlines
from bot.domain.lives import Kind, ProposalState
from bot.domain.reminders import DutyKind
from bot.domain.terms import Term
from bot.services import audiences, planning, previewing, questions, reconciling, signing, simulating, truth
from bot.services.calendar import official
from bot.services.reconciling import Count
from bot.turn import Turn
from store import outbox
from store.tables import Assignment, Letter, Person, Proposal, Proposer, Reminded, Sitting
from store.tables.traffic import LetterState
from tests.rating.scene import Case, Scene


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    scene = Scene.fresh(database_url, reminders={"report_gaps": True})
    yield scene
    scene.close()


def asked_to_sign(scene: Scene) -> int:
    """A proposal of Dana's that Dan is asked on Monday to sign by Saturday the seventh."""
    with scene.turn("dana") as turn:
        dana, dan = [turn.work.session.scalars(select(Person).where(Person.name == one)).one() for one in NAMES]
        case = Proposal(kind=Kind.SUGGESTION, title="题目", state=ProposalState.DRAFT, created_at=scene.now)
        case.sitting = turn.work.session.scalars(select(Sitting)).one()
        case.proposers = [Proposer(position=at, name=one.name, person=one) for at, one in enumerate((dana, dan), 1)]
        turn.work.session.add(case)
        turn.work.flush()
        signing.invite(turn, case)
        return case.id


def asked_by_unit(scene: Scene, *deputies: str) -> Case:
    """Uma asks the proposers of a case something on Monday, to be answered by the ninth."""
    case = scene.handled(1, deputies=deputies or ("dana",))
    reckoned = deadlines.due(date(2026, 3, 2), Term.parse("3 months", "reply"), official({}))
    with scene.turn() as turn:
        turn.work.session.get_one(Assignment, case.shares[0]).due_explained = reckoned.as_json()
    with scene.turn("uma") as turn:
        questions.ask(turn, case.shares[0], "哪一个院？")
    return case


NAMES = ("dana", "dan")


def reminders(scene: Scene, name: str) -> list[str]:
    return scene.said_to(name, "reminders/")


def test_who_has_not_signed_is_reminded_before_the_end_and_on_it_and_never_twice(scene: Scene) -> None:
    """The end is a Saturday: the last working day before it is the day itself."""
    asked_to_sign(scene)
    heard = []
    for day in ("03-03", "03-04", "03-05", "03-06", "03-07"):
        scene.at(f"{day}T09:30:00")
        scene.tick()
        heard.append(len(reminders(scene, "dan")))
    assert reminders(scene, "dan") == ["reminders/sign_before", "reminders/sign_today"]
    assert heard == [0, 0, 1, 2, 2]
    assert reminders(scene, "dana") == []


@pytest.mark.parametrize("does", [signing.sign, signing.decline])
def test_who_has_answered_is_reminded_no_more(scene: Scene, does: object) -> None:
    row = asked_to_sign(scene)
    with scene.turn("dan") as turn:
        assert callable(does)
        does(turn, turn.work.session.get_one(Proposal, row))
    scene.at("03-05T09:30:00")
    assert reminders(scene, "dan") == []


def test_a_question_is_reminded_of_to_everybody_who_may_answer_it(scene: Scene) -> None:
    """Also to those whose case was merged into it; to one who proposed both, once."""
    case = asked_by_unit(scene)
    other = scene.handled(2, deputies=("dan", "dana"))
    with scene.turn() as turn:
        merged = turn.work.session.get_one(Proposal, other.id)
        merged.state, merged.merged_into = ProposalState.MERGED, case.id
    scene.at("03-05T09:30:00")
    assert [reminders(scene, name) for name in NAMES] == [["reminders/question_before"]] * 2
    scene.at("03-09T09:30:00")
    assert [reminders(scene, name)[1:] for name in NAMES] == [["reminders/question_today"]] * 2
    scene.at("03-10T09:30:00")
    assert [len(reminders(scene, name)) for name in NAMES] == [2, 2]
    assert scene.said_to("uma")[-1] == "assignments/resumed"


def test_what_was_answered_is_reminded_of_no_more(scene: Scene) -> None:
    case = asked_by_unit(scene)
    with scene.turn("dana") as turn:
        questions.resume(turn, case.shares[0], "东院")
    scene.at("03-09T09:30:00")
    assert reminders(scene, "dana") == []


def test_a_reminder_that_waits_is_called_off_when_he_signs(scene: Scene) -> None:
    row = asked_to_sign(scene)
    scene.at("03-05T09:30:00")
    with scene.turn("dan") as turn:
        signing.sign(turn, turn.work.session.get_one(Proposal, row))
    with scene.database.writing() as work:
        letters = [one for one in outbox.claim_left(work, scene.now, 50) if one.message.startswith("reminders/")]
        truth.cancel_untrue(work, letters, scene.now, scene.config)
    with scene.database.reading() as work:
        states = work.session.scalars(select(Letter.state).where(Letter.message == "reminders/sign_before")).all()
        assert states == [LetterState.CANCELLED]


def night(scene: Scene, day: date) -> Count:
    with scene.turn() as turn:
        turn.work.connection.execute(
            update(Letter).where(Letter.state == LetterState.NEW).values(state=LetterState.SENT, settled_at=scene.now)
        )
    scene.now = datetime.fromisoformat(f"{day + timedelta(days=1)}T00:05+08:00")
    with scene.turn() as turn:
        return reconciling.of_day(turn, day)


def answer_both(scene: Scene, row: int, case: Case) -> None:
    with scene.turn("dan") as turn:
        signing.sign(turn, turn.work.session.get_one(Proposal, row))
    with scene.turn("dana") as turn:
        questions.resume(turn, case.shares[0], "东院")


@pytest.mark.parametrize("moves", [False, True], ids=["nothing moves", "both answer in the afternoon"])
def test_the_night_knows_what_deputies_should_have_heard(scene: Scene, *, moves: bool) -> None:
    """Whether the tables still say so, or only the journal."""
    row, case = asked_to_sign(scene), asked_by_unit(scene)
    scene.at("03-05T09:30:00")
    if moves:
        scene.now += timedelta(hours=5)
        answer_both(scene, row, case)
    count = night(scene, date(2026, 3, 5))
    assert (count.expected, count.gaps) == (2, ())
    with scene.turn() as turn:
        turn.work.connection.execute(delete(Reminded))
        gaps = reconciling.of_day(turn, date(2026, 3, 5)).gaps
    assert {gap.call.owing.kind for gap in gaps} == {DutyKind.SIGN, DutyKind.QUESTION}


def test_what_was_answered_before_the_hour_is_not_expected(scene: Scene) -> None:
    row, case = asked_to_sign(scene), asked_by_unit(scene)
    scene.now = datetime.fromisoformat("2026-03-05T07:00+08:00")
    answer_both(scene, row, case)
    scene.at("03-05T09:30:00")
    assert night(scene, date(2026, 3, 5)).expected == 0


def test_the_office_sees_the_question_in_the_mail_of_tomorrow_and_nothing_of_what_is_not_handed_in(
    scene: Scene,
) -> None:
    asked_to_sign(scene)
    asked_by_unit(scene)
    with scene.turn("olga") as turn:
        day = date(2026, 3, 5)
        assert [one.call.owing.kind for one in previewing.of_day(turn, day)] == [DutyKind.QUESTION]
        week = simulating.of_week(turn, date(2026, 3, 2))
        assert week.units == {simulating.DEPUTIES: {date(2026, 3, 5): 2, date(2026, 3, 6): 1}}
        assert kinds(turn) == [["dan"], ["dana"]]


def kinds(turn: Turn) -> list[list[str]]:
    """Whom a message to those who owe an answer would reach."""
    return [[who.name for who in audiences.owing(turn, kind)] for kind in (DutyKind.SIGN, DutyKind.QUESTION)]


def test_an_urgent_case_reminds_its_proposers_on_a_day_off_too(scene: Scene) -> None:
    case = asked_by_unit(scene)
    with scene.turn() as turn:
        turn.work.session.get_one(Proposal, case.id).urgent = True
        turn.work.session.get_one(Assignment, case.shares[0]).paused_until = date(2026, 3, 8)
    with scene.turn() as turn:
        found = planning.calls(turn, date(2026, 3, 8))
        assert [call.step.row.message for call in found] == ["reminders/question_today"]
