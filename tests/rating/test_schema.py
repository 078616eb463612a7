"""The questions of a rating are the sitting's own, out of those that have wordings; others stop the start."""

from pathlib import Path

import pytest

from bot.config import BadConfig, Policy, load
from bot.domain.surveys import (
    DEFAULT,
    OPTIONS,
    QUESTIONS,
    Content,
    Schema,
    Verdict,
    question,
    reason_due,
    told,
    verdict,
)
from bot.voice import LANGUAGES, Voice
from tests.rating.scene import Scene

VISITS = Schema(
    (
        question("visit", ("visited", "waived", "not_visited")),
        question("visitors", ("satisfied", "understand", "unsatisfied"), reason_for=("understand", "unsatisfied")),
        question("agreement", ("agree", "understand", "reserve", "disagree"), decides=True),
    )
)


def test_without_a_setting_the_questions_are_the_usual_three() -> None:
    assert Policy().survey.as_json() == DEFAULT.as_json()
    assert Schema.from_json({}) is DEFAULT


def test_every_question_and_option_has_its_wording_in_every_language(scene: Scene) -> None:
    voice: Voice = scene.voice
    for language in LANGUAGES:
        assert voice.keys("survey_questions", language) == voice.keys("survey_prompts", language) == [*QUESTIONS]
        assert voice.keys("survey_options", language) == [*OPTIONS]


def test_a_schema_that_was_kept_is_the_same_again() -> None:
    again = Schema.from_json(VISITS.as_json())
    assert again.as_json() == VISITS.as_json()
    assert again.deciding.key == "agreement"
    assert again.deciding.first(Content.PARTLY) == again.deciding.options[1]


@pytest.mark.parametrize(
    ("chosen", "comes_to"),
    [
        ("agree", Verdict.SATISFIED),
        ("understand", Verdict.BASICALLY),
        ("reserve", Verdict.BASICALLY),
        ("disagree", Verdict.UNSATISFIED),
    ],
)
def test_an_option_of_the_places_own_comes_to_a_verdict_and_is_named_by_its_own_word(
    chosen: str, comes_to: Verdict
) -> None:
    answers = {"visit": "not_visited", "visitors": "satisfied", "agreement": chosen}
    assert verdict(answers, VISITS) is comes_to
    assert told(answers, VISITS) == chosen
    assert told(answers | {"agreement.2": "disagree"}, VISITS) == "disagree"
    assert told({"visit": "visited"}, VISITS) == ""


def test_a_reason_is_due_for_the_options_that_are_named() -> None:
    answers = {"visit": "visited", "visitors": "understand", "agreement": "agree"}
    assert reason_due(answers, VISITS)
    assert not reason_due(answers | {"visitors": "satisfied"}, VISITS)
    assert reason_due({"visit": "not_visited"}, VISITS), "where none are named the unsatisfied ones"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('{ key = "weather", options = ["yes"], decides = true }', '"weather" is no known question'),
        ('{ key = "result", options = ["delighted"], decides = true }', '"delighted" is no known option'),
        ('{ key = "result", options = ["yes"], decides = true, reason_for = ["no"] }', 'no option of "result"'),
        ('{ key = "result", options = ["yes", "no"] }', "At least one question must decide"),
        ('{ key = "result", options = [], decides = true }', "needs options"),
        ('{ key = "result", options = ["yes"], decide = true }', "there is no such setting"),
    ],
)
@pytest.mark.parametrize("of_a_sitting", [False, True])
def test_a_survey_that_cannot_be_asked_stops_the_start_in_one_line(
    tmp_path: Path, written: str, complaint: str, *, of_a_sitting: bool
) -> None:
    file = tmp_path / "mine.toml"
    head = "[[sittings]]\nname = '市十届人大一次会议'\n[sittings.policy]\n" if of_a_sitting else "[policy]\n"
    file.write_text(f"{head}survey_questions = [{written}]\n", encoding="utf-8")
    with pytest.raises(BadConfig, match="survey_questions") as refused:
        load(file)
    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


def test_more_questions_than_a_conversation_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 9"):
        Schema(tuple(question(key, ("yes", "no"), decides=True) for key in QUESTIONS[:10]))
