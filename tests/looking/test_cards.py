"""A case's card: whose business it is sees it, and of it what is his."""

from collections.abc import Iterator

import pytest

from bot.domain.lives import AssignmentState as A
from bot.domain.lives import Part
from bot.domain.lives import ProposalState as P
from bot.domain.lives import ReplyState as R
from store.tables import PublishedReply
from tests.handling.case import forge
from tests.looking.scene import In, ask, happened, put, write
from tests.stage import Stage

TEXT = "已列入三年计划"


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    with Stage(sqlite_url) as stage:
        yield stage


def give(stage: Stage, *shares: In, title: str = "加装电梯", sitting: str = "", proposer: str = "dana") -> int:
    """Case 12 of a sitting; its row id."""
    with stage.database.writing() as work:
        return put(work, stage.now, 12, *shares, title=title, sitting=sitting, proposers=(proposer,)).id


def lines(stage: Stage, name: str) -> list[str]:
    return stage.last(name).splitlines()


@pytest.mark.parametrize("name", ["olga", "uma", "lena", "dana"])
def test_whose_business_it_is_opens_the_case_by_number_and_by_button(stage: Stage, name: str) -> None:
    case = give(stage, In("housing"))
    stage.say(name, "/case 12")
    by_number = stage.last(name)
    assert by_number.startswith("第12号建议　加装电梯")
    assert "· 市住房建设局（主办）：办理中，2026年6月2日（周二），还有92天（63个工作日）" in by_number.splitlines()
    forge(stage, name, f"case:{case}")
    assert stage.last(name) == by_number


@pytest.mark.parametrize("name", ["ugo", "dan"])
def test_to_a_stranger_a_case_is_like_one_that_does_not_exist(stage: Stage, name: str) -> None:
    case = give(stage, In("housing"))
    stage.say(name, "/case 12")
    refused = stage.last(name)
    stage.say(name, "/case 13")
    assert stage.last(name) == refused.replace("12", "13")
    assert "没有第13号" in stage.last(name)
    for data in (
        f"case:{case}",
        "case:99",
        "case:" + "9" * 40,
        f"timeline:{case}",
        f"printed:{case}",
        f"text:{case}",
        "case",
    ):
        forge(stage, name, data)
    assert stage.said(name)[-7:] == ["refusals/old_button"] * 7


def test_a_number_is_read_however_it_is_written(stage: Stage) -> None:
    give(stage)
    for text in ("12", " 第12号 ", "第 12 号", "12号", "１２", "12 一次会议"):
        stage.say("olga", f"/case {text}")
        assert stage.last("olga").startswith("第12号"), text


def test_what_is_no_number_is_said_to_be_none(stage: Stage) -> None:
    for text in ("abc", "十二", "-1", "12345678901"):
        stage.say("olga", f"/case {text}")
        assert stage.said("olga")[-1] == "unreadable/number_wanted", text


def test_without_a_number_it_is_asked_for_until_there_is_such_a_case(stage: Stage) -> None:
    give(stage)
    stage.say("olga", "/case")
    stage.say("olga", "99")
    stage.say("olga", "12")
    stage.say("olga", "12")
    assert stage.said("olga")[-4:] == [
        "looking/ask_number",
        "refusals/no_such_case",
        "looking/card",
        "unreadable/nothing_asked",
    ]


def test_of_several_sittings_the_newest_is_opened_and_the_others_are_a_tap_away(stage: Stage) -> None:
    give(stage, title="旧的一件")
    give(stage, title="新的一件", sitting="市十届人大二次会议")
    stage.say("olga", "/case 12")
    assert "新的一件" in stage.last("olga")
    stage.tap("olga", "市十届人大一次会议 第12号")
    assert "旧的一件" in stage.last("olga")
    stage.say("olga", "/case 12 一次会议")
    assert "旧的一件" in stage.last("olga")
    assert not [label for label in stage.labels("olga") if "第12号" in label]
    stage.say("olga", "/case 12 九届")
    assert "没有第12号（九届）" in stage.last("olga")


def test_an_earlier_case_is_opened_where_the_newest_of_its_number_is_not_the_persons(stage: Stage) -> None:
    give(stage, title="旧的一件")
    give(stage, title="新的一件", sitting="市十届人大二次会议", proposer="dan")
    stage.say("dana", "/case 12")
    assert "旧的一件" in stage.last("dana")
    assert "新的一件" not in stage.last("dana")


# fmt: off
READERS = {
    # the reply is           those who have a button to read it
    R.DRAFTING:   {"olga", "uma"},
    R.AT_LEADER:  {"olga", "uma", "lena"},
    R.AT_OFFICE:  {"olga", "uma", "lena"},
    R.ISSUED:     {"olga", "uma", "lena", "dana"},
    R.DROPPED:    set(),
}
# fmt: on


