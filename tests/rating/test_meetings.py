"""After the second round there is no third: the office meets the proposers, and writes down what was agreed."""

import pytest

from bot.domain.errors import Refused
from bot.domain.lives import ProposalState
from bot.services import proposals, rounds
from tests.rating.scene import CONTENT, UNHAPPY, Case, Scene
from tests.rating.taps import hear, press


def test_where_the_office_decides_it_is_led_to_a_meeting_after_the_second_round(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana", "dan"))
    scene.rate("dan", case, CONTENT)
    scene.rate("dana", case, UNHAPPY)
    press(scene, "olga", "rehandle", case)
    again = scene.answer_again(case)
    scene.rate("dan", again, CONTENT)
    scene.rate("dana", again, UNHAPPY)
    assert scene.proposal(case).state is ProposalState.ANSWERED
    assert scene.said_to("olga")[-1] == "proposals/ask_meeting"
    with pytest.raises(Refused, match="a_round_is_left"):
        press(scene, "olga", "rehandle", case)
    press(scene, "olga", "meet", case)
    assert scene.proposal(case).state is ProposalState.MEETING
    assert scene.said_to("dana")[-1] == scene.said_to("dan")[-1] == "proposals/meeting"


def test_a_case_is_closed_after_a_meeting_only_once_the_meeting_is_on_record(scene: Scene) -> None:
    case = met(scene)
    with pytest.raises(Refused, match="meeting_is_recorded"):
        press(scene, "olga", "close", case)
    press(scene, "olga", "meeting", case)
    for words in ("2099-01-01", "2026-03-01", "Dana，市住建局张局长", "年内再装四部电梯"):
        hear(scene, "olga", words)
    assert "unreadable/day_to_come" in scene.said_to("olga")
    assert scene.said_to("dana")[-1] == scene.said_to("uma")[-1] == "proposals/meeting_recorded"
    assert scene.proposal(case).meeting_record == (
        "面商时间：2026-03-01\n参加人员：Dana，市住建局张局长\n商定意见：年内再装四部电梯"
    )
    press(scene, "olga", "close", case)
    assert scene.proposal(case).state is ProposalState.CLOSED


def test_what_is_added_to_the_record_of_a_meeting_stands_below_what_was_there(scene: Scene) -> None:
    case = met(scene)
    for agreed in ("先装两部", "再装两部"):
        with scene.turn("olga") as turn:
            rounds.record_meeting(turn, proposals.of_id(turn, case.id), turn.today, "Dana", agreed)
    record = scene.proposal(case).meeting_record
    assert record.index("先装两部") < record.index("再装两部")


def test_of_an_earlier_meeting_a_later_one_is_not_taken_for_recorded(scene: Scene) -> None:
    case = met(scene)
    with scene.turn("olga") as turn:
        rounds.record_meeting(turn, proposals.of_id(turn, case.id), turn.today, "Dana", "先装两部")
    press(scene, "olga", "rehandle", case)
    again = scene.answer_again(case)
    scene.rate("dana", again, UNHAPPY)
    press(scene, "olga", "meet", case)
    with pytest.raises(Refused, match="meeting_is_recorded"):
        press(scene, "olga", "close", case)


def met(scene: Scene) -> Case:
    """A case about which the office meets Dana."""
    case = scene.case(1)
    scene.rate("dana", case, UNHAPPY)
    press(scene, "olga", "meet", case)
    return case
