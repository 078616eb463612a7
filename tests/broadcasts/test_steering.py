"""A broadcast is put off, paused, taken up, called off and said again; each act only where its table allows it."""

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from bot.domain.broadcasts import MOVES, BroadcastAct, BroadcastState, acts, after
from store.tables import Broadcast, Letter, Person
from store.tables.traffic import LetterState
from tests.handling.case import forge
from tests.sandbox.pictures import png
from tests.stage import CAST, Stage

SLOW = {"overall_per_second": 2, "chat_per_second": 1000, "group_per_minute": 1000}


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    with Stage(sqlite_url) as stage:
        yield stage


def until(happens: Callable[[], bool]) -> None:
    """Wait until something is so, at most ten seconds."""
    end = time.monotonic() + 10
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.01)


def write(stage: Stage, text: str = "请于周五前报送进展。", audience: str = "全部人员 6人") -> None:
    stage.say("olga", "/broadcast")
    stage.tap("olga", audience)
    stage.say("olga", text)


def states(stage: Stage) -> list[LetterState]:
    with stage.work() as work:
        return list(work.session.scalars(select(Letter.state).where(Letter.broadcast_id.is_not(None))))


def state(stage: Stage, number: int = 1) -> BroadcastState:
    with stage.work() as work:
        return work.session.get_one(Broadcast, number).state


def got(stage: Stage, name: str) -> int:
    return stage.said(name).count("broadcasts/letter") - (1 if name == "olga" else 0)


def test_every_act_leads_somewhere_and_what_is_over_stays_so() -> None:
    assert {act for _, act in MOVES} == set(BroadcastAct)
    assert {at for at, _ in MOVES} | set(MOVES.values()) == set(BroadcastState)
    assert acts(BroadcastState.DONE) == acts(BroadcastState.CANCELLED) == frozenset()
    assert after(BroadcastState.PAUSED, BroadcastAct.PAUSE) is None


def test_paused_nothing_leaves_and_taken_up_the_rest_does(database_url: str) -> None:
    with Stage(database_url, delivery=SLOW) as stage:
        write(stage)
        stage.people.tap("Olga", "发送")
        until(lambda: "正在发送" in stage.last("olga"))
        stage.people.tap("Olga", "暂停")
        stage.wait()
        assert "已暂停" in stage.last("olga")
        before = states(stage).count(LetterState.SENT)
        assert before < 6
        stage.forward(minutes=5)
        assert states(stage).count(LetterState.SENT) == before
        assert "broadcasts/report" not in stage.said("olga")
        stage.tap("olga", "继续")
        stage.tick()  # it is looked for every few seconds
        stage.tick()
        assert states(stage) == [LetterState.SENT] * 6
        assert state(stage) is BroadcastState.DONE
        assert "已送出：6人" in stage.last("olga")


def test_called_off_the_rest_is_cancelled_and_counted(sqlite_url: str) -> None:
    with Stage(sqlite_url, delivery=SLOW) as stage:
        write(stage)
        stage.people.tap("Olga", "发送")
        until(lambda: "正在发送" in stage.last("olga"))
        stage.people.tap("Olga", "取消")
        until(lambda: "确定取消" in stage.last("olga"))
        stage.tap("olga", "确定取消")
        assert "通知已取消" in stage.last("olga")
        stage.tick()
        sent = states(stage).count(LetterState.SENT)
        assert set(states(stage)) <= {LetterState.SENT, LetterState.CANCELLED}
        assert sent < 6
        assert f"已取消，没有发送：{6 - sent}人" in stage.last("olga")
        stage.forward(hours=1)
        assert states(stage).count(LetterState.SENT) == sent


def test_not_called_off_after_all_it_goes_on(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "定时发送")
    stage.say("olga", "明天9点")
    stage.tap("olga", "确认定时")
    stage.tap("olga", "取消")
    stage.tap("olga", "不取消")
    assert "已定于" in stage.last("olga")
    assert state(stage) is BroadcastState.SCHEDULED


def test_what_may_not_be_done_is_refused_and_what_is_not_the_offices_too(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "发送")
    stage.tick()
    for data, refusal in (
        ("bc:1:pause", "broadcast_gone_on"),
        ("bc:1:ask", "broadcast_gone_on"),
        ("bc:1:nonsense", "old_button"),
        ("bc:9:pause", "old_button"),
        ("bc", "old_button"),
    ):
        forge(stage, "olga", data)
        assert stage.said("olga")[-1] == f"refusals/{refusal}", data
    for data in ("bc:1:cancel", "bc:1:again", "bc:1:sheet", "bc:1:picture", "blist:1:0"):
        forge(stage, "uma", data)
        assert stage.said("uma")[-1] == "refusals/old_button", data


