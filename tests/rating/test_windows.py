"""The office may set one time in which a sitting is rated; outside it nothing is rated, urged or left out."""

from datetime import date

import pytest

from bot.domain.errors import Refused
from bot.domain.lives import ProposalState, SurveyState
from bot.flows import engine
from bot.flows.table import FLOWS
from bot.handlers import rating
from bot.services import surveys, windows
from store.tables import Sitting
from tests.rating.scene import CONTENT, Case, Scene


def press(scene: Scene, name: str, data: str) -> None:
    prefix, *words = data.split(":")
    deed = next(tap.does for tap in rating.TAPS if tap.prefix == prefix)
    with scene.turn(name) as turn:
        deed(turn, words)


def hear(scene: Scene, name: str, text: str) -> None:
    with scene.turn(name) as turn:
        assert engine.hear(turn, engine.Heard("text", text=text), FLOWS)


def set_time(scene: Scene, first: str, last: str) -> None:
    with scene.turn("olga") as turn:
        windows.set_time(turn, windows.of_id(turn, 1), date.fromisoformat(first), date.fromisoformat(last))


def due(scene: Scene, case: Case, name: str = "dana") -> str:
    with scene.turn() as turn:
        return scene.survey(turn, name, case.replies[0]).due.isoformat()


def state(scene: Scene, case: Case, name: str = "dana") -> SurveyState:
    with scene.turn() as turn:
        return scene.survey(turn, name, case.replies[0]).state


def test_nobody_rates_before_the_first_day_or_after_the_last_and_both_days_count(scene: Scene) -> None:
    early, late = scene.case(1), scene.case(2)
    set_time(scene, "2026-04-01", "2026-04-15")
    for moment, taken in (("03-31T23:59:59", False), ("04-01T00:00:00", True), ("04-16T00:00:01", False)):
        scene.at(moment)
        case = early if moment < "04-10" else late
        if taken:
            scene.rate("dana", case, CONTENT)
            continue
        with pytest.raises(Refused, match="within_sitting_window") as told:
            scene.rate("dana", case, CONTENT)
        assert {"facts", "act"} <= told.value.facts.keys(), "the sentence has the dates"
    with pytest.raises(Refused, match="within_sitting_window"):
        scene.rate("dana", early, CONTENT)


def test_what_is_open_is_due_on_the_last_day_and_so_is_what_is_opened_before_it(scene: Scene) -> None:
    before = scene.case(1)
    set_time(scene, "2026-04-01", "2026-04-15")
    within = scene.case(1)
    assert due(scene, before) == due(scene, within) == "2026-04-15"


def test_before_the_time_nobody_is_urged_and_nothing_lapses(scene: Scene) -> None:
    case = scene.case(1)
    set_time(scene, "2026-04-13", "2026-04-15")
    told = len(scene.letters())
    for day in ("03-16", "03-23", "03-24", "04-08", "04-10"):
        scene.at(f"{day}T09:00:00")
    assert scene.letters()[told:] == [], "though the reminder five days ahead would have been due"
    scene.at("04-13T09:00:00")
    assert scene.said_to("dana", "reminders/") == ["reminders/survey_before"]
    assert state(scene, case) is SurveyState.OPEN


def test_after_the_time_who_was_urged_is_left_out_and_what_was_opened_later_waits(scene: Scene) -> None:
    asked = scene.case(1)
    set_time(scene, "2026-03-02", "2026-03-20")
    for day in ("03-13", "03-20", "03-23"):
        scene.at(f"{day}T09:00:00")
    assert state(scene, asked) is SurveyState.LAPSED
    later = scene.case(2)
    told = len(scene.letters())
    for day in ("04-07", "04-13", "04-14", "06-15"):
        scene.at(f"{day}T09:00:00")
    assert scene.letters()[told:] == []
    assert state(scene, later) is SurveyState.OPEN
    set_time(scene, "2026-06-15", "2026-06-30")
    assert due(scene, later) == "2026-06-30"
    scene.rate("dana", later, CONTENT)
    assert scene.proposal(later).state is ProposalState.CLOSED


def test_a_time_that_is_ended_today_still_takes_ratings_today(scene: Scene) -> None:
    case = scene.case(1)
    set_time(scene, "2026-03-02", "2026-04-15")
    press(scene, "olga", "windowend:1")
    assert due(scene, case) == "2026-03-02"
    scene.rate("dana", case, CONTENT)
    scene.now = scene.now.replace(day=3)
    with pytest.raises(Refused, match="old_button"):
        press(scene, "olga", "windowend:1")


