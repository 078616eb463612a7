"""Files that people send are fetched between two tries of a turn; a file that cannot be had is asked for again."""

import logging

import pytest

from bot.turn import Turn
from store import people
from tests.sandbox.pictures import png
from tests.stage import CAST, Stage

UNITS = "单位名称\n市园林处\n".encode()


def test_a_file_is_fetched_and_read(stage: Stage) -> None:
    stage.file("olga", UNITS, "单位.csv")
    assert stage.said("olga") == ["imports/units"]
    assert [call["method"] for call in stage.people.calls()].count("getfile") == 1


def test_a_file_that_comes_at_the_third_try_is_read(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.people.fault("500", "getFile", times=2)
    with caplog.at_level(logging.CRITICAL):
        stage.file("olga", UNITS, "单位.csv")
    assert stage.said("olga") == ["imports/units"]


def test_a_file_that_does_not_come_is_asked_for_again(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.people.fault("500", "getFile", times=3)
    with caplog.at_level(logging.CRITICAL):
        stage.file("olga", UNITS, "单位.csv")
    assert stage.said("olga")[0] == "unreadable/file_not_had"


@pytest.mark.parametrize("text", ["below", "long " * 300])
def test_files_of_the_bot_s_own_come_with_their_words(stage: Stage, text: str) -> None:
    """Text and buttons stand below a single file if they fit, else in a message after it."""

    def deed(turn: Turn) -> None:
        olga = people.by_chat(turn.work, CAST["olga"][0])
        assert olga is not None
        files = [turn.enclose("photo", "chart.png", png(9, 9)), turn.enclose("document", "list.txt", b"one")]
        turn.tell([olga], "general/trouble", files=files[: 1 if text == "below" else 2], error=text)

    stage.call(stage.banli.run(deed))
    stage.wait()
    shown = [(entry["file"] or {}).get("kind") for entry in stage.people.letters("Olga")]
    assert shown == (["photo"] if text == "below" else ["photo", "document", None])
    assert text.strip() in stage.last("olga")
