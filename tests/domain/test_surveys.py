"""Ratings: what answers come to, when words are wanted besides, and how verdicts are counted."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rates import Rate
from bot.domain.surveys import (
    DEFAULT,
    SCALE,
    VERDICTS,
    Content,
    Option,
    Question,
    Schema,
    Tally,
    Verdict,
    about_request,
    reason_due,
    unanswered,
    unmet_requests,
    verdict,
)

CHOICES = [option.key for option in SCALE]


@pytest.mark.parametrize(("attitude", "result", "contact"), [*product(CHOICES, repeat=3)])
def test_the_result_alone_decides(attitude: str, result: str, contact: str) -> None:
    answers = {"attitude": attitude, "result": result, "contact": contact}
    assert verdict(answers, DEFAULT) == result


def test_a_single_unmet_request_makes_the_whole_unsatisfied() -> None:
    answers = {
        "result": "satisfied",
        about_request("result", 1): "satisfied",
        about_request("result", 3): "unsatisfied",
    }
    assert verdict(answers, DEFAULT) is Verdict.UNSATISFIED
    assert unmet_requests(answers, DEFAULT) == {3}


def test_a_half_met_request_takes_the_edge_off() -> None:
    answers = {"result": "satisfied", about_request("result", 2): "basically"}
    assert verdict(answers, DEFAULT) is Verdict.BASICALLY
    assert unmet_requests(answers, DEFAULT) == frozenset()


def test_an_unmet_request_about_attitude_reopens_nothing() -> None:
    assert (
        unmet_requests({about_request("attitude", 1): "unsatisfied", "result": "unsatisfied"}, DEFAULT) == frozenset()
    )


def test_without_an_answer_on_the_result_there_is_no_verdict() -> None:
    assert verdict({"attitude": "unsatisfied"}, DEFAULT) is None
    assert verdict({}, DEFAULT) is None


def test_where_several_questions_decide_the_worst_answer_counts() -> None:
    letters = (Option("agree", Content.CONTENT), Option("understand", Content.PARTLY), Option("object", Content.NOT))
    schema = Schema((Question("manner", SCALE, decides=True), Question("outcome", letters, decides=True)))
    assert verdict({"manner": "satisfied", "outcome": "understand"}, schema) is Verdict.BASICALLY
    assert verdict({"manner": "unsatisfied", "outcome": "agree"}, schema) is Verdict.UNSATISFIED


def test_every_kind_of_option_has_its_verdict() -> None:
    assert [kind for kind, _ in VERDICTS] == [Content.NOT, Content.PARTLY, Content.CONTENT]
    assert {made for _, made in VERDICTS} == set(Verdict)


def test_the_questions_still_to_ask_come_in_their_order() -> None:
    assert unanswered({"result": "satisfied", "attitude.1": "satisfied"}, DEFAULT) == ("attitude", "contact")


def test_a_reason_is_due_with_an_unsatisfied_answer_to_any_question_and_no_other() -> None:
    wanting = [chosen for chosen in CHOICES if reason_due({"contact": chosen, "result": "satisfied"}, DEFAULT)]
    assert wanting == ["unsatisfied"]


def test_an_office_may_want_a_reason_for_less() -> None:
    strict = Schema((Question("result", SCALE, decides=True, reason_for=frozenset({"basically", "unsatisfied"})),))
    assert reason_due({"result": "basically"}, strict)


@pytest.mark.parametrize("answers", [{"weather": "satisfied"}, {"result": "delighted"}, {"weather.1": "satisfied"}])
def test_an_answer_the_survey_does_not_have_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is no answer to"):
        verdict(answers, DEFAULT)


@pytest.mark.parametrize(
    ("questions", "complaint"),
    [
        ((Question("result", SCALE, decides=True), Question("result", SCALE)), "given twice"),
        ((Question("result", (*SCALE, SCALE[0]), decides=True),), "given twice"),
        ((Question("result", (), decides=True),), "needs options"),
        ((Question("result.1", SCALE, decides=True),), "without a dot"),
        ((Question("attitude", SCALE),), "must decide"),
    ],
)
def test_a_survey_that_cannot_work_is_refused(questions: tuple[Question, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Schema(questions)


def test_forms_that_never_came_back_are_in_no_base() -> None:
    tally = Tally.of([Verdict.SATISFIED, Verdict.BASICALLY, Verdict.UNSATISFIED, None, None])
    assert tally.content == Rate(2, 3)
    assert tally.answered == Rate(3, 5)


def test_the_shares_of_a_tally_add_up() -> None:
    shares = Tally.of([*Verdict]).shares
    assert shares == {
        Verdict.SATISFIED: Decimal("33.4"),
        Verdict.BASICALLY: Decimal("33.3"),
        Verdict.UNSATISFIED: Decimal("33.3"),
    }


@given(verdicts=st.lists(st.sampled_from(Verdict) | st.none()), silent=st.integers(0, 9))
def test_silence_changes_no_rate(verdicts: list[Verdict | None], silent: int) -> None:
    assert Tally.of([*verdicts, *[None] * silent]).content == Tally.of(verdicts).content
