"""A case that a unit gave back moves to another unit, or stays with a reason (退办, 裁定)."""

from datetime import date

from bot.domain.explanation import Due
from bot.domain.lives import AssignmentState, Part
from bot.domain.terms import Term, Unit
from bot.services import assigning, reckoning
from bot.turn import Turn
from bot.voice import Voice
from store.tables import Assignment, Proposal
from store.tables import Unit as UnitRow
from tests.filing.scene import shares
from tests.filing.test_assignment import ROADS
from tests.handling.case import assignment, forge, give
from tests.stage import Stage

S = AssignmentState


def test_another_unit_takes_over_with_the_same_date(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=S.RETURNED, due=date(2026, 5, 20))
    explained(stage, share)
    forge(stage, "olga", f"uphold:{share}")
    assert stage.said("olga") == ["assignments/return_decided", "assignments/ask_unit"]
    assert stage.said("uma") == ["assignments/return_upheld"]
    stage.say("olga", ROADS)
    stage.tap("olga", "确认交办")
    old, new = shares(stage, 1)
    assert (old.state, new.state) == (S.CANCELLED, S.OFFERED)
    assert (new.unit.name, new.part, new.due, new.original_due) == (ROADS, Part.LEAD, old.due, date(2026, 5, 20))
    assert stage.said("ugo") == ["assignments/offered"]
    assert stage.said("dana") == ["proposals/reassigned"]


def test_pauses_and_extensions_go_along_with_the_clock(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=S.RETURNED, due=date(2026, 5, 20))
    explained(stage, share)
    with stage.database.writing() as work:
        row = work.session.get_one(Assignment, share)
        row.pauses = [{"began": "2026-02-23", "ended": "2026-03-02", "question": "", "answer": ""}]
        row.extensions = [{"granted": "2026-02-27", "until": "2026-06-20", "reason": ""}]
    forge(stage, "olga", f"uphold:{share}")
    stage.say("olga", ROADS)
    stage.tap("olga", "确认交办")
    old, new = shares(stage, 1)
    assert [{**one, "kept": True} for one in (*old.pauses, *old.extensions)] == [*new.pauses, *new.extensions]
    with stage.work() as work:
        turn = Turn(work, stage.now, stage.config, Voice(stage.config.zone))
        row = work.session.get_one(Assignment, new.id)
        again = reckoning.of(turn, row, pauses=row.pauses, extensions=row.extensions)
        assert again.date > reckoning.of(turn, row).date


def explained(stage: Stage, share: int) -> None:
    """Give the share the explanation that an assigned one has."""
    with stage.database.writing() as work:
        row = work.session.get_one(Assignment, share)
        due = Due(row.due, date(2026, 2, 20), Term(Unit.MONTHS, 3), row.due, (), (), "none")
        row.due_explained = due.as_json()


def test_by_policy_the_clock_begins_anew_with_the_new_unit(database_url: str) -> None:
    with Stage(database_url, policy={"clock_on_reassign": "restart"}) as stage:
        (share,) = give(stage, ("housing", Part.LEAD), state=S.RETURNED, due=date(2026, 5, 20))
        forge(stage, "olga", f"uphold:{share}")
        stage.say("olga", ROADS)
        stage.tap("olga", "确认交办")
        assert shares(stage, 1)[1].due == date(2026, 6, 2)


def test_the_office_may_set_the_date_of_who_takes_over(stage: Stage) -> None:
    (_, share) = give(stage, ("housing", Part.LEAD), ("roads", Part.CO))
    with stage.database.writing() as work:
        work.session.get_one(Assignment, share).state = S.RETURNED
        work.session.add(UnitRow(name="市园林处"))
    forge(stage, "olga", f"uphold:{share}")
    stage.say("olga", "市住房建设局")
    assert stage.said("olga")[-2] == "unreadable/unit_named_twice"
    explained(stage, share)
    stage.say("olga", "市园林处")
    stage.tap("olga", "改期限")
    stage.say("olga", "10天")
    stage.tap("olga", "确认交办")
    new = shares(stage, 1)[-1]
    assert (new.unit.name, new.part, new.due) == ("市园林处", Part.CO, date(2026, 3, 12))


def test_the_unit_it_was_sent_to_first_is_suggested_no_more_but_the_one_it_named_is(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=S.RETURNED)
    with stage.database.writing() as work:
        work.session.get_one(Assignment, share).suggested_unit = "道路处"
    forge(stage, "olga", f"uphold:{share}")
    assert stage.labels("olga") == [f"{ROADS}（退回单位建议）", "取消"]


def test_a_unit_that_keeps_the_case_hears_why_and_has_a_fresh_term_to_accept(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=S.RETURNED)
    stage.forward(days=9)
    forge(stage, "olga", f"insist:{share}")
    stage.say("olga", "小区改造由贵局主管")
    found = assignment(stage, share)
    assert (found.state, found.accept_due, found.return_until) == (S.OFFERED, date(2026, 3, 16), date(2026, 3, 18))
    assert stage.said("uma")[-1] == "assignments/return_refused"
    assert "小区改造由贵局主管" in stage.last("uma")
    stage.tap("uma", "签收")
    assert assignment(stage, share).state is S.HANDLING


def test_a_ruling_moves_the_case_or_leaves_it_for_good(stage: Stage) -> None:
    first, second = give(stage, ("housing", Part.LEAD), ("roads", Part.CO), state=S.DISPUTED)
    forge(stage, "olga", f"stays:{first}")
    stage.say("olga", "按职责分工办理")
    kept = assignment(stage, first)
    assert kept.state is S.HANDLING
    assert kept.accepted_at is not None
    assert stage.said("uma") == ["assignments/ruled_stays"]
    forge(stage, "olga", f"moves:{second}")
    stage.say("olga", "道路不在其职责内")
    assert assignment(stage, second).state is S.CANCELLED
    assert stage.said("ugo") == ["assignments/ruled_moves"]
    assert stage.said("olga")[-1] == "assignments/ask_unit"


def test_what_was_not_given_back_is_not_decided_on(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    for act in ("uphold", "insist", "moves", "stays"):
        forge(stage, "olga", f"{act}:{share}")
    assert stage.said("olga") == ["refusals/not_now"] * 4
    forge(stage, "uma", f"uphold:{share}")
    assert stage.said("uma")[-1] in ("refusals/not_now", "refusals/not_yours")


def test_a_round_opened_anew_offers_fresh_shares_with_the_term_of_second_replies(stage: Stage) -> None:
    give(stage, ("housing", Part.SEPARATE), ("roads", Part.SEPARATE), state=S.DONE)
    with stage.database.writing() as work:
        case = work.session.get_one(Proposal, 1)
        case.round = 2
        turn = Turn(work, stage.now, stage.config, stage.banli.voice)
        ids = [(share.unit_id, share.part, (at,)) for at, share in enumerate(case.assignments, start=1)]
        given = assigning.open_round(turn, case, units=ids, term="1 months")
        turn.finish()
        assert [(a.part, a.round, a.due, a.requests) for a in given] == [
            (Part.SEPARATE, 2, date(2026, 4, 2), [1]),
            (Part.SEPARATE, 2, date(2026, 4, 2), [2]),
        ]
        assert given[0].due_explained["rule"] == "second_reply"
    assert stage.said("uma") == stage.said("ugo") == ["assignments/offered"]
    assert stage.said("dana") == []
