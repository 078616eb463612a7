"""The office lets a reply out: the proposers read it, and what was only waiting for it ends."""

from bot.domain.lives import AssignmentState, Part, ProposalState, ReplyState
from store.tables import Assignment
from tests.handling.case import REQUESTS, assignment, forge, give, proposal, reply, surveys
from tests.handling.writing import begin, issue, to_office, write_all
from tests.stage import UNITS, Stage

LEAD = ("housing", Part.LEAD)


def test_every_proposer_reads_the_whole_reply_with_its_files_and_is_asked_to_rate_it(stage: Stage) -> None:
    (share,) = give(stage, LEAD, proposers=("dana", "dan"))
    begin(stage, share)
    stage.file("uma", b"%PDF-1.4 plan", "方案.pdf")
    issue(stage, share)
    asked = {survey.person_id: survey.id for survey in surveys(stage)}
    for name in ("dana", "dan"):
        assert stage.said(name) == ["replies/issued"]
        letter = stage.letter(name, "replies/issued")
        assert all(
            text in letter.body["text"] for text in (*REQUESTS, "第3项已经完成。", "A 已经解决", UNITS["housing"][0])
        )
        assert [file[-1] for file in letter.body["files"]] == ["答复函-第12号-市住房建设局.docx", "方案.pdf"]
        assert [row[0][1] for row in letter.body["buttons"]] == [f"rate:{asked[stage.person(name).id]}"]


def test_with_the_reply_the_share_and_the_round_are_answered(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    found = assignment(stage, share)
    assert (found.state, found.done_in_time, found.done_at is not None) == (AssignmentState.DONE, True, True)
    assert proposal(stage).state is ProposalState.ANSWERED
    assert reply(stage, share).issued_at is not None
    assert stage.said("uma")[-1] == "replies/issued_to_proposer"
    assert stage.labels("olga") == []


def test_a_reply_after_its_date_is_late(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    stage.at("2026-06-03T10:00:00+08:00")
    issue(stage, share)
    assert assignment(stage, share).done_in_time is False


def test_a_second_tap_on_issue_tells_nobody_twice(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    stage.tap("olga", "发出", again=True)
    assert stage.said("olga")[-1] == "refusals/not_now"
    assert stage.said("dana") == ["replies/issued"]
    assert len(surveys(stage)) == 1


def test_of_units_that_answer_separately_the_last_ends_the_round(stage: Stage) -> None:
    mine, other = give(stage, ("housing", Part.SEPARATE), ("roads", Part.SEPARATE))
    issue(stage, mine)
    assert assignment(stage, mine).state is AssignmentState.DONE
    assert assignment(stage, other).state is AssignmentState.HANDLING
    assert proposal(stage).state is ProposalState.HANDLING


def test_who_only_assists_is_done_when_the_answer_is_out(stage: Stage) -> None:
    lead, co = give(stage, LEAD, ("roads", Part.CO))
    issue(stage, lead)
    found = assignment(stage, co)
    assert (found.state, found.done_in_time) == (AssignmentState.DONE, None)
    assert proposal(stage).state is ProposalState.ANSWERED
    forge(stage, "ugo", f"opinion:{co}")
    assert stage.said("ugo")[-1] == "refusals/not_now"


def test_who_was_to_assist_and_never_accepted_is_free(stage: Stage) -> None:
    lead, co = give(stage, LEAD, ("roads", Part.CO))
    with stage.database.writing() as work:
        work.session.get_one(Assignment, co).state = AssignmentState.OFFERED
    issue(stage, lead)
    assert assignment(stage, co).state is AssignmentState.CANCELLED
    assert stage.said("ugo") == ["assignments/cancelled"]


def test_the_office_hears_to_whom_it_must_bring_the_letter_on_paper(stage: Stage) -> None:
    (share,) = give(stage, LEAD, proposers=("dana", "王某"))
    issue(stage, share)
    assert "请送达书面答复：王某" in stage.last("olga")
    assert proposal(stage).state is ProposalState.ANSWERED


def test_a_case_whose_proposers_nobody_knows_is_answered_all_the_same(stage: Stage) -> None:
    (share,) = give(stage, LEAD, proposers=("王某", "李某"))
    issue(stage, share)
    assert "王某、李某" in stage.last("olga")
    assert surveys(stage) == []
    assert proposal(stage).state is ProposalState.ANSWERED


def test_a_reply_whose_case_was_taken_away_is_not_issued(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    with stage.database.writing() as work:
        work.session.get_one(Assignment, share).state = AssignmentState.CANCELLED
    stage.tap("olga", "发出")
    assert stage.said("olga")[-1] == "refusals/not_now"
    assert reply(stage, share).state is ReplyState.AT_OFFICE
    assert stage.said("dana") == []


def test_while_the_proposer_is_being_asked_something_a_reply_may_still_be_issued(stage: Stage) -> None:
    (share,) = give(stage, LEAD, state=AssignmentState.PAUSED)
    issue(stage, share)
    assert assignment(stage, share).state is AssignmentState.DONE


def test_a_reply_longer_than_a_message_comes_in_several_with_the_buttons_under_the_last(stage: Stage) -> None:
    (share,) = give(stage, LEAD, requests=("修补院内路面",))
    begin(stage, share)
    for _ in range(3):
        stage.say("uma", "路面已经修补。" * 400)
    write_all(stage, 1)
    stage.tap("uma", "提交审核")
    cards = [letter for letter in stage.letters if (letter.to, letter.message) == ("lena", "replies/to_approve")]
    assert len(cards) > 1
    assert ["buttons" in card.body for card in cards] == [False] * (len(cards) - 1) + [True]
    assert sum(card.body["text"].count("路面已经修补。") for card in cards) == 1200
    stage.tap("lena", "同意")
    assert reply(stage, share).state is ReplyState.AT_OFFICE


def test_what_people_write_is_shown_as_they_wrote_it(stage: Stage) -> None:
    (share,) = give(stage, LEAD, requests=("修补 <路面> & [院子](lang:en)",))
    begin(stage, share)
    stage.say("uma", "已完成 <b>&</b> [评价](rate:1)")
    write_all(stage, 1)
    stage.tap("uma", "提交审核")
    assert "修补 <路面> & [院子](lang:en)" in stage.last("lena")
    assert "已完成 <b>&</b> [评价](rate:1)" in stage.last("lena")
    assert stage.labels("lena") == ["同意", "退回修改", "已阅", "我来办"]
