"""Several put a proposal forward: asked, signed, declined, handed in, taken back; and what nobody may do."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.lives import ProposalState, Role
from store.tables import Person, Proposal, Proposer
from tests.filing.scene import proposal, put_in
from tests.handling.case import forge, press
from tests.stage import Stage

S = ProposalState


def being_signed(stage: Stage) -> int:
    """A proposal of Dana's that Dan has been asked to sign; its row."""
    row = put_in(stage, S.SIGNING, proposers=("dana", "dan"))
    with stage.database.writing() as work:
        case = work.session.get_one(Proposal, row)
        case.sign_until = (stage.now + timedelta(days=3)).date()
        case.proposers[1].invited_at = datetime(2026, 3, 1, tzinfo=UTC)
    return row


def names(stage: Stage, row: int) -> list[str]:
    """Whose names stand under the proposal."""
    with stage.work() as work:
        found = select(Proposer.name).where(Proposer.proposal_id == row).order_by(Proposer.position)
        return list(work.session.scalars(found))


@pytest.mark.parametrize(
    ("who", "data", "refusal"),
    [
        ("dan", "cosign", "leads_the_proposal"),
        ("dan", "handin", "leads_the_proposal"),
        ("dan", "withdraw", "leads_the_proposal"),
        ("dan", "revise", "leads_the_proposal"),
        ("dana", "revise", "not_now"),
        ("dana", "discard", "not_now"),
        ("dana", "sign", "invited_to_sign"),
        ("dana", "decline", "invited_to_sign"),
        ("dan", "consent", "not_now"),
        ("olga", "sign", "not_yours"),
        ("olga", "handin", "not_yours"),
        ("uma", "sign", "not_yours"),
    ],
)
def test_each_does_his_own_part_only_while_a_proposal_is_signed(
    stage: Stage, who: str, data: str, refusal: str
) -> None:
    row = being_signed(stage)
    forge(stage, who, f"{data}:{row}")
    assert stage.said(who) == [f"refusals/{refusal}"]
    assert proposal(stage, row).state is S.SIGNING


def test_the_office_sees_nothing_of_what_is_not_handed_in(stage: Stage) -> None:
    row = being_signed(stage)
    forge(stage, "olga", f"case:{row}")
    assert stage.said("olga") == ["refusals/old_button"]


@pytest.mark.parametrize("data", ["sign", "decline", "consent", "dissent", "handin", "discard", "cosign"])
def test_a_button_of_no_case_is_old(stage: Stage, data: str) -> None:
    forge(stage, "dana", f"{data}:999")
    assert stage.said("dana") == ["refusals/old_button"]


def test_who_has_not_signed_does_not_stand_under_it(stage: Stage) -> None:
    row = being_signed(stage)
    forge(stage, "dana", f"handin:{row}")
    assert "Dan" in stage.last("dana")
    stage.tap("dana", "确认提交")
    stage.tap("dana", "确认提交", again=True)
    assert names(stage, row) == ["Dana"]
    assert stage.said("dan") == ["proposals/signing_closed"]
    assert stage.said("olga") == ["proposals/submitted"]
    assert stage.said("dana")[-1] == "refusals/not_now"


def test_who_signed_hears_that_it_was_handed_in(stage: Stage) -> None:
    row = being_signed(stage)
    forge(stage, "dan", f"sign:{row}")
    forge(stage, "dana", f"handin:{row}:yes")
    assert names(stage, row) == ["Dana", "Dan"]
    assert stage.said("dan")[-1] == "proposals/signing_over"


def test_several_names_are_read_and_several_who_are_meant_are_offered(stage: Stage) -> None:
    with stage.database.writing() as work:
        for name in ("王 芳", "王芳华", "李明"):
            work.session.add(Person(name=name, role=Role.DEPUTY, joined_at=stage.now))
        work.session.add_all(Person(name=f"赵{n}", role=Role.DEPUTY, joined_at=stage.now) for n in range(13))
    row = being_signed(stage)
    forge(stage, "dana", f"cosign:{row}")
    press(stage, "dana", "say:cosigners:done")
    assert stage.said("dana")[-1] == "unreadable/deputy_wanted"
    stage.say("dana", "赵")
    assert stage.said("dana")[-2] == "unreadable/too_many_deputies"
    press(stage, "dana", "say:cosigners:1")
    assert stage.said("dana")[-2] == "unreadable/deputy_wanted"
    stage.people.share("Dana", "sticker", size=10)
    stage.wait()
    assert stage.said("dana")[-2] == "unreadable/deputy_wanted"
    stage.say("dana", "王")
    assert stage.labels("dana")[:2] == ["王 芳", "王芳华"]
    stage.tap("dana", "王芳华")
    stage.say("dana", "王芳、李 明")
    assert "2. 王 芳" in stage.last("dana")
    assert "3. 李明" in stage.last("dana")
    stage.tap("dana", "完成")
    assert stage.said("dana")[-1] == "proposals/invited"
    assert names(stage, row) == ["Dana", "Dan", "王 芳", "王芳华", "李明"]


def test_a_draft_that_was_thrown_away_is_found_by_nobody(stage: Stage) -> None:
    row = put_in(stage, S.DRAFT)
    forge(stage, "dana", f"discard:{row}")
    stage.say("dana", "/mine")
    assert stage.labels("dana") == ["提交新的"]
    stage.say("olga", "/find 河滨路")
    assert "没有找到" in stage.last("olga")


def test_a_withdrawal_waits_for_everybody_and_is_asked_once(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1, proposers=("dana", "dan", "nobody"))
    forge(stage, "dana", f"withdraw:{row}")
    stage.tap("dana", "征求意见")
    forge(stage, "dana", f"withdraw:{row}")
    assert stage.said("dana")[-1] == "refusals/withdrawal_asked"
    forge(stage, "dan", f"consent:{row}")
    assert "nobody".capitalize() in stage.last("dan")
    forge(stage, "dan", f"consent:{row}")
    assert stage.said("dan")[-1] == "refusals/withdrawal_is_asked"
    forge(stage, "dana", f"consent:{row}")
    assert stage.said("dana")[-1] == "refusals/withdrawal_is_asked"
    assert proposal(stage, row).state is S.FILED
