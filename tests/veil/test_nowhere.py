"""Of a sensitive case no word goes anywhere: no chat, file, robot, system, journal or log has one.

There is no exception, not for the office either: its papers are refused (`refusals/sensitive_paper`), and it hands the
case over on paper. Only the database itself, and so a backup of it, has the words.
"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.lives import ProposalState
from bot.services import duties, routing
from bot.turn import Turn
from store.tables import Proposal
from tests.handling.case import forge
from tests.looking.scene import In, put
from tests.stage import Stage
from tests.veil.hidden import MARK, found, hide, rate

ROBOTS: list[dict[str, Any]] = [
    {"name": kind, "kind": kind, "notices": ["*"]} for kind in ("wecom", "dingtalk", "feishu", "webhook")
]
EVERYBODY = ("olga", "uma", "ugo", "lena", "dana", "dan")


@pytest.fixture
def stage(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    for robot in ROBOTS:
        monkeypatch.setenv(f"BANLI_MIRROR_{robot['name'].upper()}_URL", "http://127.0.0.1:9/")  # nobody listens there
    with Stage(database_url, mirrors=ROBOTS) as stage:
        yield stage


def look(stage: Stage, case: int, reply: int, shares: list[int]) -> None:
    """Everybody opens whatever there is to see of it."""
    for name in EVERYBODY:
        for words in ("/case 12", "/tasks", "/mine", "/board", "/find 12", f"/find {MARK}", "/stats"):
            stage.say(name, words)
        data = [f"{deed}:{case}" for deed in ("case", "more", "text", "timeline", "printed", "similar", "sign", "key")]
        data += [f"{deed}:{reply}" for deed in ("reply", "versions", "correct", "class:1", "takeback")]
        data += [f"compare:{reply}:1:2", f"compare:{reply}:2:0", "list:at_office", "list:late", "rulings", "cases"]
        data += [f"{deed}:{share}" for share in shares for deed in ("task", "contacts", "why", "extension", "draft")]
        data += [f"paper:{paper}:{case}" for paper in ("order", "opinion", "casefile")] + [f"paper:letter:{reply}"]
        for one in data:
            forge(stage, name, one)


def export(stage: Stage) -> None:
    """The office takes out all that it can."""
    labels = (
        ("台账（Excel）", "全部栏目", "下一步", "生成台账"),
        ("月度通报", "2026年3月"),
        ("年度报告", "2026年"),
        ("公开汇编", "市十届人大一次会议 建议"),
    )
    for steps in labels:
        stage.say("olga", "/export")
        for label in steps:
            stage.tap("olga", label)
    for kind in ("rounds", "answered", "satisfaction", "spans", "weeks", "funnel"):
        forge(stage, "olga", f"picture:{kind}")


def goes_on(stage: Stage, case: int, reply: int, shares: list[int]) -> None:
    """It is urged, issued, rated, reminded of, and looked at by those who prepare the mail of tomorrow."""
    forge(stage, "dana", f"urge:{case}")
    forge(stage, "olga", f"issue:{reply}:2")
    rate(stage, reply)
    forge(stage, "olga", f"rehandle:{case}")
    for _ in range(12):
        stage.forward(days=1, hours=2)
    forge(stage, "olga", "mail:")
    forge(stage, "olga", f"onpaper:{shares[0]}")


def elsewhere(stage: Stage) -> list[str]:
    """A like case, which is not sensitive, is assigned, and what the past teaches is written out."""
    with stage.database.writing() as work:
        put(work, stage.now, 13, state=ProposalState.FILED, title=f"关于{MARK[:2]}礁保护的建议", proposers=("dan",))
        for number in (21, 22, 23):  # as many of one unit as would make it its duty
            put(work, stage.now, number, In("housing"), title=f"关于{MARK}的建议").sensitive = True
    stage.say("olga", "/assign 13")
    learned: list[str] = []

    def asks(turn: Turn) -> None:
        learned.extend(repr(one) for one in routing.route(turn, f"关于{MARK}保护的建议", ""))
        learned.extend(repr(one) for one in duties.list_in_use(turn))

    stage.call(stage.banli.run(asks))
    return [one for one in learned if MARK in one]


def test_no_word_of_a_sensitive_case_goes_anywhere(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    case, reply, shares = hide(stage)
    look(stage, case, reply, shares)
    goes_on(stage, case, reply, shares)
    look(stage, case, reply, shares)
    export(stage)
    assert elsewhere(stage) == []
    typed = "letter looking/found"  # what somebody looks for comes back to him, and nothing more
    assert [one for one in found(stage) if not one.startswith(typed)] == []
    assert not [line for line in caplog.messages if MARK in line]
    assert {"replies/issued", "proposals/rehandled"} <= set(stage.said("dana"))
    taken_out = {"documents/ledger", "documents/bulletin", "documents/annual", "refusals/sensitive_paper"}
    assert taken_out | {"plans/tomorrow", "looking/text", "replies/compared"} <= set(stage.said("olga"))
    assert not {"general/trouble"} & {message for name in EVERYBODY for message in stage.said(name)}


def test_the_same_words_of_an_open_case_are_found(sqlite_url: str) -> None:
    """Otherwise the test above would prove nothing."""
    with Stage(sqlite_url) as stage:
        case, reply, _shares = hide(stage)
        with stage.database.writing() as work:
            work.session.get_one(Proposal, case).sensitive = False
        stage.say("olga", "/case 12")
        forge(stage, "olga", f"issue:{reply}:2")
        export(stage)
        places = {name.split()[0] + " " + name.split()[1] for name in found(stage) if not name.startswith("file")}
        assert {"letter looking/card", "letter replies/issued"} <= places
        assert len([name for name in found(stage) if name.startswith("file")]) >= len(("letter", "ledger"))
