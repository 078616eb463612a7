"""Where the policy says so, the draft is rated before the reply is issued (佳县)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from bot.domain.errors import Refused
from bot.domain.lives import AssignmentState, ProposalState, ReplyState, SurveyState
from bot.services import assigning, bulletins, issuing, packs, satisfaction, sensitivity, verifying, windows
from store import boards
from store import replies as rows
from store import surveys as kept
from store.boards import Pile
from store.tables import JournalRow, Proposal, Proposer, Reply
from tests.rating.scene import CONTENT, UNHAPPY, Case, Scene


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    """An office that has drafts rated."""
    scene = Scene.fresh(database_url, policy={"survey_timing": "draft"})
    yield scene
    scene.close()


def at_office(scene: Scene, *units: int, deputies: tuple[str, ...] = ("dana", "dan")) -> Case:
    """A case whose replies the unit's leader has approved."""
    case = scene.handled(*units or (1,), deputies=deputies)
    with scene.turn() as turn:
        for number in case.replies:
            reply = turn.work.session.get_one(Reply, number)
            reply.state, reply.version, reply.submitted_at = ReplyState.AT_OFFICE, 1, turn.now
    return case


def consult(scene: Scene, case: Case, number: int = 0) -> None:
    with scene.turn("olga") as turn:
        issuing.consult(turn, rows.to_write(turn.work, case.replies[number]), 1)


def issue(scene: Scene, case: Case, number: int = 0) -> None:
    with scene.turn("olga") as turn:
        issuing.issue(turn, rows.to_write(turn.work, case.replies[number]), 1)


def states(scene: Scene, case: Case, number: int = 0) -> tuple[ReplyState, list[SurveyState]]:
    with scene.turn() as turn:
        reply = turn.work.session.get_one(Reply, case.replies[number])
        return reply.state, [survey.state for survey in kept.of_reply(turn.work, reply.id)]


def differences(scene: Scene) -> list[str]:
    with scene.turn() as turn:
        found = verifying.differences(turn.work, verifying.Compared())
        return [one.what for one in found if one.life == "survey"]  # the rest a scene writes without a journal


def test_nothing_is_issued_or_held_before_the_draft_was_rated(scene: Scene) -> None:
    case = at_office(scene)
    for act in (issuing.issue, issuing.hold):
        with pytest.raises(Refused, match="opinions_were_taken"), scene.turn("olga") as turn:
            act(turn, rows.to_write(turn.work, case.replies[0]), 1)
    consult(scene, case)
    assert states(scene, case) == (ReplyState.AT_PROPOSERS, [SurveyState.OPEN, SurveyState.OPEN])
    with pytest.raises(Refused, match="not_now"):
        issue(scene, case)


