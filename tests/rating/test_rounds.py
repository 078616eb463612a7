"""What follows from ratings: a case is closed, handled again, goes to a meeting, is put away or taken up again."""

import pytest

from bot.domain.errors import Refused
from bot.domain.lives import AssignmentState, ProposalState, SurveyState
from bot.domain.rates import Rate
from bot.domain.surveys import DEFAULT, about_request
from bot.handlers import rating
from bot.handlers import rounds as buttons
from bot.services import satisfaction, surveys, withdrawing
from store import surveys as kept
from store.tables import JournalRow, Survey
from tests.rating.scene import CONTENT, UNHAPPY, Case, Scene
from tests.rating.taps import hear, press


def test_one_survey_for_each_known_proposer_due_by_the_term(scene: Scene) -> None:
    """Fifteen working days from Monday the second of March end on Monday the twenty-third."""
    case = scene.handled(1, deputies=("dana", "dan"))
    scene.answer(case)
    with scene.turn("olga") as turn:
        reply = scene.survey(turn, "dana", case.replies[0]).reply
        opened = surveys.open_for(turn, reply)
        assert {survey.person.name for survey in opened.values()} == {"dana", "dan"}
        assert {str(survey.due) for survey in opened.values()} == {"2026-03-23"}
        assert len(kept.of_reply(turn.work, reply.id)) == 2, "asked for again, they are the same two"


