"""What a card offers is what its reader can do now, and each button leads somewhere."""

from collections.abc import Iterator

import pytest

from bot.domain.lifecycle import LIVES
from bot.domain.lives import Act, Part, Role, SurveyState
from bot.domain.lives import AssignmentState as A
from bot.domain.lives import ProposalState as P
from bot.domain.lives import ReplyState as R
from bot.handlers.subjects import TAPS
from bot.services.offers import DRAFT, OFFERS
from bot.voice import LANGUAGES
from tests.looking.scene import In, ask, put
from tests.stage import Stage


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    with Stage(sqlite_url) as stage:
        yield stage


# fmt: off
OFFERED: tuple[tuple[P, tuple[In, ...], str, list[str]], ...] = (
    # the case    its share                                   who     the labels of what he can do
    (P.SUBMITTED,  (),                                         "olga", ["立案", "不予立案", "转社情民意", "退回修改"]),
    (P.SUBMITTED,  (),                                         "dana", ["撤回"]),
    (P.CHANGES,    (),                                         "dana", ["修改后提交", "撤回"]),
    (P.FILED,      (),                                         "olga", ["交办"]),
    (P.HANDLING,   (In("housing", A.OFFERED),),                "uma",  ["签收", "签收并建议增加单位", "退回"]),
    (P.HANDLING,   (In("housing", A.OFFERED),),                "lena", []),
    (P.HANDLING,   (In("housing", A.HANDLING),),               "uma",  ["拟写答复", "记录面商"]),
    (P.HANDLING,   (In("housing", A.HANDLING, part=Part.CO),), "uma",  ["提交协办意见"]),
    (P.HANDLING,   (In("housing", A.RETURNED),),               "olga", ["交办", "催办", "同意退回", "不同意退回"]),
    (P.HANDLING,   (In("housing", A.DISPUTED),), "olga", ["交办", "催办", "裁定改办", "裁定由原单位办理"]),
    (P.HANDLING,   (In("housing", reply=R.DRAFTING),),         "uma",  ["拟写答复", "记录面商"]),
    (P.HANDLING,   (In("housing", reply=R.AT_LEADER),),        "uma",  ["记录面商"]),
    (P.HANDLING,   (In("housing", reply=R.AT_LEADER),),        "lena", ["审核答复"]),
    (P.HANDLING,   (In("housing", reply=R.AT_OFFICE),),        "olga", ["交办", "催办", "审核答复"]),
    (P.ANSWERED,   (In("housing", A.DONE, reply=R.ISSUED),),   "olga", ["办结"]),
    (P.MEETING,    (),                                         "olga", ["登记面商结果", "重新办理"]),
    (P.CLOSED,     (),                                         "olga", ["重启办理", "归档"]),
    (P.ARCHIVED,   (),                                         "olga", []),
)
# fmt: on
WORDS = ("全文", "查看", "为何是这天", "全部经过", "类似件", "更多", "案卷", "交办单", "答复函", "征询意见表")


def test_a_card_offers_what_its_reader_can_do_now(stage: Stage) -> None:
    with stage.database.writing() as work:
        for number, (state, shares, _, _) in enumerate(OFFERED, 1):
            put(work, stage.now, number, *shares, state=state)
    for number, (state, shares, name, expected) in enumerate(OFFERED, 1):
        stage.say(name, f"/case {number}")
        labels = [label for label in stage.labels(name) if not label.startswith(WORDS)]
        assert labels == expected, (state, shares, name)


def test_what_a_guard_forbids_is_not_offered(stage: Stage) -> None:
    with stage.database.writing() as work:
        late = put(work, stage.now, 12, In("housing", A.OFFERED), proposers=("dana", "dan"))
        late.assignments[0].return_until = stage.now.date().replace(day=1)
        asked = put(work, stage.now, 13, In("housing", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
        ask(work, stage.now, asked, "dana")
    stage.say("uma", "/case 12")
    assert "签收" in stage.labels("uma")
    assert "退回" not in stage.labels("uma")
    stage.say("dan", "/case 12")
    assert "撤回" not in stage.labels("dan")
    stage.say("olga", "/case 13")
    assert "办结" not in stage.labels("olga")


def test_the_office_is_led_to_a_new_round_only_by_discontent(stage: Stage) -> None:
    with stage.database.writing() as work:
        for number, verdict in enumerate(("satisfied", "unsatisfied"), 12):
            case = put(work, stage.now, number, In("housing", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
            ask(work, stage.now, case, "dana", verdict)
    for number, labels in ((12, {"办结"}), (13, {"办结", "重新办理", "面商研究"})):
        stage.say("olga", f"/case {number}")
        assert {"办结", "重新办理", "面商研究"} & set(stage.labels("olga")) == labels


def test_a_proposer_rates_from_the_card_and_may_change_his_mind(stage: Stage) -> None:
    with stage.database.writing() as work:
        case = put(work, stage.now, 12, In("housing", A.DONE, reply=R.ISSUED), state=P.ANSWERED)
        survey = ask(work, stage.now, case, "dana")
    stage.say("dana", "/case 12")
    assert "评价" in stage.labels("dana")
    with stage.database.writing() as work:
        survey = work.session.merge(survey)
        survey.state, survey.verdict = SurveyState.RATED, "satisfied"
    stage.say("dana", "/case 12")
    assert "修改评价" in stage.labels("dana")
    assert "评价" not in stage.labels("dana")


def test_every_offer_is_a_row_of_the_tables_with_a_tap_behind_it_and_words_on_it(stage: Stage) -> None:
    rows = {(life.name, row.act) for life in LIVES for row in life.moves}
    assert OFFERS.keys() <= rows
    assert {offer.data.split(":")[0] for offer in [*OFFERS.values(), DRAFT]} <= TAPS.keys()
    for language in LANGUAGES:
        for offer in [*OFFERS.values(), DRAFT]:
            assert stage.banli.voice.word(language, "offers", offer.label)
        for act in Act:
            assert stage.banli.voice.word(language, "acts", act.value)
        for role in Role:
            assert stage.banli.voice.word(language, "roles", role.value)
