"""Cases merged and taken apart, key cases, urging and sensitive cases: who may, and what nobody may."""

import threading

import pytest
from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part, ProposalState, ReplyState, Role, SurveyState
from store import proposals
from store.database import Database
from store.tables import Assignment, JournalRow, Person, Proposal, Reply, Sitting, Survey
from tests.filing.scene import TITLE, proposal, put_in
from tests.handling.case import forge, give, press
from tests.stage import Stage

S = ProposalState


def merged(stage: Stage) -> tuple[int, int]:
    """Dan's case, merged into Dana's; the rows of the lead and of the merged one."""
    lead, other = put_in(stage, S.FILED, number=1), put_in(stage, proposers=("dan",))
    forge(stage, "olga", f"merge:{other}")
    stage.say("olga", "1")
    assert stage.said("olga")[-1] == "filing/merged"
    return lead, other


def test_a_case_is_not_merged_into_itself_a_merged_or_a_closed_one(stage: Stage) -> None:
    lead, other = merged(stage)
    closed = put_in(stage, S.CLOSED, number=5)
    third = put_in(stage, S.FILED, number=7)
    forge(stage, "olga", f"merge:{third}")
    for wrong in (third, other, closed):
        press(stage, "olga", f"say:lead:{wrong}")
        assert stage.said("olga")[-2:] == ["unreadable/no_lead_case", "filing/ask_lead"]
    press(stage, "olga", "say:lead:x")
    assert stage.said("olga")[-2] == "unreadable/number_wanted"
    stage.say("olga", "/cancel")
    forge(stage, "olga", f"merge:{lead}")
    assert stage.said("olga")[-1] == "refusals/leads_others"
    assert proposal(stage, third).merged_into is None


def test_a_merged_proposer_sees_the_lead_case_but_does_not_lead_it(stage: Stage) -> None:
    lead, _ = merged(stage)
    stage.say("dan", "/case 1")
    assert TITLE in stage.last("dan")
    forge(stage, "dan", f"withdraw:{lead}")
    assert stage.said("dan")[-1] == "refusals/leads_the_proposal"


def test_a_case_taken_out_is_rated_by_its_own_no_more(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.DONE)
    with stage.database.writing() as work:
        lead = work.session.scalars(select(Proposal)).one()
        lead.state = S.ANSWERED
        row, day = lead.id, stage.now.date()
        reply = Reply(assignment_id=share, state=ReplyState.ISSUED, state_since=stage.now, issued_at=stage.now)
        work.session.add(reply)
        work.session.flush()
        dan = work.session.scalars(select(Person).where(Person.name == "Dan")).one()
        survey = Survey(reply_id=reply.id, person_id=dan.id, state=SurveyState.OPEN, opened_at=stage.now, due=day)
        work.session.add(survey)
    other = put_in(stage, S.MERGED, proposers=("dan",))
    with stage.database.writing() as work:
        work.session.get_one(Proposal, other).merged_into = row
    forge(stage, "olga", f"unmerge:{other}")
    with stage.work() as work:
        assert work.session.scalars(select(Survey.state)).all() == [SurveyState.DROPPED]
    assert proposal(stage, other).state is S.SUBMITTED


def test_the_merged_are_put_away_with_the_lead(stage: Stage) -> None:
    lead, other = merged(stage)
    with stage.database.writing() as work:
        work.session.get_one(Proposal, lead).state = S.CLOSED
    forge(stage, "olga", f"archive:{lead}:yes")
    assert {proposal(stage, row).state for row in (lead, other)} == {S.ARCHIVED}


def test_no_number_is_given_twice_however_many_ask_at_once(stage: Stage) -> None:
    given: list[int] = []

    def take() -> None:
        database = Database(stage.url)
        try:
            for _ in range(5):
                with database.writing() as work:
                    given.append(proposals.next_number(work, work.session.scalars(select(Sitting.id)).one()))
        finally:
            database.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 21))


@pytest.mark.parametrize("data", ["merge", "unmerge", "key", "unkey", "sensitive", "unsensitive"])
def test_only_the_office_merges_and_marks(stage: Stage, data: str) -> None:
    give(stage, ("housing", Part.LEAD))
    for name in ("dana", "uma"):
        forge(stage, name, f"{data}:1")
        assert stage.said(name)[-1] in ("refusals/not_yours", "refusals/not_now")


def test_a_mark_that_is_not_there_is_not_taken_away(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD))
    for data in ("unkey:1", "unsensitive:1"):
        forge(stage, "olga", data)
        assert stage.said("olga")[-1] == "refusals/marked_already"
    forge(stage, "olga", "key:1:999")
    assert stage.said("olga")[-1] == "refusals/old_button"
    forge(stage, "olga", "key:1:0")
    forge(stage, "olga", "sensitive:1")
    forge(stage, "olga", "sensitive:1")
    assert stage.said("olga")[-3:] == ["filing/key_marked", "filing/sensitive_marked", "refusals/marked_already"]


def test_a_key_case_of_another_supervisor_is_no_business_of_his(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD))
    with stage.database.writing() as work:
        vera = Person(name="Vera", role=Role.SUPERVISOR, joined_at=stage.now)
        work.session.add(vera)
        work.session.flush()
        number = vera.id
        work.session.scalars(select(Person).where(Person.name == "Dan")).one().role = Role.SUPERVISOR
    forge(stage, "olga", f"key:1:{number}")
    forge(stage, "dan", "urge:1")
    assert stage.said("dan") == ["refusals/not_yours"]
    assert proposal(stage, 1).supervisor_id == number


def test_two_who_urge_at_once_urge_once(stage: Stage) -> None:
    give(stage, ("housing", Part.LEAD), ("roads", Part.CO))
    forge(stage, "dana", "urge:1")
    forge(stage, "olga", "urge:1")
    assert stage.said("olga") == ["proposals/urged", "refusals/not_urged_lately"]
    assert (stage.said("uma"), stage.said("ugo")) == (["proposals/urged"], [])
    stage.forward(days=3)
    forge(stage, "olga", "urge:1")
    assert stage.said("olga")[-1] == "proposals/urged_now"


def test_nothing_is_written_in_the_chat_about_a_sensitive_case(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), requests=("绝密要点",))
    forge(stage, "olga", "onpaper:1")
    assert stage.said("olga")[-1] == "refusals/not_now"
    forge(stage, "olga", "sensitive:1")
    forge(stage, "uma", f"draft:{share}")
    assert stage.said("uma")[-1] == "refusals/sensitive_on_paper"
    for name in ("olga", "uma", "dana"):
        stage.say(name, "/case 12")
        assert "绝密要点" not in stage.last(name)
        assert "第12号" in stage.last(name)
    with stage.work() as work:
        assert "绝密要点" not in str(work.session.scalars(select(JournalRow.detail)).all())


def test_what_an_assisting_unit_answers_on_paper_is_no_answer_while_nobody_leads(stage: Stage) -> None:
    lead, co = give(stage, ("housing", Part.LEAD), ("roads", Part.CO))
    forge(stage, "olga", "sensitive:1")
    with stage.database.writing() as work:
        work.session.get_one(Assignment, lead).state = AssignmentState.CANCELLED
    forge(stage, "olga", f"onpaper:{co}")
    with stage.work() as work:
        assert work.session.get_one(Assignment, co).state is AssignmentState.DONE
        assert work.session.get_one(Proposal, 1).state is ProposalState.HANDLING
