"""What the office does with an approved reply: class, number, holding, publishing, correcting; and who may not."""

from sqlalchemy import select

from bot.domain.lives import Part, ReplyState, SurveyState
from store import places
from store.places import Place
from store.tables import JournalRow, Survey
from tests.handling.case import forge, give, reply
from tests.handling.writing import issue, submit, to_office
from tests.stage import CAST, Stage

LEAD = ("housing", Part.LEAD)
NUMBER = {"document_number": "{unit}函〔{year}〕{n}号"}


def open_place(stage: Stage, name: str) -> Place:
    with stage.work() as work:
        place = places.find(work, CAST[name][0])
    assert place is not None
    return place


def change_class(stage: Stage) -> None:
    stage.tap("olga", "调整办理结果", on="replies/to_review")
    stage.tap("olga", data="say:class:B")
    stage.say("olga", "尚未完工")


def test_both_classes_and_the_reason_are_in_the_journal(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    change_class(stage)
    found = reply(stage, share)
    assert (found.result_class, found.result_scheme, found.version) == ("B", "abc", 2)
    assert [version.content["class"] for version in found.versions] == ["A", "B"]
    with stage.work() as work:
        noted = work.session.scalars(select(JournalRow).where(JournalRow.act == "change_class")).one()
    assert noted.detail["before"].startswith("A ")
    assert noted.detail["after"].startswith("B ")
    assert noted.detail["reason"] == "尚未完工"


def test_the_card_from_before_the_change_lets_nothing_out(stage: Stage) -> None:
    """Of two people in the office, the other one has not seen the class that he would issue."""
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    change_class(stage)
    number = reply(stage, share).id
    for deed in ("issue", "hold", "class"):
        forge(stage, "olga", f"{deed}:{number}:1")
        assert stage.said("olga")[-1] == "refusals/newer_version"
    assert reply(stage, share).state is ReplyState.AT_OFFICE


def test_the_same_class_is_no_change(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    stage.tap("olga", "调整办理结果")
    assert "A 已经解决或基本解决" not in stage.labels("olga")
    forge(stage, "olga", f"say:class:A:{open_place(stage, 'olga').stamp}")
    assert stage.said("olga")[-1] == "refusals/same_class"


def test_a_held_reply_may_be_given_another_class_sent_back_or_issued_alone(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    stage.tap("olga", "暂缓发出")
    number = reply(stage, share).id
    stage.tap("olga", "暂缓发出", again=True)
    assert stage.said("olga")[-1] == "refusals/not_now"
    forge(stage, "olga", f"reply:{number}")
    assert stage.labels("olga") == ["发出", "退回修改", "调整办理结果"]
    change_class(stage)
    stage.tap("olga", "发出")
    assert reply(stage, share).state is ReplyState.ISSUED


def test_nobody_but_the_office_holds_publishes_reclasses_or_corrects(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    number = reply(stage, share).id
    for name in ("uma", "lena", "dana", "ugo"):
        for data in (f"hold:{number}:1", f"class:{number}:1", f"correct:{number}", f"issue:{number}:1"):
            forge(stage, name, data)
            assert stage.said(name)[-1] in ("refusals/not_yours", "refusals/not_now", "refusals/not_your_command")
        stage.say(name, "/publish")
        assert stage.said(name)[-1] == "refusals/not_your_command"
    found = reply(stage, share)
    assert (found.state, found.result_class, found.version) == (ReplyState.AT_OFFICE, "A", 1)


def test_a_number_is_given_at_issue_and_never_again(database_url: str) -> None:
    with Stage(database_url, policy=NUMBER) as stage:
        shares = [give(stage, LEAD, number=number)[0] for number in (12, 13)]
        for share in shares:
            submit(stage, share)
            assert reply(stage, share).document_number == ""
            stage.tap("lena", "同意")
            stage.tap("olga", "发出")
            stage.tap("olga", "发出", again=True)
        assert [reply(stage, share).document_number for share in shares] == [
            "市住房建设局函〔2026〕1号",
            "市住房建设局函〔2026〕2号",
        ]


def test_without_a_pattern_there_is_no_number(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    assert reply(stage, share).document_number == ""


def test_publishing_that_was_broken_off_goes_on_with_what_is_still_held(stage: Stage) -> None:
    """As after a kill: one is out already, the update is handled anew, nobody gets a letter twice."""
    shares = [give(stage, LEAD, number=number)[0] for number in (12, 13)]
    for share in shares:
        to_office(stage, share)
        stage.tap("olga", "暂缓发出")
    stage.say("olga", "/publish")
    meant = [reply(stage, share).id for share in shares]
    with stage.database.writing() as work:
        place = places.find(work, CAST["olga"][0])
        assert place is not None
        place.answers["meant"] = meant
        places.keep(work, place, stage.now)
    card = stage.letter("olga", "replies/held_list").message_id
    forge(stage, "olga", f"issue:{meant[0]}:1")
    stage.tap("olga", "全部发出（2件）", message_id=card)
    assert "已发出2件" in stage.last("olga")
    assert stage.said("dana").count("replies/issued") == 2
    assert {reply(stage, share).state for share in shares} == {ReplyState.ISSUED}


def test_what_is_held_no_more_is_named_in_the_report(stage: Stage) -> None:
    (share,) = give(stage, LEAD, proposers=("dana", "zhou"))
    (other,) = give(stage, LEAD, number=13)
    for one in (share, other):
        to_office(stage, one)
        stage.tap("olga", "暂缓发出")
    stage.say("olga", "/publish")
    stage.tap("olga", data=f"say:choose:pick-{reply(stage, share).id}")
    stage.tap("olga", data=f"say:choose:pick-{reply(stage, other).id}")
    stage.tap("olga", data=f"say:choose:pick-{reply(stage, other).id}")
    assert [label for label in stage.labels("olga") if label.startswith("✓")] == ["✓ 第12号　市住房建设局"]
    stage.tap("olga", "发出选中的1件")
    assert "第12号：Zhou" in stage.last("olga")
    assert reply(stage, other).state is ReplyState.HELD


def test_nothing_chosen_publishes_nothing(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    stage.tap("olga", "暂缓发出")
    stage.say("olga", "/publish")
    stamp = open_place(stage, "olga").stamp
    forge(stage, "olga", f"say:choose:chosen:{stamp}")
    assert stage.said("olga")[-1] == "refusals/nothing_picked"
    stage.say("olga", "全部")
    assert stage.said("olga")[-2:] == ["unreadable/tap_wanted", "replies/held_list"]
    assert reply(stage, share).state is ReplyState.HELD


def test_a_correction_that_changes_nothing_is_none(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    forge(stage, "olga", f"correct:{reply(stage, share).id}")
    stage.tap("olga", data="say:which:2")
    stage.say("olga", "第2项已经完成。")
    stage.say("olga", "没有变化")
    assert stage.said("olga")[-1] == "refusals/nothing_changed"
    assert reply(stage, share).version == 1


def test_a_reply_that_is_not_out_is_sent_back_and_not_corrected(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    to_office(stage, share)
    forge(stage, "olga", f"correct:{reply(stage, share).id}")
    assert stage.said("olga")[-1] == "refusals/not_now"


def test_of_two_who_correct_at_once_the_second_is_shown_that_there_is_a_newer_text(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    number = reply(stage, share).id
    correct(stage, number, "第2项七月完成。")
    assert reply(stage, share).correction == "工期顺延"
    forge(stage, "olga", f"correct:{number}")
    with stage.database.writing() as work:
        place = places.find(work, CAST["olga"][0])
        assert place is not None
        place.answers["version"] = 1
        places.keep(work, place, stage.now)
    stage.tap("olga", data="say:which:2")
    stage.say("olga", "第2项八月完成。")
    stage.say("olga", "再次顺延")
    stage.tap("olga", "确认更正")
    assert stage.said("olga")[-1] == "refusals/newer_version"


def test_who_rated_the_earlier_text_may_change_his_rating_once_more(stage: Stage) -> None:
    (share,) = give(stage, LEAD)
    issue(stage, share)
    with stage.database.writing() as work:
        survey = work.session.scalars(select(Survey)).one()
        survey.state, survey.changed_at, survey.rated_at = SurveyState.RATED, stage.now, stage.now
    correct(stage, reply(stage, share).id, "第2项七月完成。")
    assert stage.said("dana")[-1] == "replies/corrected"
    assert stage.labels("dana") == ["修改评价"]
    with stage.work() as work:
        assert work.session.scalars(select(Survey)).one().changed_at is None


def correct(stage: Stage, number: int, text: str) -> None:
    forge(stage, "olga", f"correct:{number}")
    stage.tap("olga", data="say:which:2")
    stage.say("olga", text)
    stage.say("olga", "工期顺延")
    stage.tap("olga", "确认更正")
