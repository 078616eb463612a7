"""A round ends by itself when what was still open of it is taken away and the rest is answered."""

import pytest

from bot.domain.lives import ProposalState, ReplyState
from bot.services import assigning, issuing
from store.tables import Assignment, Reply
from tests.rating.scene import CONTENT, Scene


def test_a_round_whose_last_open_share_is_taken_away_ends_the_next_morning(scene: Scene) -> None:
    """Until then the office may give it to another unit; where nobody has answered, nothing ends."""
    case, other = scene.handled(1, 2), scene.handled(1, 2)
    with scene.turn("olga") as turn:
        reply = turn.work.session.get_one(Reply, case.replies[0])
        reply.state, reply.version = ReplyState.AT_OFFICE, 1
        issuing.issue(turn, reply, 1)
        for share in (case.shares[1], *other.shares):
            assigning.take_away(turn, turn.work.session.get_one(Assignment, share))
    scene.at("03-02T17:00")
    assert scene.proposal(case).state is ProposalState.HANDLING
    scene.at("03-03T09:00")
    assert scene.proposal(case).state is ProposalState.ANSWERED
    assert scene.proposal(other).state is ProposalState.HANDLING
    scene.rate("dana", case, CONTENT)
    assert scene.proposal(case).state is ProposalState.CLOSED


def test_a_round_that_ends_by_itself_is_closed_where_everybody_has_rated_already(scene: Scene) -> None:
    case = scene.handled(1, 2)
    with scene.turn("olga") as turn:
        reply = turn.work.session.get_one(Reply, case.replies[0])
        reply.state, reply.version = ReplyState.AT_OFFICE, 1
        issuing.issue(turn, reply, 1)
    scene.rate("dana", case, CONTENT)
    with scene.turn("olga") as turn:
        assigning.take_away(turn, turn.work.session.get_one(Assignment, case.shares[1]))
    scene.at("03-03T09:00")
    assert scene.proposal(case).state is ProposalState.CLOSED


def test_where_nobody_could_be_asked_a_round_that_ends_by_itself_is_left_to_the_office(scene: Scene) -> None:
    case = scene.handled(1, 2, deputies=())
    with scene.turn("olga") as turn:
        reply = turn.work.session.get_one(Reply, case.replies[0])
        reply.state, reply.version = ReplyState.AT_OFFICE, 1
        issuing.issue(turn, reply, 1)
        assigning.take_away(turn, turn.work.session.get_one(Assignment, case.shares[1]))
    scene.at("03-03T09:00")
    assert scene.proposal(case).state is ProposalState.ANSWERED


def test_rounds_that_wait_for_another_unit_keep_no_other_from_its_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "AT_ONCE", 1)
    waits, ends = scene.handled(1, 2), scene.handled(1, 2)
    with scene.turn("olga") as turn:
        for case in (waits, ends):
            reply = turn.work.session.get_one(Reply, case.replies[0])
            reply.state, reply.version = ReplyState.AT_OFFICE, 1
            if case is waits:
                reply.assignment.requests = [1]
                turn.work.session.get_one(Assignment, case.shares[1]).requests = [2, 3]
            issuing.issue(turn, reply, 1)
            assigning.take_away(turn, turn.work.session.get_one(Assignment, case.shares[1]))
    scene.at("03-03T09:00")
    assert scene.proposal(waits).state is ProposalState.HANDLING
    assert scene.proposal(ends).state is ProposalState.ANSWERED
