"""The office writes to many: what is sent is what was shown, each gets one letter, and what became of it is told."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import select

from store import outbox
from store.database import Work
from store.tables import Broadcast, Letter, Person
from store.tables.traffic import LetterState
from tests.handling.case import forge, press
from tests.stage import CAST, Stage

TEXT = "{{ name }}（{{ unit }}）：请于周五前报送进展。"


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    with Stage(sqlite_url) as stage:
        yield stage


def write(stage: Stage, audience: str = "全部人员 6人", text: str = TEXT) -> None:
    """Everything up to the question whether to send it."""
    stage.say("olga", "/broadcast")
    stage.tap("olga", audience)
    stage.say("olga", text)


def got(stage: Stage) -> dict[str, int]:
    """How many letters of broadcasts each of the cast was written."""
    found = dict.fromkeys(CAST, 0)
    with stage.work() as work:
        broadcasts = work.session.scalars(select(Broadcast.id)).all()
    sent = {f"seen:{number}" for number in broadcasts}
    for letter in stage.letters:
        data = {data for row in letter.body.get("buttons", []) for _, data in row}
        found[letter.to] += letter.message == "broadcasts/letter" and bool(data & sent)
    return found


def letters_of(work: Work) -> Sequence[Letter]:
    """The letters of all broadcasts, as rows."""
    return work.session.scalars(select(Letter).where(Letter.broadcast_id.is_not(None))).all()


def lose(stage: Stage, name: str) -> None:
    """Somebody who left Telegram, and has no chat any more."""
    with stage.database.writing() as work:
        work.session.scalars(select(Person).where(Person.chat_id == CAST[name][0])).one().reachable = False


def test_each_recipient_gets_one_letter_with_his_own_name_and_unit(database_url: str) -> None:
    with Stage(database_url) as stage:
        write(stage)
        stage.tap("olga", "发送")
        assert set(got(stage).values()) == {1}
        assert "Uma（市住房建设局）：请于周五前报送进展。" in stage.last("uma")
        assert "Dana（）：请于周五前报送进展。" in stage.last("dana")
        stage.forward(minutes=1)
        assert stage.letter("olga", "broadcasts/progress").body["text"] == "通知已发完：6/6 人。"
        assert "已送出：6人" in stage.last("olga")
        stage.forward(minutes=1)
        assert stage.said("olga").count("broadcasts/report") == 1


def test_the_preview_is_what_a_recipient_gets(stage: Stage) -> None:
    write(stage, "单位联络员 2人", "<b>重要</b> & 紧急")
    preview = stage.letter("olga", "broadcasts/letter").body
    assert "将发给 2 人" in stage.last("olga")
    stage.tap("olga", "我已阅读")
    assert stage.said("olga")[-1] == "refusals/only_a_preview"
    stage.tap("olga", "发送")
    received = stage.letter("uma", "broadcasts/letter").body
    assert received["text"] == preview["text"]
    assert "<b>重要</b> & 紧急" in stage.last("uma")
    assert got(stage) == {"olga": 0, "uma": 1, "ugo": 1, "lena": 0, "dana": 0, "dan": 0}


def test_of_two_taps_on_send_one_sends(stage: Stage) -> None:
    write(stage)
    with_button = stage.shown("olga")["message_id"]
    data = next(button["data"] for row in stage.shown("olga")["buttons"] for button in row if button["label"] == "发送")
    stage.tap("olga", "发送")
    forge(stage, "olga", data)
    assert stage.said("olga")[-1] == "refusals/old_button"
    assert set(got(stage).values()) == {1}
    progress = next(entry for entry in stage.people.letters("Olga") if entry["message_id"] == with_button)
    assert [button["label"] for row in progress["buttons"] for button in row] == ["暂停", "取消"], (
        "the question became the message that shows how far it is"
    )


def test_a_text_with_wrong_places_is_not_taken_and_may_be_corrected(stage: Stage) -> None:
    stage.say("olga", "/broadcast")
    stage.tap("olga", "代表、委员 2人")
    for text, reason in (("{{ nmae }}", "unknown_placeholder"), ("{{ name", "broken_placeholder")):
        stage.say("olga", text)
        assert stage.said("olga")[-2:] == [f"unreadable/{reason}", "broadcasts/ask_text"]
    stage.say("olga", "您好")
    assert stage.said("olga")[-1] == "broadcasts/ask_confirm"
    stage.tap("olga", "修改文字")
    stage.say("olga", "大家好")
    stage.tap("olga", "发送")
    assert "大家好" in stage.last("dan")
    assert "您好" not in stage.last("dan")


def test_cancelled_is_not_sent(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "取消")
    stage.forward(hours=1)
    assert set(got(stage).values()) == {0}


def test_people_of_one_unit_are_chosen_by_button_or_by_a_part_of_its_name(stage: Stage) -> None:
    for choose in ("button", "name"):
        stage.say("olga", "/broadcast")
        stage.tap("olga", "某一单位的人员")
        if choose == "button":
            stage.tap("olga", "市住房建设局 2人")
        else:
            stage.say("olga", "不存在的单位")
            assert "没有名称含“不存在的单位”" in stage.last("olga")
            stage.say("olga", "市")
            assert [label for label in stage.labels("olga") if "人" in label] == [
                "市住房建设局 2人",
                "市道路管理处 1人",
            ]
            stage.say("olga", "住房")
        stage.say("olga", "您好")
        stage.tap("olga", "发送")
    assert got(stage) == {"olga": 0, "uma": 2, "ugo": 0, "lena": 2, "dana": 0, "dan": 0}


def test_a_unit_without_people_cannot_be_written_to(stage: Stage) -> None:
    stage.say("olga", "/broadcast")
    stage.tap("olga", "某一单位的人员")
    press(stage, "olga", "say:unit:99")
    assert stage.said("olga")[-1] == "unreadable/nobody_there"
    stage.say("olga", "/back")
    press(stage, "olga", "say:audience:supervisor")
    assert stage.said("olga")[-1] == "unreadable/nobody_there"


def test_who_cannot_be_reached_is_named_before_and_after(stage: Stage) -> None:
    lose(stage, "ugo")
    stage.people.block("Dan")
    stage.wait()
    with stage.database.writing() as work:
        work.session.scalars(select(Person).where(Person.chat_id == CAST["dan"][0])).one().reachable = True
    write(stage)
    assert "将发给 5 人" in stage.last("olga")
    assert "另有 1 人联系不上，收不到：Ugo" in stage.last("olga")
    stage.tap("olga", "发送")
    stage.forward(minutes=1)
    report = stage.last("olga").splitlines()
    assert "已送出：4人，其中已阅读0人" in report
    assert "· Dan：对方停用了机器人" in report
    assert "联系不上，没有发送：1人（Ugo）" in report


def test_whom_nothing_reaches_are_sent_nothing(stage: Stage) -> None:
    lose(stage, "dana")
    lose(stage, "dan")
    write(stage, "代表、委员 2人")
    assert "发送" not in stage.labels("olga")
    press(stage, "olga", "say:confirm:send")
    assert stage.letter("olga", "broadcasts/progress").body["text"] == "通知已发完：0/0 人。"
    stage.forward(minutes=1)
    assert "联系不上，没有发送：2人（Dana、Dan）" in stage.last("olga")


def test_who_has_read_it_says_so_with_a_tap_and_the_report_counts_him(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "发送")
    stage.forward(minutes=1)
    stage.tap("uma", "我已阅读")
    stage.tap("uma", again=True)
    assert "您已确认阅读" in stage.last("uma")
    stage.tap("olga", "刷新")
    assert "已送出：6人，其中已阅读1人" in stage.last("olga")
    assert stage.said("olga").count("broadcasts/report") == 2


def test_a_report_is_the_offices_and_a_letter_is_its_recipients(stage: Stage) -> None:
    write(stage, "单位联络员 2人")
    stage.tap("olga", "发送")
    for name, data in (("uma", "report:1"), ("olga", "report:9"), ("dana", "seen:1"), ("dana", "seen:9")):
        forge(stage, name, data)
        assert stage.said(name)[-1] == "refusals/old_button", data
    stage.say("uma", "/broadcast")
    assert stage.said("uma")[-1] == "refusals/not_your_command"


def test_while_letters_are_on_their_way_the_progress_is_shown_in_place(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "发送")
    with stage.database.writing() as work:
        for letter in letters_of(work):
            if letter.person_id in (2, 3):
                letter.state, letter.not_before = LetterState.NEW, stage.now.replace(year=2027)
    stage.call(stage.banli.tick())
    stage.wait()
    progress = stage.shown("olga")
    assert progress["text"] == "正在发送：4/6 人。发完后会报告结果。"
    assert "broadcasts/report" not in stage.said("olga")
    forge(stage, "olga", "report:1")
    assert "正在发送：2人" in stage.last("olga")
    stage.people.set_clock("2027-12-01T09:00+08:00")
    stage.tick()
    stage.tick()
    assert next(e for e in stage.people.letters("Olga") if e["message_id"] == progress["message_id"])["text"] == (
        "通知已发完：6/6 人。"
    )
    assert "已送出：6人" in stage.last("olga")


def test_after_a_stop_in_the_middle_the_rest_is_sent_and_nothing_twice(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "发送")
    with stage.database.writing() as work:  # as if the process had died before these two left
        for letter in letters_of(work):
            if letter.person_id in (4, 5):
                letter.state, letter.message_id, letter.settled_at = LetterState.NEW, None, None
    before = {name: len(stage.people.letters(name.capitalize())) for name in CAST}
    stage.restart()
    stage.forward(minutes=1)
    after = {name: len(stage.people.letters(name.capitalize())) for name in CAST}
    more = {name: after[name] - before[name] for name in CAST}
    assert more == {"olga": 1, "uma": 0, "ugo": 0, "lena": 1, "dana": 1, "dan": 0}
    assert "已送出：6人" in stage.last("olga")


def test_a_letter_that_was_seen_before_its_sending_was_written_down_stays_seen(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "发送")
    stage.tap("uma", "我已阅读")
    with stage.database.writing() as work:
        seen = next(letter.id for letter in letters_of(work) if letter.state is LetterState.SEEN)
        outbox.settle(work, [outbox.Outcome(seen, LetterState.SENT, 77)], stage.now)
    with stage.work() as work:
        (letter,) = [letter for letter in letters_of(work) if letter.id == seen]
        assert (letter.state, letter.message_id) == (LetterState.SEEN, 77)
