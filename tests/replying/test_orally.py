"""Where nobody wants a letter there is none, and one who does want it gets it for all."""

from io import BytesIO
from zipfile import ZipFile

from sqlalchemy import select

from bot.domain.lives import Part, ProposalState
from store.tables import Proposal
from tests.filing.scene import put_in
from tests.handling.case import answer, forge, give, proposal, reply, surveys
from tests.papers.received import files, only
from tests.stage import Stage


def answered(stage: Stage) -> int:
    """A case whose proposer wants nothing in writing, answered and before the office; its share."""
    (share,) = give(stage, ("housing", Part.LEAD))
    answer(stage, share)
    want_no_letter(stage, 12)
    return share


def want_no_letter(stage: Stage, number: int) -> None:
    with stage.database.writing() as work:
        work.session.scalars(select(Proposal).where(Proposal.number == number)).one().no_written_reply = True


def issue(stage: Stage, share: int) -> None:
    found = reply(stage, share)
    forge(stage, "olga", f"issue:{found.id}:{found.version}")


def test_an_oral_reply_has_no_number_and_no_letter_and_is_rated(stage: Stage) -> None:
    share = answered(stage)
    issue(stage, share)
    assert files(stage, "dana", "replies/issued") == {}
    assert reply(stage, share).document_number == ""
    assert [survey.reply_id for survey in surveys(stage)] == [reply(stage, share).id]
    assert proposal(stage).state is ProposalState.ANSWERED
    forge(stage, "dana", f"paper:letter:{reply(stage, share).id}")
    assert stage.said("dana")[-1] == "refusals/not_yours"
    stage.say("olga", "/case 12")
    assert "答复函" not in stage.labels("olga")


def test_its_case_file_has_no_letter(stage: Stage) -> None:
    issue(stage, answered(stage))
    forge(stage, "olga", f"paper:casefile:{proposal(stage).id}")
    with ZipFile(BytesIO(only(stage, "olga", "documents/paper"))) as pack:
        assert not [name for name in pack.namelist() if "答复函" in name]
        assert [name for name in pack.namelist() if "案卷" in name]


def test_a_merged_case_that_wants_a_letter_has_it_written(stage: Stage) -> None:
    share = answered(stage)
    other = put_in(stage, ProposalState.MERGED, number=13, proposers=("dan",))
    with stage.database.writing() as work:
        work.session.get_one(Proposal, other).merged_into = proposal(stage).id
    issue(stage, share)
    assert len(files(stage, "dan", "replies/issued")) == 1


def test_the_oral_reply_is_read_in_english_too(stage: Stage) -> None:
    stage.say("dana", "/language")
    stage.tap("dana", "English")
    issue(stage, answered(stage))
    assert "Oral reply to suggestion No. 12" in stage.last("dana")
    assert "第1项正在办理。" in stage.last("dana")
    assert "第2项正在办理。" not in stage.last("dana")
