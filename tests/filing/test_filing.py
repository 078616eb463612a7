"""The office files a case with a number that was never given before, or says why it does not."""

from bot.domain.lives import ProposalState
from store.tables import Proposal
from tests.filing.scene import proposal, put_in
from tests.handling.case import forge
from tests.stage import Stage

S = ProposalState


def test_a_filed_case_has_the_next_number_and_its_proposers_hear_it(stage: Stage) -> None:
    case = put_in(stage, proposers=("dana", "dan"))
    forge(stage, "olga", f"file:{case}")
    found = proposal(stage, case)
    assert (found.state, found.number) == (S.FILED, 1)
    assert found.filed_at is not None
    for name in ("dana", "dan"):
        assert stage.said(name) == ["proposals/filed"]
        assert "第1号" in stage.last(name)
    assert stage.labels("olga") == ["交办", "查看"]


def test_a_number_is_not_given_again_after_its_case_was_withdrawn(stage: Stage) -> None:
    first, second = put_in(stage), put_in(stage)
    forge(stage, "olga", f"file:{first}")
    stage.say("dana", "/case 1")
    stage.tap("dana", "撤回")
    stage.tap("dana", "确定撤回")
    forge(stage, "olga", f"file:{second}")
    assert (proposal(stage, first).number, proposal(stage, second).number) == (1, 2)


def test_filing_twice_gives_one_number(stage: Stage) -> None:
    case = put_in(stage)
    forge(stage, "olga", f"file:{case}")
    forge(stage, "olga", f"file:{case}")
    assert stage.said("olga") == ["filing/filed", "refusals/not_now"]
    found = proposal(stage, case)
    assert (found.number, found.sitting.last_number) == (1, 1)


def test_only_the_office_files(stage: Stage) -> None:
    case = put_in(stage)
    for act in ("file", "reject", "changes", "transfer", "assign"):
        forge(stage, "dana", f"{act}:{case}")
    assert set(stage.said("dana")) <= {"refusals/not_yours", "refusals/not_now"}
    assert proposal(stage, case).state is S.SUBMITTED


def test_a_case_is_not_filed_for_one_of_the_set_reasons(stage: Stage) -> None:
    case = put_in(stage)
    forge(stage, "olga", f"reject:{case}")
    stage.say("olga", "就是不行")
    assert stage.said("olga")[-2:] == ["unreadable/tap_wanted", "filing/ask_reason"]
    stage.tap("olga", "内容空泛，没有具体建议")
    found = proposal(stage, case)
    assert (found.state, found.number) == (S.REJECTED, None)
    assert "内容空泛" in found.reason
    assert stage.said("dana") == ["proposals/rejected"]
    assert "内容空泛" in stage.last("dana")


def test_a_case_passed_on_as_public_opinion_says_so_with_a_remark(stage: Stage) -> None:
    case = put_in(stage)
    forge(stage, "olga", f"transfer:{case}")
    stage.say("olga", "内容属于情况反映")
    assert proposal(stage, case).state is S.TRANSFERRED
    assert "内容属于情况反映" in stage.last("dana")


def test_what_has_been_decided_meanwhile_is_not_decided_again(stage: Stage) -> None:
    case = put_in(stage)
    forge(stage, "olga", f"changes:{case}")
    with stage.database.writing() as work:
        work.session.get_one(Proposal, case).state = S.REJECTED
    stage.say("olga", "请补充")
    assert stage.said("olga")[-1] == "refusals/not_now"
    assert proposal(stage, case).reason == ""
    stage.say("olga", "请补充")  # the question is not open any more: no other answer would help
    assert stage.said("olga")[-1] == "unreadable/nothing_asked"


def test_a_sensitive_case_that_was_sent_back_can_be_handed_in_again_once_it_is_not_sensitive(stage: Stage) -> None:
    """Of a sensitive case nothing is written in the chat, so the office must be able to let it back in."""
    case = put_in(stage)
    forge(stage, "olga", f"sensitive:{case}")
    forge(stage, "olga", f"changes:{case}")
    stage.say("olga", "请补充")
    forge(stage, "dana", f"revise:{case}")
    assert stage.said("dana")[-1] == "refusals/sensitive_on_paper"
    forge(stage, "olga", f"unsensitive:{case}")
    forge(stage, "dana", f"revise:{case}")
    stage.tap("dana", "重新提交")
    assert proposal(stage, case).state is S.SUBMITTED
