"""Who does not rate is urged twice and then left in peace, and counts for nothing."""

from sqlalchemy import text

from bot.domain.lives import ProposalState, SurveyState
from bot.services import satisfaction
from tests.rating.scene import CHATS, CONTENT, UNHAPPY, Case, Scene

# A survey opened on Monday the second of March is due on Monday the twenty-third.


def state(scene: Scene, case: Case, name: str = "dana") -> SurveyState:
    with scene.turn() as turn:
        return scene.survey(turn, name, case.replies[0]).state


def test_a_proposer_is_urged_twice_and_then_his_survey_lapses(scene: Scene) -> None:
    case = scene.case(1)
    heard = {}
    for day in range(3, 26):
        before = len(scene.letters())
        scene.at(f"03-{day:02}T09:00:00")
        if said := scene.letters()[before:]:
            heard[day] = said
    assert heard == {
        16: [("dana", "reminders/survey_before")],
        23: [("dana", "reminders/survey_today")],
        24: [("olga", "surveys/lapsed"), ("dana", "proposals/closed")],
    }
    assert state(scene, case) is SurveyState.LAPSED
    assert scene.proposal(case).state is ProposalState.CLOSED, "nobody answered at all"


def test_who_did_not_answer_is_not_counted(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana", "dan"))
    scene.rate("dan", case, CONTENT)
    scene.at("03-23T09:00:00")
    scene.at("03-24T09:00:00")
    with scene.turn() as turn:
        tally = satisfaction.rates(turn.work).overall
    assert (tally.satisfied, tally.base, tally.unanswered) == (1, 1, 1)


def test_the_last_survey_to_lapse_lets_the_ratings_that_came_take_effect(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana", "dan"))
    scene.rate("dan", case, UNHAPPY)
    assert scene.said_to("olga", "proposals/") == []
    scene.at("03-23T09:00:00")
    scene.at("03-24T09:00:00")
    assert scene.said_to("olga", "proposals/") == ["proposals/ask_rehandle"]


def test_after_an_outage_a_proposer_is_urged_before_his_survey_lapses(scene: Scene) -> None:
    case = scene.case(1)
    scene.at("04-01T09:00:00")
    assert scene.said_to("dana") == ["reminders/survey_today"]
    assert state(scene, case) is SurveyState.OPEN
    scene.forward(hours=2)
    assert state(scene, case) is SurveyState.OPEN
    scene.at("04-02T09:00:00")
    assert state(scene, case) is SurveyState.LAPSED


def test_a_survey_lapses_in_office_hours_only(scene: Scene) -> None:
    case = scene.case(1)
    scene.at("03-23T09:00:00")
    for moment in ("03-24T02:00:00", "03-28T10:00:00"):
        scene.at(moment)
        assert state(scene, case) is SurveyState.OPEN
    scene.at("03-30T08:30:00")
    assert state(scene, case) is SurveyState.LAPSED


def test_nobody_waits_for_a_proposer_whom_no_letter_reaches(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana", "dan"))
    with scene.turn() as turn:
        turn.work.connection.execute(text("update people set active = false where chat_id = :c"), {"c": CHATS["dan"]})
    scene.at("03-24T09:00:00")
    assert (state(scene, case, "dan"), state(scene, case)) == (SurveyState.LAPSED, SurveyState.OPEN)