def test_a_case_is_closed_once_everybody_is_satisfied(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana", "dan"))
    scene.rate("dana", case, CONTENT)
    assert scene.proposal(case).state is ProposalState.ANSWERED
    scene.rate("dan", case, CONTENT | {"result": "basically"})
    proposal = scene.proposal(case)
    assert proposal.state is ProposalState.CLOSED
    assert proposal.closed_at == scene.now
    assert "proposals/closed" in scene.said_to("dana")
    assert scene.said_to("dan")[-1] == "surveys/thanks", "who rated last hears of it with the thanks"


def test_office_and_unit_hear_of_a_rating_and_other_units_do_not(scene: Scene) -> None:
    case = scene.case(1, 2)
    scene.rate("dana", case, CONTENT)
    assert scene.said_to("olga") == ["surveys/rated"]
    assert scene.said_to("uma") == ["surveys/rated"]
    assert scene.said_to("ugo") == []


def test_the_office_is_asked_whether_to_handle_an_unsatisfactory_case_again(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, UNHAPPY, "no dates")
    assert scene.said_to("olga")[-1] == "proposals/ask_rehandle"
    assert "no dates" in scene.last("olga")["text"]
    assert scene.proposal(case).state is ProposalState.ANSWERED
    press(scene, "olga", "rehandle", case)
    assert scene.proposal(case).state is ProposalState.HANDLING
    assert scene.said_to("dana")[-1] == "proposals/rehandled"
    assert scene.said_to("uma")[-1] == "assignments/offered"


def test_the_office_may_close_instead(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, UNHAPPY)
    press(scene, "olga", "close", case)
    assert scene.proposal(case).state is ProposalState.CLOSED
    with pytest.raises(Refused, match="not_now"):
        press(scene, "olga", "rehandle", case)


def test_by_an_automatic_policy_a_case_is_handled_again_at_once(automatic: Scene) -> None:
    case = automatic.case(1)
    automatic.rate("dana", case, UNHAPPY)
    proposal = automatic.proposal(case)
    assert (proposal.state, proposal.round) == (ProposalState.HANDLING, 2)
    fresh = proposal.assignments[-1]
    assert (fresh.round, fresh.state, fresh.unit_id) == (2, AssignmentState.OFFERED, 1)
    assert fresh.due.isoformat() == "2026-04-02"
    assert proposal.assignments[0].reply is not None, "the first reply is kept"


@pytest.mark.parametrize(("answers", "follows"), [(CONTENT, ["close"]), (UNHAPPY, ["rehandle", "offer"])])
def test_what_follows_of_itself_stands_under_nobodys_name(
    automatic: Scene, answers: dict[str, str], follows: list[str]
) -> None:
    """Dana rates, and that alone is hers in the journal."""
    case = automatic.case(1)
    automatic.rate("dana", case, answers)
    with automatic.turn("dana") as turn:
        lines = turn.work.session.query(JournalRow).order_by(JournalRow.id).all()
        dana = turn.who.id if turn.who is not None else None
    assert [line.act for line in lines if line.person_id == dana] == ["rate"]
    assert [line.act for line in lines if line.act in follows and line.person_id is None] == follows


def test_only_the_requests_that_were_not_satisfied_are_opened_again(automatic: Scene) -> None:
    case = automatic.case(1, deputies=("dana", "dan"))
    automatic.rate("dana", case, UNHAPPY | {about_request("result", 2): "unsatisfied"})
    automatic.rate("dan", case, CONTENT)
    assert [request.open_round for request in automatic.proposal(case).requests] == [1, 2, 1]


def test_who_names_no_request_means_all_of_them(automatic: Scene) -> None:
    case = automatic.case(1)
    automatic.rate("dana", case, UNHAPPY)
    assert [request.open_round for request in automatic.proposal(case).requests] == [2, 2, 2]


def test_of_units_that_answered_separately_only_the_unsatisfactory_one_answers_again(automatic: Scene) -> None:
    case = automatic.case(1, 2)
    automatic.rate("dana", case, UNHAPPY, unit=1)
    assert automatic.proposal(case).round == 1, "the other reply is not rated yet"
    automatic.rate("dana", case, CONTENT, unit=0)
    proposal = automatic.proposal(case)
    assert [share.unit_id for share in proposal.assignments if share.round == 2] == [2]


def test_the_second_reply_is_rated_anew_and_after_it_there_is_no_third_round(automatic: Scene) -> None:
    case = automatic.case(1)
    automatic.rate("dana", case, UNHAPPY | {about_request("result", 3): "unsatisfied"})
    again = automatic.answer_again(case)
    automatic.rate("dana", again, UNHAPPY)
    assert automatic.proposal(case).state is ProposalState.MEETING, "nobody need decide that"
    assert automatic.said_to("olga")[-1] == "proposals/meeting"
    assert automatic.said_to("dana")[-1] == "surveys/thanks", "which says so"
    assert "面商" in automatic.last("dana")["text"]


def test_after_a_meeting_the_office_may_have_it_handled_again_and_nobody_is_asked_any_more(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana", "dan"))
    scene.rate("dana", case, UNHAPPY | {about_request("result", 1): "unsatisfied"})
    press(scene, "olga", "meet", case)
    press(scene, "olga", "rehandle", case)
    assert [request.open_round for request in scene.proposal(case).requests] == [2, 1, 1]
    with scene.turn() as turn:
        assert scene.survey(turn, "dan", case.replies[0]).state is SurveyState.DROPPED


def test_a_case_cannot_be_closed_while_a_proposer_is_asked(scene: Scene) -> None:
    case = scene.case(1)
    with pytest.raises(Refused, match="every_survey_is_over"):
        press(scene, "olga", "close", case)


def test_the_office_closes_a_case_whose_proposers_nobody_knows(scene: Scene) -> None:
    case = scene.case(1, deputies=())
    press(scene, "olga", "close", case)
    assert scene.proposal(case).state is ProposalState.CLOSED


@pytest.mark.parametrize("name", ["uma", "dana", "lena"])
@pytest.mark.parametrize("act", ["close", "rehandle", "meet", "meeting", "archive", "reopen"])
def test_only_the_office_decides_what_becomes_of_an_answered_case(scene: Scene, name: str, act: str) -> None:
    case = scene.case(1)
    with pytest.raises(Refused, match=r"not_yours|not_now"):
        press(scene, name, act, case)
    with pytest.raises(Refused, match="old_button"):
        press(scene, name, act, Case(999, [], []))


def test_who_takes_his_case_back_is_not_asked_any_more_how_content_he_is(scene: Scene) -> None:
    """One of two units that answer separately had answered already."""
    case = scene.case(1, 2)
    with scene.turn("dana") as turn:
        proposal = scene.survey(turn, "dana", case.replies[0]).reply.assignment.proposal
        proposal.state = ProposalState.HANDLING
        withdrawing.withdraw(turn, proposal)
    with scene.turn() as turn:
        assert scene.survey(turn, "dana", case.replies[0]).state is SurveyState.DROPPED


def test_a_case_is_put_away_after_a_second_question(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, CONTENT)
    press(scene, "olga", "archive", case)
    assert scene.proposal(case).state is ProposalState.CLOSED
    press(scene, "olga", "archive", case, "yes")
    assert scene.proposal(case).state is ProposalState.ARCHIVED


def test_a_closed_case_is_taken_up_again_for_a_reason(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, CONTENT)
    with scene.turn("olga") as turn:
        buttons.reopen(turn, [str(case.id)])
    hear(scene, "olga", "the road was dug up again")
    proposal = scene.proposal(case)
    assert (proposal.state, proposal.round, proposal.closed_at) == (ProposalState.HANDLING, 2, None)
    assert proposal.reason == "the road was dug up again"
    assert scene.said_to("dana")[-1] == "proposals/reopened"
    assert scene.said_to("olga")[-1] == "proposals/reopened"
    assert [request.open_round for request in proposal.requests] == [2, 2, 2]


def test_a_rating_changed_in_time_draws_its_own_consequence(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, UNHAPPY)
    scene.rate("dana", case, CONTENT)
    assert scene.said_to("uma", "surveys/") == ["surveys/rated", "surveys/changed"]
    assert scene.proposal(case).state is ProposalState.CLOSED


def test_a_rating_is_changed_once(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, CONTENT)
    scene.rate("dana", case, CONTENT | {"contact": "basically"})
    with pytest.raises(Refused, match="not_changed_before"):
        scene.rate("dana", case, UNHAPPY)
    assert scene.said_to("uma", "surveys/") == ["surveys/rated", "surveys/changed"]
    assert "rate:" not in str(scene.last("dana")), "and no button leads there"


def test_who_is_unhappy_after_all_with_a_closed_case_leads_the_office_to_reopen_it(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, CONTENT)
    scene.rate("dana", case, UNHAPPY)
    assert scene.proposal(case).state is ProposalState.CLOSED
    assert [data for row in scene.last("olga")["buttons"] for _, data in row] == [f"reopen:{case.id}"]


def test_a_rating_is_not_changed_after_its_window_nor_once_the_case_has_gone_on(automatic: Scene) -> None:
    late, settled = automatic.case(1), automatic.case(1)
    automatic.rate("dana", settled, UNHAPPY)
    with pytest.raises(Refused, match="rating_settled"):
        automatic.rate("dana", settled, CONTENT)
    automatic.rate("dana", late, CONTENT)
    automatic.at("03-23T23:59:00")
    automatic.rate("dana", late, CONTENT | {"contact": "basically"})
    automatic.at("03-24T00:00:01")
    with pytest.raises(Refused, match="within_survey_window"):
        automatic.rate("dana", late, CONTENT)


def test_nobody_rates_for_another(scene: Scene) -> None:
    case = scene.case(1, deputies=("dana",))
    for name in ("dan", "uma", "olga"):
        with scene.turn(name) as turn, pytest.raises(Refused, match="not_yours"):
            surveys.rate(turn, scene.survey(turn, "dana", case.replies[0]), CONTENT, "")


def test_a_rating_button_opens_nothing_for_another(scene: Scene) -> None:
    case = scene.case(1)
    with scene.turn() as turn:
        number = scene.survey(turn, "dana", case.replies[0]).id
    for name in ("dan", "uma", "olga"):
        with scene.turn(name) as turn, pytest.raises(Refused, match="not_yours"):
            rating.begin(turn, [str(number)])
    with scene.turn("dana") as turn, pytest.raises(Refused, match="old_button"):
        rating.begin(turn, ["999"])


def test_rates_count_the_last_rating_and_leave_out_who_did_not_answer(automatic: Scene) -> None:
    first = automatic.case(1, deputies=("dana", "dan"))
    other = automatic.case(2)
    automatic.rate("dana", first, UNHAPPY)
    automatic.rate("dan", first, CONTENT)
    with automatic.turn() as turn:
        rates = satisfaction.rates(turn.work)
    assert (rates.overall.content.numerator, rates.overall.content.denominator) == (1, 2)
    again = automatic.answer_again(first)
    automatic.rate("dana", again, CONTENT)
    lapse(automatic, other)
    with automatic.turn() as turn:
        rates = satisfaction.rates(turn.work)
    assert rates.units["housing"].tally.content == Rate(2, 2)
    assert (rates.units["roads"].tally.content.denominator, rates.units["roads"].tally.unanswered) == (0, 1)
    assert (rates.overall.satisfied, rates.overall.unanswered) == (2, 1)


def lapse(scene: Scene, case: Case) -> None:
    with scene.turn() as turn:
        for survey in kept.of_reply(turn.work, case.replies[0]):
            assert isinstance(survey, Survey)
            survey.state = SurveyState.LAPSED


def test_the_schema_in_force_decides_by_the_result_alone() -> None:
    """The cases above count on it."""
    assert [question.key for question in DEFAULT.questions if question.decides] == ["result"]