def test_a_reply_with_which_everybody_is_content_closes_the_case_when_it_is_issued(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    for name in ("dana", "dan"):
        scene.rate(name, case, CONTENT)
    assert states(scene, case)[0] is ReplyState.AT_OFFICE
    assert scene.said_to("olga")[-1] == "replies/opinions_in"
    with scene.turn() as turn:
        assert satisfaction.rates(turn.work).overall.base == 0, "a draft is in no rate"
    issue(scene, case)
    assert scene.proposal(case).state is ProposalState.CLOSED
    with scene.turn() as turn:
        assert satisfaction.rates(turn.work).overall.satisfied == 2
    assert differences(scene) == []


def test_who_was_not_content_with_the_draft_rates_the_reply_anew(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    scene.rate("dan", case, UNHAPPY, "no dates")
    scene.now += timedelta(days=3)
    issue(scene, case)
    state, surveys = states(scene, case)
    assert (state, surveys) == (ReplyState.ISSUED, [SurveyState.RATED, SurveyState.OPEN])
    assert scene.proposal(case).state is ProposalState.ANSWERED
    with scene.turn() as turn:
        asked = {survey.person.name: survey for survey in kept.of_reply(turn.work, case.replies[0])}
        assert {str(survey.due) for survey in asked.values()} == {"2026-03-26"}
        assert (asked["dan"].answers, asked["dan"].reason, asked["dan"].rated_at) == ({}, "", None)
    scene.rate("dan", case, CONTENT)
    assert scene.proposal(case).state is ProposalState.CLOSED
    assert differences(scene) == []


def test_a_rating_changed_already_may_be_changed_once_more_after_the_reply(scene: Scene) -> None:
    case = at_office(scene, deputies=("dana",))
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    scene.rate("dana", case, CONTENT | {"result": "basically"})
    with pytest.raises(Refused, match="not_changed_before"):
        scene.rate("dana", case, CONTENT)
    issue(scene, case)
    scene.rate("dana", case, CONTENT)
    with pytest.raises(Refused, match="not_changed_before"):
        scene.rate("dana", case, CONTENT)
    assert differences(scene) == []


def test_the_office_waits_no_longer_than_it_wants_to(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    with scene.turn("olga") as turn:
        issuing.end_consulting(turn, rows.to_write(turn.work, case.replies[0]))
    assert states(scene, case) == (ReplyState.AT_OFFICE, [SurveyState.RATED, SurveyState.LAPSED])
    assert "surveys/lapsed" not in scene.said_to("olga")
    assert scene.said_to("olga")[-1] == "replies/to_review"
    issue(scene, case)
    assert states(scene, case)[1] == [SurveyState.RATED, SurveyState.OPEN], "who was not waited for is asked now"
    assert differences(scene) == []


def test_whoever_lets_the_draft_pass_is_asked_about_the_reply(scene: Scene) -> None:
    case = at_office(scene, deputies=("dana",))
    consult(scene, case)
    for _ in range(40):
        scene.forward(days=1)
    assert states(scene, case) == (ReplyState.AT_OFFICE, [SurveyState.LAPSED])
    issue(scene, case)
    assert states(scene, case) == (ReplyState.ISSUED, [SurveyState.OPEN])
    assert differences(scene) == []


def test_where_nobody_can_be_asked_the_reply_is_issued_and_the_case_waits_for_the_office(scene: Scene) -> None:
    case = at_office(scene, deputies=())
    with pytest.raises(Refused, match="opinions_are_due"):
        consult(scene, case)
    issue(scene, case)
    assert states(scene, case) == (ReplyState.ISSUED, [])
    assert scene.proposal(case).state is ProposalState.ANSWERED
    with scene.turn() as turn:
        assert boards.totals(turn.work, turn.today)[Pile.UNDECIDED] == 1


def test_a_share_that_is_taken_away_takes_the_opinions_with_it(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    scene.rate("dana", case, UNHAPPY, "no dates")
    with scene.turn("olga") as turn:
        share = rows.to_write(turn.work, case.replies[0]).assignment
        assigning.take_away(turn, share)
        assert share.state is AssignmentState.CANCELLED
    assert states(scene, case) == (ReplyState.DROPPED, [SurveyState.DROPPED, SurveyState.DROPPED])
    assert differences(scene) == []


def test_a_case_that_becomes_sensitive_is_answered_on_paper(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    with scene.turn("olga") as turn:
        share = rows.to_write(turn.work, case.replies[0]).assignment
        sensitivity.mark(turn, share.proposal)
        sensitivity.record_answer(turn, share)
    assert states(scene, case) == (ReplyState.DROPPED, [SurveyState.DROPPED, SurveyState.DROPPED])
    assert scene.proposal(case).state is ProposalState.ANSWERED
    with scene.turn() as turn:
        assert boards.totals(turn.work, turn.today)[Pile.UNDECIDED] == 1


def test_of_a_draft_that_became_sensitive_the_journal_tells_no_verdict_that_the_row_has_not(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    scene.rate("dan", case, UNHAPPY, "no dates")
    with scene.turn("olga") as turn:
        sensitivity.mark(turn, rows.to_write(turn.work, case.replies[0]).assignment.proposal)
    issue(scene, case)
    assert states(scene, case)[1] == [SurveyState.RATED, SurveyState.OPEN]
    assert differences(scene) == []


def test_what_was_said_of_the_draft_is_found_in_the_journal(scene: Scene) -> None:
    case = at_office(scene, deputies=("dan",))
    consult(scene, case)
    scene.rate("dan", case, UNHAPPY, "no dates")
    issue(scene, case)
    with scene.turn() as turn:
        line = turn.work.session.scalars(select(JournalRow).where(JournalRow.act == "ask_anew")).one()
    assert line.detail["was_reason"] == "no dates"
    assert "result=unsatisfied" in line.detail["was_said"]


def test_a_common_time_set_while_drafts_are_out_leaves_them_their_own(scene: Scene) -> None:
    case = at_office(scene, deputies=("dana",))
    consult(scene, case)
    set_time(scene, case)
    with scene.turn() as turn:
        (asked,) = kept.of_reply(turn.work, case.replies[0])
        assert str(asked.due) == "2026-03-23"
    scene.rate("dana", case, UNHAPPY, "no dates")
    issue(scene, case)
    with scene.turn() as turn:
        (asked,) = kept.of_reply(turn.work, case.replies[0])
        assert (asked.state, str(asked.due)) == (SurveyState.OPEN, "2026-09-30")


def test_a_draft_counts_in_the_month_in_which_its_reply_is_issued(scene: Scene) -> None:
    case = at_office(scene, deputies=("dana",))
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    scene.now += timedelta(days=35)
    issue(scene, case)
    with scene.turn("olga") as turn:
        assert [bulletins.bulletin(turn, 2026, month).rated for month in (3, 4)] == [0, 1]


def set_time(scene: Scene, case: Case) -> None:
    """All cases of the sitting are rated in September."""
    with scene.turn("olga") as turn:
        sitting = rows.to_write(turn.work, case.replies[0]).assignment.proposal.sitting
        windows.set_time(turn, windows.of_id(turn, sitting.id), date(2026, 9, 1), date(2026, 9, 30))


def test_a_sitting_rated_in_one_time_has_no_drafts_rated(scene: Scene) -> None:
    case = at_office(scene)
    set_time(scene, case)
    with pytest.raises(Refused, match="opinions_are_due"):
        consult(scene, case)
    issue(scene, case)
    assert states(scene, case)[0] is ReplyState.ISSUED


def test_two_units_ask_each_for_itself(scene: Scene) -> None:
    case = at_office(scene, 1, 2)
    consult(scene, case, 0)
    with scene.turn() as turn:
        dana = kept.of_reply(turn.work, case.replies[0])[0]
        assert dana.reply_id == case.replies[0]
    assert states(scene, case, 1) == (ReplyState.AT_OFFICE, [])
    with pytest.raises(Refused, match="opinions_were_taken"):
        issue(scene, case, 1)


def test_who_goes_with_his_case_takes_his_opinion_with_him(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    scene.rate("dan", case, UNHAPPY, "no dates")
    with scene.turn() as turn:
        turn.work.session.execute(delete(Proposer).where(Proposer.name == "dan"))
    issue(scene, case)
    assert states(scene, case)[1] == [SurveyState.RATED, SurveyState.DROPPED]
    assert scene.proposal(case).state is ProposalState.CLOSED
    assert scene.said_to("dan")[-1] != "replies/issued"
    assert differences(scene) == []


def test_the_case_file_says_which_rating_was_of_the_draft(scene: Scene) -> None:
    case = at_office(scene)
    consult(scene, case)
    scene.rate("dana", case, CONTENT)
    scene.rate("dan", case, UNHAPPY)
    scene.forward(hours=1)
    issue(scene, case)
    scene.forward(hours=1)
    scene.rate("dan", case, UNHAPPY)
    with scene.turn("olga") as turn:
        found = packs.gather(turn, turn.work.session.get_one(Proposal, case.id)).file.ratings
    assert [(one.person, one.of_draft) for one in found] == [("dana", True), ("dan", False)]
    scene.rate("dana", case, UNHAPPY)
    with scene.turn("olga") as turn:
        found = packs.gather(turn, turn.work.session.get_one(Proposal, case.id)).file.ratings
    assert {(one.person, one.of_draft, one.at) for one in found} == {
        (name, False, scene.now) for name in ("dana", "dan")
    }