def test_a_reply_is_read_by_its_unit_and_whoever_has_it_and_once_issued_by_the_proposer(stage: Stage) -> None:
    ids = {}
    with stage.database.writing() as work:
        for number, state in enumerate(READERS, 1):
            case = put(work, stage.now, number, In("housing", reply=state), In("roads", part=Part.CO))
            reply = case.assignments[0].reply
            assert reply is not None
            write(work, reply, TEXT)
            ids[state] = reply.id
    for name in ("olga", "uma", "ugo", "lena", "dana"):
        for number, (state, readers) in enumerate(READERS.items(), 1):
            stage.say(name, f"/case {number}")
            assert TEXT not in stage.last(name)
            data = f"reply:{ids[state]}"
            buttons = {button["data"] for row in stage.shown(name)["buttons"] for button in row}
            assert (data in buttons) == (name in readers), (name, state)
            if name in readers:
                stage.tap(name, data=data)
                assert TEXT in stage.last(name)


def test_a_rating_is_seen_by_the_office_its_proposer_and_once_sent_by_the_unit(stage: Stage) -> None:
    with stage.database.writing() as work:
        case = put(
            work,
            stage.now,
            12,
            In("housing", A.DONE, reply=R.ISSUED),
            In("roads", A.DONE, part=Part.CO),
            state=P.ANSWERED,
            proposers=("dana", "dan"),
        )
        ask(work, stage.now, case, "dana", "unsatisfied")
        open_ = ask(work, stage.now, case, "dan")
        open_.answers = {"result": "basically"}
    seen = {}
    for name in ("olga", "uma", "ugo", "lena", "dana", "dan"):
        stage.say(name, "/case 12")
        seen[name] = ("dana 的意见" in stage.last(name), "基本满意" in stage.last(name))
    assert seen == {
        "olga": (True, False),
        "uma": (True, False),
        "lena": (True, False),
        "ugo": (False, False),
        "dana": (True, False),
        "dan": (False, False),
    }


def test_the_timeline_shows_each_person_what_is_his_business(stage: Stage) -> None:
    now = stage.now
    with stage.database.writing() as work:
        case = put(work, now, 12, In("housing", A.DONE, reply=R.ISSUED), In("roads"))
        share, reply = case.assignments[0], case.assignments[0].reply
        assert reply is not None
        survey = ask(work, now, case, "dana", "satisfied")
        happened(work, now, case, "submit", "dana")
        happened(work, now, case, "offer", "olga", "assignment", share.id)
        happened(work, now, case, "accept", "uma", "assignment", share.id)
        happened(work, now, case, "write", "uma", "reply", reply.id)
        happened(work, now, case, "approve", "lena", "reply", reply.id)
        happened(work, now, case, "issue", "olga", "reply", reply.id)
        happened(work, now, case, "rate", "dana", "survey", survey.id)
        happened(work, now, case, "lapse", None, "survey", survey.id + 1)
    told = {}
    for name in ("olga", "uma", "ugo", "dana"):
        stage.say(name, "/case 12")
        told[name] = [line.removeprefix("2026年3月2日 09:00　") for line in lines(stage, name) if "09:00　" in line]
    assert told["olga"] == [
        "Dana　提交",
        "Olga　列为承办单位：市住房建设局",
        "Uma（市住房建设局）　签收",
        "Lena（市住房建设局）　审核同意答复",
        "Olga　发出答复：市住房建设局",
        "Dana　评价：市住房建设局",
        "系统　逾期未评价",
    ]
    outside = ["Dana　提交", "建议提案办　列为承办单位：市住房建设局", "市住房建设局　签收"]
    assert told["ugo"] == [*outside, "建议提案办　发出答复：市住房建设局"]
    assert told["uma"] == [
        *outside,
        "市住房建设局　审核同意答复",
        "建议提案办　发出答复：市住房建设局",
        "Dana　评价：市住房建设局",
    ]
    assert told["dana"] == [*outside, "建议提案办　发出答复：市住房建设局", "Dana　评价：市住房建设局"]


def test_the_card_has_the_last_ten_lines_and_a_button_for_all(stage: Stage) -> None:
    with stage.database.writing() as work:
        case = put(work, stage.now, 12)
        happened(work, stage.now, case, "submit", "dana")
        for _ in range(10):
            happened(work, stage.now, case, "assign", "olga")
    stage.say("dana", "/case 12")
    assert (stage.last("dana").count("交办"), stage.last("dana").count("提交")) == (10, 0)
    stage.tap("dana", "全部经过11条")
    assert (stage.last("dana").count("交办"), stage.last("dana").count("提交")) == (10, 1)
    stage.tap("dana", "返回")
    assert stage.said("dana")[-1] == "looking/card"


def test_what_the_proposers_wrote_is_read_whole(stage: Stage) -> None:
    long = "逐年安排资金。" * 60
    with stage.database.writing() as work:
        put(work, stage.now, 12, In("housing"), requests=(long,)).background = "近年反映较多。"
    stage.say("uma", "/case 12")
    assert long not in stage.last("uma")
    stage.tap("uma", "全文")
    assert f"1. {long}" in lines(stage, "uma")
    assert "近年反映较多。" in lines(stage, "uma")


def test_a_reply_that_came_with_a_compendium_is_behind_a_button(stage: Stage) -> None:
    with stage.database.writing() as work:
        case = put(work, stage.now, 12, state=P.ARCHIVED)
        case.published.append(PublishedReply(text="经研究，答复如下。", signed_by=["市住房建设局"]))
    stage.say("dana", "/case 12")
    stage.tap("dana", "查看原有答复")
    assert [line for line in lines(stage, "dana") if line][-2:] == ["经研究，答复如下。", "市住房建设局"]
