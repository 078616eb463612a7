"""A report's figures keep the line and sentence that state them; each case it names keeps what became of it."""

import json
from pathlib import Path

import pytest

from bot.intake import formats
from bot.intake.batch import Form, Outcome
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared"
REPORT = """\
关于县六届人大二次会议代表建议办理情况的报告

——2026年10月30日在县六届人大常委会第三十次会议上

一、基本情况

县六届人大二次会议期间，县政府系统共办理代表建议 86 件。从反馈情况看，面商率、办复率均达100%，满意率97.5%。

**（一）重点建议办理情况。**今年办理的重点建议共2件，其中已经解决的1件，正在逐步解决的1件。

**1.关于林晓代表提出的《关于修缮北门桥的建议》办理情况。**

桥面铺装已于九月完工，护栏更换
正在招标。

## 2.关于周敏、吴桐代表提出的《关于建设老年食堂的建议》办理情况。

已建成三处，另有两处年内建成。

**（二）建议所提问题已经解决或基本解决的60件，占办结总数的69.8%。**比如，郑航代表提出的《关于增设夜间公交的建议》。目前两条线路已延长运营。

**（三）建议所提问题因条件限制需以后解决的26件，占30.2%。**比如，孙悦代表提出的《关于迁建客运站的建议》和钱朗代表提出的《关于增开高铁班次的建议》超出县级权限，已向上级反映。

二、基本做法

县政府高度重视建议办理工作。
"""


def test_the_figures_of_a_report_have_their_lines_and_sentences() -> None:
    found = formats.read(REPORT.encode())
    assert found.form is Form.REPORT
    assert [(fact.fact, fact.value, fact.unit, fact.line) for fact in found.facts] == [
        ("session", "县六届人大二次会议", "", 1),
        ("handled", "86", "件", 7),
        ("面商率", "100", "%", 7),
        ("办复率", "100", "%", 7),
        ("满意率", "97.5", "%", 7),
        ("key", "2", "件", 9),
        ("已经解决", "1", "件", 9),
        ("正在逐步解决", "1", "件", 9),
        ("已经解决或基本解决", "60", "件", 20),
        ("已经解决或基本解决", "69.8", "%", 20),
        ("因条件限制需以后解决", "26", "件", 22),
        ("因条件限制需以后解决", "30.2", "%", 22),
    ]
    assert found.facts[2].sentence == "从反馈情况看，面商率、办复率均达100%，满意率97.5%。"


def test_every_case_a_report_names_has_its_outcome_and_the_part_it_stands_in() -> None:
    beyond = "超出县级权限，已向上级反映。"
    assert formats.read(REPORT.encode()).outcomes == (
        Outcome("关于修缮北门桥的建议", ("林晓",), "桥面铺装已于九月完工，护栏更换正在招标。", "重点建议办理情况", 11),
        Outcome("关于建设老年食堂的建议", ("周敏", "吴桐"), "已建成三处，另有两处年内建成。", "重点建议办理情况", 16),
        Outcome("关于增设夜间公交的建议", ("郑航",), "目前两条线路已延长运营。", "已经解决或基本解决", 20),
        Outcome("关于迁建客运站的建议", ("孙悦",), beyond, "因条件限制需以后解决", 22),
        Outcome("关于增开高铁班次的建议", ("钱朗",), beyond, "因条件限制需以后解决", 22),
    )  # fmt: skip


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the published examples are not beside this checkout")
    return SHARED


def test_stated_figures_of_published_texts_are_found_where_they_stand(shared: Path) -> None:
    """Every figure that is stated about cases, not derived; those of a gazette are about other things."""
    wanted = json.loads((shared / "data" / "report_facts.json").read_text(encoding="utf-8"))
    seeds = {path.name: formats.read(path.read_bytes()) for path in (shared / "seeds").glob("00[013]*.txt")}
    missing = [
        entry["fact"]
        for entry in wanted
        if entry["seed"] in seeds and not entry["derived"] and isinstance(entry["value"], int)
        if (str(entry["value"]), entry["line"]) not in {(f.value, f.line) for f in seeds[entry["seed"]].facts}
    ]
    assert missing == []
    assert len(wanted) > 0


def test_a_published_report_gives_its_totals_rates_and_outcomes(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("003*.txt")
    found = formats.read(path.read_bytes())
    stated = {(fact.fact, fact.value) for fact in found.facts}
    assert {("handled", "174"), ("满意率", "96.8"), ("面商率", "100"), ("key", "12")} <= stated
    assert sum(int(f.value) for f in found.facts if f.unit == "件" and f.line > 80) == 174
    assert len(found.outcomes) == 16
    assert all(outcome.proposers and outcome.text and outcome.group for outcome in found.outcomes)
