"""Cases are found by words, and it is always said how many there are."""

from collections.abc import Iterator

import pytest

from store import search
from tests.handling.case import forge
from tests.looking.scene import put
from tests.stage import Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with Stage(database_url) as stage, stage.database.writing() as work:
        now = stage.now
        put(work, now, 11, title="关于加装电梯的建议", requests=("补贴 100% 到位",))
        put(work, now, 12, title="关于修路的建议", requests=("由 A_B 公司负责 Lift 维护",), proposers=("Dr. O'Neil",))
        put(work, now, 23, title=r"关于 C:\路径 的建议", requests=("无",), proposers=("dan",))
        work.connection.commit()
        yield stage


# fmt: off
FOUND: tuple[tuple[str, list[int]], ...] = (
    # words               numbers, newest first
    ("电梯",              [11]),        # in the title
    ("公司",              [12]),        # in a request
    ("o'neil",            [12]),        # a proposer, whatever the case of the letters
    ("lift",              [12]),
    ("23",                [23]),        # a number
    ("建议",              [23, 12, 11]),
    ("建议 修路",         [12]),        # all of the words
    ("修路 电梯",         []),
    ("%",                 [11]),        # signs that a database reads otherwise are signs
    ("_",                 [12]),
    ("\\",                [23]),
    ("a_b",               [12]),
    ("a%b",               []),
    ("99999999999999999", []),
)
# fmt: on


def test_all_words_are_looked_for_as_they_stand(stage: Stage) -> None:
    with stage.work() as work:
        for text, numbers in FOUND:
            words = text.split()
            found = search.find(work, words, skip=0, at_most=10)
            assert [case.number for case in found] == numbers, text
            assert search.count(work, words) == len(numbers), text


def test_what_is_found_opens_with_a_tap_and_what_is_not_brings_advice(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        with stage.database.writing() as work:
            put(work, stage.now, 11, title="关于加装电梯的建议")
            put(work, stage.now, None, title="关于电梯的另一件")
        stage.say("olga", "/find 电梯")
        assert "共找到2件" in stage.last("olga")
        stage.tap("olga", "第11号 关于加装电梯的建议")
        assert stage.said("olga")[-1] == "looking/card"
        stage.say("olga", "/find 地铁")
        assert "没有找到含“地铁”" in stage.last("olga")
        assert stage.labels("olga") == []


def test_pages_are_turned_with_the_words_in_the_button(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        with stage.database.writing() as work:
            for number in range(1, 20):
                put(work, stage.now, number, title=f"关于加装电梯的建议 {number}")
        stage.say("olga", "/find 加装 (电梯)")
        shown = []
        for page in range(3):
            assert f"共找到19件，第{page + 1}页，共3页" in stage.last("olga")
            shown += [label.split()[0] for label in stage.labels("olga") if label.startswith("第")]
            if page < 2:
                stage.tap("olga", "下一页")
        assert shown == [f"第{number}号" for number in range(19, 0, -1)]
        stage.tap("olga", "上一页")
        assert "第2页" in stage.last("olga")


def test_too_long_a_text_shows_the_latest_and_says_how_many_there_are(sqlite_url: str) -> None:
    text = "关于在全市老旧小区逐步加装电梯并落实补贴的建议"
    with Stage(sqlite_url) as stage:
        with stage.database.writing() as work:
            for number in range(1, 11):
                put(work, stage.now, number, title=text)
        stage.say("olga", f"/find {text}")
        assert "共找到10件" in stage.last("olga")
        assert "以上是最近的8件" in stage.last("olga")
        assert "下一页" not in stage.labels("olga")


def test_without_words_they_are_asked_for(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("olga", "/find  ()[]+ ")
        stage.say("olga", "/find")
        stage.say("olga", "()")
        stage.say("olga", "电梯")
        assert stage.said("olga") == [
            "unreadable/words_wanted",
            "looking/ask_words",
            "unreadable/words_wanted",
            "looking/found",
        ]


def test_nobody_but_the_office_finds(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        stage.say("dana", "/find 电梯")
        forge(stage, "dana", "find:0:电梯")
        assert stage.said("dana")[-2:] == ["refusals/not_your_command", "refusals/old_button"]
