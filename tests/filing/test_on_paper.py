"""What is said on paper is written down by the office for those who cannot say it in the bot, and for nobody else."""

import pytest
from sqlalchemy import select

from bot.domain.lives import ProposalState
from store.tables import JournalRow
from tests.filing.scene import proposal, put_in
from tests.handling.case import forge
from tests.stage import Stage

S = ProposalState


def asked(stage: Stage) -> int:
    """A case of Dana's, Dan's and Mr. Nobody's, who is not in the bot; Dana wants to take it back."""
    row = put_in(stage, S.FILED, number=1, proposers=("dana", "dan", "nobody"))
    forge(stage, "dana", f"withdraw:{row}")
    stage.tap("dana", "征求意见")
    return row


def test_a_withdrawal_of_a_case_with_an_absent_co_signer_comes_to_its_end(stage: Stage) -> None:
    row = asked(stage)
    forge(stage, "dan", f"consent:{row}")
    forge(stage, "olga", f"papersay:{row}")
    stage.tap("olga", "Nobody 同意")
    assert proposal(stage, row).state is S.WITHDRAWN
    with stage.work() as work:
        kept = select(JournalRow.detail).where(JournalRow.act == "consent").order_by(JournalRow.id)
        assert [(line["name"], line["on_paper"]) for line in work.session.scalars(kept)] == [
            ("Dan", False),
            ("Nobody", True),
        ]


def test_one_consent_on_paper_does_not_stand_for_the_others(stage: Stage) -> None:
    row = asked(stage)
    forge(stage, "olga", f"papersay:{row}:3:yes")
    assert "还在等Dan" in stage.last("olga")
    forge(stage, "olga", f"papersay:{row}:3:yes")
    assert stage.said("olga")[-1] == "refusals/withdrawal_is_asked"
    assert proposal(stage, row).state is S.FILED


@pytest.mark.parametrize(
    ("who", "data", "refusal"),
    [
        ("olga", "papersay:{}:2:yes", "withdrawal_is_asked"),  # Dan is here, and says it himself
        ("olga", "papersay:{}:1:no", "withdrawal_is_asked"),
        ("olga", "consent:{}", "not_yours"),
        ("olga", "dissent:{}", "not_yours"),
        ("dan", "papersay:{}:3:yes", "not_yours"),
        ("dana", "papersay:{}:3:yes", "not_yours"),
        ("uma", "papersay:{}:3:yes", "not_yours"),
        ("dana", "papersign:{}", "not_now"),
        ("uma", "papersign:{}", "not_yours"),
    ],
)
def test_nobody_speaks_for_another_but_the_office_for_the_absent(
    stage: Stage, who: str, data: str, refusal: str
) -> None:
    row = asked(stage)
    forge(stage, who, data.format(row))
    assert stage.said(who)[-1] == f"refusals/{refusal}"
    case = proposal(stage, row)
    assert case.state is S.FILED
    assert [one.name for one in case.proposers if one.consented_at] == ["Dana"]


def test_nothing_is_written_down_that_was_not_asked(stage: Stage) -> None:
    row = put_in(stage, S.FILED, number=1, proposers=("dana", "nobody"))
    forge(stage, "olga", f"papersay:{row}")
    assert stage.said("olga") == ["refusals/withdrawal_is_asked"]


def test_once_units_have_it_nobody_signs_any_more(stage: Stage) -> None:
    row = put_in(stage, S.HANDLING, number=1)
    forge(stage, "olga", f"papersign:{row}")
    assert stage.said("olga") == ["refusals/not_now"]


def test_names_on_paper_are_names(stage: Stage) -> None:
    row = put_in(stage, S.SUBMITTED)
    forge(stage, "olga", f"papersign:{row}")
    for words, refusal in ((" 、", "text_wanted"), ("何" * 61, "too_long"), ("何一平、何 一平", "deputy_named_twice")):
        stage.say("olga", words)
        assert stage.said("olga")[-2] == f"unreadable/{refusal}"
    stage.say("olga", "、".join(f"何{n}" for n in range(51)))
    assert stage.said("olga")[-2] == "unreadable/too_many_deputies"
    stage.say("olga", "何一平")
    stage.tap("olga", "确认登记")
    assert [one.name for one in proposal(stage, row).proposers] == ["Dana", "何一平"]
    assert proposal(stage, row).proposers[1].signed_at is not None
