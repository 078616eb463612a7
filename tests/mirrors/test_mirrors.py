"""Notices of the office reach the group robots, signed, in order, at their pace; systems hear of every move."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Banli
from bot.config import BadConfig, Config
from store.tables import MirrorLetter
from store.tables.traffic import LetterState
from tests.mirrors.robots import Robot
from tests.stage import Stage

PATIENCE = 15.0
SECRET = "SECsecret"


@pytest.fixture
def robots(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Robot]]:
    with ExitStack() as stack:
        known = {}
        for kind in ("wecom", "dingtalk", "feishu", "webhook"):
            known[kind] = stack.enter_context(Robot(kind, SECRET))
            monkeypatch.setenv(f"BANLI_MIRROR_{kind.upper()}_URL", known[kind].address)
            monkeypatch.setenv(f"BANLI_MIRROR_{kind.upper()}_SECRET", SECRET)
        yield known


def _mirrors(*kinds: str, notices: tuple[str, ...] = ("*",)) -> list[dict[str, Any]]:
    return [{"name": kind, "kind": kind, "notices": list(notices)} for kind in kinds]


def _letters(stage: Stage) -> list[tuple[str, LetterState, str]]:
    with stage.work() as work:
        rows = work.session.scalars(select(MirrorLetter).order_by(MirrorLetter.id))
        return [(row.message, row.state, row.error) for row in rows]


def _until(stage: Stage, state: LetterState, count: int) -> list[tuple[str, LetterState, str]]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = _letters(stage)
        if sum(letter[1] is state for letter in found) >= count:
            return found
        stage.banli.poster.wake()
        time.sleep(0.05)
    raise AssertionError(_letters(stage))


def test_each_robot_gets_what_the_office_hears_once_however_many_are_in_the_office(
    database_url: str, robots: dict[str, Robot]
) -> None:
    with Stage(database_url, mirrors=_mirrors("wecom", "dingtalk", "feishu")) as stage:
        stage.say("dana", "/new")
        _hand_in(stage)
        found = _until(stage, LetterState.SENT, 3)
        assert {message for message, _, _ in found} == {"proposals/submitted"}
        assert len(found) == 3
    assert [len(robots[kind].heard) for kind in ("wecom", "dingtalk", "feishu")] == [1, 1, 1]
    assert "关于加装路灯的建议" in robots["wecom"].heard[0]["text"]["content"]
    assert "<b>" not in robots["wecom"].heard[0]["text"]["content"]
    assert [robot.refused for robot in robots.values()] == [[], [], [], []]


def _hand_in(stage: Stage) -> None:
    stage.tap("dana", "建议")
    stage.say("dana", "关于加装路灯的建议")
    stage.say("dana", "河滨路夜间没有照明。")
    stage.tap("dana", "完成")
    stage.say("dana", "加装路灯")
    stage.tap("dana", "完成")
    stage.say("dana", "住建局")
    stage.tap("dana", "提交")


def test_a_system_hears_of_the_moves_it_wants_and_never_of_words(database_url: str, robots: dict[str, Robot]) -> None:
    with Stage(database_url, mirrors=_mirrors("webhook", notices=("proposal/*",))) as stage:
        stage.say("dana", "/new")
        _hand_in(stage)
        _until(stage, LetterState.SENT, 1)
    event = robots["webhook"].heard[0]
    assert (event["life"], event["act"], event["from"], event["to"]) == ("proposal", "submit", "draft", "submitted")
    assert "路灯" not in str(robots["webhook"].heard)


def test_what_is_not_wanted_is_not_said(database_url: str, robots: dict[str, Robot]) -> None:
    with Stage(database_url, mirrors=_mirrors("wecom", "webhook", notices=("replies/*",))) as stage:
        stage.say("dana", "/new")
        _hand_in(stage)
        assert _letters(stage) == []
    assert robots["wecom"].heard == robots["webhook"].heard == []


def test_a_trouble_that_passes_is_waited_out_and_one_that_does_not_ends_the_letter(
    database_url: str, robots: dict[str, Robot]
) -> None:
    robots["wecom"].answers = [(503, {}), (200, None)]
    robots["dingtalk"].answers = [(200, {"errcode": 310000, "errmsg": "sign not match"})]
    robots["feishu"].answers = [(429, {})]
    with Stage(database_url, mirrors=_mirrors("wecom", "dingtalk", "feishu")) as stage:
        stage.say("dana", "/new")
        _hand_in(stage)
        found = _until(stage, LetterState.FAILED, 1)
        assert [error for _, state, error in found if state is LetterState.FAILED] == ["310000 sign not match"]
        stage.forward(minutes=1)
        _until(stage, LetterState.SENT, 2)
    assert len(robots["wecom"].heard) == len(robots["feishu"].heard) == 1
    assert robots["dingtalk"].heard == []


def test_what_may_have_arrived_is_sent_once_more_at_most(database_url: str, robots: dict[str, Robot]) -> None:
    robots["wecom"].answers = [(0, {}), (0, {}), (0, {})]
    with Stage(database_url, mirrors=_mirrors("wecom")) as stage:
        stage.say("dana", "/new")
        _hand_in(stage)
        _until(stage, LetterState.UNKNOWN, 1)
        stage.forward(minutes=1)
        _until(stage, LetterState.FAILED, 1)
    assert len(robots["wecom"].answers) == 1


def test_letters_wait_for_a_robot_through_a_restart_and_keep_their_order(
    database_url: str, robots: dict[str, Robot]
) -> None:
    robots["wecom"].answers = [(503, {})]
    with Stage(database_url, mirrors=_mirrors("wecom")) as stage:
        for _ in range(2):
            stage.say("dana", "/new")
            _hand_in(stage)
        stage.restart()
        stage.forward(minutes=1)
        _until(stage, LetterState.SENT, 2)
        with stage.work() as work:
            rows = work.session.scalars(select(MirrorLetter).order_by(MirrorLetter.settled_at)).all()
            assert [row.id for row in rows] == sorted(row.id for row in rows)
    assert len(robots["wecom"].heard) == 2


def test_a_mirror_without_an_address_stops_the_start() -> None:
    with pytest.raises(BadConfig, match="BANLI_MIRROR_WECOM_URL is not set"):
        Banli(Config.model_validate({"mirrors": _mirrors("wecom")}), SecretStr("1:x"))


def test_a_mirror_with_a_strange_address_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANLI_MIRROR_WECOM_URL", "https://example.org/x")
    with pytest.raises(BadConfig, match=r"https://qyapi\.weixin\.qq\.com/"):
        Banli(Config.model_validate({"mirrors": _mirrors("wecom")}), SecretStr("1:x"))