def test_without_the_common_time_each_reply_has_its_own_term_from_today(scene: Scene) -> None:
    case = scene.case(1)
    with pytest.raises(Refused, match="old_button"):
        press(scene, "olga", "windowend:1")
    set_time(scene, "2026-06-01", "2026-06-15")
    press(scene, "olga", "windowlift:1")
    assert due(scene, case) == "2026-03-23"
    scene.rate("dana", case, CONTENT)
    with pytest.raises(Refused, match="old_button"):
        press(scene, "olga", "windowlift:1")


def test_who_has_something_to_rate_is_told_once_with_a_button_for_each(scene: Scene) -> None:
    scene.case(1)
    scene.case(2)
    done = scene.case(1, deputies=("dan",))
    scene.rate("dan", done, CONTENT)
    for _ in range(2):
        set_time(scene, "2026-04-01", "2026-04-15")
    assert scene.said_to("dana", "surveys/window") == ["surveys/window_set"]
    assert scene.said_to("dan", "surveys/window") == []
    assert [data for row in scene.last("dana")["buttons"] for _, data in row] == ["rate:1", "rate:2", "go:mine"]


def test_beyond_the_buttons_a_letter_holds_it_says_how_many_there_are(scene: Scene) -> None:
    for _ in range(windows.BUTTONS + 2):
        scene.case(1)
    set_time(scene, "2026-04-01", "2026-04-15")
    letter = scene.last("dana")
    assert len(letter["buttons"]) == windows.BUTTONS + 1
    assert "22件" in letter["text"]
    assert "列出20件" in letter["text"]


def test_a_rating_is_changed_within_the_time_of_the_sitting_only(scene: Scene) -> None:
    case = scene.case(1)
    set_time(scene, "2026-03-02", "2026-03-10")
    scene.rate("dana", case, CONTENT)
    scene.at("03-11T09:00:00")
    with pytest.raises(Refused, match="within_sitting_window"):
        scene.rate("dana", case, CONTENT | {"contact": "basically"})


@pytest.mark.parametrize("data", ["window:1", "windowset:1", "windowend:1", "windowlift:1"])
def test_only_the_office_sets_the_time_and_only_of_a_sitting_that_is_handled_here(scene: Scene, data: str) -> None:
    for name in ("uma", "lena", "dana"):
        with pytest.raises(Refused, match="not_yours"):
            press(scene, name, data)
    with pytest.raises(Refused, match="old_button"):
        press(scene, "olga", data.replace("1", "99"))
    with scene.turn() as turn:
        turn.work.session.get_one(Sitting, 1).past = True
    with pytest.raises(Refused, match="old_button"):
        press(scene, "olga", data)


def test_the_days_are_asked_for_until_they_make_a_time(scene: Scene) -> None:
    press(scene, "olga", "windowset:1")
    for words in ("soon", "2026-03-01", "2026-03-05", "2026-03-05", "10 workdays"):
        hear(scene, "olga", words)
    assert scene.said_to("olga", "unreadable/") == [
        "unreadable/not_a_date",
        "unreadable/day_not_after",
        "unreadable/day_not_after",
    ]
    with scene.turn() as turn:
        sitting = turn.work.session.get_one(Sitting, 1)
        assert (sitting.survey_from, sitting.survey_until) == (date(2026, 3, 5), date(2026, 3, 19))


def test_an_office_without_a_sitting_has_no_time_to_set(scene: Scene) -> None:
    with scene.turn() as turn:
        turn.work.session.get_one(Sitting, 1).past = True
    with scene.turn("olga") as turn, pytest.raises(Refused, match="no_sitting"):
        rating.time(turn, "")


def test_another_sitting_is_a_button_away(scene: Scene) -> None:
    with scene.turn() as turn:
        turn.work.session.add(Sitting(name="the next sitting"))
    with scene.turn("olga") as turn:
        rating.time(turn, "")
    assert [data for row in scene.last("olga")["buttons"] for _, data in row] == ["windowset:2", "window:1"]
    press(scene, "olga", "window:1")
    assert "windowset:1" in str(scene.last("olga")["buttons"])


def test_a_conversation_that_outlived_the_time_ends_with_the_sentence(scene: Scene) -> None:
    case = scene.case(1)
    set_time(scene, "2026-03-02", "2026-03-10")
    with scene.turn("dana") as turn:
        survey = scene.survey(turn, "dana", case.replies[0])
        surveys.check_may_rate(turn, survey)
        rating.begin(turn, [str(survey.id)])
    scene.now = scene.now.replace(day=11)
    place = {"chosen": CONTENT, "each": {}, "reasons": [], "words": ""}
    with scene.turn("dana") as turn:
        engine.begin(turn, FLOWS["survey"], 1, at="confirm", **place)
        stamp = turn.stamp
    with scene.turn("dana") as turn, pytest.raises(Refused, match="within_sitting_window") as told:
        engine.hear(turn, engine.Heard("tap", step="confirm", value="send", stamp=stamp), FLOWS)
    assert told.value.leaves