def test_put_off_it_leaves_at_its_moment_to_whoever_is_meant_then(stage: Stage) -> None:
    write(stage, audience="代表、委员 2人")
    stage.tap("olga", "定时发送")
    assert "什么时候发送" in stage.last("olga")
    for wrong, reason in (("改天", "not_a_moment"), ("2026-03-01 9:00", "moment_not_ahead")):
        stage.say("olga", wrong)
        assert stage.said("olga")[-2] == f"unreadable/{reason}"
    stage.say("olga", "今天22点")
    assert "（不在工作时间）" in stage.last("olga")
    stage.tap("olga", "改时间")
    stage.say("olga", "3月3日 9:30")
    assert "不在工作时间" not in stage.last("olga")
    stage.tap("olga", "确认定时")
    assert (got(stage, "dana"), state(stage)) == (0, BroadcastState.SCHEDULED)
    with stage.database.writing() as work:
        dan = work.session.scalars(select(Person).where(Person.chat_id == CAST["dan"][0])).one()
        dan.active = False
    stage.at("2026-03-03T09:29+08:00")
    assert got(stage, "dana") == 0
    stage.at("2026-03-03T09:31+08:00")
    assert (got(stage, "dana"), got(stage, "dan")) == (1, 0)
    stage.tick()
    assert "已送出：1人" in stage.last("olga")


def test_put_off_and_yet_sent_at_once(stage: Stage) -> None:
    write(stage)
    stage.tap("olga", "定时发送")
    stage.say("olga", "明天9点")
    stage.tap("olga", "改为立即发送")
    stage.tap("olga", "发送")
    assert got(stage, "dana") == 1


def test_said_again_it_goes_to_those_who_have_not_read_it_marked_and_counts_for_the_first_time(stage: Stage) -> None:
    write(stage, audience="代表、委员 2人")
    stage.tap("olga", "发送")
    stage.tick()
    stage.tap("dana", "我已阅读")
    stage.tap("olga", "刷新")
    stage.tap("olga", "再发给未阅读的 1 人")
    assert (got(stage, "dana"), got(stage, "dan")) == (2, 2), "Dana's first was edited in place"
    assert "再次发送" in stage.last("dan")
    assert "再次发送" not in stage.last("dana")
    forge(stage, "olga", "bc:1:again")
    assert stage.said("olga")[-1] == "refusals/said_again_already"
    stage.tap("dan", "我已阅读")
    stage.tick()
    assert "已送出：1人，其中已阅读1人" in stage.last("olga")
    forge(stage, "olga", "report:1")
    assert "已送出：2人，其中已阅读2人" in stage.last("olga")
    forge(stage, "olga", "bc:1:again")
    assert stage.said("olga")[-1] == "refusals/all_have_seen"


def test_files_go_with_it_and_who_has_read_it_sees_so_below_the_picture(stage: Stage) -> None:
    stage.say("olga", "/broadcast")
    stage.tap("olga", "代表、委员 2人")
    stage.file("olga", png(8, 8), "plan.png", kind="photo", caption="{{ name }}，请看附图。")
    assert "附件：photo.jpg" in stage.last("olga")
    stage.tap("olga", "发送")
    assert stage.shown("dana")["file"]["kind"] == "photo"
    assert "Dana，请看附图。" in stage.last("dana")
    stage.tap("dana", "我已阅读")
    assert "您已确认阅读" in stage.last("dana")
    assert len(stage.people.letters("Dana")) == 1, "edited in place"


def test_files_are_added_while_it_is_looked_at_up_to_five_and_taken_off(stage: Stage) -> None:
    write(stage, audience="代表、委员 2人")
    for number in range(5):
        stage.file("olga", b"%PDF-1.4", f"plan{number}.pdf")
    assert "plan4.pdf" in stage.last("olga")
    stage.file("olga", b"%PDF-1.4", "plan5.pdf")
    assert "unreadable/too_many_files" in stage.said("olga")
    stage.tap("olga", "去掉附件")
    assert "附件" not in stage.last("olga").replace("需要附件时", "")
    stage.file("olga", b"%PDF-1.4", "one.pdf")
    stage.file("olga", b"%PDF-1.4", "two.pdf")
    stage.tap("olga", "发送")
    kinds = [entry["file"]["kind"] if entry["file"] else "text" for entry in stage.people.letters("Dan")]
    assert kinds == ["document", "document", "text"]
